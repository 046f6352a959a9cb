package workflows

import (
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// validate turns away what needs no trace in the history. While a change is being recorded
// it turns nobody away: the record may show already what this run is yet to hear of, and
// whoever has looked there must not be told that it is not so. The command waits for its turn.
func (l *lifeline) validate(ctx workflow.Context, cmd casework.Command) error {
	if l.parting {
		return refusal(fault.New(fault.Conflict, "an administrator has ended this case"))
	}
	if l.rolling {
		return refusal(fault.New(fault.RollingOver, "the case is writing itself anew; try again in a moment"))
	}
	if _, known := l.state.Known(cmd.Key); known || !l.begun || l.turn.IsLocked() {
		return nil
	}
	cmd.At = workflow.Now(ctx).UTC()
	_, _, _, err := casework.Accept(l.state, cmd, Procedure)
	return refusal(err)
}

// accept judges a command under the lock, has it recorded, and only then takes the new state.
func (l *lifeline) accept(ctx workflow.Context, cmd casework.Command) (casework.Answer, error) {
	if err := l.turn.Lock(ctx); err != nil {
		return casework.Answer{}, err
	}
	defer l.turn.Unlock()
	if answer, known := l.state.Known(cmd.Key); known { // sent again after the first answer was lost
		return answer, nil
	}
	cmd.At = workflow.Now(ctx).UTC()
	next, change, answer, err := casework.Accept(l.state, cmd, Procedure) // again: the case may have moved while we waited
	if err != nil {
		return casework.Answer{}, refusal(err)
	}
	recorded, err := l.record(ctx, change)
	if err != nil {
		return casework.Answer{}, err
	}
	l.state = next.Arm(recorded)
	return answer, nil
}

// record writes a change. A database that is away is waited for: the command is accepted, and
// whoever sent it has been told where to look.
func (l *lifeline) record(ctx workflow.Context, change casework.Change) (casework.Recorded, error) {
	var records *activities.Records
	var recorded casework.Recorded
	err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, recordOptions()), records.RecordChange, change).Get(ctx, &recorded)
	return recorded, err
}
