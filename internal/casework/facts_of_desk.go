package casework

import "slices"

// The values of complaints and alarms.
const (
	ValueOpen   = "open"
	ValueClosed = "closed"
)

// FactsForDesk lists the facts that a desk may state in cases under these rules: those of each of its
// kinds, each once.
func (r *Rules) FactsForDesk(desk DeskID) []FactSpec {
	var out []FactSpec
	for _, kind := range DeskKinds() {
		if r.Desks[kind] != desk {
			continue
		}
		for _, spec := range r.FactsFor(kind) {
			if !slices.ContainsFunc(out, func(s FactSpec) bool { return s.Name == spec.Name }) {
				out = append(out, spec)
			}
		}
	}
	return out
}

// FactsFor lists the facts that a desk of a kind may state in cases under these rules, with their
// permitted values: those of the table of facts, then those that the corridor adds.
func (r *Rules) FactsFor(kind DeskKind) []FactSpec {
	if kind == DeskSurvivor { // her caseworker records it
		kind = DeskCaseworker
	}
	var out []FactSpec
	for _, spec := range FactSpecs() {
		replaced := slices.ContainsFunc(r.Added, func(a AddedCondition) bool { return a.Fact == spec.Name })
		if !replaced && slices.Contains(spec.Desks, kind) {
			if spec.Name == FactComplaint && !ClosesComplaints(kind) {
				spec.Values = []string{ValueOpen}
			}
			if _, order := OrderOfFact(spec.Name); order { // that it holds is an order, which takes two people
				spec.Values = []string{"no"}
			}
			out = append(out, spec)
		}
	}
	for i, added := range r.Added {
		before := slices.ContainsFunc(r.Added[:i], func(a AddedCondition) bool { return a.Fact == added.Fact })
		if added.Owner == kind && !before {
			out = append(out, FactSpec{Name: added.Fact, Values: []string{"yes", "no"}, Desks: []DeskKind{kind}})
		}
	}
	return out
}

// ClosesComplaints reports whether a desk of a kind may close a complaint of another officer.
func ClosesComplaints(kind DeskKind) bool { return kind == DeskSupervisor || kind == DeskReview }
