package ruling

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// mustBeClosed reports whether a fact is a complaint or an alarm, which stays open until the right desk
// closes it.
func mustBeClosed(name casework.FactName) bool {
	return name == casework.FactComplaint || name == casework.FactSafetyAlert || name == casework.FactMedicalCrisis
}

// noteRaising remembers who raised a complaint or an alarm, until it is closed. A second desk that raises
// the same one does not replace the first.
func (d *draft) noteRaising(f casework.Fact) {
	switch {
	case !mustBeClosed(f.Name):
	case f.Value == casework.ValueClosed:
		d.Raised = slices.DeleteFunc(d.Raised, func(r casework.Raising) bool { return r.Fact == f.Name })
	case !slices.ContainsFunc(d.Raised, func(r casework.Raising) bool { return r.Fact == f.Name && r.By.Account == f.By.Account }):
		d.Raised = append(d.Raised, casework.Raising{Fact: f.Name, By: f.By})
	}
}

// raisers returns who raised an open complaint or alarm. A case of an earlier release remembers the last one.
func raisers(c *casework.Case, name casework.FactName) []casework.Actor {
	var out []casework.Actor
	for _, r := range c.Raised {
		if r.Fact == name {
			out = append(out, r.By)
		}
	}
	if f, known := c.Fact(name); known && f.Value == casework.ValueOpen && len(out) == 0 {
		out = append(out, f.By)
	}
	return out
}

func (d *draft) whyNotClose(s casework.Statement) string {
	if d.cmd.Earlier {
		return ""
	}
	return whyNotClose(d.Case, d.cmd.By, s)
}

// whyNotClose returns why an officer may not close a complaint or an alarm, or "" if they may or the
// statement closes none. A complaint is closed by the supervisor's desk, or by the review body, which is of
// another agency, if the complaint may be about that desk; never by the account that raised it. An alarm is
// closed by the desk that raised it or by the supervisor's; one that a desk abroad raised also by a desk
// that cares for her in the host state.
func whyNotClose(c *casework.Case, by casework.Actor, s casework.Statement) string {
	if !mustBeClosed(s.Name) || s.Value != casework.ValueClosed || by == casework.System() {
		return ""
	}
	raised := raisers(c, s.Name)
	supervisor := c.Rules.Desks[casework.DeskSupervisor]
	if s.Name == casework.FactComplaint {
		switch {
		case by.Desk != supervisor && by.Desk != c.Rules.Desks[casework.DeskReview]:
			return "a complaint is closed by " + string(supervisor) + ", or by " + string(c.Rules.Desks[casework.DeskReview]) + " if it may be about that desk"
		case slices.ContainsFunc(raised, func(r casework.Actor) bool { return r.Account == by.Account }):
			return "you recorded this complaint, so another officer of " + string(supervisor) + " or " + string(c.Rules.Desks[casework.DeskReview]) + " must close it"
		}
		return ""
	}
	for _, r := range raised {
		if by.Desk != supervisor && by.Desk != r.Desk && (!abroad(c, r.Desk) || !inCare(c, by.Desk)) {
			return "another desk raised this alarm; it is closed by that desk or by " + string(supervisor)
		}
	}
	return ""
}

// abroad reports whether a desk is, in this case, one of the state of origin only.
func abroad(c *casework.Case, desk casework.DeskID) bool {
	origin := []casework.DeskKind{casework.DeskConsulate, casework.DeskReceiving, casework.DeskReintegration}
	found := false
	for _, kind := range casework.DeskKinds() { // in their order: a workflow must not range over a map
		if c.Rules.Desks[kind] != desk {
			continue
		}
		if !slices.Contains(origin, kind) {
			return false
		}
		found = true
	}
	return found
}
