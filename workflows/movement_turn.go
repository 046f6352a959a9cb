package workflows

import (
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
)

// admit turns away what needs no trace in the history. Before the plan is on record nothing
// is judged: the handler waits for its turn.
func (v *voyage) admit(ctx workflow.Context, cmd movement.Command) error {
	if v.draining {
		return refusal(fault.New(fault.RollingOver, "the movement is writing itself anew; try again with the same key"))
	}
	_, known, err := v.Known(cmd.Key, cmd.Kind)
	if known || err != nil {
		return refusal(err)
	}
	if v.Seq == 0 || v.turn.IsLocked() { // the record may show what this run is yet to hear of
		return nil
	}
	cmd.At = workflow.Now(ctx).UTC()
	_, _, err = movement.Accept(v.Movement, cmd)
	return refusal(err)
}

// carryOut has a command recorded under the lock, and answers when the cases that it touches
// have answered. The lock is not held meanwhile: a case that is being told may be telling us
// something at the same time. What a case takes back is answered at once, because that case
// may be waiting for us.
func (v *voyage) carryOut(ctx workflow.Context, cmd movement.Command) (movement.Answer, error) {
	repeated, err := v.inTurn(ctx, cmd)
	if err != nil {
		return movement.Answer{}, err
	}
	answer, _, err := v.Known(cmd.Key, cmd.Kind)
	if err != nil {
		return movement.Answer{}, refusal(err)
	}
	if cmd.Kind != movement.KindTakeBack {
		seq := answer.Seq
		if err := workflow.Await(ctx, func() bool { return v.leaving || !v.Unsettled(seq) }); err != nil {
			return movement.Answer{}, err
		}
		if v.Unsettled(seq) {
			return movement.Answer{}, refusal(fault.New(fault.RollingOver, "the movement is writing itself anew; ask again with the same key"))
		}
		if answer, _, err = v.Known(cmd.Key, cmd.Kind); err != nil {
			return movement.Answer{}, refusal(err)
		}
	}
	answer.Repeated = repeated
	return answer, nil
}

// inTurn waits for its turn and applies a command, unless its key is known.
func (v *voyage) inTurn(ctx workflow.Context, cmd movement.Command) (repeated bool, err error) {
	if err := v.turn.Lock(ctx); err != nil {
		return false, err
	}
	defer v.turn.Unlock()
	if v.refused != nil {
		return false, v.refused
	}
	_, known, err := v.Known(cmd.Key, cmd.Kind)
	if known || err != nil {
		return known, refusal(err)
	}
	return false, v.apply(ctx, cmd)
}

// apply judges a command, has it recorded, and only then takes the new state. It is called
// with the lock held. A command that changes nothing is not recorded.
func (v *voyage) apply(ctx workflow.Context, cmd movement.Command) error {
	cmd.At = workflow.Now(ctx).UTC()
	next, change, err := movement.Accept(v.Movement, cmd)
	if err != nil {
		return refusal(err)
	}
	if change.Seq > v.Seq {
		var movements *activities.Movements
		if err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, recordOptions()), movements.RecordMovement, change).Get(ctx, nil); err != nil {
			return err
		}
	}
	v.Movement = next
	return nil
}
