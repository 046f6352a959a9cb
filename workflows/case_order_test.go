package workflows_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// An order of an authority that two officers have put on record ends by itself at its date: the case wakes for it, the
// mission is no longer asked and deletes what it has. An answer of the record that was lost changes nothing.
func TestAnOrderEndsAtItsDate(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	walk(t, p, laneA(), "fear")
	p.c.Consents = slices.DeleteFunc(p.c.Consents, func(g casework.ConsentGiven) bool {
		return g.Consent == casework.ConsentConsulate || g.Consent == casework.ConsentShareIdentity
	})
	start := p.now
	until := start.Add(40 * day)
	order := casework.Command{
		Kind: casework.KindOrder, OrderKind: casework.OrderHostDuty, Desk: p.c.MissionAsked(), Classes: []casework.Class{"C"}, Until: &until,
		Ref: "order-1", Reasoned: true, By: officer("tha-supervisor", casework.RoleSupervisor),
	}
	agreed := casework.Command{
		Kind: casework.KindDecide, Task: "approval/1#1", Outcome: casework.Agreed, Ref: casework.DigestOf(order), By: officer("tha-lawyer", casework.RoleLegal),
	}
	agreed.By.Desk = order.By.Desk
	e := newCaseEnv(t)
	e.SetStartTime(start)
	lost := false
	e.after = func(change casework.Change) error { // the record has the end of the order, and its answer is lost once
		if !lost && slices.ContainsFunc(change.Entries, func(entry casework.Entry) bool { return entry.Code == casework.EntryOrderEnded }) {
			lost = true
			return fault.New(fault.Unavailable, "the answer is lost")
		}
		return nil
	}
	first, own, second := e.send(time.Hour, order), e.send(2*time.Hour, casework.Command{
		Kind: casework.KindDecide, Task: agreed.Task, Outcome: casework.Agreed, Ref: agreed.Ref, By: order.By,
	}), e.send(3*time.Hour, agreed)
	state := e.live(goingOn(p), 60*day)
	require.Empty(t, first.code())
	require.Equal(t, fault.Denied, own.code())
	require.Empty(t, second.code())
	require.Len(t, state.Orders, 1)
	require.Equal(t, until, state.Orders[0].EndedAt, "at its date")
	require.True(t, lost)
	var asked, ended int
	for _, change := range e.changes() {
		for _, entry := range change.Entries {
			if entry.Code == casework.EntryTaskOpened && entry.Step == casework.StepVerifyNationality {
				asked++
			}
			if entry.Code == casework.EntryOrderEnded {
				ended++
				require.Equal(t, casework.System(), change.By)
			}
		}
	}
	require.Equal(t, 1, asked)
	require.Equal(t, 1, ended)
	_, stillAsked := state.TaskFor(casework.StepVerifyNationality)
	require.False(t, stillAsked)
	_, deletes := state.TaskFor(casework.Attest(order.Desk))
	require.True(t, deletes)
}
