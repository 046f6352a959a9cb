package casework

import (
	"slices"
	"time"

	"example.org/homeward/internal/fault"
)

// decide applies a desk's answer to its task.
func (d *draft) decide() error {
	t, err := d.openTask()
	if err != nil {
		return err
	}
	spec, _ := SpecOf(t.Step)
	if spec.ByMovement {
		return fault.New(fault.Invalid, "a movement settles this step; act on the movement")
	}
	if err := d.mayAnswer(t, spec); err != nil {
		return err
	}
	if err := d.checkFacts(t.Kind); err != nil {
		return err
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
func (d *draft) openTask() (Task, error) {
	t, open := d.Task(d.cmd.Task)
	if !open {
		for _, s := range d.Settlements {
			if taskID(s.Step, s.Attempt) == d.cmd.Task {
				return Task{}, fault.New(fault.Decided, "this task was decided already").With(AlreadyDecided{Outcome: s.Outcome, At: s.At, Desk: s.By.Desk})
			}
		}
		return Task{}, fault.New(fault.Conflict, "this task is not open: it was recalled or does not exist")
	}
	if d.cmd.Version != 0 && d.cmd.Version != t.Version {
		return Task{}, fault.New(fault.Stale, "the task has changed since you read it; read it again, then decide")
	}
	return t, nil
}

// AlreadyDecided holds the decision of a task that another person decided first.
type AlreadyDecided struct {
	Outcome Outcome   `json:"outcome"`
	At      time.Time `json:"at"`
	Desk    DeskID    `json:"desk"`
}

// mayAnswer checks what no role changes: the task's desk, the time, the permitted outcomes, and that
// officers do not judge their own work.
func (d *draft) mayAnswer(t Task, spec Spec) error {
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
	case t.Step == StepReflection && d.cmd.Outcome == Elapsed:
		return fault.New(fault.Denied, "a reflection period ends by itself; only the survivor can end it earlier")
	case spec.NeedsReasons(d.cmd.Outcome) && !d.cmd.Reasoned:
		return fault.New(fault.Invalid, "this outcome needs written reasons")
	case d.cmd.Reason != "" && !slices.Contains(spec.ReasonsFor(d.cmd.Outcome), d.cmd.Reason):
		return fault.New(fault.Invalid, "this outcome has no such coded reason")
	case spec.NeedsDate(d.cmd.Outcome) && d.cmd.Until == nil:
		return fault.New(fault.Invalid, "this outcome must say until when it holds")
	case d.cmd.Until != nil && !d.cmd.Until.After(d.cmd.At):
		return fault.New(fault.Invalid, "an outcome must end in the future")
	case t.Step == StepTravelDocument && d.cmd.Outcome == Issued && d.cmd.Ref == "":
		return fault.New(fault.Invalid, "name the document that is issued")
	case t.Step == StepNationalityDispute && d.cmd.Outcome == SecondState && (d.cmd.State == "" || d.cmd.Desk == ""):
		return fault.New(fault.Invalid, "name the second state and the desk of its mission")
	case t.Step == StepTravelDocument && d.cmd.Outcome == Issued && d.Rules.SeparateIssuer && d.verified(by.Account):
		return fault.New(fault.Denied, "you verified her nationality, so a colleague must issue her document")
	}
	if why := d.ownWork(t, by); why != "" {
		return fault.New(fault.Denied, why)
	}
	return nil
}

// ownWork returns why an officer may give no answer at all to a task that judges their own work, or ""
// if it does not.
func (c *Case) ownWork(t Task, by Actor) string {
	switch {
	case t.Step == StepDetermination && by.Role == RolePanelChair && slices.Contains(c.Screeners, by.Account):
		return "you screened this survivor, so you cannot chair her panel"
	case t.Step == StepReview && slices.Contains(c.Panel, by.Account):
		return "you took part in this decision, so you cannot review it"
	case t.reviewsAccess() && c.brokeGlass(t.Step, by.Account):
		return "you used this access, so another person must review it"
	default:
		return ""
	}
}

// guardOutcome checks the gates of the action that an outcome stands for.
func (d *draft) guardOutcome(spec Spec, outcome Outcome) error {
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
func (d *draft) verified(account AccountID) bool {
	settled, ok := d.Settlement(StepVerifyNationality)
	return ok && settled.By.Account == account
}

// brokeGlass reports whether an account used the break-glass access that a review is about.
func (c *Case) brokeGlass(review Step, account AccountID) bool {
	g, known := c.BreakGlassUnderReview(review)
	return known && g.By.Account == account
}

// confirmedBySecond reports whether another account has already given the same answer: the same outcome
// about the same other record.
func confirmedBySecond(t Task, cmd Command) bool {
	return slices.ContainsFunc(t.Votes, func(v Vote) bool {
		return v.Outcome == cmd.Outcome && v.Ref == cmd.Ref && v.By.Account != cmd.By.Account
	})
}

// firstOfTwo records the first answer for an outcome that two people must give. The step stays open for
// a colleague to give the same or another answer. The record keeps the case as it was, so that the
// outcome can be undone.
func (d *draft) firstOfTwo(t Task) error {
	for _, v := range t.Votes {
		if v.By.Account == d.cmd.By.Account && v.Outcome == d.cmd.Outcome && v.Ref == d.cmd.Ref {
			return fault.New(fault.Conflict, "you have answered already; a second person must give the same answer")
		}
	}
	d.setFacts(d.cmd.Facts)
	if t.Step == StepRegister {
		d.setFact(FactSnapshot, "kept")
	}
	t.Votes = append(t.Votes, Vote{By: d.cmd.By, Outcome: d.cmd.Outcome, Ref: d.cmd.Ref, At: d.cmd.At, Key: d.cmd.Key})
	t.ClaimedBy = nil
	d.update(t)
	d.change.Decisions = append(d.change.Decisions, d.decision(t, d.cmd.Outcome, false))
	d.addEntry(Entry{Code: EntryVoted, Step: t.Step, Task: t.ID, Desk: t.Desk})
	if t.Step != StepFearOfReturn { // whose second officer sits at another desk; see askSecondDesk
		d.addNotice(Notice{Kind: NoticeSecond, Desk: t.Desk, Task: t.ID})
	}
	d.answer.Task = t.ID
	return nil
}

// vote adds a panel member's vote. It returns the outcome and true once enough members of enough
// agencies have voted, the chair among them. The outcome is the one with the most votes, or
// Undetermined on a tie.
func (d *draft) vote(t Task) (Outcome, bool, error) {
	by := d.cmd.By
	if by.Role != RolePanelMember && by.Role != RolePanelChair {
		return "", false, fault.New(fault.Denied, "only members of the panel vote")
	}
	for _, v := range t.Votes {
		if v.By.Account == by.Account {
			return "", false, fault.New(fault.Conflict, "you have voted already")
		}
	}
	t.Votes = append(t.Votes, Vote{By: by, Outcome: d.cmd.Outcome, At: d.cmd.At, Key: d.cmd.Key})
	d.update(t)
	d.Panel = addAccount(d.Panel, by.Account)
	d.change.Decisions = append(d.change.Decisions, d.decision(t, d.cmd.Outcome, false))
	d.addEntry(Entry{Code: EntryVoted, Step: t.Step, Task: t.ID, Desk: t.Desk})
	outcome, ok := tally(t.Votes, d.Rules.Quorum)
	return outcome, ok, nil
}

// addAccount appends an account to a list unless the list contains it.
func addAccount(list []AccountID, account AccountID) []AccountID {
	if slices.Contains(list, account) {
		return list
	}
	return append(slices.Clone(list), account)
}

func tally(votes []Vote, quorum Quorum) (Outcome, bool) {
	var agencies []AgencyID
	var chaired bool
	counts := make([]int, len(votes)) // of the outcome of votes[i], stored at its first vote
	for _, v := range votes {
		if !slices.Contains(agencies, v.By.Agency) {
			agencies = append(agencies, v.By.Agency)
		}
		chaired = chaired || v.By.Role == RolePanelChair
		first := slices.IndexFunc(votes, func(other Vote) bool { return other.Outcome == v.Outcome })
		counts[first]++
	}
	if len(votes) < quorum.Members || len(agencies) < quorum.Agencies || !chaired {
		return "", false
	}
	most := slices.Max(counts)
	if slices.Index(counts, most) != len(counts)-1-slices.Index(reversed(counts), most) {
		return Undetermined, true // a tie
	}
	return votes[slices.Index(counts, most)].Outcome, true
}

func reversed(in []int) []int {
	out := slices.Clone(in)
	slices.Reverse(out)
	return out
}

// settle closes a task with its outcome and applies the consequences.
func (d *draft) settle(t Task, outcome Outcome) {
	spec, _ := SpecOf(t.Step)
	d.putSettlement(Settlement{
		Step: t.Step, Outcome: outcome, Attempt: t.Attempt, At: d.cmd.At, Until: d.until(t.Step, d.cmd.Until),
		By: d.cmd.By, Key: d.cmd.Key, State: d.stateFor(t), Ref: d.cmd.Ref, Reason: d.cmd.Reason,
	})
	decision := d.decision(t, outcome, true)
	if spec.Quorum { // the closing vote is recorded too, beside the panel's decision
		decision.Key = d.cmd.Key + "/panel"
	}
	d.change.Decisions = append(d.change.Decisions, decision)
	d.addEntry(Entry{Code: EntryDecided, Step: t.Step, Task: t.ID, Desk: t.Desk, Outcome: outcome, Detail: string(d.cmd.Reason)})
	d.answer.Task, d.answer.Settled = t.ID, true
	d.closeTask(t, TaskClosed{Task: t.ID, How: ClosedDecided, Outcome: outcome})
	if t.For != "" {
		d.answered(t)
	}
	d.consequences(t, outcome)
}

func (d *draft) stateFor(t Task) Country {
	if d.cmd.State != "" {
		return d.cmd.State
	}
	return t.State
}

func (d *draft) decision(t Task, outcome Outcome, final bool) Decision {
	return Decision{
		Key: d.cmd.Key, Task: t.ID, Step: t.Step, Outcome: outcome, By: d.cmd.By, At: d.cmd.At,
		Until: d.cmd.Until, State: d.stateFor(t), Ref: d.cmd.Ref, Reasoned: d.cmd.Reasoned, Reason: d.cmd.Reason, Final: final,
	}
}

// putSettlement stores a settlement in place of an earlier one of the same step.
func (d *draft) putSettlement(s Settlement) {
	for i := range d.Settlements {
		if d.Settlements[i].Step == s.Step {
			d.Settlements[i] = s
			return
		}
	}
	d.Settlements = append(d.Settlements, s)
}

// unsettle removes settlements, so that the steps must be done again.
func (d *draft) unsettle(steps ...Step) {
	kept := d.Settlements[:0:0]
	for _, s := range d.Settlements {
		if slices.Contains(steps, s.Step) {
			d.Feared = d.Feared || s.Step == StepFearOfReturn && s.Outcome == Yes
			d.addEntry(Entry{Code: EntrySuperseded, Step: s.Step, Outcome: s.Outcome})
			continue
		}
		kept = append(kept, s)
	}
	d.Settlements = kept
}
