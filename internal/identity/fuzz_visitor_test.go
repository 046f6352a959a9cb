package identity_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
)

// For any headers, the caller is a session's owner, a program of the agency, or unknown.
func FuzzHeaders(f *testing.F) {
	w, i := machines(f)
	e := w.enter(f, w.officer(f, "acc-1", screeners, casework.RoleScreener))
	access := i.sign("at+jwt", jose.ES256, i.own(), i.access())
	for _, seed := range [][2]string{
		{"", ""},
		{identity.SessionCookie + "=" + e.Token, ""},
		{"", "Bearer " + e.Token},
		{"", "Bearer " + access},
		{identity.SessionCookie + "=" + e.Token, "Bearer " + access},
		{identity.SessionCookie + "=" + e.Token + "; " + identity.SessionCookie + "=", ""},
		{identity.SessionCookie + `="` + e.Token + `"`, ""},
		{"", "Bearer " + access + "." + access},
		{"", "Bearer " + unsignedToken(f, i.access())},
		{"", "Bearer eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJpc3MiOjF9.AA"},
		{"", "Basic Og=="},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, cookie, bearer string) {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/cases", http.NoBody)
		if cookie != "" {
			r.Header.Set("Cookie", cookie)
		}
		if bearer != "" {
			r.Header.Set("Authorization", bearer)
		}
		c, err := w.Authenticate(r)
		if err != nil {
			require.Equal(t, fault.Unsigned, fault.CodeOf(err), "%v", err)
			require.Equal(t, identity.Caller{}, c)
			return
		}
		if c.Machine {
			require.Contains(t, bearer, access)
			require.Empty(t, cookie)
			return
		}
		require.Equal(t, e.Caller, c)
		require.Contains(t, cookie+bearer, e.Token)
	})
}

// A text that is not a file of providers is refused, and the error does not quote it.
func FuzzProviderFile(f *testing.F) {
	for _, seed := range []string{
		"", "version: 1", "version: 2", providerFile, "version: 1\nproviders: [{id: x, pasword: s3cretword}]", "version: 1\nproviders: s3cretword",
		"\x00", "- a: &x [*x]", "version: 1\nproviders:\n  - {machines: {clients: [{client: [s3cretword]}]}}", "version: !!int s3cretword",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		providers, err := identity.ReadProviders(strings.NewReader(text), identity.Files{
			Secret: func(string) ([]byte, error) { return nil, errors.New("s3cretword") },
			Key:    func(string) ([]byte, error) { return []byte("s3cretword"), nil },
		})
		if err != nil {
			require.Nil(t, providers)
			require.NotContains(t, err.Error(), "s3cretword")
			require.Regexp(t, `^read providers: [A-Za-z0-9 ,_:()#-]+$`, err.Error(), "words of our own")
			return
		}
		for _, p := range providers {
			require.NotContains(t, mustJSON(t, p), "s3cretword"+string(p.Secret)+"x")
		}
	})
}

// A handover that can be approved leads to this machine only.
func FuzzHandover(f *testing.F) {
	_, hash := challenge()
	for _, seed := range []string{loopback, "http://[::1]:80/", "http://127.0.0.1:1@evil.example:2/", "http://127.0.0.1:80\\@evil.example/", "http://127.0.0.1:1/\r\nSet-Cookie: a"} {
		f.Add(seed, hash)
	}
	f.Fuzz(func(t *testing.T, redirect, hash string) {
		if identity.CheckHandover(identity.Handover{Redirect: redirect, Challenge: hash}) != nil {
			return
		}
		u, err := url.Parse(redirect)
		require.NoError(t, err)
		require.Contains(t, []string{"127.0.0.1", "::1"}, u.Hostname())
		require.Equal(t, "http", u.Scheme)
		require.NotEmpty(t, u.Port())
		require.Empty(t, u.RawQuery)
		require.False(t, strings.ContainsAny(redirect, "\r\n\\ "), "%q", redirect)
		require.Len(t, hash, 43)
	})
}
