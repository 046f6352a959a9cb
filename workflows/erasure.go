package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
)

// ErasureInput starts a request for erasure, or goes on with one. Exactly one of Open and Carried is set.
type ErasureInput struct {
	Ref     casework.Ref     `json:"ref"`
	Open    *erasure.Command `json:"open,omitempty"`
	Carried *erasure.Erasure `json:"carried,omitempty"` // what a continue-as-new hands on
}

// Erasure is one request that the data of a survivor be destroyed. It waits for a second person,
// checks the case once more, and then carries the request out: the case's workflow is ended, its
// key destroyed, its run removed. A legal hold can stop it until the key is destroyed. From the
// approval on no error ends it: a step that is refused is tried again until it succeeds. When the
// data are gone it asks everybody who was given some to delete them, and waits for their answers.
func Erasure(ctx workflow.Context, in ErasureInput) error {
	e := &erasureRun{}
	e.state.Ref = in.Ref
	e.aggregate = e.rules()
	return e.run(ctx, in.Open, in.Carried)
}

// erasureRun is the run of an Erasure. Its only lasting state is the erasure itself.
type erasureRun struct {
	runner[erasure.Erasure, erasure.Command, erasure.Change, struct{}, erasure.Answer]

	done  int // steps of the destruction that are done
	given activities.Given
}

func (e *erasureRun) rules() aggregate[erasure.Erasure, erasure.Command, erasure.Change, struct{}, erasure.Answer] {
	var destroyer *activities.Erasure
	return aggregate[erasure.Erasure, erasure.Command, erasure.Change, struct{}, erasure.Answer]{
		name: ErasureWorkflow, noun: "the erasure", kinds: names(erasure.UpdateKinds()), opening: string(erasure.KindRequest),
		as: func(cmd erasure.Command, kind string) erasure.Command {
			cmd.Kind, cmd.Receivers, cmd.Gate, cmd.Step, cmd.Code = erasure.Kind(kind), nil, nil, "", ""
			return cmd
		},
		at: func(cmd erasure.Command, now time.Time) erasure.Command { cmd.At = now; return cmd },
		known: func(s erasure.Erasure, cmd erasure.Command) (erasure.Answer, bool, error) {
			answer, known := s.Known(cmd.Key)
			return answer, known, nil
		},
		look: e.lookAtCase, check: erasure.Erasure.Check, accept: erasure.Accept,
		record: destroyer.RecordErasure,
		take:   func(s erasure.Erasure, change erasure.Change, _ struct{}) erasure.Erasure { return s.Take(change) },
		again: func(erasure.Erasure) erasure.Answer {
			return erasure.Answer{Seq: 1, State: erasure.Requested, Repeated: true}
		},
		due:   erasure.Erasure.NextDue,
		tick:  func(s erasure.Erasure) erasure.Command { return own(s, erasure.KindTick) },
		wakes: func(armed, next time.Time) bool { return !next.Equal(armed) }, // as in the histories of earlier releases
		ready: func(s erasure.Erasure) bool { return s.State == erasure.Approved },
		work:  e.destroy,
		over:  func(s erasure.Erasure, _ time.Time) bool { return s.Over() },
		stays: func() bool { return e.state.State == erasure.Approved },
		carry: func(s erasure.Erasure) any { return ErasureInput{Ref: s.Ref, Carried: &s} },
	}
}

// own is a command that the workflow gives to itself.
func own(s erasure.Erasure, kind erasure.Kind) erasure.Command {
	return erasure.Command{Key: ownKey(string(kind), s.Seq), Kind: kind, By: casework.System()}
}

// lookAtCase asks whether the case can be erased, for a request and for its approval.
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
	err := workflow.ExecuteActivity(workflow.WithActivityOptions(ctx, outsideOptions()), destroyer.LookAtCase, in).Get(ctx, &cmd.Gate)
	return cmd, err
}
