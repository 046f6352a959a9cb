package identity_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
)

// going returns a long request with a token.
func going(tb testing.TB, token string) *http.Request {
	tb.Helper()
	r := httptest.NewRequestWithContext(context.WithoutCancel(tb.Context()), http.MethodGet, "/events", http.NoBody)
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	return r
}

// Everything that ends a session also ends its streams, at the next check, in every process.
func TestWhoFollowsIsAskedForAgain(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(context.Context, *testEnv, identity.Entry) error{
		"signed out": func(ctx context.Context, w *testEnv, e identity.Entry) error { return w.SignOut(ctx, e.Token) },
		"signed out everywhere": func(ctx context.Context, w *testEnv, e identity.Entry) error {
			_, err := w.EndAll(ctx, e.Caller)
			return err
		},
		"not used": func(_ context.Context, w *testEnv, _ identity.Entry) error {
			w.pass(identity.IdleTimeout + time.Second)
			return nil
		},
		"too long": func(_ context.Context, w *testEnv, _ identity.Entry) error {
			w.pass(identity.MaxSession)
			return nil
		},
		"turned": func(ctx context.Context, w *testEnv, e identity.Entry) error {
			_, err := w.SwitchRole(ctx, visitor(e.Token), casework.RoleScreener)
			return err
		},
		"disabled": func(ctx context.Context, w *testEnv, e identity.Entry) error {
			return w.operator.SetActive(ctx, e.Caller.Actor.Account, false)
		},
		"moved": func(ctx context.Context, w *testEnv, e identity.Entry) error {
			_, err := w.super.ExecContext(ctx, `update app.accounts set desk = 'tha-screener-bangkok' where id = $1`, e.Caller.Actor.Account)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newTestEnv(t)
			e := w.enter(t, w.officer(t, "acc-1", screeners, casework.RoleScreener))
			elsewhere := w.serve(t)
			require.True(t, resumes(t, elsewhere, e.Token), "and is remembered there")
			require.NoError(t, elsewhere.Recheck(going(t, e.Token), e.Caller))
			w.sql(t)
			require.NoError(t, end(t.Context(), w, e))
			err := elsewhere.Recheck(going(t, e.Token), e.Caller)
			require.Equal(t, fault.Unsigned, fault.CodeOf(err))
			require.NotContains(t, err.Error(), e.Token)
		})
	}
}

// An open page does not extend the session.
func TestFollowingDoesNotExtendASession(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	e := w.enter(t, w.officer(t, "acc-1", screeners, casework.RoleScreener))
	began := w.now()
	for w.now().Sub(began) < identity.IdleTimeout-20*time.Second {
		require.NoError(t, w.Recheck(going(t, e.Token), e.Caller))
		w.pass(20 * time.Second)
	}
	w.set(began.Add(identity.IdleTimeout))
	require.Equal(t, fault.Unsigned, fault.CodeOf(w.Recheck(going(t, e.Token), e.Caller)))
	require.False(t, resumes(t, w.Service, e.Token))
	require.Zero(t, w.count(t, `app.sessions where seen_at > created_at`))
}

// The recheck accepts only the credentials with which the request began.
func TestWhoFollowsIsTheSameAsAtFirst(t *testing.T) {
	t.Parallel()
	w, i := machines(t)
	hers, other := w.officer(t, "acc-1", screeners, casework.RoleScreener), w.officer(t, "acc-2", screeners, casework.RoleScreener)
	one, two := w.enter(t, hers), w.enter(t, other)
	for name, token := range map[string]string{"nothing": "", "another's": two.Token, "no token": "hws_x", "a machine's": i.sign("at+jwt", jose.ES256, i.own(), i.access())} {
		require.Equal(t, fault.Unsigned, fault.CodeOf(w.Recheck(going(t, token), one.Caller)), name)
	}
	both := going(t, one.Token)
	both.AddCookie(&http.Cookie{Name: identity.SessionCookie, Value: one.Token})
	require.Equal(t, fault.Unsigned, fault.CodeOf(w.Recheck(both, one.Caller)))
	cookie := going(t, "")
	cookie.AddCookie(&http.Cookie{Name: identity.SessionCookie, Value: one.Token})
	require.NoError(t, w.Recheck(cookie, one.Caller))

	token := i.sign("at+jwt", jose.ES256, i.own(), i.access())
	program, err := w.bearer(t, token)
	require.NoError(t, err)
	require.NoError(t, w.Recheck(going(t, token), program))
	w.pass(10 * time.Minute)
	require.Equal(t, fault.Unsigned, fault.CodeOf(w.Recheck(going(t, token), program)), "an access token is over")
}
