package casework

import (
	"slices"

	"example.org/homeward/internal/fault"
)

// stateFacts takes in what a desk knows, without a decision.
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

// checkFacts refuses facts that the deciding desk may not state; kind "" asks for known facts only.
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
		return fault.New(fault.Conflict, "only an assessment of the age makes an adult of somebody who may be a child")
	case !slices.ContainsFunc(kinds, func(k DeskKind) bool { return d.factAllowed(s, k) }):
		return fault.New(fault.Invalid, "this desk cannot state such a fact")
	}
	return nil
}

// ageUnheard says that the doubt about the age is only a list's, which did not say: nobody
// who has seen her has doubted it yet.
func (d *draft) ageDoubtOnlyFromList() bool {
	f, _ := d.Fact(FactAge)
	return f.Value == "disputed" && f.At.Equal(d.OpenedAt)
}

// state takes stated facts in.
func (d *draft) setFacts(facts []Statement) {
	for _, s := range facts {
		if s.Name == FactAge && s.Value == "disputed" {
			d.disputeAge()
			continue
		}
		d.setFact(s.Name, s.Value)
	}
}

// disputeAge asks for an assessment, whatever an earlier one has found.
func (d *draft) disputeAge() {
	d.setFact(FactAge, "disputed")
	d.unsettle(StepAgeAssessment)
}

// factAllowed looks at the table of facts and at the corridor's own conditions.
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

// kindsOf lists what a desk is for this case.
func (d *draft) kindsOf(desk DeskID) []DeskKind {
	var out []DeskKind
	for _, kind := range DeskKinds() {
		if d.Rules.Desks[kind] == desk {
			out = append(out, kind)
		}
	}
	return out
}

// waive records that somebody with the right role lets a gate pass although conditions are
// unmet. It reaches the conditions that are unmet at this moment and no later ones.
func (d *draft) waive() error {
	gate, known := GateByID(d.cmd.Gate)
	switch {
	case !known:
		return fault.New(fault.Invalid, "there is no such gate")
	case gate.Never():
		return fault.New(fault.Denied, "nobody can waive this gate")
	case !slices.Contains(gate.Waiver.Roles, d.cmd.By.Role):
		return fault.New(fault.Denied, "this gate is another role's to waive")
	case !d.cmd.Reasoned:
		return fault.New(fault.Invalid, "a waiver needs a written reason")
	}
	for _, need := range gate.Waiver.Needs {
		if !d.FactIs(need, "yes") {
			return fault.New(fault.Conflict, "what this waiver rests on is not on record")
		}
	}
	waiver := WaiverGiven{Gate: gate.ID, By: d.cmd.By, At: d.cmd.At, Key: d.cmd.Key}
	looked := d.view()
	looked.Actor = Actor{} // what is waived already, by whomever, is not waived twice
	for _, unmet := range gate.Check(looked).Unmet {
		if gate.Waiver.covers(unmet.Condition, d.Rules.Lane) {
			waiver.Conditions = append(waiver.Conditions, unmet.Condition)
		}
	}
	if len(waiver.Conditions) == 0 {
		return fault.New(fault.Conflict, "this gate has no unmet condition that could be waived")
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

// lapse ends waivers of gates: what they were given for is over, and whoever gave them has
// not seen what is there now.
func (d *draft) endWaivers(gates ...GateID) {
	d.Waivers = slices.DeleteFunc(d.Waivers, func(w WaiverGiven) bool { return slices.Contains(gates, w.Gate) })
}
