package tasks

import (
	"context"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
)

// Decision is a desk's answer to its task. A batch that waits for a second person keeps it as JSON.
type Decision struct {
	Outcome  casework.Outcome     `json:"outcome"`
	Reason   casework.Reason      `json:"reason,omitempty"` // the coded reason of a refusing outcome; "" for none
	Until    time.Time            `json:"until,omitzero"`   // zero for no end
	Reasons  string               `json:"reasons,omitempty"`
	Facts    []casework.Statement `json:"facts,omitempty"`
	State    casework.Country     `json:"state,omitempty"`    // whose nationality is confirmed, for example; "" for none
	Desk     casework.DeskID      `json:"desk,omitempty"`     // the consulate to ask next; "" for none
	Document *record.Document     `json:"document,omitempty"` // the issued document, without Ref; nil for none
	Other    casework.Ref         `json:"other,omitempty"`    // of a merged record: the case that it belongs with; "" for none
}

// DecideTask sends a desk's answer to its task.
func (s *Tasks) DecideTask(ctx context.Context, w Write, d Decision) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.DecideTask, act.OfCase(w.Case), func(ctx context.Context) (act.Receipt, error) {
		c, cmd, words, err := s.decision(ctx, w, d)
		if err != nil {
			return act.Receipt{}, err
		}
		return s.core.SendToCase(ctx, c, w.Key, cmd, words)
	})
}

// decision returns the command of a decision, with its case and its words, or why the caller may not give it.
func (s *Tasks) decision(ctx context.Context, w Write, d Decision) (c act.Found, cmd casework.Command, words record.Words, err error) {
	c, found, err := s.taskFor(ctx, w.Case, w.Task)
	if err != nil {
		return c, cmd, words, err
	}
	if err := s.notOnTheWay(ctx, c.State, found); err != nil {
		return c, cmd, words, err
	}
	cmd, words = d.command(found), record.Words{Text: d.Reasons}
	if err := d.check(&c.State.Rules, found); err != nil {
		return c, cmd, words, err
	}
	if err := s.accredited(ctx, c.State, found, d); err != nil {
		return c, cmd, words, err
	}
	if err := attachDocument(ctx, found, w.Key, d, &cmd, &words); err != nil {
		return c, cmd, words, err
	}
	if w, err = s.takenOver(ctx, w); err != nil {
		return c, cmd, words, err
	}
	cmd.Version = w.Version
	return c, cmd, words, nil
}

// command is the decision about a task, without its version and its document.
func (d *Decision) command(t casework.Task) casework.Command {
	cmd := casework.Command{
		Kind: casework.KindDecide, Task: t.ID, Outcome: d.Outcome, Reason: d.Reason, Reasoned: d.Reasons != "", Facts: d.Facts, State: d.State, Desk: d.Desk,
	}
	if !d.Until.IsZero() {
		until := d.Until.UTC()
		cmd.Until = &until
	}
	return cmd
}

// check returns an invalid field, with what is allowed instead, if the step has no such outcome, the outcome no
// such coded reason, or if one of the facts is not one that can be stated.
func (d *Decision) check(rules *casework.Rules, t casework.Task) error {
	spec, _ := casework.SpecOf(t.Step)
	switch {
	case !slices.Contains(spec.Offered(), d.Outcome):
		return act.NotListed("/outcome", spec.Offered())
	case d.Reason != "" && !slices.Contains(spec.ReasonsFor(d.Outcome), d.Reason):
		return act.NotListed("/reason", spec.ReasonsFor(d.Outcome))
	case d.Other != "": // of a merge, which is not offered
		return act.Invalid("/other", act.FieldUnknown)
	default:
		return act.CheckFacts(rules, d.Facts)
	}
}

// notOnTheWay returns a fault of code Conflict for the arrival of a person whom a movement brings: it is
// confirmed for the movement, by the desk that meets it. If that was done, and she was not met, her
// receiving desk answers later what became of her.
func (s *Tasks) notOnTheWay(ctx context.Context, c casework.Case, t casework.Task) error {
	if t.Step.Base() != casework.StepArrival || c.Trip == nil {
		return nil
	}
	m, err := s.store.Movement(ctx, c.Trip.Movement)
	if err != nil && fault.CodeOf(err) != fault.NotFound {
		return err
	}
	if p, there := m.State.Passenger(c.Ref); m.Erased || there && p.State == movement.HasArrived {
		return nil
	}
	return fault.New(fault.Conflict, "confirm the arrival of the movement "+string(c.Trip.Movement))
}

// attachDocument adds the issued document to its decision: the command gets a reference, and the record
// keeps the personal data. The rules refuse the same mistakes (ruling.Accept); here the error names the
// field.
func attachDocument(ctx context.Context, t casework.Task, key string, d Decision, cmd *casework.Command, words *record.Words) error {
	issues := t.Step.Base() == casework.StepTravelDocument && d.Outcome == casework.Issued
	switch {
	case issues && d.Document == nil:
		return act.Invalid("/document", act.FieldRequired)
	case !issues && d.Document != nil:
		return act.Invalid("/document", act.FieldUnknown)
	case d.Document == nil:
		return nil
	}
	ref, err := act.Mint(ctx, key, "document")
	if err != nil {
		return err
	}
	document := *d.Document
	document.Ref, cmd.Ref = ref, ref
	if document.ExpiresAt != nil && cmd.Until == nil {
		cmd.Until = document.ExpiresAt
	}
	words.Document = &document
	return nil
}
