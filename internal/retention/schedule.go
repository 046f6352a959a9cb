package retention

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
)

// Schedule is all rules of one file. It never changes, and can be used by many at once.
type Schedule struct {
	Version   int
	ValidFrom time.Time
	// Checked names the lawyer's opinion that the periods rest on; "" when there is none.
	Checked string

	general  map[Kind]Rule
	corridor map[string]map[Kind]Rule
}

// Rule gives the rule for a kind in a corridor; "" is what holds everywhere else.
func (b *Schedule) Rule(kind Kind, corridor string) Rule {
	if own, ok := b.corridor[corridor][kind]; ok {
		return own
	}
	return b.general[kind]
}

// Corridors lists the corridors that have a rule of their own for a kind, in order.
func (b *Schedule) Corridors(kind Kind) []string {
	var out []string
	for id, rules := range b.corridor {
		if _, ok := rules[kind]; ok {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// Due says when the file of a case may be proposed for erasure, and by which rule; ok is
// false while that cannot be told: the case has not ended, or a legal hold stops the clock.
// born is the latest day on which the person may have been born; zero when nobody knows,
// and then a child is taken for one that was born when the case was opened.
func (b *Schedule) Due(c casework.Case, born time.Time) (due time.Time, rule Rule, ok bool) {
	if c.Ended == nil {
		return time.Time{}, Rule{}, false
	}
	rule = b.Rule(KindOf(&c), c.Rules.Corridor)
	if len(c.OnHold) > 0 || rule.Then != Propose {
		return time.Time{}, rule, false
	}
	due = rule.Keep.After(c.Ended.At)
	if grown := b.adultAt(&c, born); grown.After(due) {
		due = grown
	}
	return due, rule, true
}

// KindOf says by which rule the file of a case is kept. Whoever may have been a child at any
// time is kept as a child, whatever else was found: it is the longest.
func KindOf(c *casework.Case) Kind {
	for _, f := range c.Facts {
		if f.Name == casework.FactAge && f.Value != "adult" {
			return CaseChild
		}
	}
	if s, ok := c.Settlement(casework.StepDetermination); ok {
		if s.Outcome == casework.NotVictim {
			return CaseNegative
		}
		return CaseAdult
	}
	if s, ok := c.Settlement(casework.StepScreening); ok && s.Outcome == casework.NotIndicated {
		return CaseNegative
	}
	return CaseAdult
}
