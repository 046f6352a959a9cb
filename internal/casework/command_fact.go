package casework

import (
	"slices"

	"example.org/homeward/internal/fault"
)

// stateFacts records facts that a desk states without a decision.
func (d *draft) stateFacts(desk DeskID) error {
	if len(d.cmd.Facts) == 0 {
		return fault.New(fault.Invalid, "state at least one fact")
	}
	kinds := d.kindsOf(desk)
	for _, s := range d.cmd.Facts {
		if err := d.mayState(s, kinds...); err != nil {
			return err
		}
	}
	d.setFacts(d.cmd.Facts)
	return nil
}

// checkFacts returns fault.Invalid if the deciding desk may not state one of the facts. With kind "" it
// only checks that the facts are known.
func (d *draft) checkFacts(kind DeskKind) error {
	for _, s := range d.cmd.Facts {
		if err := d.mayState(s, kind); err != nil {
			return err
		}
	}
	return nil
}

func (d *draft) mayState(s Statement, kinds ...DeskKind) error {
	switch {
	case s.Name == FactAge && s.Value == "adult" && d.Child() && !d.ageDoubtOnlyFromList(): // benefit of the doubt (G09)
		return fault.New(fault.Conflict, "only an age assessment can establish that a possible child is an adult")
	case d.whyNotClose(s) != "":
		return fault.New(fault.Denied, d.whyNotClose(s))
	case !slices.ContainsFunc(kinds, func(k DeskKind) bool { return d.factAllowed(s, k) }):
		return fault.New(fault.Invalid, "this desk cannot state such a fact")
	}
	return nil
}

// ageDoubtOnlyFromList reports whether the age is disputed only because the list did not state it: no
// officer who met the survivor has disputed it.
func (d *draft) ageDoubtOnlyFromList() bool {
	f, _ := d.Fact(FactAge)
	return f.Value == "disputed" && f.At.Equal(d.OpenedAt)
}

// setFacts records stated facts.
func (d *draft) setFacts(facts []Statement) {
	for _, s := range facts {
		if s.Name == FactAge && s.Value == "disputed" {
			d.disputeAge()
			continue
		}
		d.setFact(s.Name, s.Value)
	}
}

// disputeAge asks for an age assessment, even after an earlier one.
func (d *draft) disputeAge() {
	d.setFact(FactAge, "disputed")
	d.unsettle(StepAgeAssessment)
}

// factAllowed reports whether the table of facts, or an added condition of the corridor, allows a desk
// of a kind to state a fact. With kind "" any desk counts.
func (d *draft) factAllowed(s Statement, kind DeskKind) bool {
	for _, added := range d.Rules.Added {
		if added.Fact == s.Name {
			return (s.Value == "yes" || s.Value == "no") && (kind == "" || kind == added.Owner)
		}
	}
	spec, known := FactSpecOf(s.Name)
	if !known || !slices.Contains(spec.Values, s.Value) {
		return false
	}
	if kind == DeskSurvivor {
		kind = DeskCaseworker
	}
	return kind == "" || slices.Contains(spec.Desks, kind)
}

// kindsOf returns the kinds that a desk has in this case.
func (d *draft) kindsOf(desk DeskID) []DeskKind {
	var out []DeskKind
	for _, kind := range DeskKinds() {
		if d.Rules.Desks[kind] == desk {
			out = append(out, kind)
		}
	}
	return out
}

// waive records a waiver by an officer with a role that the gate names. It covers the conditions that
// are unmet at this moment, and none that become unmet later.
func (d *draft) waive() error {
	gate, known := GateByID(d.cmd.Gate)
	switch {
	case !known:
		return fault.New(fault.Invalid, "there is no such gate")
	case gate.Never():
		return fault.New(fault.Denied, "this gate cannot be waived")
	case !slices.Contains(gate.Waiver.Roles, d.cmd.By.Role):
		return fault.New(fault.Denied, "your role cannot waive this gate")
	case !d.cmd.Reasoned:
		return fault.New(fault.Invalid, "a waiver needs a written reason")
	}
	for _, need := range gate.Waiver.Needs {
		if !d.FactIs(need, "yes") {
			return fault.New(fault.Conflict, "a fact that this waiver needs is not on record")
		}
	}
	waiver := WaiverGiven{Gate: gate.ID, By: d.cmd.By, At: d.cmd.At, Key: d.cmd.Key}
	looked := d.view()
	looked.Actor = Actor{} // conditions that any officer has waived are not waived twice
	for _, unmet := range gate.Check(looked).Unmet {
		if gate.Waiver.covers(unmet.Condition, d.Rules.Lane) {
			waiver.Conditions = append(waiver.Conditions, unmet.Condition)
		}
	}
	if len(waiver.Conditions) == 0 {
		return fault.New(fault.Conflict, "this gate has no unmet condition that can be waived")
	}
	for _, w := range d.Waivers {
		if w.Gate == gate.ID && w.By.Account == d.cmd.By.Account && gate.Waiver.Together {
			return fault.New(fault.Denied, "this waiver needs a second person")
		}
	}
	d.Waivers = append(d.Waivers, waiver)
	d.change.Waivers = append(d.change.Waivers, waiver)
	d.addEntry(Entry{Code: EntryWaived, Detail: string(gate.ID)})
	return nil
}

// endWaivers ends the waivers of gates. Their reason is over, and the officers who gave them have not
// seen the new situation.
func (d *draft) endWaivers(gates ...GateID) {
	d.Waivers = slices.DeleteFunc(d.Waivers, func(w WaiverGiven) bool { return slices.Contains(gates, w.Gate) })
}
