package policy

import (
	"time"

	"example.org/homeward/internal/casework"
)

// Basis is which of her consents a look rests on. Most looks rest on none: the work of the
// desks that care for her is done by law and in her interest. A look that goes beyond them
// rests on what she has agreed to (field reference 10.8; gates G03 and G05). Which look
// rests on what is a reading of the reference that no lawyer has checked.
type Basis uint8

// The bases.
const (
	// RestsOnNothing: the look does not depend on a consent.
	NoConsentNeeded Basis = iota
	// ToConsulate: contact with the consulate and her identity for verification, C4 and C5 together.
	ToConsulate
	// ToReceiver: the handover package (C10), or the tracing of her family (C7).
	ToReceiver
	// ToMedicine: a medical examination and its use (C3).
	ToMedicine
	// AfterReturn: contact after the return (C11).
	AfterReturn

	basisCount // how many there are
)

// String names the basis for the tables that a lawyer reads.
func (b Basis) String() string {
	switch b {
	case ToConsulate:
		return "C4+C5"
	case ToReceiver:
		return "C10 or C7"
	case ToMedicine:
		return "C3"
	case AfterReturn:
		return "C11"
	default:
		return ""
	}
}

// Consent is where her consent to a basis stands.
type Consent uint8

// Where a consent can stand. The zero value is the one that opens least.
const (
	NeverGiven Consent = iota // nobody has asked, or she has not said yes
	Withdrawn                 // she has taken it back, or it has run out
	GivenByHer
	// ByLaw: a law, an order of an authority, or a waiver of two people on record stands in
	// its place. It is never shown as consent.
	ByLaw
)

// ConsentStates lists where a consent can stand.
func ConsentStates() []Consent { return []Consent{NeverGiven, Withdrawn, GivenByHer, ByLaw} }

// String names the state for the tables.
func (c Consent) String() string {
	switch c {
	case Withdrawn:
		return "withdrawn"
	case GivenByHer:
		return "given"
	case ByLaw:
		return "by_law"
	default:
		return "never"
	}
}

// Consents is where her consent to each basis stands.
type Consents [basisCount]Consent

// All puts every basis into one state.
func All(state Consent) Consents {
	var out Consents
	for i := range out {
		out[i] = state
	}
	return out
}

// consentsOf reads where the consents of a case stand at an instant. What opens a gate in
// the place of a consent opens the look as well, so that nobody is asked to judge what they
// may not see.
func consentsOf(c *casework.Case, now time.Time) Consents {
	var out Consents
	v := casework.View{Case: c, Now: now}
	contact, identity := consentState(c, now, casework.ConsentConsulate), consentState(c, now, casework.ConsentShareIdentity)
	switch {
	case contact == Withdrawn || identity == Withdrawn: // one of the two is not enough
		out[ToConsulate] = Withdrawn
	default:
		out[ToConsulate] = min(contact, identity)
	}
	out[ToConsulate] = orByLaw(out[ToConsulate], v, "G03", casework.CondConsulateConsent)
	out[ToReceiver] = orByLaw(consentState(c, now, casework.ConsentHandover, casework.ConsentFamily), v, "G05", casework.CondShareConsent)
	out[ToMedicine] = consentState(c, now, casework.ConsentMedical)
	out[AfterReturn] = consentState(c, now, casework.ConsentFollowUp)
	return out
}

// standOf is where the best of some consents stands. What an authority has entered in her
// place is none of hers; where the law opens a look, its gate says so.
func consentState(c *casework.Case, now time.Time, which ...casework.Consent) Consent {
	state := NeverGiven
	for _, one := range which {
		given, ok := c.Consent(one)
		switch {
		case !ok:
		case given.Active(now):
			return GivenByHer
		case given.WithdrawnAt != nil || given.Until != nil && !now.Before(*given.Until):
			state = max(state, Withdrawn)
		}
	}
	return state
}

// lawful is ByLaw where a gate's condition is met by something else than her consent.
func orByLaw(state Consent, v casework.View, id casework.GateID, condition casework.ConditionID) Consent {
	if state == GivenByHer {
		return state
	}
	gate, known := casework.GateByID(id)
	if !known {
		return state
	}
	for _, unmet := range gate.Check(v).Unmet {
		if unmet.Condition == condition {
			return state
		}
	}
	return ByLaw
}
