package recordtest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/record"
)

func noticeAbout(ref casework.Ref) movement.Notice {
	return movement.Notice{Kind: movement.NoticeCancelled, Desk: "tha-transport", Case: ref}
}

func movementOnce(t *testing.T, s Store) {
	t.Helper()
	ctx := t.Context()
	open(t, s, "case-a")
	c := planOf("trip", "case-a")
	require.NoError(t, s.WriteMovement(ctx, c))
	require.NoError(t, s.WriteMovement(ctx, c), "again")
	next := afterMovement(c, movement.KindSwap, "k-swap")
	next.Next.Blocked = 1
	require.NoError(t, s.WriteMovement(ctx, next))
	require.NoError(t, s.WriteMovement(ctx, c), "again, after a later one")

	other := next
	other.Key = "another-key"
	code(t, fault.Conflict, s.WriteMovement(ctx, other), "another change with this number")
	moved := afterMovement(next, movement.KindSwap, next.Key)
	code(t, fault.Conflict, s.WriteMovement(ctx, moved), "another change with this key")
	gap := afterMovement(afterMovement(next, movement.KindSwap, "k-1"), movement.KindSwap, "k-2")
	require.ErrorIs(t, s.WriteMovement(ctx, gap), record.ErrGap)
	require.ErrorIs(t, s.WriteMovement(ctx, afterMovement(planOf("other"), movement.KindSwap, "k-3")), record.ErrGap)
	wrong := afterMovement(next, movement.KindSwap, "k-4")
	wrong.Next.Legs = nil
	code(t, fault.Invalid, s.WriteMovement(ctx, wrong), "a movement without legs")
	wrong.Next = next.Next
	wrong.Next.Seq, wrong.Next.Blocked = wrong.Seq, 5
	code(t, fault.Invalid, s.WriteMovement(ctx, wrong), "more seats are blocked than there are")

	found, err := s.Movement(ctx, "trip")
	require.NoError(t, err)
	require.Equal(t, next.Next, found.State)
	require.Equal(t, record.MovementRow{
		Ref: "trip", Status: movement.Planned, Seats: 4, Blocked: 1, Standby: 1, Desk: "tha-transport", Receiving: "idn-receiving", Seq: 2,
		DepartsAt: c.Next.DepartsAt(), ArrivesAt: c.Next.ArrivesAt(), PlannedAt: Now(), UpdatedAt: next.At,
	}, found.MovementRow)
	_, err = s.Movement(ctx, "never")
	code(t, fault.NotFound, err, "no such movement")
}

func passengersHaveCases(t *testing.T, s Store) {
	t.Helper()
	ctx := t.Context()
	code(t, fault.NotFound, s.WriteMovement(ctx, planOf("trip", "never")), "a passenger without a case")
	_, err := s.Movement(ctx, "trip")
	code(t, fault.NotFound, err, "nothing of it is written")
	open(t, s, "case-a")
	c := planOf("trip")
	require.NoError(t, s.WriteMovement(ctx, c))
	apart := afterMovement(c, movement.KindSeparate, "k-apart")
	apart.Next.Separations = []movement.Separation{{A: "case-a", B: "never"}}
	code(t, fault.NotFound, s.WriteMovement(ctx, apart), "a separation from a case that does not exist")
	open(t, s, "never")
	require.NoError(t, s.WriteMovement(ctx, apart))
}
