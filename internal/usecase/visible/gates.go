package visible

import (
	"slices"
	"strings"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
)

// Withheld stands for a condition that the caller may not know.
const Withheld casework.ConditionID = "withheld"

// Gate is the state of a gate, with those of its conditions that the caller may know.
type Gate struct {
	gate.Gate // the rule itself, which is public

	Open     bool
	Never    bool // it cannot be waived by anyone
	Unmet    []Unmet
	OpenedBy []string
}

// Unmet is one condition that is not met, and for how long.
type Unmet struct {
	gate.Unmet

	Age time.Duration
}

// GatesOf returns the states of gates, never nil; what it shows is noted for the audit log.
func GatesOf(all []gate.Status, seen request.Visibility, now time.Time) []Gate {
	out := make([]Gate, 0, len(all))
	for _, status := range all {
		out = append(out, GateOf(status, seen, now))
	}
	return out
}

// GateOf returns the state of one gate, as GatesOf does. A caller outside the case sees that it is open or
// not, and those conditions that their own desk owes: the number of the others, or the time since when one is
// not met, would tell what it is.
func GateOf(status gate.Status, seen request.Visibility, now time.Time) Gate {
	rule, known := gate.ByID(status.Gate)
	if !known {
		rule.ID = status.Gate
	}
	g := Gate{Gate: rule, Open: status.Open, Never: status.Never}
	for _, u := range status.Unmet {
		if !seen.Outside() || Owes(u, seen) {
			g.Unmet = append(g.Unmet, UnmetOf(u, seen, now))
		}
	}
	if seen.Outside() {
		return g
	}
	for _, by := range status.OpenedBy {
		if seen.Reveal(policy.ConditionClass(conditionOf(by))) {
			g.OpenedBy = append(g.OpenedBy, by)
		}
	}
	return g
}

// conditionOf returns the condition of "condition: what met it". The name of a corridor's own
// condition has a colon itself.
func conditionOf(openedBy string) casework.ConditionID {
	if own, ok := strings.CutPrefix(openedBy, "fact:"); ok {
		name, _, _ := strings.Cut(own, ":")
		return casework.OwnCondition(casework.FactName(name))
	}
	name, _, _ := strings.Cut(openedBy, ":")
	return casework.ConditionID(name)
}

// MayKnowState reports whether a caller may know that a gate is open or not. A caller outside the case may not
// if that depends on a condition of a class that they do not see, unless their own desk keeps the gate closed
// in any case.
func MayKnowState(rule gate.Gate, status gate.Status, seen request.Visibility) bool {
	hidden := func(id casework.ConditionID) bool { return !seen.Sees(policy.ConditionClass(id)) }
	owes := func(u gate.Unmet) bool { return Owes(u, seen) }
	return !seen.Outside() || !slices.ContainsFunc(rule.Conditions, hidden) || slices.ContainsFunc(status.Unmet, owes)
}

// Owes reports whether an unmet condition is one that the caller's own desk owes.
func Owes(u gate.Unmet, seen request.Visibility) bool {
	return u.Desk != "" && u.Desk == seen.Actor().Desk
}

// UnmetOf returns one unmet condition. If the caller may not know the condition, only its existence is
// shown; the caseworker, who knows it, replaces its owner, because the kind of the owner would reveal it. To a
// caller outside the case that is so of every condition that their own desk does not owe, and there is no time.
func UnmetOf(u gate.Unmet, seen request.Visibility, now time.Time) Unmet {
	out := Unmet{Unmet: u, Age: Age(u.Since, now)}
	if seen.Outside() && !Owes(u, seen) {
		return Unmet{Unmet: gate.Unmet{Condition: Withheld, Owner: casework.DeskCaseworker}}
	}
	if !seen.RevealAny(policy.ConditionClass(u.Condition), u.Desk) {
		out.Condition, out.Owner, out.Desk, out.Recalled = Withheld, casework.DeskCaseworker, "", false
	}
	return out
}

// Age returns how long something has been so; never negative, and 0 if that is not known.
func Age(since, now time.Time) time.Duration {
	if since.IsZero() {
		return 0
	}
	return max(0, now.Sub(since))
}
