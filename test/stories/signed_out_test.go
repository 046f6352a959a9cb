package stories_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/fault"
)

// TestWhoLeavesTheAgencyIsOut: an officer works, and follows what happens. Her agency's provider
// says that she is signed out there; from then on her session opens nothing, the stream that she
// left open says its last word within a minute, and her colleague works on.
func TestWhoLeavesTheAgencyIsOut(t *testing.T) {
	s := begin(t)
	hers := client.Persona{Desk: "tha-registrar-maesot", Role: casework.RoleRegistrar, Account: "leaving"}
	stays := hers
	stays.Account = "staying"
	enter := func(who client.Persona) (*client.Client, string) {
		token, err := client.SignInAs(t.Context(), s.site.address, who, nil)
		require.NoError(t, err)
		c, err := client.New(client.Options{Server: s.site.address, Sign: client.Token(token)})
		require.NoError(t, err)
		_, err = c.ShowAccount(t.Context())
		s.fine(err)
		return c, token
	}
	one, token := enter(hers)
	two, _ := enter(stays)
	stream := s.open(token)

	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.site.address+"/persona/logout", strings.NewReader(url.Values{"account": {"leaving"}}.Encode()))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	said, err := (&http.Client{Timeout: patience}).Do(request)
	require.NoError(t, err)
	require.NoError(t, said.Body.Close())
	require.Equal(t, http.StatusNoContent, said.StatusCode)
	began := time.Now()

	_, err = one.ShowAccount(t.Context())
	require.Equal(t, fault.Unsigned, fault.CodeOf(err))
	_, err = two.ShowAccount(t.Context())
	s.fine(err)
	last := ""
	for line := range stream {
		last = line
	}
	require.JSONEq(t, `{"code":"unsigned"}`, last)
	require.LessOrEqual(t, time.Since(began), time.Minute)
	back, _ := enter(hers)
	_, err = back.ShowAccount(t.Context())
	s.fine(err)
}
