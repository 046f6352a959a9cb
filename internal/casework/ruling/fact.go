package ruling

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// stateFacts records facts that a desk states without a decision.
func (d *draft) stateFacts(desk casework.DeskID) error {
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
func (d *draft) checkFacts(kind casework.DeskKind) error {
	for _, s := range d.cmd.Facts {
		if err := d.mayState(s, kind); err != nil {
			return err
		}
	}
	return nil
}

func (d *draft) mayState(s casework.Statement, kinds ...casework.DeskKind) error {
	switch {
	case s.Name == casework.FactAge && s.Value == "adult" && d.Child() && !d.ageDoubtEndsByWord(): // benefit of the doubt (G09)
		return fault.New(fault.Conflict, "only an age assessment can establish that a possible child is an adult")
	case d.whyNotByWord(s) != nil:
		return d.whyNotByWord(s)
	case d.whyNotClose(s) != "":
		return fault.New(fault.Denied, d.whyNotClose(s))
	case !slices.ContainsFunc(kinds, func(k casework.DeskKind) bool { return d.factAllowed(s, k) }):
		return fault.New(fault.Invalid, "this desk cannot state such a fact")
	}
	return nil
}

// ageDoubtEndsByWord reports whether an officer's word ends the doubt, because only a list left the age open.
// That is so in the first edition of the rules alone.
func (d *draft) ageDoubtEndsByWord() bool {
	f, _ := d.Fact(casework.FactAge)
	return !d.Protects() && f.Value == "disputed" && f.At.Equal(d.OpenedAt)
}

// setFacts records stated facts.
func (d *draft) setFacts(facts []casework.Statement) {
	for _, s := range facts {
		if s.Name == casework.FactAge && s.Value == "disputed" {
			d.disputeAge()
			continue
		}
		denied := d.FactIs(s.Name, "yes") && s.Value == "no"
		d.setFact(s.Name, s.Value)
		if kind, order := casework.OrderOfFact(s.Name); order && denied {
			d.denyOrder(kind)
		}
		if s.Name == casework.FactSharing && s.Value == casework.SharingEnded && d.Protects() {
			d.endSharing()
		}
	}
}

// disputeAge asks for an age assessment, even after an earlier one.
func (d *draft) disputeAge() {
	d.setFact(casework.FactAge, "disputed")
	d.unsettle(casework.StepAgeAssessment)
}

// factAllowed reports whether the table of facts, or an added condition of the corridor, allows a desk
// of a kind to state a fact. With kind "" any desk counts.
func (d *draft) factAllowed(s casework.Statement, kind casework.DeskKind) bool {
	for _, added := range d.Rules.Added {
		if added.Fact == s.Name {
			return (s.Value == "yes" || s.Value == "no") && (kind == "" || kind == added.Owner)
		}
	}
	spec, known := casework.FactSpecOf(s.Name)
	if !known || !slices.Contains(spec.Values, s.Value) {
		return false
	}
	if kind == casework.DeskSurvivor {
		kind = casework.DeskCaseworker
	}
	return kind == "" || slices.Contains(spec.Desks, kind)
}

// kindsOf returns the kinds that a desk has in this case.
func (d *draft) kindsOf(desk casework.DeskID) []casework.DeskKind {
	var out []casework.DeskKind
	for _, kind := range casework.DeskKinds() {
		if d.Rules.Desks[kind] == desk {
			out = append(out, kind)
		}
	}
	return out
}
