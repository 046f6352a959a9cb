package casework

import (
	"slices"
	"strings"
	"time"
)

// Unmet is an unmet condition of a gate, with the desk that can meet it.
type Unmet struct {
	Condition ConditionID `json:"condition"`
	Owner     DeskKind    `json:"owner"`
	Desk      DeskID      `json:"desk,omitempty"`
	Since     time.Time   `json:"since"`
}

// GateStatus is the status of a gate in a case.
type GateStatus struct {
	Gate  GateID  `json:"gate"`
	Open  bool    `json:"open"`
	Unmet []Unmet `json:"unmet,omitempty"`
	// OpenedBy names what met each condition, or the waiver.
	OpenedBy []string `json:"opened_by,omitempty"`
	// Never reports whether the gate cannot be waived.
	Never bool `json:"never"`
}

// Check evaluates the gate. It is pure; the workflow, the API, the pages and the tests all use it.
func (g Gate) Check(v View) GateStatus {
	status := GateStatus{Gate: g.ID, Never: g.Never()}
	for _, condition := range g.conditionsFor(&v.Case.Rules) {
		found := condition.Test(v)
		switch {
		case found.Met:
			status.OpenedBy = append(status.OpenedBy, string(condition.ID)+": "+found.By)
		case g.waived(v, condition.ID):
			status.OpenedBy = append(status.OpenedBy, string(condition.ID)+": waived")
		default:
			since := found.Since
			if since.IsZero() {
				since = v.Case.OpenedAt
			}
			status.Unmet = append(status.Unmet, Unmet{
				Condition: condition.ID, Owner: condition.Owner, Desk: v.Case.Rules.Desks[condition.Owner], Since: since,
			})
		}
	}
	status.Open = len(status.Unmet) == 0
	return status
}

// conditionsFor returns the gate's conditions with those that the corridor adds, and without those that
// it drops. A corridor cannot drop a condition of a gate that cannot be waived.
func (g Gate) conditionsFor(r *Rules) []Condition {
	out := make([]Condition, 0, len(g.Conditions)+len(r.Added))
	for _, id := range g.Conditions {
		if !g.Never() && slices.Contains(r.Dropped, DroppedCondition{Gate: g.ID, Condition: id}) {
			continue
		}
		if c, ok := ConditionByID(id); ok {
			out = append(out, c)
		}
	}
	for _, added := range r.Added {
		if added.Gate == g.ID {
			out = append(out, Condition{ID: OwnCondition(added.Fact), Owner: added.Owner, Test: factIs(added.Fact, "yes")})
		}
	}
	return out
}

const ownPrefix = "fact:"

// OwnCondition returns the ID of the condition that a corridor adds for a fact.
func OwnCondition(name FactName) ConditionID { return ConditionID(ownPrefix + string(name)) }

// Own reports whether a corridor adds this condition, and for which fact.
func (id ConditionID) Own() (FactName, bool) {
	name, ok := strings.CutPrefix(string(id), ownPrefix)
	return FactName(name), ok
}

// waived reports whether enough officers have waived this condition of the gate. A waiver does not
// count for the account that gave it: an officer cannot approve their own exception.
func (g Gate) waived(v View, id ConditionID) bool {
	if g.Never() || !g.Waiver.covers(id, v.Case.Rules.Lane) {
		return false
	}
	var by []Role
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

// covers reports whether the waiver covers a condition in a lane. It covers a condition that a corridor
// adds only if it is not limited to some conditions.
func (w *Waiver) covers(id ConditionID, lane Lane) bool {
	if len(w.Lanes) > 0 && !slices.Contains(w.Lanes, lane) {
		return false
	}
	return len(w.Only) == 0 || slices.Contains(w.Only, id)
}

// Blocked evaluates every gate of an action, and returns those that are closed.
func Blocked(v View, a Action) []GateStatus {
	var closed []GateStatus
	for _, g := range GatesOf(a) {
		if s := g.Check(v); !s.Open {
			closed = append(closed, s)
		}
	}
	return closed
}
