package identity_test

import (
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
)

func TestWaitingGrowsAndHasAnEnd(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		free := rapid.IntRange(0, 20).Draw(rt, "free")
		n := rapid.IntRange(-5, 1<<31-2).Draw(rt, "failures")
		wait := identity.AttemptDelay(n, free)
		require.GreaterOrEqual(rt, wait, time.Duration(0))
		require.LessOrEqual(rt, wait, identity.SlowestAttempt, "nobody is locked out for good")
		require.GreaterOrEqual(rt, identity.AttemptDelay(n+1, free), wait)
		if n <= free {
			require.Zero(rt, wait)
		} else if n < free+10 {
			require.Equal(rt, 2*wait, identity.AttemptDelay(n+1, free))
		}
	})
}

// fail sends a callback without a pending sign-in.
func (w *testEnv) fail(tb testing.TB, v identity.Visitor) error {
	tb.Helper()
	_, err := w.FinishOIDC(tb.Context(), url.Values{"state": {strings.Repeat("A", 43)}}, "", v)
	require.Error(tb, err)
	return err
}

func TestAnAddressThatFailsIsSlowed(t *testing.T) {
	t.Parallel()
	w, i := agency(t)
	for range identity.FreeByAddress {
		require.Equal(t, fault.Unsigned, fault.CodeOf(w.fail(t, visitor(""))))
	}
	waited := time.Duration(0)
	for n := range 12 {
		require.Equal(t, fault.Unsigned, fault.CodeOf(w.fail(t, visitor(""))))
		err := w.fail(t, visitor(""))
		require.Equal(t, fault.TooMany, fault.CodeOf(err), "%d", n)
		slow, ok := fault.DetailsOf(err).(identity.RetryDelay)
		require.True(t, ok)
		require.Equal(t, identity.AttemptDelay(identity.FreeByAddress+n+1, identity.FreeByAddress), time.Duration(slow.Seconds)*time.Second)
		_, err = w.BeginOIDC(t.Context(), "labour", "/", visitor(""))
		require.Equal(t, fault.TooMany, fault.CodeOf(err), "nor is it worth beginning")
		w.pass(time.Duration(slow.Seconds) * time.Second)
		waited += time.Duration(slow.Seconds) * time.Second
	}
	require.Greater(t, waited, 45*time.Minute)
	w.signIn(t, i) // a legitimate user waits, and signs in
	d, err := w.BeginOIDC(t.Context(), "labour", "/", elsewhere(1))
	require.NoError(t, err, "another address is not slowed")
	_, err = w.FinishOIDC(t.Context(), i.authorize(d), d.Browser, elsewhere(1))
	require.NoError(t, err)

	w.pass(identity.AttemptsForgotten + time.Minute)
	for range identity.FreeByAddress {
		require.Equal(t, fault.Unsigned, fault.CodeOf(w.fail(t, visitor(""))), "a day later it starts anew")
	}
	var who []string
	require.NoError(t, w.sql(t).SelectContext(t.Context(), &who, `select who from app.attempts`))
	require.NotContains(t, strings.Join(who, " "), "203.0.113")
}

// An IPv6 network of one household counts as one address.
func TestAddressesOfOneHouseholdCountAsOne(t *testing.T) {
	t.Parallel()
	w, _ := agency(t)
	for n := range identity.FreeByAddress + 1 {
		v := identity.Visitor{Address: netip.MustParseAddr("2001:db8:1:2::").Next()}
		for range n {
			v.Address = v.Address.Next()
		}
		require.Equal(t, fault.Unsigned, fault.CodeOf(w.fail(t, v)))
	}
	v := identity.Visitor{Address: netip.MustParseAddr("2001:db8:1:2:ffff::1")}
	require.Equal(t, fault.TooMany, fault.CodeOf(w.fail(t, v)))
	v.Address = netip.MustParseAddr("2001:db8:1:3::1")
	require.Equal(t, fault.Unsigned, fault.CodeOf(w.fail(t, v)))
	mapped := identity.Visitor{Address: netip.MustParseAddr("::ffff:203.0.113.9")}
	for range identity.FreeByAddress + 1 {
		require.Equal(t, fault.Unsigned, fault.CodeOf(w.fail(t, mapped)))
	}
	mapped.Address = netip.MustParseAddr("203.0.113.9")
	require.Equal(t, fault.TooMany, fault.CodeOf(w.fail(t, mapped)), "the same one, written in another way")
}

func TestAnAccountThatFailsIsDelayedAndRestarts(t *testing.T) {
	t.Parallel()
	w := newTestEnv(t)
	_, d := w.holder(t, "acc-1", casework.RoleScreener)
	forged := *d
	forged.signer = newKey(t)
	address := 100
	for range identity.FreeByAccount + 1 {
		address++
		_, err := w.usePasskey(t, &forged, elsewhere(address))
		require.Equal(t, fault.Unsigned, fault.CodeOf(err))
	}
	_, err := w.usePasskey(t, d, elsewhere(200))
	require.Equal(t, fault.TooMany, fault.CodeOf(err), "from wherever")
	w.pass(time.Second)
	_, err = w.usePasskey(t, d, elsewhere(200))
	require.NoError(t, err)
	for range identity.FreeByAccount {
		address++
		_, err := w.usePasskey(t, &forged, elsewhere(address))
		require.Equal(t, fault.Unsigned, fault.CodeOf(err))
	}
	_, err = w.usePasskey(t, d, elsewhere(201))
	require.NoError(t, err, "the count began anew when they came in")
}
