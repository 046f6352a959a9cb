package officedb_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/postgres/dbtest"
)

// A notice that a proposal waits for a second person climbs until the proposal ends: by an answer, by its withdrawal,
// because another takes its place, or because its 48 hours are over.
func TestANoticeOfAProposalClimbsUntilItEnds(t *testing.T) {
	t.Parallel()
	for what, tt := range map[string]struct {
		ends   []string
		after  time.Duration
		raised []string
	}{
		"nothing":        {nil, 4 * time.Hour, []string{"cancel_waits", "resume_waits"}},
		"agreed":         {[]string{"agree_cancel", "agree_resume"}, 4 * time.Hour, nil},
		"refused":        {[]string{"refuse_cancel", "refuse_resume"}, 4 * time.Hour, nil},
		"proposed again": {[]string{"propose_cancel", "propose_resume"}, 4 * time.Hour, nil},
		"expired":        {nil, 48 * time.Hour, nil},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			w := dbtest.New(t)
			w.PlaceDesks(t, casework.DeskSupervisor, "tha-msdhs", "THA", "tha-supervisor")
			w.PlaceDesks(t, casework.DeskRegistrar, "tha-social", "THA", "tha-registrar")
			w.PlaceDesks(t, casework.DeskSupervisor, "tha-social", "THA", "tha-coordination")
			trip, op := dbtest.Planned("move-1", "plan"), w.OpenOperation(t, "op-1")
			require.NoError(t, w.WriteMovement(t.Context(), trip))
			moved, resumed := cancelling(trip, movement.KindProposeCancel), resuming(op, operation.KindProposeResume)
			moved.Notices = []movement.Notice{{Kind: movement.NoticeCancelWaits, Desk: "tha-movement"}}
			resumed.Notices = []operation.Notice{{Kind: operation.NoticeResumeWaits, Desk: "tha-movement"}}
			require.NoError(t, w.WriteMovement(t.Context(), moved))
			_, err := w.WriteOperation(t.Context(), resumed)
			require.NoError(t, err)
			raiseAt(t, w, 2*time.Hour, 2)
			for _, kind := range tt.ends {
				if kind == "agree_cancel" || kind == "refuse_cancel" || kind == "propose_cancel" {
					require.NoError(t, w.WriteMovement(t.Context(), cancelling(moved, movement.Kind(kind))))
					continue
				}
				_, err := w.WriteOperation(t.Context(), resuming(resumed, operation.Kind(kind)))
				require.NoError(t, err)
			}
			w.Set(dbtest.Day.Add(tt.after))
			n, err := w.RaiseNotices(t.Context(), 10, offices)
			require.NoError(t, err)
			require.Len(t, tt.raised, n)
			var raised []string
			for _, n := range at(t, w, "tha-coordination") {
				raised = append(raised, n.Kind)
			}
			require.ElementsMatch(t, tt.raised, raised)
		})
	}
}

// cancelling returns the next change of a movement, of a kind.
func cancelling(after movement.Change, kind movement.Kind) movement.Change {
	c := movement.Change{Ref: after.Ref, Seq: after.Seq + 1, Key: casework.Key(kind) + after.Key, Kind: kind, At: dbtest.Day, By: after.By, Status: after.Status, Next: after.Next}
	c.Next.Seq = c.Seq
	return c
}

// resuming returns the next change of an operation, of a kind, by a second person.
func resuming(after operation.Change, kind operation.Kind) operation.Change {
	c := dbtest.After(after, kind, casework.Key(kind)+after.Key)
	c.At, c.Notices = dbtest.Day, nil
	c.Next.Resume = &operation.Resuming{Digest: "d", By: after.By, At: c.At, Until: c.At.Add(time.Hour)}
	if kind != operation.KindProposeResume {
		c.By.Account = "acc-second"
	}
	return c
}
