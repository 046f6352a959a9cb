package identity_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
)

const logoutEvent = "http://schemas.openid.net/event/backchannel-logout"

// gone returns the claims of a logout token for an officer, after changes.
func (i *issuer) gone(change ...func(map[string]any)) map[string]any {
	now := i.now()
	said := map[string]any{
		"iss": i.URL, "aud": "homeward", "sub": "officer-7", "jti": rand.Text(), "iat": now.Unix(), "exp": now.Add(2 * time.Minute).Unix(),
		"events": map[string]any{logoutEvent: map[string]any{}},
	}
	for _, c := range change {
		c(said)
	}
	return said
}

func (i *issuer) logout(change ...func(map[string]any)) string {
	return i.sign("logout+jwt", i.alg, i.own(), i.gone(change...))
}

func with(name string, value any) func(map[string]any) {
	return func(said map[string]any) {
		if said[name] = value; value == nil {
			delete(said, name)
		}
	}
}

// says sends a logout token to a service and returns the code of the result.
func says(tb testing.TB, s *identity.Service, provider, token string) fault.Code {
	tb.Helper()
	err := s.EndByProvider(context.WithoutCancel(tb.Context()), provider, token, elsewhere(1))
	if err != nil && len(token) > 8 {
		require.NotContains(tb, err.Error(), token[len(token)-8:])
	}
	return fault.CodeOf(err)
}

// handed returns the command line that a browser has approved.
func (w *testEnv) handed(tb testing.TB, browser identity.Entry) identity.Entry {
	tb.Helper()
	verifier, hash := challenge()
	code, err := w.ApproveHandover(tb.Context(), visitor(browser.Token), identity.Handover{Redirect: loopback, Challenge: hash})
	require.NoError(tb, err)
	e, err := w.FinishHandover(tb.Context(), code, verifier, loopback, visitor(""))
	require.NoError(tb, err)
	return e
}

// named makes the provider send a session identifier.
func (i *issuer) named(sid any) { i.claims = func(c map[string]any) { c["sid"] = sid } }

// A user whom the agency's provider signs out is signed out here, in the browser and on the command
// line, and no other user is.
func TestTheProviderSignsAUserOut(t *testing.T) {
	t.Parallel()
	w, i := agency(t)
	hers, again := w.signIn(t, i), w.signIn(t, i)
	line := w.handed(t, hers)
	i.claims = func(c map[string]any) { c["sub"] = "officer-8" }
	other := w.signIn(t, i)
	passkey := w.enter(t, w.officer(t, "acc-1", screeners, casework.RoleScreener))
	process := w.serve(t)
	for _, e := range []identity.Entry{hers, again, line, other, passkey} {
		require.True(t, resumes(t, w.Service, e.Token))
		require.True(t, resumes(t, process, e.Token))
	}
	token := i.logout()
	require.Empty(t, says(t, w.Service, "labour", token))
	for _, e := range []identity.Entry{hers, again, line} {
		require.False(t, resumes(t, w.Service, e.Token), "at once where it was said")
		require.Equal(t, fault.Unsigned, fault.CodeOf(w.Recheck(going(t, e.Token), e.Caller)), "streams end too")
	}
	w.pass(identity.SessionCacheTime)
	for _, e := range []identity.Entry{hers, again, line} {
		require.False(t, resumes(t, process, e.Token), "and elsewhere soon")
	}
	require.True(t, resumes(t, process, other.Token))
	require.True(t, resumes(t, process, passkey.Token))
	require.Equal(t, 1, w.count(t, `app.audit_events where action = 'identity.signed_out_by_provider' and outcome = 'allowed' and code = 'provider'
		and subject_ref = $1 and account = ''`, string(hers.Caller.Actor.Account)))

	require.Equal(t, fault.Malformed, says(t, w.Service, "labour", token), "once")
	require.Empty(t, says(t, w.Service, "labour", i.logout()), "who is signed out already is signed out")
	require.Equal(t, 1, w.count(t, `app.audit_events where action = 'identity.signed_out_by_provider' and outcome = 'allowed'`))
	i.claims = nil
	back := w.signIn(t, i)
	require.True(t, resumes(t, w.Service, back.Token), "and may come back, if the provider lets them")
	require.Equal(t, fault.Malformed, says(t, w.Service, "labour", token), "an old word does not end a new session")
	require.True(t, resumes(t, w.Service, back.Token))
	require.Equal(t, 2, w.count(t, `app.audit_events where action = 'identity.signed_out_by_provider' and outcome = 'denied' and code = 'again'`))
}

// If the provider names one of its sessions, that one ends and no other.
func TestTheProviderEndsOneOfItsSessions(t *testing.T) {
	t.Parallel()
	for name, who := range map[string]any{"with the person": "officer-7", "by its name alone": nil} {
		w, i := agency(t)
		i.named("sid-1")
		first := w.signIn(t, i)
		line := w.handed(t, first)
		i.named("sid-2")
		second := w.signIn(t, i)
		i.named(nil)
		nameless := w.signIn(t, i)
		require.Empty(t, says(t, w.Service, "labour", i.logout(with("sub", who), with("sid", "sid-3"))), "one that nobody has here")
		require.True(t, resumes(t, w.Service, first.Token))
		require.Empty(t, says(t, w.Service, "labour", i.logout(with("sub", who), with("sid", "sid-1"))))
		require.False(t, resumes(t, w.Service, first.Token), name)
		require.False(t, resumes(t, w.Service, line.Token), name)
		require.True(t, resumes(t, w.Service, second.Token), name)
		require.True(t, resumes(t, w.Service, nameless.Token), name)

		var rows []string
		require.NoError(t, w.sql(t).SelectContext(t.Context(), &rows, `select s::text from app.sessions s union all select l::text from app.logout_tokens l union all select a::text from app.audit_events a`))
		for _, telling := range []string{"sid-1", "officer-7"} {
			require.NotContains(t, strings.Join(rows, "\n"), telling, "what the provider calls them is not kept")
			require.NotContains(t, w.log.String(), telling)
		}
	}

	// Another user's subject with the same session identifier ends nothing.
	w, i := agency(t)
	i.named("sid-1")
	e := w.signIn(t, i)
	require.Empty(t, says(t, w.Service, "labour", i.logout(with("sub", "officer-8"), with("sid", "sid-1"))))
	require.True(t, resumes(t, w.Service, e.Token))

	// A proof at the provider may begin a new session there, which then counts.
	i.named("sid-9")
	d, err := w.BeginOIDCStepUp(t.Context(), "/", visitor(e.Token))
	require.NoError(t, err)
	proven, err := w.FinishOIDC(t.Context(), i.authorize(d), d.Browser, visitor(e.Token))
	require.NoError(t, err)
	require.Empty(t, says(t, w.Service, "labour", i.logout(with("sid", "sid-9"))))
	require.False(t, resumes(t, w.Service, proven.Token))
}

// An invalid logout token ends no session, and its sender does not learn the reason.
func TestLogoutIsAttacked(t *testing.T) {
	t.Parallel()
	w, i := agency(t)
	i.named("sid-1")
	e := w.signIn(t, i)
	at := func(after time.Duration) int64 { return w.now().Add(after).Unix() }
	forged := func(change ...func(map[string]any)) func() string {
		return func() string { return i.logout(change...) }
	}
	address := 0
	for name, tt := range map[string]struct {
		forge func() string
		why   string
	}{
		"an identity token": {func() string {
			return i.sign("JWT", jose.ES256, i.own(), map[string]any{
				"iss": i.URL, "sub": "officer-7", "aud": "homeward", "nonce": "n", "iat": at(0), "exp": at(5 * time.Minute),
			})
		}, "type"},
		"an identity token that calls itself so": {func() string {
			return i.sign("logout+jwt", jose.ES256, i.own(), map[string]any{
				"iss": i.URL, "sub": "officer-7", "aud": "homeward", "jti": "1", "iat": at(0), "exp": at(5 * time.Minute),
			})
		}, "event"},
		"with a nonce":      {forged(with("nonce", "n")), "nonce"},
		"with an empty one": {forged(with("nonce", "")), "nonce"},
		"an access token":   {func() string { return i.sign("at+jwt", jose.ES256, i.own(), i.gone()) }, "type"},
		"of no type":        {func() string { return i.sign("", jose.ES256, i.own(), i.gone()) }, "type"},
		"not signed":        {func() string { return unsignedToken(t, i.gone()) }, "type"},
		"signed by another": {func() string {
			return i.sign("logout+jwt", jose.ES256, jose.JSONWebKey{Key: newKey(t), KeyID: i.kid}, i.gone())
		}, "token"},
		"with the public": {func() string {
			return i.sign("logout+jwt", jose.HS256, jose.JSONWebKey{Key: i.publicPEM(), KeyID: i.kid}, i.gone())
		}, "type"},
		"of another":        {forged(with("iss", "https://elsewhere.example")), "token"},
		"for another":       {forged(with("aud", "somebody-else")), "token"},
		"for our programs":  {forged(with("aud", audience)), "token"},
		"for nobody":        {forged(with("aud", nil)), "token"},
		"run out":           {forged(with("exp", at(-time.Second))), "token"},
		"without end":       {forged(with("exp", nil)), "token"},
		"good for a day":    {forged(with("exp", at(24*time.Hour))), "expires"},
		"of the future":     {forged(with("iat", at(2*time.Minute))), "issued"},
		"of an hour ago":    {forged(with("iat", at(-time.Hour))), "issued"},
		"of no time":        {forged(with("iat", nil)), "issued"},
		"without a name":    {forged(with("jti", nil)), "id"},
		"with a long name":  {forged(with("jti", strings.Repeat("x", 300))), "id"},
		"about nothing":     {forged(with("events", nil)), "event"},
		"about another":     {forged(with("events", map[string]any{"http://schemas.openid.net/event/other": map[string]any{}})), "event"},
		"about a word":      {forged(with("events", map[string]any{logoutEvent: "yes"})), "event"},
		"about a list":      {forged(with("events", []string{logoutEvent})), "claims"},
		"of nobody":         {forged(with("sub", nil)), "subject"},
		"of a long name":    {forged(with("sub", strings.Repeat("x", 300))), "subject"},
		"a number":          {forged(with("sid", 7)), "claims"},
		"of a long session": {forged(with("sid", strings.Repeat("x", 300))), "subject"},
		"with more behind":  {func() string { return i.logout() + ".x" }, "type"},
		"cut":               {func() string { return i.logout()[:40] }, "type"},
		"nothing":           {func() string { return "" }, "type"},
		"very long":         {forged(with("padding", strings.Repeat("x", 20<<10))), "type"},
	} {
		address++
		token := tt.forge()
		err := w.EndByProvider(t.Context(), "labour", token, elsewhere(address))
		require.Equal(t, fault.Malformed, fault.CodeOf(err), name)
		require.EqualError(t, err, "malformed: this is not a valid logout token", name)
		require.Equal(t, tt.why, w.lastCode(t), name)
	}
	require.Equal(t, fault.NotFound, says(t, w.Service, "nobody", i.logout()))
	require.True(t, resumes(t, w.Service, e.Token), "and she is still signed in")
	require.Zero(t, w.count(t, `app.logout_tokens`))
}

func (w *testEnv) lastCode(tb testing.TB) string {
	tb.Helper()
	var code string
	require.NoError(tb, w.sql(tb).GetContext(tb.Context(), &code, `select code from app.audit_events where action = 'identity.signed_out_by_provider' order by id desc limit 1`))
	return code
}

// A provider cannot end sessions of another provider's users, even if their identifiers are the same.
func TestAProviderSpeaksOfItsOwnPeople(t *testing.T) {
	t.Parallel()
	one, two := newIssuer(t), newIssuer(t)
	first, second := one.provider(), two.provider()
	second.ID, second.Agencies = "health", []casework.AgencyID{"tha-health"}
	w := newTestEnv(t, first, second)
	one.now, two.now = w.now, w.now
	one.named("sid-1")
	e := w.signIn(t, one)
	for name, tt := range map[string]struct{ provider, token string }{
		"its own word":           {"health", two.logout(with("sid", "sid-1"))},
		"by the session alone":   {"health", two.logout(with("sub", nil), with("sid", "sid-1"))},
		"at the other's address": {"labour", two.logout()},
		"in the other's name":    {"labour", two.logout(with("iss", one.URL))},
		"the other's at its own": {"health", one.logout()},
	} {
		_ = w.EndByProvider(t.Context(), tt.provider, tt.token, elsewhere(2))
		require.True(t, resumes(t, w.Service, e.Token), name)
	}
	require.Empty(t, says(t, w.Service, "labour", one.logout(with("sid", "sid-1"))))
	require.False(t, resumes(t, w.Service, e.Token))
}

// A sender of invalid tokens is delayed and leaves no further entries in the audit log. The provider's
// valid tokens are still accepted.
func TestFailingOnPurposeDoesNotKeepTheProviderOut(t *testing.T) {
	t.Parallel()
	w, i := agency(t)
	e := w.signIn(t, i)
	slowed := 0
	for range 30 {
		if says(t, w.Service, "labour", "x") == fault.TooMany {
			slowed++
		}
	}
	require.GreaterOrEqual(t, slowed, 15)
	require.LessOrEqual(t, w.count(t, `app.audit_events where action = 'identity.signed_out_by_provider'`), 15)
	require.Empty(t, says(t, w.Service, "labour", i.logout()))
	require.False(t, resumes(t, w.Service, e.Token))
}

// Older providers send tokens without a type. The entry says whether they are accepted.
func TestAnUntypedLogoutToken(t *testing.T) {
	t.Parallel()
	w, i := agency(t, func(p *identity.Provider) { p.UntypedLogout = true })
	for _, kind := range []string{"JWT", ""} {
		e := w.signIn(t, i)
		require.Empty(t, says(t, w.Service, "labour", i.sign(kind, jose.ES256, i.own(), i.gone())))
		require.False(t, resumes(t, w.Service, e.Token))
	}
	e := w.signIn(t, i)
	for _, kind := range []string{"at+jwt", "JWT"} {
		require.Equal(t, fault.Malformed, says(t, w.Service, "labour", i.sign(kind, jose.ES256, i.own(), map[string]any{
			"iss": i.URL, "sub": "officer-7", "aud": "homeward", "jti": rand.Text(), "iat": w.now().Unix(), "exp": w.now().Add(time.Minute).Unix(),
		})), "an identity token or an access token still is none")
	}
	require.True(t, resumes(t, w.Service, e.Token))
	i.down = true
	down, j := agency(t)
	j.down = true
	require.Equal(t, fault.Unavailable, says(t, down.Service, "labour", j.logout()), "whose keys cannot be had is not judged")
}

// A used token is forgotten once it is too old to be accepted.
func TestUsedLogoutTokensAreForgotten(t *testing.T) {
	t.Parallel()
	w, i := agency(t)
	w.signIn(t, i)
	token := i.logout()
	require.Empty(t, says(t, w.Service, "labour", token))
	w.pass(2*time.Minute + time.Second)
	require.NoError(t, w.Sweep(t.Context()))
	require.Equal(t, 1, w.count(t, `app.logout_tokens`), "clocks differ")
	w.pass(time.Minute)
	require.NoError(t, w.Sweep(t.Context()))
	require.Zero(t, w.count(t, `app.logout_tokens`))
	require.Equal(t, fault.Malformed, says(t, w.Service, "labour", token), "and it is still taken no more")
}

// For any logout token of a provider, only sessions of the token's user end.
func FuzzLogout(f *testing.F) {
	w, i := agency(f)
	for _, seed := range [][2]string{
		{"sub", `"officer-7"`},
		{"sub", `[]`},
		{"sid", `{}`},
		{"jti", `1`},
		{"iat", `1e400`},
		{"exp", `-1`},
		{"nonce", `null`},
		{"aud", `["homeward","x"]`},
		{"sid", `"' or ''='"`},
		{"events", `{"` + logoutEvent + `":{}}`},
		{"events", `{"` + logoutEvent + `":null}`},
	} {
		f.Add(seed[0], []byte(seed[1]))
	}
	stays := w.enter(f, w.officer(f, "acc-1", screeners, casework.RoleScreener))
	f.Fuzz(func(t *testing.T, name string, raw []byte) {
		if !json.Valid(raw) {
			return
		}
		i.tb = t
		code := says(t, w.Service, "labour", i.logout(with(name, json.RawMessage(raw))))
		require.Contains(t, []fault.Code{"", fault.Malformed, fault.TooMany}, code)
		require.True(t, resumes(t, w.Service, stays.Token))
	})
}
