package workflows

import (
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
)

// awaitReplies waits until the cases that a change touches have replied, and returns the answer as it
// is then. The lock is not held meanwhile: a case that has a message from this movement may be
// sending it a command at the same time. A case that takes something back is answered at once,
// because it may be the one whose reply is awaited.
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

// stopSending waits a little for the replies of cases that have a message. Messages without a reply by
// then are sent again in the next run, under the same keys, and senders who wait for them ask
// again there.
func (m *movementRun) stopSending(ctx workflow.Context) error {
	if err := awaitFor(ctx, movementPatience, func() bool { return m.finished(ctx) }); err != nil {
		return err
	}
	m.leaving = true
	if m.stop != nil {
		m.stop()
	}
	return nil
}
