package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
)

// movementBatch is the number of messages that one activity sends.
const movementBatch = 100

// messageOptions are for messages to cases. These never wait behind intake, because an escort may be
// waiting for the answer at the aircraft.
func messageOptions() workflow.ActivityOptions {
	return workflow.ActivityOptions{
		TaskQueue:           QueueOutside,
		StartToCloseTimeout: 5 * time.Minute,
		HeartbeatTimeout:    30 * time.Second,
		RetryPolicy:         &temporal.RetryPolicy{InitialInterval: 500 * time.Millisecond, BackoffCoefficient: 2, MaximumInterval: time.Minute},
	}
}

// sendMessages sends pending messages to their cases in the background, in parallel batches, so that a
// case that cannot be reached does not delay the others. It runs until stop is called.
func (m *movementRun) sendMessages(ctx workflow.Context) {
	ctx, m.stop = workflow.WithCancel(ctx)
	workflow.Go(ctx, func(ctx workflow.Context) {
		for {
			if err := workflow.Await(ctx, func() bool { return len(m.pending()) > 0 }); err != nil {
				return
			}
			messages := m.pending()
			for _, one := range messages {
				m.sending[one.Case] = true
			}
			m.batches++
			workflow.Go(ctx, func(ctx workflow.Context) {
				m.send(ctx, messages)
				for _, one := range messages {
					delete(m.sending, one.Case)
				}
				m.batches--
			})
		}
	})
}

// pending returns the messages to cases to which no message is being sent, the oldest first.
func (m *movementRun) pending() []movement.CaseMessage {
	var out []movement.CaseMessage
	for _, one := range m.state.Outbox {
		if !m.sending[one.Case] && len(out) < movementBatch {
			out = append(out, one)
		}
	}
	return out
}

// send sends a batch of messages until they are delivered, and applies the replies. Only the sending can
// be cancelled: replies are recorded on a context that is never cancelled.
func (m *movementRun) send(ctx workflow.Context, messages []movement.CaseMessage) {
	var replies []movement.Reply
	err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, messageOptions()), activities.NotifyPassengers, messages).Get(ctx, &replies)
	if err == nil {
		recording, _ := workflow.NewDisconnectedContext(ctx)
		_, err = m.locked(recording, movement.Command{Kind: movement.KindReplied, By: casework.System(), Replies: replies})
	}
	if err != nil && ctx.Err() == nil {
		_ = m.waitAfterFailure(ctx, err) // cancelled or not, the messages are sent again
	}
}
