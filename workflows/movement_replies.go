package workflows

import (
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
)

// awaitReplies waits until the cases of a change have replied, and returns the answer with their
// replies. It does not hold the lock, because a case that has a message from this movement may be
// sending a command to it at the same time. A case that undoes an act is answered at once, because its
// reply may be the awaited one.
func (m *movementRun) awaitReplies(ctx workflow.Context, cmd movement.Command, first movement.Answer) (movement.Answer, error) {
	if cmd.Kind == movement.KindTakeBack {
		return first, nil
	}
	if err := workflow.Await(ctx, func() bool { return m.leaving || !m.state.HasPending(first.Seq) }); err != nil {
		return movement.Answer{}, err
	}
	if m.state.HasPending(first.Seq) {
		return movement.Answer{}, refusal(fault.New(fault.RollingOver, "the movement is being moved to a new run; ask again with the same key"))
	}
	answer, _, err := m.state.Known(cmd.Key, cmd.Kind)
	if err != nil {
		return movement.Answer{}, refusal(err)
	}
	answer.Repeated = first.Repeated
	return answer, nil
}

// stopSending waits a short time for the replies of cases that have a message. Messages without a reply
// are sent again in the next run, with the same keys, and senders that wait for them ask again there.
func (m *movementRun) stopSending(ctx workflow.Context) error {
	if err := awaitFor(ctx, replyTimeout, func() bool { return m.finished(ctx) }); err != nil {
		return err
	}
	m.leaving = true
	if m.stop != nil {
		m.stop()
	}
	return nil
}
