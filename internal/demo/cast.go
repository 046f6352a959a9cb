package demo

import "example.org/homeward/internal/casework"

// group is a number of people who are brought equally far.
type group struct {
	corridor string
	minor    bool
	count    int
	way      way
	late     bool // their clocks run fast, so that the last request of each is overdue
	movement movementName
}

// groups divides the people of the sample. People in no group stay as they were opened: their
// registration is due.
func groups() []group {
	returned := documented().but("document refused", casework.StepTravelDocument, answer{
		outcome: casework.Refused, reasons: "The date of birth differs from the register.",
	})
	late := []group{
		{corridor: "tha-chn", count: 3, way: received().further("late at the caseworker"), late: true},
		{corridor: "tha-chn", count: 3, way: asked().further("late at the consulate"), late: true},
		{corridor: "tha-chn", count: 2, way: documented().further("late at immigration"), late: true},
		{corridor: "tha-eth", count: 1, way: through("late at the embassy", casework.StepRegister, casework.StepFearOfReturn), late: true},
	}
	return append(late,
		group{corridor: "tha-chn", count: 8, way: cleared(), movement: filling},
		group{corridor: "tha-chn", count: 10, way: asked()},
		group{corridor: "tha-chn", count: 1, way: asked().leaving("asked back", casework.StepVerifyNationality, actAsk)},
		group{corridor: "tha-chn", count: 1, way: asked().leaving("claimed by a consul", casework.StepVerifyNationality, actClaim)},
		group{corridor: "tha-chn", count: 6, way: confirmed()},
		group{corridor: "tha-chn", count: 2, way: returned},
		group{corridor: "tha-chn", count: 4, way: documented()},
		group{corridor: "tha-chn", count: 1, way: afraid()},
		group{corridor: "tha-chn", count: 1, way: registered().leaving("paused", casework.StepTriage, actPause)},
		group{corridor: "tha-chn", count: 1, way: received().leaving("claimed by a caseworker", casework.StepFearOfReturn, actClaim)},
		group{corridor: "tha-chn", minor: true, count: 1, way: reunited()},
		group{corridor: "tha-chn", minor: true, count: 1, way: protected()},
		group{corridor: "tha-chn", minor: true, count: 1, way: protected().but("no guardian found", casework.StepGuardian, answer{outcome: casework.NoneFound})},
		group{corridor: "tha-eth", count: 1, way: committed().further("changes her mind"), movement: onward},
		group{corridor: "tha-idn", count: 3, way: through("waits for the embassy", casework.StepRegister, casework.StepFearOfReturn)},
		group{corridor: "tha-border", count: 10, way: registered()},
	)
}

// afraid: she fears to go back, so her consulate never learns about her.
func afraid() way {
	return asked().
		but("fear", casework.StepFearOfReturn, answer{
			outcome: casework.Yes, reasons: "Asked twice, with an interpreter.", facts: stated(casework.FactInterpreter, "ok", "lawyer_told", "yes"),
		}).
		but("fears to go back", casework.StepRiskAssessment, answer{outcome: casework.Extreme, reasons: "Threatened by those who sold the survivor."})
}

// part is a group with its people.
type part struct {
	group
	people []person
}

// assign returns the groups with their people: the first of the list who fit and are not in a group yet. A
// group is smaller if too few people fit.
func assign(all []person, groups []group) []part {
	var parts []part
	taken := map[casework.Ref]bool{}
	for _, g := range groups {
		p := part{group: g}
		for _, one := range all {
			if len(p.people) == g.count {
				break
			}
			if !taken[one.ref] && one.corridor == g.corridor && one.minor == g.minor {
				taken[one.ref] = true
				p.people = append(p.people, one)
			}
		}
		parts = append(parts, p)
	}
	return parts
}
