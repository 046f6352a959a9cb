package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// Place is a desk to which a question, a task or access is to go.
type Place struct {
	Desk    casework.DeskID
	Kind    casework.DeskKind
	Country casework.Country // of its agency; "*" for one that belongs to no state
}

// MayAsk reports whether a desk of kind from may ask a desk a question about a case. A question goes to
// desks of the case's corridor in the host state, and nowhere else: data for other desks need a grant,
// with its consent and its gates. A desk outside her care asks her caseworker only, who decides what is
// answered.
func MayAsk(r *casework.Rules, from casework.DeskKind, to Place) bool {
	if to.Desk == "" || r.Desks[to.Kind] != to.Desk || to.Country != r.Host && to.Country != noState {
		return false
	}
	return !outsideCare(from) && to.Kind != casework.DeskConsulate || to.Kind == casework.DeskCaseworker
}

// MayMove reports whether a task of one desk may go to another: to a desk of the same kind and of the
// same state. A question to a state's embassy does not go to the embassy of another state.
func MayMove(from, to Place) bool {
	return to.Desk != "" && to.Desk != from.Desk && to.Kind == from.Kind && to.Country == from.Country
}

// MayReceive reports whether an agency of a state, with desks of these kinds, may be given access to a
// case: an agency of the host state, of a state that is asked whether she is its national, or of none;
// of any other state only those who care for people there, never an authority. No agency of a state from
// which she may need protection gets it.
func MayReceive(c *casework.Case, state casework.Country, kinds ...casework.DeskKind) bool {
	if slices.Contains(Feared(c), state) {
		return false
	}
	if state == noState || state == c.Rules.Host || state == c.Rules.Origin || c.Second != nil && state == c.Second.State {
		return true
	}
	return len(kinds) > 0 && !slices.ContainsFunc(kinds, func(k casework.DeskKind) bool { return outsideCare(k) && k != casework.DeskReintegration })
}
