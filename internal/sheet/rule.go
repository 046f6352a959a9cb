package sheet

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
)

// Rule is why a request is not answered on a sheet. Such a request is answered on its own page.
type Rule string

// The rules, in the order in which they are listed.
const (
	Over     Rule = "over"     // it was answered or called back since
	Deceased Rule = "deceased" // the person has died
	Child    Rule = "child"    // she is a child, or may be one
	Disputed Rule = "disputed" // her nationality or her age is in dispute, or the mission of another state is asked
	Held     Rule = "held"     // an authority keeps her in the host state
	Mismatch Rule = "mismatch" // two records of her identity do not agree
	Expired  Rule = "expired"  // a document, or an answer that the request rests on, is not valid any more
	Paused   Rule = "paused"   // the clock of the request or of the whole case stands still
	Asked    Rule = "asked"    // the desk has asked another desk something and has no answer yet
	Question Rule = "question" // it is a question of another desk, which needs an answer in words
	Returned Rule = "returned" // it was asked before and has come back
	Claimed  Rule = "claimed"  // a colleague is working on it
	Early    Rule = "early"    // it cannot be answered yet
	Changed  Rule = "changed"  // it has changed since the officer saw it
)

// Rules lists every rule in its order.
func Rules() []Rule {
	return []Rule{Over, Deceased, Child, Disputed, Held, Mismatch, Expired, Paused, Asked, Question, Returned, Claimed, Early, Changed}
}

// Leaves lists the rules by which a request leaves the sheet of an officer, in their order. None means
// that it may be answered on the sheet.
func Leaves(r Request, officer casework.AccountID, now time.Time) []Rule {
	t := r.Task
	if !r.Open { // the rest says nothing about a request that is over
		return []Rule{Over}
	}
	applies := map[Rule]bool{
		Deceased: r.Deceased,
		Child:    r.Child || r.Young || r.states(casework.FactAge, "minor", "disputed"),
		Disputed: t.State != "" || r.states(casework.FactNationality, "disputed", "refused", "stateless") || r.answered(casework.Disputed, casework.NotNational),
		Held:     r.Holds > 0,
		Mismatch: r.Nationality != "" && r.Origin != "" && r.Nationality != r.Origin || r.states(casework.FactIdentityMatch, "no") || r.states(casework.FactNamesMatch, "no"),
		Expired:  r.expired(now),
		Paused:   r.Still || t.Pause != nil && t.Asked == "",
		Asked:    t.Asked != "",
		Question: t.For != "",
		Returned: t.Attempt > 1,
		Claimed:  t.ClaimedBy != nil && t.ClaimedBy.Account != officer,
		Early:    now.Before(t.NotBefore),
		Changed:  r.changed(officer),
	}
	return slices.DeleteFunc(Rules(), func(rule Rule) bool { return !applies[rule] })
}

func (r Request) states(name casework.FactName, values ...string) bool {
	for _, f := range slices.Backward(r.Facts) {
		if f.Name == name {
			return slices.Contains(values, f.Value)
		}
	}
	return false
}

// answered reports whether the step of the request has one of these answers on record.
func (r Request) answered(outcomes ...casework.Outcome) bool {
	return slices.ContainsFunc(r.Answers, func(a Answered) bool {
		return a.Step.Base() == r.Task.Step.Base() && slices.Contains(outcomes, a.Outcome)
	})
}

func (r Request) expired(now time.Time) bool {
	return slices.ContainsFunc(r.Answers, func(a Answered) bool { return !a.Holds && a.Step.Base() != r.Task.Step.Base() }) ||
		slices.ContainsFunc(r.Papers, func(p Paper) bool { return p.ExpiresAt != nil && !p.ExpiresAt.After(now) })
}

// TakenOn reports whether the officer has claimed the request since it was seen, and nothing else has happened
// to it.
func (r Request) TakenOn(officer casework.AccountID) bool {
	t := r.Task
	return t.ClaimedBy != nil && t.ClaimedBy.Account == officer && !t.ClaimedAt.Before(r.Seen.At) && t.Version == r.Seen.Version+1
}

// changed reports whether the request, or something that the officer may see of the person, is newer than
// what the officer saw. The officer's own claim changes nothing.
func (r Request) changed(officer casework.AccountID) bool {
	return r.Task.Version != r.Seen.Version && !r.TakenOn(officer) ||
		slices.ContainsFunc(r.Facts, func(f casework.Fact) bool { return f.At.After(r.Seen.At) }) ||
		slices.ContainsFunc(r.Papers, func(p Paper) bool { return p.At.After(r.Seen.At) })
}
