package casework

import (
	"slices"
	"time"
)

// Cause is the reason for a pause. The list is closed.
type Cause string

// The causes.
const (
	CauseSurvivorChoice Cause = "survivor_choice"
	CauseReflection     Cause = "reflection"
	CauseInformation    Cause = "information_asked"
	CauseBorderClosed   Cause = "border_closed"
	CauseCustodian      Cause = "custodian_refuses"
	CauseCourt          Cause = "court"
	CauseMedical        Cause = "medical"
	CauseSecurity       Cause = "security"
	CauseMission        Cause = "mission_unavailable"
	CauseOperation      Cause = "operation_paused"
	CauseUnconfirmed    Cause = "report_unconfirmed" // while a second person has not confirmed a death
)

// Causes lists every cause, with the party whose time it uses, the kinds of desks that may give it, and how
// long a pause for it lasts. A question lasts until it is answered: the desk that was asked has a clock of
// its own. No lawyer has checked the times.
func Causes() []CauseSpec { return causeTable }

//nolint:gochecknoglobals // a read-only table; built once because every command reads it
var causeTable = causes()

func causes() []CauseSpec {
	const day = 24 * time.Hour
	care := CareDesks()
	with := func(more ...DeskKind) []DeskKind { return append(more, care...) }
	return []CauseSpec{
		{CauseSurvivorChoice, "survivor", with(DeskReintegration, DeskReceiving), 30 * day, 90 * day},
		{CauseReflection, "survivor", care, 45 * day, 90 * day},
		{CauseInformation, "the desk that was asked", nil, 0, 0},
		{CauseBorderClosed, "host state", with(DeskBorder, DeskImmigration, DeskTransport, DeskMovement, DeskEscort), 14 * day, 60 * day},
		{CauseCustodian, "custodian", with(DeskBorder), 14 * day, 60 * day},
		{CauseCourt, "court", with(DeskProsecutor), 30 * day, 90 * day},
		{CauseMedical, "survivor", with(DeskReintegration, DeskReceiving), 14 * day, 60 * day},
		{CauseSecurity, "host state", with(DeskBorder, DeskImmigration, DeskProsecutor, DeskTransport, DeskMovement, DeskEscort, DeskReintegration, DeskReceiving), 14 * day, 60 * day},
		{CauseMission, "state of origin", with(DeskConsulate), 14 * day, 30 * day},
		{CauseOperation, "operation lead", []DeskKind{DeskSupervisor, DeskTransport, DeskMovement}, 30 * day, 90 * day},
		{CauseUnconfirmed, "the second person", nil, 0, 0},
	}
}

// CauseSpec is a cause and the party whose time is used during the pause.
type CauseSpec struct {
	Cause Cause
	Party string
	// Desks are the kinds of desks that may give the cause.
	Desks []DeskKind
	// Default is how long a pause lasts if no end is given with it, and Longest how long it lasts at most.
	Default, Longest time.Duration
}

// CauseOf returns the specification of a cause.
func CauseOf(c Cause) (CauseSpec, bool) {
	for _, spec := range Causes() {
		if spec.Cause == c {
			return spec, true
		}
	}
	return CauseSpec{}, false
}

// GivenBy reports whether a desk of one of these kinds may give the cause. Without a kind, it reports it for a
// desk that no corridor names, such as the lead of an operation.
func (s CauseSpec) GivenBy(kinds []DeskKind) bool {
	if len(kinds) == 0 {
		return slices.Contains([]Cause{CauseOperation, CauseBorderClosed, CauseCustodian, CauseSecurity}, s.Cause)
	}
	return slices.ContainsFunc(kinds, func(kind DeskKind) bool {
		if kind == DeskSurvivor { // her caseworker records it
			kind = DeskCaseworker
		}
		return slices.Contains(s.Desks, kind)
	})
}

// CausesGivenBy lists the causes that a desk of one of these kinds may give, in the order of Causes. Without a
// kind, it lists those of a desk that no corridor names, such as the lead of an operation.
func CausesGivenBy(kinds []DeskKind) []Cause {
	var out []Cause
	for _, spec := range Causes() {
		if spec.GivenBy(kinds) {
			out = append(out, spec.Cause)
		}
	}
	return out
}

// CausesFor lists the causes for which a desk may pause a request of a kind, or the case for kind "".
func (r *Rules) CausesFor(desk DeskID, kind DeskKind) []Cause {
	var kinds []DeskKind
	if kind != "" {
		kinds = append(kinds, kind)
	}
	for _, one := range DeskKinds() {
		if r.Desks[one] == desk {
			kinds = append(kinds, one)
		}
	}
	return CausesGivenBy(kinds)
}
