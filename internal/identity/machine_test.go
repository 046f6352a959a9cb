package identity_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
)

const audience = "https://homeward.example/api"

// machines returns an agency with one program.
func machines(tb testing.TB) (*testEnv, *issuer) {
	tb.Helper()
	return agency(tb, func(p *identity.Provider) {
		p.Machines = identity.Machines{Audience: audience, Clients: []identity.Machine{{Client: "interviews", Desk: screeners, Role: casework.RoleScreener}}}
	})
}

func (w *testEnv) bearer(tb testing.TB, token string) (identity.Caller, error) {
	tb.Helper()
	r := httptest.NewRequestWithContext(tb.Context(), http.MethodGet, "/tasks", http.NoBody)
	r.Header.Set("Authorization", "Bearer "+token)
	return w.Authenticate(r)
}

func (i *issuer) access() map[string]any {
	now := i.now()
	return map[string]any{
		"iss": i.URL, "sub": "interviews", "client_id": "interviews", "aud": audience, "jti": "1",
		"iat": now.Unix(), "exp": now.Add(10 * time.Minute).Unix(),
	}
}

func (i *issuer) own() jose.JSONWebKey { return jose.JSONWebKey{Key: i.key, KeyID: i.kid} }

func TestAMachineActsForOneDesk(t *testing.T) {
	t.Parallel()
	w, i := machines(t)
	token := i.sign("at+jwt", jose.ES256, i.own(), i.access())
	c, err := w.bearer(t, token)
	require.NoError(t, err)
	require.True(t, c.Machine)
	require.Empty(t, c.Session)
	require.True(t, c.ProvenAt.IsZero())
	require.Equal(t, screeners, c.Actor.Desk)
	require.Equal(t, casework.RoleScreener, c.Actor.Role)
	require.Regexp(t, `^mc-labour-[0-9a-f]{12}$`, c.Actor.Account)
	long, err := w.bearer(t, i.sign("application/at+jwt", jose.ES256, i.own(), i.access()))
	require.NoError(t, err)
	require.Equal(t, c, long)

	// A token with a claim of another desk is still bound to its own desk.
	claims := i.access()
	claims["homeward_desk"], claims["homeward_roles"] = "tha-caseworker-maesot", "caseworker"
	other, err := w.bearer(t, i.sign("at+jwt", jose.ES256, i.own(), claims))
	require.NoError(t, err)
	require.Equal(t, c, other)

	// A machine is not a person.
	_, err = w.Invite(t.Context(), c, joining())
	require.Equal(t, fault.Denied, fault.CodeOf(err))
	_, err = w.Me(t.Context(), c)
	require.Equal(t, fault.Denied, fault.CodeOf(err))
	c.ProvenAt = w.now()
	require.ErrorIs(t, w.Confirm(t.Context(), c, "i-x"), identity.ErrStepUp)

	w.pass(10 * time.Minute)
	_, err = w.bearer(t, token)
	require.Equal(t, fault.Unsigned, fault.CodeOf(err), "expired")
}

func TestMachineTokensAreForged(t *testing.T) {
	t.Parallel()
	w, i := machines(t)
	_, err := w.bearer(t, i.sign("at+jwt", jose.ES256, i.own(), i.access()))
	require.NoError(t, err)
	set := func(name string, value any) func() string {
		return func() string {
			claims := i.access()
			if value == nil {
				delete(claims, name)
			} else {
				claims[name] = value
			}
			return i.sign("at+jwt", jose.ES256, i.own(), claims)
		}
	}
	for name, forge := range map[string]func() string{
		"an identity token": func() string { return i.sign("JWT", jose.ES256, i.own(), i.access()) },
		"of no type":        func() string { return i.sign("", jose.ES256, i.own(), i.access()) },
		"not signed":        func() string { return unsignedToken(t, i.access()) },
		"signed with the public": func() string {
			return i.sign("at+jwt", jose.HS256, jose.JSONWebKey{Key: i.publicPEM(), KeyID: i.kid}, i.access())
		},
		"signed by another": func() string {
			return i.sign("at+jwt", jose.ES256, jose.JSONWebKey{Key: newKey(t), KeyID: i.kid}, i.access())
		},
		"an unknown algorithm": func() string {
			return strings.Replace(i.sign("at+jwt", jose.ES256, i.own(), i.access()), "eyJ", "eyK", 1)
		},
		"of another":   set("iss", "https://elsewhere.example"),
		"of nobody":    set("iss", nil),
		"for another":  set("aud", "homeward"),
		"for nobody":   set("aud", nil),
		"for a person": set("sub", "officer-7"),
		"of an unknown client": func() string {
			c := i.access()
			c["sub"], c["client_id"] = "x", "x"
			return i.sign("at+jwt", jose.ES256, i.own(), c)
		},
		"without a client":     set("client_id", nil),
		"expired":              set("exp", start.Add(-time.Second).Unix()),
		"never expires":        set("exp", nil),
		"expires late":         set("exp", start.Add(16*time.Minute).Unix()),
		"expires in a century": set("exp", start.AddDate(100, 0, 0).Unix()),
		"of the future":        set("iat", start.Add(2*time.Minute).Unix()),
		"without a time":       set("iat", nil),
		"made long ago":        set("iat", start.Add(-20*time.Minute).Unix()),
		"not yet":              set("nbf", start.Add(time.Hour).Unix()),
		"with more behind it":  func() string { return i.sign("at+jwt", jose.ES256, i.own(), i.access()) + ".x" },
		"cut":                  func() string { t := i.sign("at+jwt", jose.ES256, i.own(), i.access()); return t[:len(t)-4] },
		"nothing":              func() string { return "" },
		"dots":                 func() string { return ".." },
		"very long":            set("padding", strings.Repeat("x", 20<<10)),
	} {
		token := forge()
		_, err := w.bearer(t, token)
		require.Equal(t, fault.Unsigned, fault.CodeOf(err), name)
		if len(token) > 8 {
			require.NotContains(t, err.Error(), token[len(token)-8:], name)
		}
	}

	// A provider without programs in its entry has none.
	none, bare := agency(t)
	_, err = none.bearer(t, bare.sign("at+jwt", jose.ES256, bare.own(), bare.access()))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err))
}

func TestAMachineOutsideItsAgencyIsNoConfiguration(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	i := newIssuer(t)
	good := i.provider()
	good.Machines.Audience = audience
	for name, m := range map[string]identity.Machine{
		"another agency's desk": {Client: "x", Desk: "tha-caseworker-maesot", Role: casework.RoleCaseworker},
		"no desk":               {Client: "x", Desk: "nowhere", Role: casework.RoleScreener},
		"another desk's role":   {Client: "x", Desk: screeners, Role: casework.RoleConsul},
		"no client":             {Desk: screeners, Role: casework.RoleScreener},
	} {
		p := good
		p.Machines.Clients = []identity.Machine{m}
		_, err := w.made(p)
		require.Error(t, err, name)
	}
	p := good
	p.Machines.Clients = []identity.Machine{{Client: "x", Desk: screeners, Role: casework.RoleScreener}, {Client: "x", Desk: screeners, Role: casework.RoleSupervisor}}
	_, err := w.made(p)
	require.Error(t, err, "one program is bound to one desk and one role")
}
