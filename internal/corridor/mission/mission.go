package mission

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
)

// AnyHost stands for every host state.
const AnyHost casework.Country = "*"

// Ground is why a mission answers for the nationals of a state.
type Ground string

// The grounds. A sending state may represent another one, or protect its interests, with the consent of the
// receiving state: Vienna Convention on Consular Relations (1963), art. 8 and 27, and on Diplomatic Relations
// (1961), art. 45 and 46.
const (
	Own             Ground = "own"              // they are nationals of the state that sends the mission
	Representation  Ground = "representation"   // another state has asked it to act for its nationals
	ProtectingPower Ground = "protecting_power" // it protects another state's interests where that has no mission
)

// Grounds lists every ground.
func Grounds() []Ground { return []Ground{Own, Representation, ProtectingPower} }

// Accreditation is that a mission answers for the nationals of a state in a host state.
type Accreditation struct {
	Desk casework.DeskID
	// State sends the mission; Nationality is of the people for whom it answers, ISO 3166-1 alpha-3.
	State, Nationality casework.Country
	Host               casework.Country
	// Seat is where the mission is. It resides in the host state if they are the same.
	Seat   casework.Country
	Ground Ground
	// From and Until are the first and the last day, on the calendar of the host state. A zero Until means no end.
	From, Until civil.Date
	Source      string
	Verified    bool // whether it was found in the source
}

// On reports whether the mission answers on a day.
func (a Accreditation) On(day civil.Date) bool {
	return a.From.Compare(day) <= 0 && (a.Until.IsZero() || day.Compare(a.Until) <= 0)
}

// Resident reports whether the mission is in the host state.
func (a Accreditation) Resident() bool { return a.Seat == a.Host }

// Liaison is a desk that belongs to no state. It takes the question to the capital, or to the mission that
// answers for the state, where no mission is in the registry; it never answers for a state itself.
type Liaison struct {
	Desk     casework.DeskID
	Host     casework.Country // AnyHost for every host state
	Source   string
	Verified bool
}

// Edition is one version of the registry. It holds from ValidFrom until the next edition does.
type Edition struct {
	Version        int
	ValidFrom      civil.Date
	Accreditations []Accreditation
	Liaisons       []Liaison
	Notes          []string
	ReviewedBy     string
}

// NotReviewed is the value of reviewed_by in a file that no lawyer has read.
const NotReviewed = "nobody yet"

// Unreviewed reports whether no lawyer has checked the edition.
func (e Edition) Unreviewed() bool { return e.ReviewedBy == NotReviewed }
