package policy

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
)

// Basis names the consent that visibility of a field depends on. Most visibility depends on none: the
// desks that care for the survivor work by law and in her interest. Visibility beyond that depends on
// what she has agreed to (field reference 10.8; gates G03 and G05). The mapping is our reading of the
// field reference; no lawyer has checked it.
type Basis uint8

// The bases.
const (
	// NoConsentNeeded: visibility does not depend on a consent.
	NoConsentNeeded Basis = iota
	// ToConsulate: contact with the consulate (C4) and identity for verification (C5); it needs both.
	ToConsulate
	// ToReceiver: the handover package (C10) or family tracing (C7).
	ToReceiver
	// ToMedicine: a medical examination and its use (C3).
	ToMedicine
	// AfterReturn: contact after the return (C11).
	AfterReturn

	basisCount // the number of bases
)

// String returns the consent codes of the basis, for the tables that a lawyer reads.
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

// Consent is the state of the survivor's consent to a basis.
type Consent uint8

// The states of a consent. The zero value allows least.
const (
	NeverGiven Consent = iota // not asked yet, or not given
	Withdrawn                 // withdrawn by her, or expired
	GivenByHer
	// ByLaw: a law or a recorded waiver by two people replaces the consent. It is never displayed as consent.
	// An order of an authority replaces it for one desk and some classes only; see Ordered.
	ByLaw
)

// ConsentStates lists the states of a consent.
func ConsentStates() []Consent { return []Consent{NeverGiven, Withdrawn, GivenByHer, ByLaw} }

// String returns the name of the state, for the tables that a lawyer reads.
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

// Consents holds the state of the consent to each basis.
type Consents [basisCount]Consent

// All returns Consents with every basis in one state.
func All(state Consent) Consents {
	var out Consents
	for i := range out {
		out[i] = state
	}
	return out
}

// consentsOf returns the state of each consent of a case at an instant. Where the law or a waiver opens
// a gate in place of a consent, it opens visibility as well: otherwise an officer would have to decide
// on data that they cannot see.
func consentsOf(c *casework.Case, now time.Time) Consents {
	var out Consents
	bare := *c
	if c.Protects() {
		bare.Orders = nil // each opens to one desk only; see ordersOf
	}
	v := gate.View{Case: &bare, Now: now}
	contact, identity := consentState(c, now, casework.ConsentConsulate), consentState(c, now, casework.ConsentShareIdentity)
	switch {
	case contact == Withdrawn || identity == Withdrawn: // both are needed
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

// consentState returns the best state among some consents. A consent that an authority recorded in her
// place does not count as hers; where the law opens visibility, orByLaw asks the gate.
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

// orByLaw returns ByLaw if the gate's condition is met by something other than her consent, and
// otherwise state.
func orByLaw(state Consent, v gate.View, id casework.GateID, condition casework.ConditionID) Consent {
	if state == GivenByHer {
		return state
	}
	g, known := gate.ByID(id)
	if !known {
		return state
	}
	for _, unmet := range g.Check(v).Unmet {
		if unmet.Condition == condition {
			return state
		}
	}
	return ByLaw
}
