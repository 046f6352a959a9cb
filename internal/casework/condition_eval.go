package casework

import (
	"slices"
	"time"
)

// conditionTest is the function that tests a condition.
type conditionTest = func(View) ConditionResult

// latestFact returns the fact as the command states it, or else the newest fact of the case.
func (v View) latestFact(name FactName) (value string, at time.Time, ok bool) {
	for _, s := range v.Stated {
		if s.Name == name {
			return s.Value, v.Now, true
		}
	}
	f, ok := v.Case.Fact(name)
	return f.Value, f.At, ok
}

// factIs is met if the newest fact of a name has one of the values.
func factIs(name FactName, values ...string) conditionTest {
	return func(v View) ConditionResult {
		value, at, ok := v.latestFact(name)
		if ok && slices.Contains(values, value) {
			return ConditionResult{Met: true, By: "fact " + string(name) + "=" + value, Since: at}
		}
		return ConditionResult{Since: at}
	}
}

// factIsNot is met unless the newest fact of a name has one of the values.
func factIsNot(name FactName, values ...string) conditionTest {
	return func(v View) ConditionResult {
		value, at, ok := v.latestFact(name)
		if ok && slices.Contains(values, value) {
			return ConditionResult{Since: at}
		}
		return ConditionResult{Met: true, By: "no " + string(name), Since: at}
	}
}

// factIsNotOne is factIsNot for one value, for facts whose absence is good.
func factIsNotOne(name FactName, value string) conditionTest { return factIsNot(name, value) }

// settled is met if a step has a valid settlement with one of the outcomes.
func settled(step Step, outcomes ...Outcome) conditionTest {
	return func(v View) ConditionResult {
		s, ok := v.Case.Settlement(step)
		t, open := v.Case.TaskFor(step)
		met := ok && v.Case.StillValid(s, v.Now) && slices.Contains(outcomes, s.Outcome)
		switch {
		case !met && open: // a desk has the request: it is unmet since then
			return ConditionResult{Since: t.OpenedAt}
		case !ok:
			return ConditionResult{}
		case !v.Case.StillValid(s, v.Now):
			if !v.Now.Before(*s.Until) {
				return ConditionResult{Since: *s.Until}
			}
			return ConditionResult{Since: s.At}
		case !slices.Contains(outcomes, s.Outcome):
			return ConditionResult{Since: s.At}
		default:
			return ConditionResult{Met: true, By: string(step) + "=" + string(s.Outcome), Since: s.At}
		}
	}
}

// consented is met while a consent holds.
func consented(which Consent) conditionTest {
	return func(v View) ConditionResult {
		g, ok := v.Case.Consent(which)
		switch {
		case ok && g.Active(v.Now):
			return ConditionResult{Met: true, By: "consent " + string(which), Since: g.At}
		case ok && g.WithdrawnAt != nil:
			return ConditionResult{Since: *g.WithdrawnAt}
		case ok && g.Until != nil:
			return ConditionResult{Since: *g.Until}
		default:
			return ConditionResult{}
		}
	}
}

// rule is met if the corridor's rules say so.
func rule(by string, holds func(*Rules) bool) conditionTest {
	return func(v View) ConditionResult { return ConditionResult{Met: holds(&v.Case.Rules), By: by} }
}

// anyOf is met if one of the tests is met. If none is, the result is that of the first.
func anyOf(tests ...conditionTest) conditionTest {
	return func(v View) ConditionResult {
		first := tests[0](v)
		if first.Met {
			return first
		}
		for _, t := range tests[1:] {
			if f := t(v); f.Met {
				return f
			}
		}
		return first
	}
}

// both is met if both tests are met.
func both(a, b conditionTest) conditionTest {
	return func(v View) ConditionResult {
		first := a(v)
		if !first.Met {
			return first
		}
		second := b(v)
		if !second.Met {
			return second
		}
		return ConditionResult{Met: true, By: first.By + ", " + second.By, Since: later(first.Since, second.Since)}
	}
}

// ifStepEnabled is met in corridors that do not have the step, and otherwise as t.
func ifStepEnabled(step Step, t conditionTest) conditionTest {
	return func(v View) ConditionResult {
		if !v.Case.Rules.HasStep(step) {
			return ConditionResult{Met: true, By: string(step) + " is not asked in this corridor"}
		}
		return t(v)
	}
}

// childOnly is met for an adult, and otherwise as t.
func childOnly(t conditionTest) conditionTest {
	return func(v View) ConditionResult {
		if !v.Case.Child() {
			return ConditionResult{Met: true, By: "adult"}
		}
		return t(v)
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
