package workflows

import (
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
)

// listen takes commands from the first moment on.
func (r *rescue) listen(ctx workflow.Context) error {
	for _, kind := range operation.UpdateKinds() {
		handle := func(ctx workflow.Context, cmd operation.Command) (operation.Answer, error) {
			cmd.Kind = kind
			return r.carryOut(ctx, cmd)
		}
		validate := func(_ workflow.Context, cmd operation.Command) error {
			cmd.Kind = kind
			return r.admit(cmd)
		}
		if err := workflow.SetUpdateHandlerWithOptions(ctx, string(kind), handle, workflow.UpdateHandlerOptions{Validator: validate}); err != nil {
			return err
		}
	}
	if err := workflow.SetUpdateHandler(ctx, string(operation.KindOpen), r.opened); err != nil {
		return err
	}
	roll := func(workflow.Context) error { r.rolling = true; return nil }
	if err := workflow.SetUpdateHandler(ctx, UpdateRollover, roll); err != nil {
		return err
	}
	return workflow.SetQueryHandler(ctx, QueryState, func() (operation.Operation, error) { return r.Operation, nil })
}

// opened answers whoever started the operation, when the opening is on record.
func (r *rescue) opened(ctx workflow.Context, _ operation.Command) (operation.Answer, error) {
	if err := workflow.Await(ctx, func() bool { return r.Seq > 0 || r.refused != nil }); err != nil {
		return operation.Answer{}, err
	}
	return operation.Answer{Seq: 1, State: r.State}, r.refused
}

// admit turns away what needs no trace in the history. Before the opening is on record
// nothing is judged: the handler waits for its turn.
func (r *rescue) admit(cmd operation.Command) error {
	if r.draining {
		return refusal(fault.New(fault.RollingOver, "the operation is writing itself anew; try again with the same key"))
	}
	if r.Seq == 0 || r.turn.IsLocked() { // the record may show what this run is yet to hear of
		return nil
	}
	return refusal(r.Check(cmd))
}
