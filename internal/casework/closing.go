package casework

import "slices"

// The values of complaints and alarms.
const (
	openValue   = "open"
	closedValue = "closed"
)

// Raising is an open complaint or alarm, with an officer who raised it. Each account is in it once.
type Raising struct {
	Fact FactName `json:"fact"`
	By   Actor    `json:"by"`
}

// mustBeClosed reports whether a fact is a complaint or an alarm, which stays open until the right desk
// closes it.
func mustBeClosed(name FactName) bool {
	return name == FactComplaint || name == FactSafetyAlert || name == FactMedicalCrisis
}

// noteRaising remembers who raised a complaint or an alarm, until it is closed. A second desk that raises
// the same one does not replace the first.
func (d *draft) noteRaising(f Fact) {
	switch {
	case !mustBeClosed(f.Name):
	case f.Value == closedValue:
		d.Raised = slices.DeleteFunc(d.Raised, func(r Raising) bool { return r.Fact == f.Name })
	case !slices.ContainsFunc(d.Raised, func(r Raising) bool { return r.Fact == f.Name && r.By.Account == f.By.Account }):
		d.Raised = append(d.Raised, Raising{Fact: f.Name, By: f.By})
	}
}

// raisers returns who raised an open complaint or alarm. A case of an earlier release remembers the last one.
func (c *Case) raisers(name FactName) []Actor {
	var out []Actor
	for _, r := range c.Raised {
		if r.Fact == name {
			out = append(out, r.By)
		}
	}
	if f, known := c.Fact(name); known && f.Value == openValue && len(out) == 0 {
		out = append(out, f.By)
	}
	return out
}

func (d *draft) whyNotClose(s Statement) string {
	if d.cmd.Earlier {
		return ""
	}
	return d.Case.whyNotClose(d.cmd.By, s)
}

// whyNotClose returns why an officer may not close a complaint or an alarm, or "" if they may or the
// statement closes none. A complaint is closed by the supervisor's desk, or by the review body, which is of
// another agency, if the complaint may be about that desk; never by the account that raised it. An alarm is
// closed by the desk that raised it or by the supervisor's; one that a desk abroad raised also by a desk
// that cares for her in the host state.
func (c *Case) whyNotClose(by Actor, s Statement) string {
	if !mustBeClosed(s.Name) || s.Value != closedValue || by == System() {
		return ""
	}
	raised := c.raisers(s.Name)
	supervisor := c.Rules.Desks[DeskSupervisor]
	if s.Name == FactComplaint {
		switch {
		case by.Desk != supervisor && by.Desk != c.Rules.Desks[DeskReview]:
			return "a complaint is closed by " + string(supervisor) + ", or by " + string(c.Rules.Desks[DeskReview]) + " if it may be about that desk"
		case slices.ContainsFunc(raised, func(r Actor) bool { return r.Account == by.Account }):
			return "you recorded this complaint, so another officer of " + string(supervisor) + " or " + string(c.Rules.Desks[DeskReview]) + " must close it"
		}
		return ""
	}
	for _, r := range raised {
		if by.Desk != supervisor && by.Desk != r.Desk && (!c.abroad(r.Desk) || !c.inCare(by.Desk)) {
			return "another desk raised this alarm; it is closed by that desk or by " + string(supervisor)
		}
	}
	return ""
}

// closesComplaints reports whether a desk of a kind may close a complaint of another officer.
func closesComplaints(kind DeskKind) bool { return kind == DeskSupervisor || kind == DeskReview }

// abroad reports whether a desk is, in this case, one of the state of origin only.
func (c *Case) abroad(desk DeskID) bool {
	origin := []DeskKind{DeskConsulate, DeskReceiving, DeskReintegration}
	found := false
	for _, kind := range DeskKinds() { // in their order: a workflow must not range over a map
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
