package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// Class is a field class of section 10.6 of the field reference: what a datum tells, and
// with that who needs to know it.
type Class string

// The classes.
const (
	Operational Class = "B" // references, track states, desks, clocks, requirement codes
	// TravelCard is the part of C that a seat, a ticket or a manifest is made of: name, birth, sex,
	// nationality, document. Who has C has it too.
	TravelCard Class = "C-travel"
	Identity   Class = "C" // names in every script, birth, document, machine-readable zone
	Narrative  Class = "D" // what was done to her; interviews, findings and their reasons
	Medical    Class = "E" // findings; the requirement code alone is B
	Contact    Class = "F" // where she is, and how she and her family are reached
	Legal      Class = "G" // holds, releases, orders
	Fear       Class = "H" // threats at home, asylum, and the choice that follows from them
	Audit      Class = "I" // who saw what
	// Aftercare is no letter of the reference: it is the D of the state of origin, what she
	// and those who help her after the return have agreed. It is as closed to the host as D is to the origin.
	Aftercare Class = "J"
)

// Classes lists every class but A, which is for everybody and of nobody in particular.
func Classes() []Class {
	return []Class{Operational, TravelCard, Identity, Narrative, Medical, Contact, Legal, Fear, Audit, Aftercare}
}

// Sight is a sentence of the table of field classes.
type Sight struct {
	Classes   []Class
	Roles     []casework.Role
	Relations []Relation
}

// Sights is the table: a class that no sentence names for a role is not seen by it. A
// sight counts only for a case that the actor may see at all.
func Sights() []Sight {
	touched := relations{OwnDesk, Involved}
	above := relations{OwnDesk, Involved, OwnAgency}
	panel := roles{casework.RoleScreener, casework.RolePanelMember, casework.RolePanelChair, casework.RoleReviewer, casework.RoleChildPanel}
	return []Sight{
		{[]Class{Operational}, staff(), relations{OwnDesk, OwnAgency, Involved, HostCountry}},

		{[]Class{Identity}, append(append(roles{
			casework.RoleRegistrar, casework.RoleCaseworker, casework.RoleShelter, casework.RoleMedical,
			casework.RoleConsul, // of those offered to the mission, because only they involve its desk
			casework.RoleImmigration, casework.RoleBorder, casework.RoleProsecutor, casework.RoleReceiver, casework.RoleReintegration,
		}, panel...), casework.RoleSupervisor, casework.RoleLegal), touched},
		{[]Class{Identity}, roles{casework.RoleSupervisor, casework.RoleLegal}, relations{OwnAgency}},
		{[]Class{TravelCard}, roles{casework.RoleTransport, casework.RoleMovementApprover, casework.RoleEscort}, above},
		{[]Class{TravelCard}, roles{casework.RoleImmigration, casework.RoleMovementApprover}, relations{HostCountry}}, // of the passengers of a manifest

		{[]Class{Narrative}, append(roles{casework.RoleCaseworker}, panel...), touched},
		{[]Class{Narrative, Fear}, roles{casework.RoleSupervisor, casework.RoleLegal}, above},
		{[]Class{Fear}, one(casework.RoleCaseworker), touched},

		{[]Class{Medical}, one(casework.RoleMedical), touched},

		{[]Class{Contact}, roles{
			casework.RoleRegistrar, casework.RoleCaseworker, casework.RoleShelter, casework.RoleReceiver, casework.RoleReintegration,
		}, touched},
		{[]Class{Contact}, one(casework.RoleSupervisor), above},

		// The caseworker and the supervisor have to tell her that she is held, until when, and why
		// they wait. No statement and no offence is kept in this class yet.
		{[]Class{Legal}, roles{casework.RoleProsecutor, casework.RoleCaseworker}, touched},
		{[]Class{Legal}, roles{casework.RoleLegal, casework.RoleSupervisor}, above},

		{[]Class{Audit}, one(casework.RoleDPO), relations{OwnDesk, OwnAgency, HostCountry}},
		{[]Class{Aftercare}, one(casework.RoleReintegration), touched},
	}
}

// Sees says whether an actor sees the fields of a class in what it stands in these relations to.
func Sees(a Actor, c Class, relations ...Relation) bool {
	for _, s := range Sights() {
		if !slices.Contains(s.Roles, a.Role) || !s.opens(c) {
			continue
		}
		for _, r := range relations {
			if slices.Contains(s.Relations, r) {
				return true
			}
		}
	}
	return false
}

// opens says whether a sight of its classes is a sight of c.
func (s Sight) opens(c Class) bool {
	return slices.Contains(s.Classes, c) || c == TravelCard && slices.Contains(s.Classes, Identity)
}
