package casework

import (
	"slices"
	"time"
)

// test is how a condition is judged.
type test = func(View) Finding

// stated is a fact as the command brings it, or else the newest that the case knows.
func (v View) stated(name FactName) (value string, at time.Time, ok bool) {
	for _, s := range v.Stated {
		if s.Name == name {
			return s.Value, v.Now, true
		}
	}
	f, ok := v.Case.Fact(name)
	return f.Value, f.At, ok
}

// fact is met while the newest fact of a name has one of the values.
func fact(name FactName, values ...string) test {
	return func(v View) Finding {
		value, at, ok := v.stated(name)
		if ok && slices.Contains(values, value) {
			return Finding{Met: true, By: "fact " + string(name) + "=" + value, Since: at}
		}
		return Finding{Since: at}
	}
}

// never is met unless the newest fact of a name has one of the values.
func never(name FactName, values ...string) test {
	return func(v View) Finding {
		value, at, ok := v.stated(name)
		if ok && slices.Contains(values, value) {
			return Finding{Since: at}
		}
		return Finding{Met: true, By: "no " + string(name), Since: at}
	}
}

// unless is never, for facts whose absence is good.
func unless(name FactName, value string) test { return never(name, value) }

// settled is met while a step stands settled with one of the outcomes.
func settled(step Step, outcomes ...Outcome) test {
	return func(v View) Finding {
		s, ok := v.Case.Settlement(step)
		t, open := v.Case.TaskFor(step)
		met := ok && v.Case.Holds(s, v.Now) && slices.Contains(outcomes, s.Outcome)
		switch {
		case !met && open: // a desk has been asked: that is how long it has been waited for
			return Finding{Since: t.OpenedAt}
		case !ok:
			return Finding{}
		case !v.Case.Holds(s, v.Now):
			if !v.Now.Before(*s.Until) {
				return Finding{Since: *s.Until}
			}
			return Finding{Since: s.At}
		case !slices.Contains(outcomes, s.Outcome):
			return Finding{Since: s.At}
		default:
			return Finding{Met: true, By: string(step) + "=" + string(s.Outcome), Since: s.At}
		}
	}
}

// consented is met while a consent holds.
func consented(which Consent) test {
	return func(v View) Finding {
		g, ok := v.Case.Consent(which)
		switch {
		case ok && g.Active(v.Now):
			return Finding{Met: true, By: "consent " + string(which), Since: g.At}
		case ok && g.WithdrawnAt != nil:
			return Finding{Since: *g.WithdrawnAt}
		case ok && g.Until != nil:
			return Finding{Since: *g.Until}
		default:
			return Finding{}
		}
	}
}

// rule is met when the corridor says so.
func rule(by string, holds func(*Rules) bool) test {
	return func(v View) Finding { return Finding{Met: holds(&v.Case.Rules), By: by} }
}

// anyOf is met by the first test that is; unmet as the first one is.
func anyOf(tests ...test) test {
	return func(v View) Finding {
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

// both is met when both tests are.
func both(a, b test) test {
	return func(v View) Finding {
		first := a(v)
		if !first.Met {
			return first
		}
		second := b(v)
		if !second.Met {
			return second
		}
		return Finding{Met: true, By: first.By + ", " + second.By, Since: later(first.Since, second.Since)}
	}
}

// ifOn asks only in corridors that have the step.
func ifOn(step Step, t test) test {
	return func(v View) Finding {
		if !v.Case.Rules.On(step) {
			return Finding{Met: true, By: string(step) + " is not asked in this corridor"}
		}
		return t(v)
	}
}

// ofAge is met at once for an adult.
func ofAge(t test) test {
	return func(v View) Finding {
		if !v.Case.Child() {
			return Finding{Met: true, By: "adult"}
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
