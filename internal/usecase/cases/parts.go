package cases

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/act"
)

func waivers(c act.Found) []casework.WaiverGiven {
	var out []casework.WaiverGiven
	for _, w := range c.State.Waivers {
		if !c.Seen.RevealPart(policy.Operational, w.By.Desk) {
			continue
		}
		one := casework.WaiverGiven{Gate: w.Gate, At: w.At, By: casework.Actor{Desk: w.By.Desk, Role: w.By.Role}}
		for _, condition := range w.Conditions {
			if c.Seen.Reveal(policy.ConditionClass(condition)) {
				one.Conditions = append(one.Conditions, condition)
			}
		}
		out = append(out, one)
	}
	return out
}

func undoEntries(c act.Found) []casework.UndoEntry {
	var out []casework.UndoEntry
	for _, u := range c.State.Undo {
		if c.Seen.RevealPart(classOfUndo(u), u.Desk) {
			out = append(out, casework.UndoEntry{Kind: u.Kind, State: u.State, Step: u.Step, Desk: u.Desk})
		}
	}
	return out
}

// classOfUndo returns the field class of the fact that an act is undone.
func classOfUndo(u casework.UndoEntry) policy.Class {
	if u.Kind == casework.UndoGrant { // of no step
		return policy.Operational
	}
	return policy.OutcomeClass(u.Step)
}

// Consent is the state of one consent.
type Consent struct {
	casework.ConsentGiven

	Active bool
	Desk   casework.DeskID // that recorded it; "" if it is not shown here
}

// consents lists the consents for those who may read the ledger.
func consents(c act.Found, now time.Time) []Consent {
	if len(c.State.Consents) == 0 || !c.Seen.May(policy.ListConsents) {
		return nil
	}
	c.Seen.RevealLedger()
	var out []Consent
	for _, given := range c.State.Consents {
		out = append(out, Consent{ConsentGiven: given, Active: given.Active(now)})
	}
	return out
}
