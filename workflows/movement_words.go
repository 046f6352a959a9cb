package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
)

// movementBatch is how many words one activity tells.
const movementBatch = 100

// tellingOptions are for words to cases. They never wait behind intake: an escort stands at
// the door for the answer.
func tellingOptions() workflow.ActivityOptions {
	return workflow.ActivityOptions{
		TaskQueue:           QueueOutside,
		StartToCloseTimeout: 5 * time.Minute,
		HeartbeatTimeout:    30 * time.Second,
		RetryPolicy:         &temporal.RetryPolicy{InitialInterval: 500 * time.Millisecond, BackoffCoefficient: 2, MaximumInterval: time.Minute},
	}
}

// speak tells the cases what waits for them, batch beside batch: a case that cannot be
// reached keeps nobody else waiting. It ends when its context is cancelled.
func (v *voyage) speak(ctx workflow.Context) {
	for {
		if err := workflow.Await(ctx, func() bool { return len(v.unsaid()) > 0 }); err != nil {
			return
		}
		words := v.unsaid()
		for _, w := range words {
			v.underWay[w.Case] = true
		}
		v.telling++
		workflow.Go(ctx, func(ctx workflow.Context) {
			v.tell(ctx, words)
			for _, w := range words {
				delete(v.underWay, w.Case)
			}
			v.telling--
		})
	}
}

// unsaid are the words to cases that are not being told anything now, oldest first.
func (v *voyage) unsaid() []movement.Word {
	var out []movement.Word
	for _, w := range v.Outbox {
		if !v.underWay[w.Case] && len(out) < movementBatch {
			out = append(out, w)
		}
	}
	return out
}

// tell says a batch of words until they are heard, and takes in the answers. Only the saying
// can be broken off: an answer is recorded to the end, on a context that nothing cancels.
func (v *voyage) tell(ctx workflow.Context, words []movement.Word) {
	var passengers *activities.Passengers
	var heard []movement.Heard
	err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, tellingOptions()), passengers.Tell, words).Get(ctx, &heard)
	if err == nil {
		recording, _ := workflow.NewDisconnectedContext(ctx)
		err = v.hear(recording, heard)
	}
	if err != nil && ctx.Err() == nil {
		workflow.GetLogger(ctx).Error("words to cases were not settled", "code", refusalCode(err))
		_ = workflow.Sleep(ctx, movementPause) // broken off or over: either way the words are said again
	}
}

func (v *voyage) hear(ctx workflow.Context, heard []movement.Heard) error {
	if err := v.turn.Lock(ctx); err != nil {
		return err
	}
	defer v.turn.Unlock()
	return v.apply(ctx, movement.Command{Kind: movement.KindTold, By: casework.System(), Heard: heard})
}
