package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/operation"
)

// OperationInput starts an operation, or continues one. Exactly one of Open and Carried is set.
type OperationInput struct {
	Ref     casework.Ref         `json:"ref"`
	Open    *operation.Command   `json:"open,omitempty"`
	Carried *operation.Operation `json:"carried,omitempty"` // the state of the earlier run
}

// Rescue is one operation: a raid, a release, a handover. It opens one case for each row of every
// confirmed list, in batches, sends a report to all its cases when the operation is paused and when it
// is resumed, and ends when it is closed. Its cases continue after it.
func Rescue(ctx workflow.Context, in OperationInput) error {
	o := &operationRun{}
	o.state.Ref = in.Ref
	o.aggregate = o.rules()
	return o.run(ctx, in.Open, in.Carried)
}

// operationRun is the run of a Rescue. Its only lasting state is the operation itself.
type operationRun struct {
	runner[operation.Operation, operation.Command, operation.Change, operation.Recorded, operation.Answer]
}

func (o *operationRun) rules() aggregate[operation.Operation, operation.Command, operation.Change, operation.Recorded, operation.Answer] {
	var intake *activities.Intake
	return aggregate[operation.Operation, operation.Command, operation.Change, operation.Recorded, operation.Answer]{
		name: RescueWorkflow, noun: "the operation", kinds: names(operation.UpdateKinds()), opening: string(operation.KindOpen),
		as: func(cmd operation.Command, kind string) operation.Command {
			cmd.Kind = operation.Kind(kind)
			return cmd
		},
		at: func(cmd operation.Command, now time.Time) operation.Command { cmd.At = now; return cmd },
		known: func(s operation.Operation, cmd operation.Command) (operation.Answer, bool, error) {
			answer, known := s.Known(cmd.Key)
			return answer, known, nil
		},
		look: o.preview, check: operation.Operation.Check, accept: operation.Accept,
		record: intake.RecordOperation, take: operation.Operation.Take, completed: operation.Answer.Completed,
		again: func(s operation.Operation) operation.Answer {
			return operation.Answer{Seq: 1, State: s.State, Repeated: true}
		},
		ready: func(s operation.Operation) bool { _, work := s.Job(); return work },
		work:  o.work,
		over:  func(s operation.Operation, _ time.Time) bool { return s.State == operation.Closed },
		carry: func(s operation.Operation) any { return OperationInput{Ref: s.Ref, Carried: &s} },
		backoff: func(failures int) time.Duration { // a corridor file may be corrected in a minute, or in a day
			return min(time.Minute<<min(failures-1, 6), time.Hour)
		},
	}
}
