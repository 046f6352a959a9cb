package cases

import (
	"context"
	"strings"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// Event is something that may happen to a case at any moment. The comment of each field names the
// events that need it.
type Event struct {
	Event        casework.Event
	HoldID       string         // hold_lifted
	HoldKind     string         // hold_set
	HoldReviewBy time.Time      // hold_set
	Custodian    string         // custody_changed
	Step         casework.Step  // superseded: whose decision was wrong
	Cause        casework.Cause // paused
	Until        time.Time      // paused; zero for the usual time of the cause
	Corridor     string         // corridor_changed; Version 0 is the one in force
	Version      int
	Reasons      string // superseded
	Words        string
}

// ReportEvent records an event. Policy has a separate action for each event.
func (s *Cases) ReportEvent(ctx context.Context, ref casework.Ref, key string, in Event) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.Report, act.OfCase(ref), func(ctx context.Context) (act.Receipt, error) {
		c, err := s.core.LookUp(ctx, ref)
		if err != nil {
			return act.Receipt{}, err
		}
		if err := request.From(ctx).AuthorizeLook(policy.ShowCase, c.Subject); err != nil {
			return act.Receipt{}, err
		}
		subject := c.Subject
		if in.Event == casework.EventSuperseded && in.Step != "" {
			// Policy is asked about the desk that decided, not about who has a part in the case; and
			// about the supervisor, who has one.
			subject = policy.OfTask(subject, decider(c.State, in.Step), s.core.AgencyOf)
		}
		if err := request.From(ctx).AuthorizeAs(policy.ReportOf(in.Event), policy.ShowCase, subject); err != nil {
			return act.Receipt{}, err
		}
		cmd, err := s.eventCommand(c.State, in)
		if err != nil {
			return act.Receipt{}, err
		}
		if cmd.Pinned != nil { // no mission of another state than hers is asked by the other corridor
			nationality, err := s.core.NationalityOnRecord(ctx, ref)
			if err != nil {
				return act.Receipt{}, err
			}
			custodian, _ := c.State.Fact(casework.FactCustodian)
			if err := s.core.FitsHer("/corridor", cmd.Pinned, nationality, custodian.Value); err != nil {
				return act.Receipt{}, err
			}
		}
		if in.Event == casework.EventHoldSet {
			if cmd.Hold.ID, err = act.Mint(ctx, key, "hold"); err != nil {
				return act.Receipt{}, err
			}
		}
		cmd.Reasoned = in.Reasons != ""
		return s.core.SendToCase(ctx, c, key, cmd, record.Words{Text: strings.TrimSpace(in.Reasons + "\n\n" + in.Words)})
	})
}

// decider returns the desk that has settled a step, or that would settle it.
func decider(c casework.Case, step casework.Step) casework.DeskID {
	if settled, ok := c.Settlement(step); ok && settled.By.Desk != "" {
		return settled.By.Desk
	}
	desk, _ := c.Rules.DeskOf(step)
	return desk
}

// eventCommand makes the command of an event. A missing field that the event needs is invalid.
func (s *Cases) eventCommand(c casework.Case, in Event) (casework.Command, error) {
	cmd := casework.Command{Kind: casework.KindReport, Event: in.Event}
	switch in.Event {
	case casework.EventHoldSet:
		cmd.Hold = &casework.Hold{Kind: in.HoldKind, ReviewBy: in.HoldReviewBy.UTC()}
		if in.HoldKind == "" {
			return cmd, act.Invalid("/hold/kind", act.FieldRequired)
		}
		return cmd, need(!in.HoldReviewBy.IsZero(), "/hold/review_by")
	case casework.EventHoldLifted:
		cmd.Hold = &casework.Hold{ID: in.HoldID}
		return cmd, need(in.HoldID != "", "/hold/id")
	case casework.EventCustodyChanged:
		cmd.Facts = []casework.Statement{{Name: casework.FactCustodian, Value: in.Custodian}}
		return cmd, need(in.Custodian != "", "/custodian")
	case casework.EventSuperseded:
		if in.Step == "" {
			return cmd, act.Invalid("/step", act.FieldRequired)
		}
		if _, known := casework.SpecOf(in.Step); !known {
			return cmd, act.NotListed("/step", act.StepNames())
		}
		cmd.Step = in.Step
		return cmd, need(in.Reasons != "", "/reasons")
	case casework.EventPaused:
		cmd.Cause = in.Cause
		if !in.Until.IsZero() {
			cmd.Until = &in.Until
		}
		return cmd, need(in.Cause != "", "/cause")
	case casework.EventCorridorChanged:
		if in.Corridor == "" {
			return cmd, act.Invalid("/corridor", act.FieldRequired)
		}
		rules, err := s.pin(rulesWanted{in.Corridor, in.Version, c.Rules.Host, c.Rules.Origin, ""})
		cmd.Pinned = &rules
		return cmd, err
	default:
		return cmd, nil
	}
}

func need(there bool, pointer string) error {
	if there {
		return nil
	}
	return act.Invalid(pointer, act.FieldRequired)
}
