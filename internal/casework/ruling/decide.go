package ruling

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// decide applies a desk's answer to its task.
func (d *draft) decide() error {
	t, err := d.openTask()
	if err != nil {
		return err
	}
	spec, _ := casework.SpecOf(t.Step)
	if spec.ByMovement {
		return fault.New(fault.Invalid, "a movement settles this step; act on the movement")
	}
	if err := d.mayAnswer(t, spec); err != nil {
		return err
	}
	if err := d.checkFacts(t.Kind); err != nil {
		return err
	}
	if t.IsApproval() {
		return d.answerProposal(t)
	}
	if slices.Contains(spec.TwoPeople, d.cmd.Outcome) && !confirmedBySecond(t, d.cmd) {
		return d.firstOfTwo(t)
	}
	if done, err := d.answerOnFear(t); done {
		return err
	}
	if err := d.guardOutcome(spec, d.cmd.Outcome); err != nil {
		return err
	}
	d.setFacts(d.cmd.Facts)
	d.answer.Task = t.ID
	outcome := d.cmd.Outcome
	if spec.Quorum {
		decided, ok, err := d.vote(t)
		if err != nil || !ok {
			return err
		}
		outcome = decided
		if err := d.guardOutcome(spec, outcome); err != nil { // the outcome may differ from the last vote
			return err
		}
	}
	d.settle(t, outcome)
	return nil
}

// openTask returns the task of the command. It returns fault.Decided if the task was decided,
// fault.Conflict if it is not open, and fault.Stale if the sender saw an older version.
func (d *draft) openTask() (casework.Task, error) {
	t, open := d.Task(d.cmd.Task)
	if !open {
		for _, s := range d.Settlements {
			if casework.TaskIDOf(s.Step, s.Attempt) == d.cmd.Task {
				return casework.Task{}, fault.New(fault.Decided, "this task was decided already").With(casework.AlreadyDecided{Outcome: s.Outcome, At: s.At, Desk: s.By.Desk})
			}
		}
		return casework.Task{}, fault.New(fault.Conflict, "this task is not open: it was recalled or does not exist")
	}
	if d.cmd.Version != 0 && d.cmd.Version != t.Version {
		return casework.Task{}, fault.New(fault.Stale, "the task has changed since you read it; read it again, then decide")
	}
	return t, nil
}

// mayAnswer checks what no role changes: the task's desk, the time, the permitted outcomes, and that
// officers do not judge their own work.
func (d *draft) mayAnswer(t casework.Task, spec casework.Spec) error {
	by := d.cmd.By
	switch {
	case by.Desk != t.Desk:
		return fault.New(fault.Denied, "this task belongs to another desk")
	case t.ClaimedBy != nil && t.ClaimedBy.Account != by.Account && !spec.Quorum: // every member of a panel answers
		return fault.New(fault.Conflict, "a colleague has claimed this task; it must be released first")
	case d.cmd.At.Before(t.NotBefore):
		return fault.New(fault.Conflict, "it is too early: this task cannot be answered yet")
	case !spec.Allows(d.cmd.Outcome):
		return fault.New(fault.Invalid, "this step has no such outcome")
	case t.Step == casework.StepReflection && d.cmd.Outcome == casework.Elapsed:
		return fault.New(fault.Denied, "a reflection period ends by itself; only the survivor can end it earlier")
	case spec.NeedsReasons(d.cmd.Outcome) && !d.cmd.Reasoned && !d.neededNoReasons(t):
		return fault.New(fault.Invalid, "this outcome needs written reasons")
	case d.cmd.Reason != "" && !slices.Contains(spec.ReasonsFor(d.cmd.Outcome), d.cmd.Reason):
		return fault.New(fault.Invalid, "this outcome has no such coded reason")
	case spec.NeedsDate(d.cmd.Outcome) && d.cmd.Until == nil:
		return fault.New(fault.Invalid, "this outcome must say until when it holds")
	case d.cmd.Until != nil && !d.cmd.Until.After(d.cmd.At):
		return fault.New(fault.Invalid, "an outcome must end in the future")
	case spec.Longest > 0 && d.cmd.Until != nil && d.cmd.Until.After(d.cmd.At.Add(d.Rules.Paced(spec.Longest))):
		return fault.New(fault.Invalid, "this answer holds until "+d.cmd.At.Add(d.Rules.Paced(spec.Longest)).UTC().Format(time.DateOnly)+" at the latest; the question is put again then")
	case d.Protects() && slices.Contains(spec.Retired, d.cmd.Outcome):
		return fault.New(fault.Invalid, "records of two people cannot be merged yet; register her, and leave the other case as it is")
	case t.Step == casework.StepTravelDocument && d.cmd.Outcome == casework.Issued && d.cmd.Ref == "":
		return fault.New(fault.Invalid, "name the document that is issued")
	case t.Step == casework.StepNationalityDispute && d.cmd.Outcome == casework.SecondState && (d.cmd.State == "" || d.cmd.Desk == ""):
		return fault.New(fault.Invalid, "name the second state and the desk of its mission")
	case t.Step == casework.StepNationalityDispute && d.cmd.Outcome == casework.MoreEvidence && d.AsksNoState():
		return fault.New(fault.Conflict, "her nationality on record is that of another state; name that state, or move the case to its corridor")
	case t.Step == casework.StepTravelDocument && d.cmd.Outcome == casework.Issued && d.Rules.SeparateIssuer && d.verified(by.Account):
		return fault.New(fault.Denied, "you verified her nationality, so a colleague must issue her document")
	}
	if why := ownWork(d.Case, t, by); why != "" {
		return fault.New(fault.Denied, why)
	}
	return nil
}

// ownWork returns why an officer may give no answer at all to a task that judges their own work, or ""
// if it does not.
func ownWork(c *casework.Case, t casework.Task, by casework.Actor) string {
	switch {
	case t.Step == casework.StepDetermination && by.Role == casework.RolePanelChair && slices.Contains(c.Screeners, by.Account):
		return "you screened this survivor, so you cannot chair her panel"
	case t.Step == casework.StepReview && (slices.Contains(c.Panel, by.Account) || lookedBefore(c, by.Account)):
		return "you took part in this decision, so you cannot review it"
	case t.Step == casework.StepSecondLook && slices.Contains(c.Screeners, by.Account):
		return "you interviewed this survivor, so another officer takes the second look"
	case t.Step == casework.StepDisputeReview && settledBy(c, casework.StepNationalityDispute, by.Account):
		return "you chose this way, so another officer reviews it"
	case t.IsApproval() && proposed(c, t.Step, by.Account):
		return "you proposed this, so a second person must answer"
	case t.ReviewsAccess() && brokeGlass(c, t.Step, by.Account):
		return "you used this access, so another person must review it"
	default:
		return ""
	}
}

// guardOutcome checks the gates of the action that an outcome stands for.
func (d *draft) guardOutcome(spec casework.Spec, outcome casework.Outcome) error {
	for _, g := range spec.Guards {
		if slices.Contains(g.Outcomes, outcome) {
			if err := d.guard(g.Action); err != nil {
				return err
			}
		}
	}
	return nil
}

// verified reports whether an account gave the current answer on the survivor's nationality.
func (d *draft) verified(account casework.AccountID) bool {
	return settledBy(d.Case, casework.StepVerifyNationality, account)
}

// settledBy reports whether an account gave the current answer to a step.
func settledBy(c *casework.Case, s casework.Step, account casework.AccountID) bool {
	settled, ok := c.Settlement(s)
	return ok && settled.By.Account == account
}

// brokeGlass reports whether an account used the break-glass access that a review is about.
func brokeGlass(c *casework.Case, review casework.Step, account casework.AccountID) bool {
	g, known := c.BreakGlassUnderReview(review)
	return known && g.By.Account == account
}
