package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// TestTheRecordIsAheadForAMoment: the record shows a new request before the case has heard that
// the change is written. An officer who answers it at once is not refused as if there were no request.
func TestTheRecordIsAheadForAMoment(t *testing.T) {
	t.Parallel()
	e := newCaseEnv(t)
	lost := times(4, away())
	e.after = func(change casework.Change) error {
		if change.Kind != casework.KindDecide {
			return nil
		}
		return lost(change)
	}
	triage := e.send(time.Second, triaging("doctor"))
	placement := e.send(1500*time.Millisecond, casework.Command{
		Kind: casework.KindDecide, Task: "placement#1", Outcome: casework.Placed, By: officer("tha-shelter", casework.RoleShelter),
	})
	early := e.send(1600*time.Millisecond, casework.Command{
		Kind: casework.KindDecide, Task: "closure#1", Outcome: casework.Refused, By: officer("tha-supervisor", casework.RoleSupervisor),
	})
	e.live(opening(), time.Minute)
	require.Empty(t, triage.code())
	require.Empty(t, placement.code())
	require.True(t, placement.answer.Settled)
	require.True(t, placement.at.After(triage.at) || placement.at.Equal(triage.at), "it waited for its turn")
	require.Equal(t, fault.Conflict, early.code(), "and is judged when it comes")
}
