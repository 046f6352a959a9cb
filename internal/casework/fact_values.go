package casework

// The values of FactAsylum. Only a decision of the protection authority, or the report that the claim has
// ended without one on record, ends a claim.
const (
	AsylumOpen      = "open"
	AsylumGranted   = "granted"
	AsylumRefused   = "refused"
	AsylumWithdrawn = "withdrawn"
	AsylumClosed    = "closed" // without a decision on record
)

// The values of FactNationality. A list or an officer may state NationalityStateless or NationalityUnknown when
// the case is opened; the other values follow from answers and events.
const (
	NationalityConfirmed = "confirmed"
	NationalityDisputed  = "disputed"
	NationalityRefused   = "refused"
	NationalityStateless = "stateless"
	NationalityUnknown   = "unknown"
	NationalityOpen      = "open" // a mission is to be asked, for the first time or again
)

// SharingEnded is the value of FactSharing of an agreement between host and receiver that is no longer in force.
const SharingEnded = "ended"

// NationalityAsWritten returns what a list or an officer has stated about the nationality of a person, as a
// value of FactNationality: that she has none, or that it is not known. The code XXA of ICAO Doc 9303 is that of a
// stateless person; XXB and XXC are those of refugees, whose embassy must not be asked by itself. It returns "" for
// the code of a state.
func NationalityAsWritten(code Country) string {
	switch code {
	case "XXA":
		return NationalityStateless
	case "", "XXB", "XXC", "XXX":
		return NationalityUnknown
	default:
		return ""
	}
}

// NoEmbassy reports whether no embassy can be asked about her before a caseworker has found a state: she has no
// nationality, it is not known, or it is disputed.
func (c *Case) NoEmbassy() bool {
	if !c.Protects() {
		return false
	}
	switch f, _ := c.Fact(FactNationality); f.Value {
	case NationalityDisputed, NationalityStateless, NationalityUnknown:
		return true
	default:
		return false
	}
}

// OnJourney reports whether she has departed and has not arrived.
func (c *Case) OnJourney() bool {
	_, left := c.Settlement(StepDeparture)
	arrival, arrived := c.Settlement(StepArrival)
	return left && (!arrived || arrival.Outcome == NotMet)
}
