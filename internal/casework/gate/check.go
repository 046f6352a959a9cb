package gate

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
)

// Unmet is an unmet condition of a gate, with the desk that can meet it.
type Unmet struct {
	Condition casework.ConditionID `json:"condition"`
	Owner     casework.DeskKind    `json:"owner"`
	Desk      casework.DeskID      `json:"desk,omitempty"`
	Since     time.Time            `json:"since"`
	// Answered is true if the question was asked and its answer keeps the condition unmet.
	Answered bool `json:"answered,omitempty"`
	// Recalled is true if the request that meets the condition was recalled. Its owner is then the caseworker, who
	// has it asked again.
	Recalled bool `json:"recalled,omitempty"`
}

// Status is the status of a gate in a case.
type Status struct {
	Gate  casework.GateID `json:"gate"`
	Open  bool            `json:"open"`
	Unmet []Unmet         `json:"unmet,omitempty"`
	// OpenedBy names what met each condition, or the waiver.
	OpenedBy []string `json:"opened_by,omitempty"`
	// Never reports whether the gate cannot be waived.
	Never bool `json:"never"`
}

// Check evaluates the gate. It is pure; the workflow, the API, the pages and the tests all use it.
func (g Gate) Check(v View) Status {
	status := Status{Gate: g.ID, Never: g.Never()}
	for _, condition := range g.conditionsFor(&v.Case.Rules) {
		found := condition.Test(v)
		switch {
		case found.Met:
			status.OpenedBy = append(status.OpenedBy, string(condition.ID)+": "+found.By)
		case g.Waived(v, condition.ID):
			status.OpenedBy = append(status.OpenedBy, string(condition.ID)+": waived")
		default:
			since := found.Since
			if since.IsZero() {
				since = v.Case.OpenedAt
			}
			status.Unmet = append(status.Unmet, unmet(v, condition, since))
		}
	}
	status.Open = len(status.Unmet) == 0
	return status
}

// unmet describes a condition that is unmet since an instant.
func unmet(v View, condition Condition, since time.Time) Unmet {
	out := Unmet{Condition: condition.ID, Owner: condition.Owner, Since: since, Answered: answered(v, condition.ID)}
	if recalled(v.Case, condition.ID) {
		out.Owner, out.Answered, out.Recalled = casework.DeskCaseworker, false, true
	}
	out.Desk = v.Case.Rules.DeskFor(out.Owner)
	return out
}

// conditionsFor returns the gate's conditions with those that the corridor adds, and without those that
// it drops. A corridor cannot drop a condition of a gate that cannot be waived.
func (g Gate) conditionsFor(r *casework.Rules) []Condition {
	out := make([]Condition, 0, len(g.Conditions)+len(r.Added))
	for _, id := range g.Conditions {
		if !g.Never() && slices.Contains(r.Dropped, casework.DroppedCondition{Gate: g.ID, Condition: id}) {
			continue
		}
		if c, ok := ConditionByID(id); ok {
			out = append(out, c)
		}
	}
	for _, added := range r.Added {
		if added.Gate == g.ID {
			out = append(out, Condition{ID: casework.OwnCondition(added.Fact), Owner: added.Owner, Test: factIs(added.Fact, "yes")})
		}
	}
	return out
}

// Waived reports whether enough officers have waived this condition of the gate. A waiver does not
// count for the account that gave it: an officer cannot approve their own exception.
func (g Gate) Waived(v View, id casework.ConditionID) bool {
	if g.Never() || !g.Waiver.Covers(id, v.Case.Rules.Lane) {
		return false
	}
	var by []casework.Role
	for _, w := range v.Case.Waivers {
		if w.Gate == g.ID && slices.Contains(w.Conditions, id) && (v.Actor.Account == "" || w.By.Account != v.Actor.Account) {
			by = append(by, w.By.Role)
		}
	}
	if !g.Waiver.Together {
		return len(by) > 0
	}
	for _, role := range g.Waiver.Roles {
		if !slices.Contains(by, role) {
			return false
		}
	}
	return true
}

// Covers reports whether the waiver covers a condition in a lane. It covers a condition that a corridor
// adds only if it is not limited to some conditions.
func (w *Waiver) Covers(id casework.ConditionID, lane casework.Lane) bool {
	if len(w.Lanes) > 0 && !slices.Contains(w.Lanes, lane) {
		return false
	}
	return len(w.Only) == 0 || slices.Contains(w.Only, id)
}

// Blocked evaluates every gate of an action, and returns those that are closed.
func Blocked(v View, a casework.Action) []Status {
	var closed []Status
	for _, g := range Of(a) {
		if s := g.Check(v); !s.Open {
			closed = append(closed, s)
		}
	}
	return closed
}
