package gate_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/casetest"
	"example.org/homeward/internal/casework/gate"
)

func TestEveryGateStandsOpenWhenAllIsDone(t *testing.T) {
	t.Parallel()
	c, now := casetest.Ready()
	receiver := casetest.Officer(casework.DeskReceiving, casework.RoleReceiver)
	for _, g := range gate.All() {
		status := g.Check(gate.View{Case: &c, Now: now, Actor: receiver})
		require.True(t, status.Open, "%s waits for %v", g.ID, status.Unmet)
		require.Len(t, status.OpenedBy, len(g.Conditions), "an open gate says what has opened it")
		require.Equal(t, g.Never(), status.Never)
	}
}

// TestEveryConditionClosesItsGates closes each gate by each of its conditions, in every way in which it
// can become unmet, and checks the owner and the instant.
func TestEveryConditionClosesItsGates(t *testing.T) {
	t.Parallel()
	ways := casetest.Closers()
	for _, g := range gate.All() {
		for _, id := range g.Conditions {
			require.NotEmpty(t, ways[id], "nothing here closes %s", id)
			for i, way := range ways[id] {
				c, now := casetest.Ready()
				way.Do(&c)
				view := gate.View{Case: &c, Now: now}
				status := g.Check(view)
				require.False(t, status.Open, "%s by %s, way %d", g.ID, id, i)
				at := slices.IndexFunc(status.Unmet, func(u gate.Unmet) bool { return u.Condition == id })
				require.GreaterOrEqual(t, at, 0, "%s by %s, way %d: waits for %v", g.ID, id, i, status.Unmet)
				status.Unmet[at].Answered = false // see TestAnAnsweredQuestionIsNotWaitedFor
				condition, _ := gate.ConditionByID(id)
				require.Equal(t, gate.Unmet{
					Condition: id, Owner: condition.Owner, Desk: casetest.Desk(condition.Owner), Since: c.OpenedAt.Add(way.Since),
				}, status.Unmet[at], "%s by %s, way %d", g.ID, id, i)
				status = g.Check(view)
				for _, a := range g.Blocks {
					require.Contains(t, gate.Blocked(view, a), status)
				}
			}
		}
	}
}
