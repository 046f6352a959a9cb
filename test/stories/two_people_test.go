package stories_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/wire"
)

// TestCancellingAMovementTakesTwo: she has a ticket, and the desk that books wants to cancel her flight. Nothing happens
// to her before another officer has seen what it would undo, and agrees to exactly that.
func TestCancellingAMovementTakesTwo(t *testing.T) {
	s := begin(t)
	her, flight := s.withTicket()
	ctx, booking := t.Context(), s.as(flight.booking)
	receipt, err := booking.CancelMovement(ctx, once(), flight.ref, wire.Cancellation{Cause: casework.CauseBorderClosed})
	receipt = s.settled(flight.booking, receipt, err)
	require.True(t, receipt.Movement.Waits)
	require.Equal(t, movement.Ticketed, flight.now().Status, "one officer cancels nothing")

	mine, err := booking.PreviewCancel(ctx, flight.ref)
	s.fine(err)
	require.True(t, mine.Mine)
	_, err = booking.AgreeCancel(ctx, once(), flight.ref, wire.CancelAgreement{Digest: mine.Digest})
	s.refused(err, fault.Denied)

	second := flight.approving
	seen, err := s.as(second).PreviewCancel(ctx, flight.ref)
	s.fine(err)
	require.Equal(t, mine.Digest, seen.Digest, "both see the same")
	_, err = s.as(second).AgreeCancel(ctx, once(), flight.ref, wire.CancelAgreement{Digest: strings.Repeat("0", 64)})
	s.refused(err, fault.Stale)
	intent := once()
	for range 2 { // and once more, because the answer was lost
		receipt, err = s.as(second).AgreeCancel(ctx, intent, flight.ref, wire.CancelAgreement{Digest: seen.Digest})
		receipt = s.settled(second, receipt, err)
		require.Equal(t, movement.Cancelled, receipt.Movement.Status)
	}
	require.True(t, receipt.Movement.Repeated)
	s.until("she has no seat any more, and waits for another", func() bool { return her.now().Movement == "" })
}

// resumesByTwo: the operation has more people than one officer may act for alone. A pause works at once; the end of it waits for
// a second person, who sees how many people go on.
func (s *story) resumesByTwo(lead officer, ref casework.Ref) {
	s.t.Helper()
	ctx := s.t.Context()
	receipt, err := s.as(lead).PauseOperation(ctx, once(), ref, wire.OperationPause{Cause: casework.CauseBorderClosed})
	require.Equal(s.t, operation.Paused, s.settled(lead, receipt, err).Operation.State)
	receipt, err = s.as(lead).ResumeOperation(ctx, once(), ref)
	receipt = s.settled(lead, receipt, err)
	require.True(s.t, receipt.Operation.Waits)
	require.Equal(s.t, operation.Paused, receipt.Operation.State)
	mine, err := s.as(lead).PreviewResume(ctx, ref)
	s.fine(err)
	require.True(s.t, mine.Mine)
	_, err = s.as(lead).AgreeResume(ctx, once(), ref, wire.ResumeAgreement{Digest: mine.Digest})
	s.refused(err, fault.Denied)

	second := officer{"tha-coordination", casework.RoleCoordinator, "second", ""}
	seen, err := s.as(second).PreviewResume(ctx, ref)
	s.fine(err)
	require.Equal(s.t, 104, seen.OpenCases)
	_, err = s.as(second).AgreeResume(ctx, once(), ref, wire.ResumeAgreement{Digest: strings.Repeat("0", 64)})
	s.refused(err, fault.Stale)
	receipt, err = s.as(second).AgreeResume(ctx, once(), ref, wire.ResumeAgreement{Digest: seen.Digest})
	require.Equal(s.t, operation.Running, s.settled(second, receipt, err).Operation.State)
}
