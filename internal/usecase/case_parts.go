package usecase

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
)

// steps lists the settled steps. That a step is settled is operational; how, is of the step's class.
func steps(c foundCase, now time.Time) []SettledStep {
	out := []SettledStep{}
	for _, settled := range c.State.Settlements {
		shown := c.seen.RevealPart(policy.OutcomeClass(settled.Step), settled.By.Desk)
		if !shown && !c.seen.Whole() {
			continue
		}
		step := SettledStep{Holds: c.State.StillValid(settled, now), Withheld: !shown, Settlement: casework.Settlement{
			Step: settled.Step, Attempt: settled.Attempt, At: settled.At, Until: settled.Until, By: deskOnly(settled.By), State: settled.State,
		}}
		if shown {
			step.Outcome = settled.Outcome
			if settled.Reason != "" && c.seen.RevealAny(policy.TextClass(settled.Step), settled.By.Desk) {
				step.Reason = settled.Reason
			}
		}
		out = append(out, step)
	}
	return out
}

func facts(c foundCase) []casework.Fact {
	out := []casework.Fact{}
	for _, f := range c.State.Facts {
		if c.seen.RevealPart(policy.FactClass(f.Name), f.By.Desk) {
			out = append(out, casework.Fact{Name: f.Name, Value: f.Value, At: f.At, By: deskOnly(f.By)})
		}
	}
	return out
}

func holds(c foundCase) []casework.Hold {
	var out []casework.Hold
	for _, h := range c.State.OnHold {
		if c.seen.Reveal(policy.Legal) {
			h.By = deskOnly(h.By)
			out = append(out, h)
		}
	}
	return out
}

func waivers(c foundCase) []casework.WaiverGiven {
	var out []casework.WaiverGiven
	for _, w := range c.State.Waivers {
		if !c.seen.RevealPart(policy.Operational, w.By.Desk) {
			continue
		}
		one := casework.WaiverGiven{Gate: w.Gate, At: w.At, By: casework.Actor{Desk: w.By.Desk, Role: w.By.Role}}
		for _, condition := range w.Conditions {
			if c.seen.Reveal(policy.ConditionClass(condition)) {
				one.Conditions = append(one.Conditions, condition)
			}
		}
		out = append(out, one)
	}
	return out
}

func undoEntries(c foundCase) []casework.UndoEntry {
	var out []casework.UndoEntry
	for _, u := range c.State.Undo {
		class := policy.OutcomeClass(u.Step)
		if u.Kind == casework.UndoGrant { // of no step
			class = policy.Operational
		}
		if c.seen.RevealPart(class, u.Desk) {
			out = append(out, casework.UndoEntry{Kind: u.Kind, State: u.State, Step: u.Step, Desk: u.Desk})
		}
	}
	return out
}

// Consent is the state of one consent.
type Consent struct {
	casework.ConsentGiven

	Active bool
	Desk   casework.DeskID // that recorded it; "" if it is not shown here
}

// consents lists the consents for those who may read the ledger.
func consents(c foundCase, now time.Time) []Consent {
	if len(c.State.Consents) == 0 || !c.seen.May(policy.ListConsents) {
		return nil
	}
	c.seen.RevealLedger()
	var out []Consent
	for _, given := range c.State.Consents {
		out = append(out, Consent{ConsentGiven: given, Active: given.Active(now)})
	}
	return out
}

// pause returns a pause of a case or a task. Its cause is shown to those who may know it, to the desk
// that gave it, and to those who see the whole case and have to know whom not to press.
func pause(p *casework.Pause, seen request.Visibility) *casework.Pause {
	if p == nil {
		return nil
	}
	out := casework.Pause{Cause: p.Cause, Since: p.Since, By: deskOnly(p.By)}
	if p.Cause != "" && !seen.RevealCause(p.Cause, p.By.Desk) {
		out.Cause = ""
	}
	return &out
}

func deskOnly(by casework.Actor) casework.Actor { return casework.Actor{Desk: by.Desk} }

// actor names who did something, by codes; the account only to colleagues at the same desk.
func actor(by casework.Actor, caller policy.Actor) casework.Actor {
	if by.Role != casework.RoleSystem && (by.Desk == "" || by.Desk != caller.Desk) {
		by.Account = ""
	}
	return by
}
