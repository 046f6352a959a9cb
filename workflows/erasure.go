package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
)

// ErasureInput starts a request for erasure, or continues one. Exactly one of Open and Carried is set.
type ErasureInput struct {
	Ref     casework.Ref     `json:"ref"`
	Open    *erasure.Command `json:"open,omitempty"`
	Carried *erasure.Erasure `json:"carried,omitempty"` // the state of the earlier run
}

// Erasure is one request to destroy the data of a survivor. It waits for a second person, waits
// until the time to stop it is over, checks the case once more, and then carries out the request: it ends the case's workflow, destroys its key and
// removes its run. A legal hold can stop it until the key is destroyed. From the approval on no error
// ends it: a refused step is tried again until it succeeds. After the data are destroyed it asks all
// desks that received data to delete them, and waits for their answers.
func Erasure(ctx workflow.Context, in ErasureInput) error {
	e := &erasureRun{}
	e.state.Ref = in.Ref
	e.aggregate = e.rules()
	return e.run(ctx, in.Open, in.Carried)
}

// erasureRun is the run of an Erasure. Its only lasting state is the erasure itself.
type erasureRun struct {
	runner[erasure.Erasure, erasure.Command, erasure.Change, struct{}, erasure.Answer]

	done  int // the number of finished steps
	given activities.Given
}

func (e *erasureRun) rules() aggregate[erasure.Erasure, erasure.Command, erasure.Change, struct{}, erasure.Answer] {
	var destroyer *activities.Erasure
	return aggregate[erasure.Erasure, erasure.Command, erasure.Change, struct{}, erasure.Answer]{
		name: ErasureWorkflow, noun: "the erasure", kinds: names(erasure.UpdateKinds()), opening: string(erasure.KindRequest),
		as: func(cmd erasure.Command, kind string) erasure.Command {
			cmd.Kind, cmd.Receivers, cmd.Gate, cmd.Step, cmd.Code = erasure.Kind(kind), nil, nil, "", ""
			cmd.Team, cmd.StopWithin = nil, 0
			return cmd
		},
		at: func(cmd erasure.Command, now time.Time) erasure.Command { cmd.At = now; return cmd },
		known: func(s erasure.Erasure, cmd erasure.Command) (erasure.Answer, bool, error) {
			answer, known := s.Known(cmd.Key)
			return answer, known, nil
		},
		look: e.lookAtCase, check: erasure.Erasure.CheckNew, accept: erasure.Accept,
		record: destroyer.RecordErasure,
		take:   func(s erasure.Erasure, change erasure.Change, _ struct{}) erasure.Erasure { return s.Take(change) },
		again: func(erasure.Erasure) erasure.Answer {
			return erasure.Answer{Seq: 1, State: erasure.Requested, Repeated: true}
		},
		due:   erasure.Erasure.NextDue,
		tick:  func(s erasure.Erasure) erasure.Command { return own(s, erasure.KindTick) },
		wakes: func(armed, next time.Time) bool { return !next.Equal(armed) }, // as in the histories of earlier releases
		ready: erasure.Erasure.Ready,
		work:  e.destroy,
		over:  func(s erasure.Erasure, _ time.Time) bool { return s.Over() },
		stays: func() bool { return e.state.Ready() },
		carry: func(s erasure.Erasure) any { return ErasureInput{Ref: s.Ref, Carried: &s} },
	}
}

// own returns a command that the workflow sends to itself.
func own(s erasure.Erasure, kind erasure.Kind) erasure.Command {
	return erasure.Command{Key: ownKey(string(kind), s.Seq), Kind: kind, By: casework.System()}
}

// lookAtCase adds the state of the case's gate to a request and to an approval, with the desks that can stop
// the erasure and for how long. The answer in a history of an earlier release has the gate alone, so that such
// a history replays without the wait.
func (e *erasureRun) lookAtCase(ctx workflow.Context, cmd erasure.Command) (erasure.Command, error) {
	in := activities.LookInput{Case: e.state.Case, Basis: e.state.Basis}
	switch cmd.Kind {
	case erasure.KindRequest:
		in = activities.LookInput{Case: cmd.Case, Basis: cmd.Basis}
	case erasure.KindApprove:
	default:
		return cmd, nil
	}
	if err := e.state.Check(cmd); err != nil {
		return cmd, refusal(err)
	}
	var destroyer *activities.Erasure
	var looked activities.Looked
	err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, outsideOptions()), destroyer.LookAtCase, in).Get(ctx, &looked)
	cmd.Gate, cmd.Team, cmd.StopWithin = &looked.Status, looked.Team, looked.StopWithin
	return cmd, err
}
