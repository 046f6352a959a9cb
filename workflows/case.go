package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/fault"
)

// Case is the case of one survivor. It accepts commands at any time, reacts when time has passed, and
// undoes acts that must be undone. It stays open after she is home. It ends only when it continues as
// new or when an administrator cancels it; it returns an error only if its opening is refused.
func Case(ctx workflow.Context, in CaseInput) error {
	c := &caseRun{}
	c.state.Ref = in.Ref
	c.edition = editionOf(ctx)
	c.aggregate = c.rules()
	err := c.run(ctx, in.Open, in.Carried)
	if ctx.Err() != nil && c.begun {
		c.finishUndo(ctx)
	}
	return err
}

// caseRun is the run of a Case. Its only lasting state is the case itself.
type caseRun struct {
	runner[casework.Case, casework.Command, casework.Change, casework.Recorded, casework.Answer]

	edition int            // of the rules by which this run judges
	stage   casework.Stage // the stage at the beginning of this run
	undoing bool           // an act is being undone
}

func (c *caseRun) rules() aggregate[casework.Case, casework.Command, casework.Change, casework.Recorded, casework.Answer] {
	var records *activities.Cases
	return aggregate[casework.Case, casework.Command, casework.Change, casework.Recorded, casework.Answer]{
		name: CaseWorkflow, noun: "the case", kinds: names(casework.UpdateKinds()), opening: string(casework.KindOpen),
		as: func(cmd casework.Command, kind string) casework.Command {
			cmd.Kind, cmd.Earlier, cmd.Edition = casework.Kind(kind), false, 0
			return cmd
		},
		at: func(cmd casework.Command, now time.Time) casework.Command { cmd.At = now; return cmd },
		known: func(s casework.Case, cmd casework.Command) (casework.Answer, bool, error) {
			answer, known := s.Known(cmd.Key)
			return answer, known, nil
		},
		look: c.judgedBy,
		accept: func(s casework.Case, cmd casework.Command) (casework.Change, casework.Answer, error) {
			return ruling.Accept(s, cmd, Procedure)
		},
		record: records.RecordChange, take: casework.Case.Take,
		again: func(s casework.Case) casework.Answer { return casework.Answer{Seq: 1, Stage: s.Stage, Repeated: true} },
		due:   func(s casework.Case) time.Time { return s.NextDue() },
		tick:  func(s casework.Case) casework.Command { return ownCommand(s, casework.KindTick) },
		ready: func(s casework.Case) bool { return s.Edition < c.edition },
		work:  c.adoptEdition,
		begin: func(ctx workflow.Context) {
			c.stage = c.state.Stage
			workflow.Go(ctx, c.takeBack)
		},
		outgrown: func() bool { return c.state.Stage.After(c.stage) },
		stays:    func() bool { return c.undoing }, // that may take long, and the case must not refuse commands during that time
		carry: func(s casework.Case) any {
			s = ruling.WithPausesLimited(s) // those of an earlier release have no end
			return CaseInput{Ref: s.Ref, Carried: &s}
		},
		untimed: true,
	}
}

// ownCommand returns a command that the workflow sends to itself.
func ownCommand(s casework.Case, kind casework.Kind) casework.Command {
	return casework.Command{Key: ownKey(string(kind), s.Seq), Kind: kind, By: casework.System()}
}

// finishUndo completes the ordered undos after a cancellation. It accepts no new commands.
func (c *caseRun) finishUndo(ctx workflow.Context) {
	ctx, _ = workflow.NewDisconnectedContext(ctx)
	c.closing, c.draining = fault.New(fault.Conflict, "an administrator has ended this case"), false
	_ = workflow.Await(ctx, func() bool { // this context is never cancelled
		_, waiting := c.state.NextUndo()
		return !waiting && !c.undoing && workflow.AllHandlersFinished(ctx)
	})
}
