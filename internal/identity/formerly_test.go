package identity_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
)

func TestAnExpiredSessionStillNamesItsAccount(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	a := w.officer(t, "acc-1", screeners, casework.RoleScreener)
	formerly := func(token string) bool {
		c, err := w.Formerly(t.Context(), token)
		if err != nil {
			require.Equal(t, fault.Unsigned, fault.CodeOf(err))
			return false
		}
		require.Equal(t, casework.AccountID("acc-1"), c.Actor.Account)
		require.True(t, c.ProvenAt.IsZero())
		return true
	}
	left, ended, signedOut := w.enter(t, a), w.enter(t, a), w.enter(t, a)
	require.False(t, formerly(left.Token), "it is valid still")
	require.NoError(t, w.SignOut(t.Context(), signedOut.Token))
	w.pass(identity.IdleTimeout + time.Second)
	require.True(t, formerly(left.Token))
	require.True(t, formerly(ended.Token))
	require.False(t, resumes(t, w.Service, left.Token), "it opens nothing")
	require.False(t, formerly(signedOut.Token), "its user has ended it")
	for name, token := range map[string]string{"nothing": "", "another": newToken, "public reference": left.Caller.Session} {
		require.False(t, formerly(token), name)
	}
	_, err := w.EndAll(t.Context(), w.enter(t, a).Caller)
	require.NoError(t, err)
	require.False(t, formerly(ended.Token), "all were ended")

	busy := w.enter(t, a)
	w.pass(identity.IdleTimeout + identity.FormerlyWithin - time.Second)
	require.True(t, formerly(busy.Token))
	w.pass(time.Second)
	require.False(t, formerly(busy.Token), "it is too long ago")

	off := w.enter(t, a)
	w.pass(identity.IdleTimeout + time.Second)
	require.True(t, formerly(off.Token))
	w.sql(t).MustExecContext(t.Context(), `update app.accounts set active = false`)
	require.False(t, formerly(off.Token), "the account is disabled")
}

// newToken has the form of a token and is of no session.
const newToken = "hws_" + "AAAAAAAAAAAAAAAAAAAAAA" + "AAAAAAAAAAAAAAAAAAAAA"
