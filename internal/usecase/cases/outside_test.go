package cases_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/usecase/usecasetest"
)

// A pair is two lives of one person that differ in one thing that a desk outside the case may not know.
type pair struct{ quiet, hidden *usecasetest.Office }

const inPair = casework.Ref("case-of-a-pair")

// newPair makes two offices with one case each, at which her consulate is asked who she is. hide is what
// happens in the second life only; it is no command of a desk that the tests look from.
func newPair(t *testing.T, hide func(o *usecasetest.Office)) pair {
	t.Helper()
	p := pair{usecasetest.New(t, noon), usecasetest.New(t, noon)}
	for _, o := range []*usecasetest.Office{p.quiet, p.hidden} {
		o.Ask(inPair, "tha-ken", 48*time.Hour)
	}
	hide(p.hidden)
	return p
}

// same asks both lives and requires that the answers are equal.
func same[R any](t *testing.T, p pair, ask func(o *usecasetest.Office) (R, error)) R {
	t.Helper()
	quiet, errQuiet := ask(p.quiet)
	hidden, errHidden := ask(p.hidden)
	require.Equal(t, fault.CodeOf(errQuiet), fault.CodeOf(errHidden))
	require.Equal(t, quiet, hidden)
	return hidden
}

// complained is a complaint that her caseworker has recorded.
func complained(o *usecasetest.Office) {
	o.Do(inPair, 24*time.Hour, casework.Command{
		Kind: casework.KindState, Facts: []casework.Statement{{Name: casework.FactComplaint, Value: "open"}},
		By: casework.Actor{Account: "acc-caseworker", Desk: team, Role: casework.RoleCaseworker},
	})
}

// A desk outside the case sees a gate as open or not yet: not which conditions are missing or since when, nor
// what opened it.
func TestAGateTellsADeskOutsideNothingOfTheOthers(t *testing.T) {
	t.Parallel()
	p := newPair(t, complained)
	consul := usecasetest.As(t, desk, casework.RoleConsul)
	gates := same(t, p, func(o *usecasetest.Office) (map[casework.GateID]bool, error) {
		found, err := o.ListGates(consul, inPair)
		out := map[casework.GateID]bool{}
		for _, g := range found.All {
			out[g.ID] = g.Open
		}
		return out, err
	})
	require.NotEmpty(t, gates)
	require.NotContains(t, gates, casework.GateID("G22"), "a complaint closes it")
	found, err := p.hidden.ListGates(consul, inPair)
	require.NoError(t, err)
	for _, g := range found.All {
		require.Empty(t, g.OpenedBy, g.ID)
		for _, u := range g.Unmet {
			require.Equal(t, desk, u.Desk, "%s: %s", g.ID, u.Condition)
		}
	}
	waiting := same(t, p, func(o *usecasetest.Office) ([]cases.WaitingGate, error) {
		w, err := o.ShowWaiting(consul, inPair)
		return w.Gates, err
	})
	for _, g := range waiting {
		require.NotEmpty(t, g.Gate.Unmet, "a gate that waits for others is not shown")
	}
	same(t, p, func(o *usecasetest.Office) (map[casework.Ref]cases.NextGate, error) {
		return o.ListNextGates(consul, []casework.Ref{inPair})
	})

	team, err := p.hidden.ListGates(usecasetest.As(t, team, casework.RoleCaseworker), inPair)
	require.NoError(t, err)
	reasons := 0
	for _, g := range team.All {
		reasons += len(g.Unmet) + len(g.OpenedBy)
	}
	require.Positive(t, reasons, "her team sees why")
}

// A refusal explains a closed gate to the team; a desk outside learns that it is not open yet.
func TestARefusalTellsADeskOutsideNoReason(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	o.Ask(inPair, "tha-ken", 48*time.Hour)
	closed := fault.New(fault.GateClosed, "a gate is closed").With([]casework.GateStatus{{Gate: "G05", Unmet: []casework.Unmet{
		{Condition: casework.CondNoAsylum, Owner: casework.DeskCaseworker, Desk: team, Since: noon.Add(-time.Minute)},
		{Condition: casework.CondNoComplaint, Owner: casework.DeskCaseworker, Desk: team, Since: noon.Add(-time.Minute)},
	}}})
	gates := func(ctx context.Context) int {
		explained := act.Explain(closed, o.Seen(ctx, inPair), noon)
		refused, ok := errors.AsType[*act.RefusedError](explained)
		require.True(t, ok)
		require.Len(t, refused.Gates, 1)
		return len(refused.Gates[0].Unmet)
	}
	require.Equal(t, 2, gates(usecasetest.As(t, team, casework.RoleCaseworker)))
	require.Zero(t, gates(usecasetest.As(t, desk, casework.RoleConsul)))
}
