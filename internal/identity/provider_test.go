package identity_test

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
)

const providerFile = `version: 1
providers:
  - id: labour
    name: Ministry of labour
    issuer: https://id.labour.example
    client: homeward
    secret_file: /run/secrets/labour
    agencies: [tha-labour]
    algorithms: [PS256]
    scopes: [groups]
    claims: {desk: unit, roles: groups}
    desks: {"U-17": tha-screener-maesot}
    roles: {"grp-interviews": screener}
    proof: [phr]
    invites: true
    machines:
      audience: https://homeward.example/api
      clients:
        - {client: interviews, desk: tha-screener-maesot, role: screener}
`

func TestReadingTheFileOfProviders(t *testing.T) {
	t.Parallel()
	secret := func(path string) ([]byte, error) {
		require.Equal(t, "/run/secrets/labour", path)
		return []byte("s3cretword\n"), nil
	}
	all, err := identity.ReadProviders(strings.NewReader(providerFile), identity.Files{Secret: secret})
	require.NoError(t, err)
	require.Equal(t, []identity.Provider{{
		ID: "labour", Name: "Ministry of labour", Issuer: "https://id.labour.example", Client: "homeward", Secret: "s3cretword",
		Agencies: []casework.AgencyID{"tha-labour"}, Algorithms: []string{"PS256"}, Scopes: []string{"groups"},
		Claims: identity.Claims{Desk: "unit", Roles: "groups"}, Desks: map[string]casework.DeskID{"U-17": screeners},
		Roles: map[string]casework.Role{"grp-interviews": casework.RoleScreener}, Proof: []string{"phr"}, Invites: true,
		Machines: identity.Machines{
			Audience: audience, Clients: []identity.Machine{{Client: "interviews", Desk: screeners, Role: casework.RoleScreener}},
		},
	}}, all)
	w := newTestEnv(t)
	s, err := w.made(all...)
	require.NoError(t, err)
	require.Equal(t, []identity.ProviderName{{ID: "labour", Name: "Ministry of labour"}}, s.Providers())

	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).LogAttrs(t.Context(), slog.LevelInfo, "x", slog.Any("p", all[0]), slog.Any("s", all[0].Secret))
	for _, written := range []string{fmt.Sprintf("%v %+v %#v %s %q", all, all, all, all[0].Secret, all[0].Secret), mustJSON(t, all), log.String()} {
		require.NotContains(t, written, "s3cretword", "a secret is not written by accident")
	}
	_, err = identity.ReadProviders(strings.NewReader(providerFile), identity.Files{Secret: func(string) ([]byte, error) { return nil, errors.New("open /run/secrets/labour") }})
	require.EqualError(t, err, "read providers: entry 1: its secret_file cannot be read, is empty, or is too large for a secret")
	_, err = identity.ReadProviders(strings.NewReader("version: 1\nproviders:\n  - id: x\n    pasword: hunter2\n"), identity.Files{})
	require.EqualError(t, err, "read providers: line 4 is not in the expected format")
	_, err = identity.ReadProviders(strings.NewReader(strings.Repeat("#", 2<<20)), identity.Files{})
	require.Error(t, err)
}

// An entry that would let a provider speak for others, or with less than a signature, stops the program
// from starting.
func TestAProviderThatCannotBeBelieved(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	good := func() identity.Provider {
		return identity.Provider{ID: "labour", Name: "x", Issuer: "https://id.labour.example", Client: "homeward", Agencies: []casework.AgencyID{"tha-labour"}}
	}
	_, err := w.made(good())
	require.NoError(t, err)
	for name, spoil := range map[string]func(*identity.Provider){
		"no id":               func(p *identity.Provider) { p.ID = "" },
		"an id with a path":   func(p *identity.Provider) { p.ID = "a/b" },
		"no name":             func(p *identity.Provider) { p.Name = "" },
		"not safe":            func(p *identity.Provider) { p.Issuer = "http://id.labour.example" },
		"a query":             func(p *identity.Provider) { p.Issuer = "https://id.labour.example?x" },
		"somebody's password": func(p *identity.Provider) { p.Issuer = "https://a:b@id.labour.example" },
		"no issuer":           func(p *identity.Provider) { p.Issuer = "" },
		"no client":           func(p *identity.Provider) { p.Client = "" },
		"no agency":           func(p *identity.Provider) { p.Agencies = nil },
		"unknown agency":      func(p *identity.Provider) { p.Agencies = []casework.AgencyID{"x"} },
		"no signature":        func(p *identity.Provider) { p.Algorithms = []string{"none"} },
		"a secret and a key":  func(p *identity.Provider) { p.Secret, p.Key = "x", ownKey(t) },
		"a key for somebody":  func(p *identity.Provider) { p.KeyAudience = "https://elsewhere.example" },
		"a shared secret":     func(p *identity.Provider) { p.Algorithms = []string{"ES256", "HS256"} },
		"an unknown desk":     func(p *identity.Provider) { p.Desks = map[string]casework.DeskID{"a": "x"} },
		"an unknown role":     func(p *identity.Provider) { p.Roles = map[string]casework.Role{"a": "system"} },
	} {
		p := good()
		spoil(&p)
		_, err := w.made(p)
		require.Error(t, err, name)
		require.NotContains(t, err.Error(), "labour.example", name)
	}
	twin := good()
	twin.ID = "other"
	_, err = w.made(good(), twin)
	require.Error(t, err, "one issuer, one entry")
}

func TestTheProvidersOwnWords(t *testing.T) {
	t.Parallel()
	w, i := agency(t, func(p *identity.Provider) {
		p.Claims = identity.Claims{Desk: "unit", Roles: "groups"}
		p.Desks = map[string]casework.DeskID{"U-17": screeners, "U-18": "tha-caseworker-maesot"}
		p.Roles = map[string]casework.Role{"grp-interviews": casework.RoleScreener, "grp-heads": casework.RoleSupervisor, "grp-consuls": casework.RoleConsul}
	})
	say := func(unit string, groups any) {
		i.claims = func(c map[string]any) { c["unit"], c["groups"] = unit, groups }
	}
	say("U-17", []string{"grp-canteen", "grp-interviews", "grp-heads"})
	e := w.signIn(t, i)
	me, err := w.Me(t.Context(), e.Caller)
	require.NoError(t, err)
	require.Equal(t, []casework.Role{casework.RoleScreener, casework.RoleSupervisor}, me.Roles)
	for name, tt := range map[string]struct {
		unit   string
		groups any
	}{
		"a desk by our code":     {string(screeners), "grp-interviews"},
		"a desk not its own":     {"U-18", "grp-interviews"},
		"a role by our code":     {"U-17", "screener"},
		"no group of ours":       {"U-17", []string{"grp-canteen"}},
		"a group of other desks": {"U-17", []string{"grp-interviews", "grp-consuls"}},
	} {
		say(tt.unit, tt.groups)
		d := w.begin(t)
		_, err := w.FinishOIDC(t.Context(), i.authorize(d), d.Browser, visitor(""))
		require.Error(t, err, name)
	}
}

func TestTheOriginIsSafe(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	for origin, ok := range map[string][2]bool{ // in production, in development
		"https://homeward.example":      {true, true},
		"https://homeward.example:8443": {true, true},
		"http://localhost:8080":         {false, true},
		"http://homeward.example":       {false, false},
		"http://127.0.0.1:8080":         {false, false}, // a passkey needs a host name
		"http://localhost.evil.example": {false, false},
		"https://homeward.example/x":    {false, false},
		"https://a@homeward.example":    {false, false},
		"https://":                      {false, false},
		"":                              {false, false},
		"homeward.example":              {false, false},
	} {
		for i, dev := range []bool{false, true} {
			_, err := identity.New(identity.Options{
				Store: w.store, Directory: w.directory, Origin: origin, Dev: dev, Blind: blind, Now: w.now, Logger: slog.New(slog.DiscardHandler),
			})
			require.Equal(t, ok[i], err == nil, "%s %t: %v", origin, dev, err)
		}
	}
	_, err := identity.New(identity.Options{Origin: origin})
	require.Error(t, err)
}
