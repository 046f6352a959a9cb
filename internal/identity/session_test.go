package identity_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
)

func TestASessionIsResumedByItsTokenAlone(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	e := w.enter(t, w.officer(t, "acc-1", screeners, casework.RoleScreener))
	c, err := w.Resume(t.Context(), e.Token)
	require.NoError(t, err)
	require.Equal(t, e.Caller, c)
	require.Equal(t, casework.AccountID("acc-1"), c.Actor.Account)
	require.Equal(t, casework.RoleScreener, c.Actor.Role)
	require.Equal(t, casework.DeskScreener, c.Actor.Kind)
	require.Equal(t, casework.Country("THA"), c.Actor.Country)

	for name, token := range map[string]string{
		"nothing": "", "prefix": "hws_", "public reference": c.Session, "one letter more": e.Token + "A", "one less": e.Token[:len(e.Token)-1],
		"other prefix": "hwi_" + strings.TrimPrefix(e.Token, "hws_"), "another": "hws_" + strings.Repeat("A", 43),
		"padding bits": e.Token[:len(e.Token)-1] + "_", "upper case": strings.ToUpper(e.Token), "two": e.Token + " " + e.Token,
	} {
		require.False(t, resumes(t, w.Service, token), name)
	}
}

func TestTheTokenIsNowhereOnRecordNorInTheLog(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	e := w.enter(t, w.officer(t, "acc-1", screeners, casework.RoleScreener))
	require.True(t, resumes(t, w.Service, e.Token))
	require.False(t, resumes(t, w.Service, e.Token+"x"))
	turned, err := w.SwitchRole(t.Context(), visitor(e.Token), casework.RoleScreener)
	require.NoError(t, err)
	var rows []string
	require.NoError(t, w.sql(t).SelectContext(t.Context(), &rows, `select s::text from app.sessions s union all select a::text from app.audit_events a`))
	require.NotEmpty(t, rows)
	for _, token := range []string{e.Token, turned.Token} {
		require.NotContains(t, strings.Join(rows, "\n"), strings.TrimPrefix(token, "hws_"))
		require.NotContains(t, w.log.String(), strings.TrimPrefix(token, "hws_"))
	}
	require.NotContains(t, strings.Join(rows, "\n"), "203.0.113.7", "no address either")
	require.NotContains(t, strings.Join(rows, "\n"), "Linux", "nor what browser it is")
}

func TestASessionEndsWhenUnusedAndAtTheLatestAfterTwelveHours(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	a := w.officer(t, "acc-1", screeners, casework.RoleScreener)
	idle := w.enter(t, a)
	w.pass(identity.IdleTimeout - time.Second)
	require.True(t, resumes(t, w.Service, idle.Token), "used in time")
	w.pass(identity.IdleTimeout + time.Second)
	require.False(t, resumes(t, w.Service, idle.Token), "not used")

	busy := w.enter(t, a)
	began := w.now()
	for w.now().Add(10*time.Minute).Sub(began) < identity.MaxSession {
		w.pass(10 * time.Minute)
		require.True(t, resumes(t, w.Service, busy.Token), "used all the time, after %s", w.now().Sub(began))
	}
	w.set(began.Add(identity.MaxSession - time.Second))
	require.True(t, resumes(t, w.Service, busy.Token))
	w.pass(time.Second) // while it is still in the cache
	require.False(t, resumes(t, w.Service, busy.Token), "at the latest")
}

func TestSigningOutHereAndEverywhere(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	hers, other := w.officer(t, "acc-1", screeners, casework.RoleScreener), w.officer(t, "acc-2", screeners, casework.RoleScreener)
	one, two, three, stranger := w.enter(t, hers), w.enter(t, hers), w.enter(t, hers), w.enter(t, other)
	for _, e := range []identity.Entry{one, two, three, stranger} {
		require.True(t, resumes(t, w.Service, e.Token))
	}
	elsewhere := w.serve(t)
	require.True(t, resumes(t, elsewhere, two.Token))

	require.NoError(t, w.SignOut(t.Context(), one.Token))
	require.NoError(t, w.SignOut(t.Context(), one.Token), "twice is once")
	require.False(t, resumes(t, w.Service, one.Token))
	all, err := w.Sessions(t.Context(), two.Caller)
	require.NoError(t, err)
	require.Len(t, all, 2)

	err = w.EndSession(t.Context(), two.Caller, stranger.Caller.Session)
	require.Equal(t, fault.NotFound, fault.CodeOf(err), "nobody else's")
	require.True(t, resumes(t, w.Service, stranger.Token))
	require.NoError(t, w.EndSession(t.Context(), two.Caller, three.Caller.Session))
	require.False(t, resumes(t, w.Service, three.Token))

	n, err := w.EndAll(t.Context(), two.Caller)
	require.NoError(t, err)
	require.Equal(t, 1, n)
	require.False(t, resumes(t, w.Service, two.Token), "at once where it was said")
	require.True(t, resumes(t, elsewhere, two.Token), "elsewhere it may be remembered")
	w.pass(identity.SessionCacheTime)
	require.False(t, resumes(t, elsewhere, two.Token), "and not for long")
	require.LessOrEqual(t, identity.SessionCacheTime, time.Minute)
	require.True(t, resumes(t, w.Service, stranger.Token))
	require.Equal(t, 2, w.count(t, `app.audit_events where action = 'identity.sign_out'`))
	require.Equal(t, 1, w.count(t, `app.audit_events where action = 'identity.sign_out_everywhere'`))
}

// A token that was in the browser before the sign-in does not work afterwards, because an attacker may
// have planted it to share the session.
func TestSigningInNeverKeepsTheTokenThatWasThere(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	attacker, victim := w.officer(t, "acc-1", screeners, casework.RoleScreener), w.officer(t, "acc-2", screeners, casework.RoleScreener)
	planted := w.enter(t, attacker)
	require.True(t, resumes(t, w.Service, planted.Token))
	in, err := w.Enter(t.Context(), victim, casework.RoleScreener, time.Time{}, visitor(planted.Token))
	require.NoError(t, err)
	require.NotEqual(t, planted.Token, in.Token)
	require.NotEqual(t, planted.Caller.Session, in.Caller.Session)
	require.False(t, resumes(t, w.Service, planted.Token))

	made, err := w.Enter(t.Context(), victim, casework.RoleScreener, time.Time{}, visitor("hws_"+strings.Repeat("A", 43)))
	require.NoError(t, err)
	require.NotContains(t, made.Token, strings.Repeat("A", 43), "one that was made up is not taken on")
}

// An account with two incompatible roles can act in neither.
func TestIncompatibleRolesOfAnAccount(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	before := w.officer(t, "acc-1", screeners, casework.RoleScreener)
	e := w.enter(t, before)
	_, err := w.sql(t).ExecContext(t.Context(), `update app.accounts set roles = '{screener,data_protection_officer}' where id = 'acc-1'`)
	require.NoError(t, err)
	both := before
	both.Roles = append(both.Roles, casework.RoleDPO)
	w.pass(identity.SessionCacheTime + time.Second)
	require.False(t, resumes(t, w.Service, e.Token), "a session that began before")
	for _, role := range both.Roles {
		_, err = w.Enter(t.Context(), both, role, time.Time{}, visitor(""))
		require.Error(t, err, "%s", role)
	}
}

func TestAnotherRoleTakesAnotherToken(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	a := w.officer(t, "acc-1", screeners, casework.RoleScreener, casework.RoleSupervisor, casework.RoleConsul)
	e := w.enter(t, a)
	me, err := w.Me(t.Context(), e.Caller)
	require.NoError(t, err)
	require.Equal(t, []casework.Role{casework.RoleScreener, casework.RoleSupervisor}, me.Roles, "a consul does not sit at such a desk")
	for _, role := range []casework.Role{casework.RoleConsul, casework.RoleDPO, casework.RoleSystem, "", "nonsense"} {
		_, err := w.SwitchRole(t.Context(), visitor(e.Token), role)
		require.Equal(t, fault.Denied, fault.CodeOf(err), role)
	}
	var turned []identity.Entry
	var both errgroup.Group
	entries := make([]identity.Entry, 2)
	for i := range entries {
		both.Go(func() error {
			var err error
			if entries[i], err = w.SwitchRole(t.Context(), visitor(e.Token), casework.RoleSupervisor); err != nil {
				require.Equal(t, fault.Unsigned, fault.CodeOf(err))
			}
			return nil
		})
	}
	require.NoError(t, both.Wait())
	for _, one := range entries {
		if one.Token != "" {
			turned = append(turned, one)
		}
	}
	require.Len(t, turned, 1, "one token turns into one")
	require.False(t, resumes(t, w.Service, e.Token))
	c, err := w.Resume(t.Context(), turned[0].Token)
	require.NoError(t, err)
	require.Equal(t, casework.RoleSupervisor, c.Actor.Role)
	require.Equal(t, e.Caller.Session, c.Session, "it is the same session")
}

func TestARequestSaysInOneWayWhoSendsIt(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	e := w.enter(t, w.officer(t, "acc-1", screeners, casework.RoleScreener))
	cookie := identity.SessionCookie + "=" + e.Token
	for name, tt := range map[string]struct {
		header http.Header
		in     bool
	}{
		"cookie":           {http.Header{"Cookie": {cookie}}, true},
		"bearer":           {http.Header{"Authorization": {"Bearer " + e.Token}}, true},
		"bearer, any case": {http.Header{"Authorization": {"bearer " + e.Token}}, true},
		"nothing":          {http.Header{}, false},
		"both":             {http.Header{"Cookie": {cookie}, "Authorization": {"Bearer " + e.Token}}, false},
		"cookie and basic": {http.Header{"Cookie": {cookie}, "Authorization": {"Basic Og=="}}, false},
		"two cookies":      {http.Header{"Cookie": {cookie + "; " + identity.SessionCookie + "=x"}}, false},
		"two bearers":      {http.Header{"Authorization": {"Bearer " + e.Token, "Bearer " + e.Token}}, false},
		"basic":            {http.Header{"Authorization": {"Basic " + e.Token}}, false},
		"no scheme":        {http.Header{"Authorization": {e.Token}}, false},
		"cookie of old":    {http.Header{"Cookie": {"homeward=" + e.Token}}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/cases", http.NoBody)
			r.Header = tt.header
			c, err := w.Authenticate(r)
			if tt.in {
				require.NoError(t, err)
				require.Equal(t, e.Caller, c)
				return
			}
			require.Equal(t, fault.Unsigned, fault.CodeOf(err))
			require.Equal(t, identity.Caller{}, c)
			require.NotContains(t, err.Error(), e.Token)
		})
	}
}
