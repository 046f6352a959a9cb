package identity_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/identity"
)

// Expired sign-ins and codes are deleted, and valid ones are not.
func TestWhatHasExpiredIsForgotten(t *testing.T) {
	t.Parallel()
	w, _ := agency(t)
	e, d := w.holder(t, "acc-1")
	_, hash := challenge()
	begin := func() {
		w.begin(t)
		_, err := w.BeginPasskey(t.Context(), visitor(""))
		require.NoError(t, err)
		_, err = w.ApproveHandover(t.Context(), visitor(e.Token), identity.Handover{Redirect: loopback, Challenge: hash})
		require.NoError(t, err)
		require.Error(t, w.fail(t, visitor("")))
	}
	counts := func() []int {
		var out []int
		for _, table := range []string{"sign_ins", "ceremonies", "handovers", "attempts", "sessions", "passkeys", "accounts"} {
			out = append(out, w.count(t, "app."+table))
		}
		return out
	}
	begin()
	require.NoError(t, w.Sweep(t.Context()))
	require.Equal(t, []int{1, 1, 1, 1, 1, 1, 1}, counts())
	w.pass(11 * time.Minute)
	require.NoError(t, w.Sweep(t.Context()))
	require.Equal(t, []int{0, 0, 0, 1, 1, 1, 1}, counts())
	w.pass(identity.AttemptsForgotten + 20*time.Hour)
	require.NoError(t, w.Sweep(t.Context()))
	require.Equal(t, []int{0, 0, 0, 0, 1, 1, 1}, counts(), "an ended session stays for a while, for whoever looks into an incident")
	w.pass(30 * 24 * time.Hour)
	require.NoError(t, w.Sweep(t.Context()))
	require.Equal(t, []int{0, 0, 0, 0, 0, 1, 1}, counts())
	_, err := w.usePasskey(t, d, visitor(""))
	require.NoError(t, err, "the account and its passkey stay")
}
