package retention

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
)

// Schedule is all rules of one file. It is immutable and safe for concurrent use.
type Schedule struct {
	Version   int
	ValidFrom time.Time
	// Checked names the lawyer's opinion about the periods; "" if no lawyer has checked them.
	Checked string

	general  map[Kind]Rule
	corridor map[string]map[Kind]Rule

	stopWithin time.Duration
}

// StopWithin returns how long an erasure can be stopped after its approval, before anything is destroyed. It
// is a day; only files for tests have another time.
func (b *Schedule) StopWithin() time.Duration { return b.stopWithin }

// Rule returns the rule for a kind in a corridor; "" is every corridor without a rule of its own.
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

// Due returns when the file of a case may be proposed for erasure, and by which rule. ok is false
// if there is no such time yet: the case has not ended, or a legal hold stops the clock. born is the
// latest day on which the person may have been born; if it is zero, a child counts as born on the day
// when the case was opened.
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

// KindOf returns the kind by which the file of a case is kept. The file of a person who may have been
// a child at any time is kept as a child's, regardless of findings: that period is the longest.
func KindOf(c *casework.Case) Kind {
	// A case of before MaybeChild says it by its newest fact, or by an assessment that was asked for.
	notAdult := func(f casework.Fact) bool { return f.Name == casework.FactAge && f.Value != "adult" }
	if c.MaybeChild || c.Attempts[casework.StepAgeAssessment] > 0 || slices.ContainsFunc(c.Facts, notAdult) {
		return CaseChild
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
