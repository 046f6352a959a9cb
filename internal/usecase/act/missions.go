package act

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// AsksState reports whether a step puts a question to a state: whether she is its national, a document, or a
// commitment before entry. Such a question goes only to a desk that answers for that state where she is.
func AsksState(step casework.Step) bool {
	switch step.Base() {
	case casework.StepEmbassyCommitment, casework.StepVerifyNationality, casework.StepTravelDocument:
		return true
	default:
		return false
	}
}

// StateAsked returns the state whose question a task is: the second state that is tried, or the state of the
// corridor; "" in a corridor from any state. If the nationality on record is of another state than the corridor's,
// it returns that state if the task's desk answers for it as well, and else a fault of code Conflict: the case has
// to move to the corridor of her state, where her fear is asked of that state, or her nationality be corrected.
func (s *Core) StateAsked(ctx context.Context, c *casework.Case, t casework.Task) (casework.Country, error) {
	if t.State != "" || c.Rules.Origin == "" {
		return t.State, nil
	}
	nationality, err := s.NationalityOnRecord(ctx, c.Ref)
	if err != nil {
		return "", err
	}
	if hers := casework.Country(nationality); !ofState(nationality, c.Rules.Origin) {
		if s.Corridors.Answers(t.Desk, hers, c.Rules.Host, s.Now()) {
			return hers, nil
		}
		return "", fault.New(fault.Conflict, "her nationality on record is of another state than the corridor's: move the case to the corridor of her state, or correct her nationality").
			With(InvalidFields{{Code: OtherNationality, Allowed: s.corridorFor(c.Rules.Host, casework.Country(nationality), custodianOf(c))}})
	}
	return c.Rules.Origin, nil
}

// custodianOf returns who has, or had, her; "" if that is not known.
func custodianOf(c *casework.Case) string {
	custodian, _ := c.Fact(casework.FactCustodian)
	return custodian.Value
}

// ofState reports whether a nationality is that of a state, or open. A person who is on record as one without a
// nationality is of no state.
func ofState(nationality string, state casework.Country) bool {
	return nationality == "" || nationality == unspecified || nationality == string(state)
}

// unspecified is the code of a nationality that is not known (ICAO Doc 9303-3, section 5).
const unspecified = "XXX"

// MayBeAsked returns nil if the question of a state may be put to a desk in a host state now: a mission that
// answers for it there, or a liaison desk where there is none. Otherwise the field that names the desk is invalid,
// and the fault lists the desks to which it may go.
func (s *Core) MayBeAsked(pointer string, desk casework.DeskID, state, host casework.Country) error {
	desks := s.Corridors.Addressees(state, host, s.Now())
	if slices.Contains(desks, desk) {
		return nil
	}
	return notAccredited(fault.Invalid, pointer, desks)
}

// MayAnswer returns nil if a desk may answer the question of a state in a host state now. Otherwise it returns a
// fault of code Denied that lists the desks to which the question has to be moved. Only a mission is asked whether
// it answers for the state: where a corridor lets another kind of desk take the step, that desk does.
func (s *Core) MayAnswer(desk casework.DeskID, state, host casework.Country) error {
	if !s.DeskIs(desk, casework.DeskConsulate) || s.Corridors.Answers(desk, state, host, s.Now()) {
		return nil
	}
	return notAccredited(fault.Denied, "", s.Corridors.Addressees(state, host, s.Now()))
}

func notAccredited(code fault.Code, pointer string, desks []casework.DeskID) error {
	return fault.New(code, "this desk does not answer for the state that is asked; the question of a state goes only to a mission that answers for it where she is").
		With(InvalidFields{{Pointer: pointer, Code: NotAccredited, Allowed: texts(desks)}})
}

// FitsHer returns nil if the rules of a corridor fit a person: it is from any state; or its mission answers for its
// state now, and for the state of her stated nationality, if that is another one. Otherwise the field is invalid, and the fault lists the
// corridors that fit.
func (s *Core) FitsHer(pointer string, rules *casework.Rules, nationality, custodian string) error {
	if rules.Origin == "" {
		return nil
	}
	if hers := casework.Country(nationality); !ofState(nationality, rules.Origin) && !s.Corridors.Answers(rules.Desks[casework.DeskConsulate], hers, rules.Host, s.Now()) {
		return invalid(InvalidField{Pointer: pointer, Code: NotAccredited, Allowed: s.corridorFor(rules.Host, hers, custodian)})
	}
	if !s.Corridors.Answers(rules.Desks[casework.DeskConsulate], rules.Origin, rules.Host, s.Now()) {
		return invalid(InvalidField{Pointer: pointer, Code: NotAccredited, Allowed: s.corridorFor(rules.Host, rules.Origin, custodian)})
	}
	return nil
}

// corridorFor returns the corridor in force that fits, as a list; nil if there is none.
func (s *Core) corridorFor(host, origin casework.Country, custodian string) []string {
	found, err := s.Corridors.Find(host, origin, custodian, s.Now())
	if err != nil {
		return nil
	}
	return []string{found.ID}
}

// NationalityOnRecord returns the nationality that is on record for a case, as an ISO 3166-1 alpha-3 or ICAO 9303
// code; "" if it is open.
func (s *Core) NationalityOnRecord(ctx context.Context, ref casework.Ref) (string, error) {
	detail, err := s.Store.Case(ctx, ref)
	if err != nil || detail.Person == nil {
		return "", AsMissing(err)
	}
	return detail.Person.Nationality, nil
}
