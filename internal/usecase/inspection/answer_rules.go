package inspection

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// fullAge is the age from which a person is an adult (Convention on the Rights of the Child, article 1).
const fullAge = 18

// unaccredited: a nationality is confirmed by a mission that answers for that state where she is.
func unaccredited(v view) bool {
	answer, settled := v.Case.Settlement(casework.StepVerifyNationality)
	confirms := answer.Outcome == casework.Confirmed || answer.Outcome == casework.PermanentResident
	if v.closed() || !settled || !confirms || v.place(answer.By.Desk).Kind != casework.DeskConsulate {
		return false
	}
	state := answer.State
	if state == "" {
		state = v.Case.Rules.Origin
	}
	return !v.knows.Missions.Answers(answer.By.Desk, state, v.Case.Rules.Host, answer.At)
}

// bareDuty: an order of an authority is on record, and not its bare fact. A supervisor who is asked about it is enough.
func bareDuty(v view) bool {
	c := *v.Case
	c.Edition = max(c.Edition, casework.EditionProtection)
	return v.open() && slices.ContainsFunc(c.WithoutOrder(), func(kind casework.OrderKind) bool {
		spec, _ := casework.OrderSpecOf(kind)
		_, asked := c.TaskFor(casework.Blocked(spec.Gate))
		return !asked
	})
}

// childAsAdult: a birth date that can be a child's ends in an assessment of her age and not in a word.
func childAsAdult(v view) bool {
	age, stated := v.Case.Fact(casework.FactAge)
	assessed, settled := v.Case.Settlement(casework.StepAgeAssessment)
	if !v.open() || !stated || age.Value != "adult" || settled && assessed.Outcome == casework.Adult || v.born.IsZero() {
		return false
	}
	return v.born.AddDate(fullAge, 0, 0).After(v.now)
}

// mergedOpen: a merged record names no other case and ends nothing, so an open case has none.
func mergedOpen(v view) bool {
	answer, settled := v.Case.Settlement(casework.StepRegister)
	return v.open() && settled && answer.Outcome == casework.Merged
}
