package identity_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
)

func TestProvingAtTheAgency(t *testing.T) {
	t.Parallel()
	w, i := agency(t)
	e := w.signIn(t, i)
	w.pass(time.Hour / 4)
	d, err := w.BeginOIDCStepUp(t.Context(), "/cases/x", visitor(e.Token))
	require.NoError(t, err)
	require.Contains(t, d.URL, "max_age=0")
	require.Contains(t, d.URL, "prompt=login")
	require.Contains(t, d.URL, "acr_values=phr")
	up, err := w.FinishOIDC(t.Context(), i.authorize(d), d.Browser, visitor(e.Token))
	require.NoError(t, err)
	require.Equal(t, w.now(), up.Caller.ProvenAt)
	require.Equal(t, "/cases/x", up.To)
	require.Equal(t, e.Caller.Session, up.Caller.Session)
	require.False(t, resumes(t, w.Service, e.Token), "under another token")
	c, err := w.Resume(t.Context(), up.Token)
	require.NoError(t, err)
	require.Equal(t, up.Caller, c)
	require.Equal(t, 1, w.count(t, `app.audit_events where action = 'identity.prove' and outcome = 'allowed'`))

	// It does not extend the session.
	all, err := w.Sessions(t.Context(), c)
	require.NoError(t, err)
	require.Equal(t, start.Add(identity.MaxSession), all[0].Until)
}

func TestProvingIsAttacked(t *testing.T) {
	t.Parallel()
	w, i := agency(t)
	set := func(name string, value any) func(map[string]any) {
		return func(c map[string]any) { c[name] = value }
	}
	for name, tt := range map[string]struct {
		claims func(map[string]any)
		why    string
	}{
		"no time":             {func(c map[string]any) { delete(c, "auth_time") }, "auth_time"},
		"not asked again":     {func(c map[string]any) { c["auth_time"] = w.now().Add(-2 * time.Minute).Unix() }, "not_asked_again"},
		"asked in the future": {func(c map[string]any) { c["auth_time"] = w.now().Add(2 * time.Minute).Unix() }, "auth_time"},
		"weakly":              {set("acr", "click"), "class"},
		"no class":            {func(c map[string]any) { delete(c, "acr") }, "class"},
		"class is a list":     {set("acr", []string{"phr"}), "class"},
		"somebody else":       {set("sub", "officer-8"), "somebody_else"},
	} {
		i.reset()
		w.pass(keysRest)
		e := w.signIn(t, i)
		d, err := w.BeginOIDCStepUp(t.Context(), "/", visitor(e.Token))
		require.NoError(t, err)
		i.claims = tt.claims
		_, err = w.FinishOIDC(t.Context(), i.authorize(d), d.Browser, visitor(e.Token))
		require.Equal(t, fault.Unsigned, fault.CodeOf(err), name)
		var code string
		require.NoError(t, w.sql(t).GetContext(t.Context(), &code, `select code from app.audit_events where outcome = 'denied' order by id desc limit 1`))
		require.Equal(t, tt.why, code, name)
		c, err := w.Resume(t.Context(), e.Token)
		require.NoError(t, err, "the session stays")
		require.True(t, c.ProvenAt.IsZero(), name)
		w.pass(identity.SlowestAttempt)
	}
	i.reset()
	w.pass(keysRest)

	// A step-up can be finished by the session that began it only, and not without a session.
	mine, another := w.signIn(t, i), w.signIn(t, i)
	for n, token := range []string{another.Token, ""} {
		w.pass(time.Minute)
		d, err := w.BeginOIDCStepUp(t.Context(), "/", visitor(mine.Token))
		require.NoError(t, err)
		_, err = w.FinishOIDC(t.Context(), i.authorize(d), d.Browser, identity.Visitor{Address: elsewhere(n).Address, Token: token})
		require.Equal(t, fault.Unsigned, fault.CodeOf(err))
	}
	_, err := w.BeginOIDCStepUp(t.Context(), "/", visitor(""))
	require.Equal(t, fault.Unsigned, fault.CodeOf(err))
	direct := w.enter(t, w.officer(t, "acc-1", screeners, casework.RoleScreener))
	_, err = w.BeginOIDCStepUp(t.Context(), "/", visitor(direct.Token))
	require.Equal(t, fault.NotFound, fault.CodeOf(err), "no agency signs them in")
}

// If a provider's entry has no classes, being asked again is a proof.
func TestAProviderWithoutClasses(t *testing.T) {
	t.Parallel()
	w, i := agency(t, func(p *identity.Provider) { p.Proof = nil })
	e := w.signIn(t, i)
	require.True(t, e.Caller.ProvenAt.IsZero(), "it did not say when it asked")
	i.claims = func(c map[string]any) { delete(c, "acr") }
	d, err := w.BeginOIDCStepUp(t.Context(), "/", visitor(e.Token))
	require.NoError(t, err)
	up, err := w.FinishOIDC(t.Context(), i.authorize(d), d.Browser, visitor(e.Token))
	require.NoError(t, err)
	require.Equal(t, w.now(), up.Caller.ProvenAt)
}

// An account follows the claims of its agency, and its sessions end with the change.
func TestAnAccountFollowsItsAgency(t *testing.T) {
	t.Parallel()
	w, i := agency(t)
	e := w.signIn(t, i)
	require.True(t, resumes(t, w.Service, e.Token))
	i.claims = func(c map[string]any) { c["homeward_desk"] = "tha-screener-bangkok" }
	moved := w.signIn(t, i)
	require.Equal(t, e.Caller.Actor.Account, moved.Caller.Actor.Account)
	require.Equal(t, casework.DeskID("tha-screener-bangkok"), moved.Caller.Actor.Desk)
	require.False(t, resumes(t, w.Service, e.Token), "the session at the other desk has ended")
	require.True(t, resumes(t, w.Service, moved.Token))
	require.Equal(t, 1, w.count(t, `app.audit_events where action = 'identity.account_moved'`))
	i.claims = panel("tha-labour")
	seated := w.signIn(t, i)
	require.Equal(t, casework.AgencyID("tha-labour"), seated.Caller.Actor.Agency, "a panel's member is of the agency that sent them")
	require.Equal(t, casework.DeskPanel, seated.Caller.Actor.Kind)
}
