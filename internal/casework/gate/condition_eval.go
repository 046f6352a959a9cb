package gate

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
)

// conditionTest is the function that tests a condition.
type conditionTest = func(View) Result

// latestFact returns the fact as the command states it, or else the newest fact of the case.
func (v View) latestFact(name casework.FactName) (value string, at time.Time, ok bool) {
	for _, s := range v.Stated {
		if s.Name == name {
			return s.Value, v.Now, true
		}
	}
	f, ok := v.Case.Fact(name)
	return f.Value, f.At, ok
}

// factIs is met if the newest fact of a name has one of the values.
func factIs(name casework.FactName, values ...string) conditionTest {
	return func(v View) Result {
		value, at, ok := v.latestFact(name)
		if ok && slices.Contains(values, value) {
			return Result{Met: true, By: "fact " + string(name) + "=" + value, Since: at}
		}
		return Result{Since: at}
	}
}

// factIsNot is met unless the newest fact of a name has one of the values.
func factIsNot(name casework.FactName, values ...string) conditionTest {
	return func(v View) Result {
		value, at, ok := v.latestFact(name)
		if ok && slices.Contains(values, value) {
			return Result{Since: at}
		}
		return Result{Met: true, By: "no " + string(name), Since: at}
	}
}

// factIsNotOne is factIsNot for one value, for facts whose absence is good.
func factIsNotOne(name casework.FactName, value string) conditionTest { return factIsNot(name, value) }

// settled is met if a step has a valid settlement with one of the outcomes.
func settled(step casework.Step, outcomes ...casework.Outcome) conditionTest {
	return func(v View) Result {
		s, ok := v.Case.Settlement(step)
		t, open := v.Case.TaskFor(step)
		met := ok && v.Case.StillValid(s, v.Now) && slices.Contains(outcomes, s.Outcome)
		switch {
		case !met && open: // a desk has the request: it is unmet since then
			return Result{Since: t.OpenedAt}
		case !ok:
			return Result{}
		case !v.Case.StillValid(s, v.Now):
			if !v.Now.Before(*s.Until) {
				return Result{Since: *s.Until}
			}
			return Result{Since: s.At}
		case !slices.Contains(outcomes, s.Outcome):
			return Result{Since: s.At}
		default:
			return Result{Met: true, By: string(step) + "=" + string(s.Outcome), Since: s.At}
		}
	}
}

// consented is met while a consent holds.
func consented(which casework.Consent) conditionTest {
	return func(v View) Result {
		g, ok := v.Case.Consent(which)
		switch {
		case ok && g.Active(v.Now):
			return Result{Met: true, By: "consent " + string(which), Since: g.At}
		case ok && g.WithdrawnAt != nil:
			return Result{Since: *g.WithdrawnAt}
		case ok && g.Until != nil:
			return Result{Since: *g.Until}
		default:
			return Result{}
		}
	}
}

// rule is met if the corridor's rules say so.
func rule(by string, holds func(*casework.Rules) bool) conditionTest {
	return func(v View) Result { return Result{Met: holds(&v.Case.Rules), By: by} }
}

// anyOf is met if one of the tests is met. If none is, the result is that of the first.
func anyOf(tests ...conditionTest) conditionTest {
	return func(v View) Result {
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
	return func(v View) Result {
		first := a(v)
		if !first.Met {
			return first
		}
		second := b(v)
		if !second.Met {
			return second
		}
		return Result{Met: true, By: first.By + ", " + second.By, Since: latest(first.Since, second.Since)}
	}
}

// ifStepEnabled is met in corridors that do not have the step, and otherwise as t.
func ifStepEnabled(step casework.Step, t conditionTest) conditionTest {
	return func(v View) Result {
		if !v.Case.Rules.HasStep(step) {
			return Result{Met: true, By: string(step) + " is not asked in this corridor"}
		}
		return t(v)
	}
}

// childOnly is met for an adult, and otherwise as t.
func childOnly(t conditionTest) conditionTest {
	return func(v View) Result {
		if !v.Case.Child() {
			return Result{Met: true, By: "adult"}
		}
		return t(v)
	}
}
