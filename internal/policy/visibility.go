package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// Sight is a sentence of the table of field classes: these roles see fields of these classes
// in what they stand in one of these relations to. A sight counts only for what the actor
// may look at by some action.
type Visibility struct {
	Classes   []Class
	Roles     []casework.Role
	Relations []Relation
	// Rests is the consent that the sight rests on, and Open where that may stand; none, it holds always.
	Basis Basis
	Open  []Consent
}

// Sights is the table: a class that no sentence names for a role is not seen by it. No
// lawyer has checked it.
func Visibilities() []Visibility {
	return slices.Concat(deskVisibility(), grantVisibility(), emergencyVisibility())
}

// sightsOfOwn is what a desk sees of what is put to it.
func deskVisibility() []Visibility {
	touched := relations{OwnDesk, Involved}
	above := relations{OwnDesk, Involved, OwnAgency}
	agreed := []Consent{GivenByHer, ByLaw}
	notRefused := []Consent{NeverGiven, GivenByHer, ByLaw}
	panel := roles{casework.RoleScreener, casework.RolePanelMember, casework.RolePanelChair, casework.RoleReviewer, casework.RoleChildPanel}
	of := func(r relations, who roles, what ...Class) Visibility {
		return Visibility{Classes: what, Roles: who, Relations: r}
	}
	resting := func(s Visibility, on Basis, open []Consent) Visibility {
		s.Basis, s.Open = on, open
		return s
	}
	return []Visibility{
		of(relations{OwnDesk, OwnAgency, Involved, OwesDeletion, HostCountry}, staff(), Operational),

		of(touched, slices.Concat(roles{
			casework.RoleRegistrar, casework.RoleCaseworker, casework.RoleShelter, casework.RoleMedical,
			casework.RoleImmigration, casework.RoleBorder, casework.RoleProsecutor, casework.RoleReintegration,
			casework.RoleSupervisor, casework.RoleLegal,
		}, panel), Identity),
		of(relations{OwnAgency}, roles{casework.RoleSupervisor, casework.RoleLegal}, Identity),
		of(above, roles{casework.RoleTransport, casework.RoleMovementApprover, casework.RoleEscort}, TravelCard),
		of(relations{HostCountry}, roles{casework.RoleImmigration, casework.RoleMovementApprover}, TravelCard), // of the passengers of a manifest

		// A consul sees her once she has agreed to it, or the host must by law say so.
		resting(of(touched, one(casework.RoleConsul), Identity), ToConsulate, agreed),
		// A receiver sees whom to meet; more of her while she agrees that her file is handed over.
		of(touched, one(casework.RoleReceiver), TravelCard),
		resting(of(touched, one(casework.RoleReceiver), Identity, Contact), ToReceiver, agreed),

		of(touched, append(roles{casework.RoleCaseworker}, panel...), Narrative),
		of(above, roles{casework.RoleSupervisor, casework.RoleLegal}, Narrative, Fear),
		of(touched, one(casework.RoleCaseworker), Fear),

		// Care comes before the form. Once she has refused, a finding is opened for an emergency only.
		resting(of(touched, one(casework.RoleMedical), Medical), ToMedicine, notRefused),

		of(touched, roles{casework.RoleRegistrar, casework.RoleCaseworker, casework.RoleShelter}, Contact),
		of(above, one(casework.RoleSupervisor), Contact),
		// The first call after the arrival is made before she was asked about the later ones.
		resting(of(touched, one(casework.RoleReintegration), Contact), AfterReturn, notRefused),

		// The caseworker and the supervisor have to tell her that she is held, until when, and why
		// they wait. No statement and no offence is kept in this class yet.
		of(touched, roles{casework.RoleProsecutor, casework.RoleCaseworker}, Legal),
		of(above, roles{casework.RoleLegal, casework.RoleSupervisor}, Legal),

		of(relations{OwnDesk, OwnAgency, HostCountry}, roles{casework.RoleDPO, casework.RoleAuditor}, Audit),
		of(touched, one(casework.RoleReintegration), Aftercare),
	}
}

// sightsOfGrants: a grant gives an agency classes of one case. Its people see of them what
// their role sees where a case is put to their own desk, and never more: no grant shows a
// consul the story, or anybody but a physician a finding. A grant rests on a consent itself,
// so that it needs no other.
func grantVisibility() []Visibility {
	out := []Visibility{{Classes: []Class{Operational}, Roles: staff(), Relations: relations{Granted}}}
	for _, s := range deskVisibility() {
		if slices.Contains(s.Relations, OwnDesk) && !slices.Contains(s.Classes, Operational) && !slices.Contains(s.Classes, Audit) {
			out = append(out, Visibility{Classes: s.Classes, Roles: s.Roles, Relations: relations{Granted}})
		}
	}
	return out
}

// sightsOfGlass is what broken glass shows for an hour. A consulate, a receiver, a carrier and
// the border never break it.
func emergencyVisibility() []Visibility {
	broken := relations{BreakGlass}
	return []Visibility{
		{Classes: []Class{Operational}, Roles: breakGlassRoles(), Relations: broken},
		{Classes: []Class{Identity, Narrative, Contact}, Roles: one(casework.RoleCoordinator), Relations: broken},
		{Classes: []Class{Identity, Medical}, Roles: one(casework.RoleMedical), Relations: broken},
		{Classes: []Class{Identity, Narrative, Contact, Legal, Fear}, Roles: roles{casework.RoleCaseworker, casework.RoleSupervisor}, Relations: broken},
		{Classes: []Class{Identity, Narrative, Legal, Fear}, Roles: one(casework.RoleLegal), Relations: broken},
	}
}

// breakers are the roles that may break the glass of a case.
func breakGlassRoles() roles {
	return roles{casework.RoleCaseworker, casework.RoleSupervisor, casework.RoleLegal, casework.RoleMedical, casework.RoleCoordinator}
}

// Sees says whether an actor sees the fields of a class in what it stands so to.
func Sees(a Actor, c Class, to Relations) bool {
	if to.Has(Excluded) || deniedAt(a.Kind).has(c) {
		return false
	}
	for _, s := range visibilityTable[visibilityKey{a.Role, c}] {
		in := s.relations & to.relations
		if in == relationBit(Granted) && !to.granted.has(c) && c != Operational {
			continue // the grant is of other classes
		}
		if in != 0 && s.open&(1<<to.consents[s.basis]) != 0 {
			return true
		}
	}
	return false
}

// seer is who sees what.
type visibilityKey struct {
	role  casework.Role
	class Class
}

// look is a sight as it is asked about.
type visibilityRule struct {
	relations relationSet
	basis     Basis
	open      uint8 // a bit for each state of the consent
}

//nolint:gochecknoglobals // a table that nobody writes to; built once because every field asks it
var visibilityTable = buildVisibility()

func buildVisibility() map[visibilityKey][]visibilityRule {
	out := map[visibilityKey][]visibilityRule{}
	for _, s := range Visibilities() {
		l := visibilityRule{relations: setOfRelations(s.Relations), basis: s.Basis, open: 0xff}
		if s.Basis != NoConsentNeeded {
			l.open = 0
			for _, state := range s.Open {
				l.open |= 1 << state
			}
		}
		for _, role := range s.Roles {
			for _, c := range Classes() {
				if classSet(s.Classes).has(c) {
					out[visibilityKey{role, c}] = append(out[visibilityKey{role, c}], l)
				}
			}
		}
	}
	return out
}
