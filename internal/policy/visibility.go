package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// Visibility is one rule of the table of field classes: these roles see fields of these classes in a
// subject to which they have one of these relations. It applies only to a subject that the actor may
// see at all, through some action.
type Visibility struct {
	Classes   []Class
	Roles     []casework.Role
	Relations []Relation
	// Basis is the consent that the visibility depends on, and Open lists the states of that consent in
	// which it holds. With NoConsentNeeded it always holds.
	Basis Basis
	Open  []Consent
}

// Visibilities is the table. A class that no rule opens to a role is not visible to it. No lawyer has
// checked it.
func Visibilities() []Visibility {
	return slices.Concat(deskVisibility(), grantVisibility(), emergencyVisibility())
}

// deskVisibility is what the staff of a desk see of the cases that come to it. The story, the findings,
// her fear, where she is and what the law holds against her are her team's; the desks outside the team
// see what their own part needs.
func deskVisibility() []Visibility {
	touched, ours := relations{OwnDesk, Involved}, relations{OnTeam}
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
		of(relations{OnTeam, OwnDesk, TeamAgency, OwnAgency, Involved, OwesDeletion, HostLead, HostCountry}, staff(), Operational),

		of(ours, slices.Concat(roles{
			casework.RoleRegistrar, casework.RoleCaseworker, casework.RoleShelter, casework.RoleMedical, casework.RoleSupervisor,
			casework.RoleLegal,
		}, panel), Identity),
		of(relations{TeamAgency}, roles{casework.RoleSupervisor, casework.RoleLegal}, Identity),
		of(touched, roles{casework.RoleImmigration, casework.RoleBorder, casework.RoleProsecutor, casework.RoleReintegration}, Identity),
		of(touched, roles{casework.RoleTransport, casework.RoleMovementApprover, casework.RoleEscort}, TravelCard),
		of(touched, one(casework.RoleProtection), Identity, Fear),                  // who asks for asylum, and what she fears
		of(relations{HostCountry}, one(casework.RoleMovementApprover), TravelCard), // of the passengers of a manifest

		// A consul sees her identity once she has agreed, or if the host must disclose it by law.
		resting(of(touched, one(casework.RoleConsul), Identity), ToConsulate, agreed),
		// A receiver sees whom to meet; they see more of her while she agrees to the handover of her
		// file.
		of(touched, one(casework.RoleReceiver), TravelCard),
		resting(of(touched, one(casework.RoleReceiver), Identity, Contact), ToReceiver, agreed),

		of(ours, append(roles{casework.RoleCaseworker}, panel...), Narrative),
		of(ours, roles{casework.RoleSupervisor, casework.RoleLegal}, Narrative, Fear),
		of(ours, one(casework.RoleCaseworker), Fear),

		// Treatment does not wait for a form. After she refused, a finding is visible in an emergency
		// only.
		resting(of(ours, one(casework.RoleMedical), Medical), ToMedicine, notRefused),

		of(ours, roles{casework.RoleRegistrar, casework.RoleCaseworker, casework.RoleShelter, casework.RoleSupervisor}, Contact),
		// The first call after the arrival takes place before she is asked about later ones.
		resting(of(touched, one(casework.RoleReintegration), Contact), AfterReturn, notRefused),

		// The caseworker and the supervisor have to tell her that she is held, until when, and what
		// they wait for. This class does not hold statements or charges yet.
		of(touched, one(casework.RoleProsecutor), Legal),
		of(ours, roles{casework.RoleCaseworker, casework.RoleLegal, casework.RoleSupervisor}, Legal),

		of(relations{OnTeam, HostLead}, roles{casework.RoleDPO, casework.RoleAuditor}, Audit),
		of(touched, one(casework.RoleReintegration), Aftercare),
	}
}

// grantVisibility is what a grant opens. A grant gives an agency some classes of one case. Its staff
// see of them what their role would see in a case that came to their own desk, and never more: no grant
// opens the story to a consul, or a finding to anyone but a physician. A grant depends on a consent of
// its own, so it needs no other.
func grantVisibility() []Visibility {
	out := []Visibility{{Classes: []Class{Operational}, Roles: staff(), Relations: relations{Granted}}}
	for _, s := range deskVisibility() {
		ownPart := slices.Contains(s.Relations, OwnDesk) || slices.Contains(s.Relations, OnTeam)
		if ownPart && !slices.Contains(s.Classes, Operational) && !slices.Contains(s.Classes, Audit) {
			out = append(out, Visibility{Classes: s.Classes, Roles: s.Roles, Relations: relations{Granted}})
		}
	}
	return out
}

// emergencyVisibility is what break-glass access opens for an hour. A consulate, a receiver, a carrier
// and the border never have it.
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

// breakGlassRoles is the roles that may open a case by break-glass access.
func breakGlassRoles() roles {
	return roles{casework.RoleCaseworker, casework.RoleSupervisor, casework.RoleLegal, casework.RoleMedical, casework.RoleCoordinator}
}

// Sees reports whether an actor sees the fields of a class in a subject to which they have these
// relations.
func Sees(a Actor, c Class, to Relations) bool {
	to = to.at(a.Kind)
	if to.Has(Excluded) || deniedAt(a.Kind).has(c) || !overseersSee(a).has(c) {
		return false
	}
	for _, s := range visibilityTable[visibilityKey{a.Role, c}] {
		in := s.relations & to.relations
		if in == relationBit(Granted) && !to.granted.has(c) && c != Operational {
			continue // no running grant opens this class
		}
		if in != 0 && (s.open&(1<<to.consents[s.basis]) != 0 || to.ordered[s.basis].has(c)) {
			return true
		}
	}
	return false
}

// overseersSee limits what an officer sees who oversees a desk, for a second role must not lift the
// restrictions of a desk. A supervisor at a desk of care sees the classes that the officers see whose work it
// is. A supervisor or legal officer at a desk outside her care sees what is operational. For all others,
// and at the supervisor's own kind of desk, the table alone decides.
func overseersSee(a Actor) classes {
	switch {
	case a.Role != casework.RoleSupervisor && a.Role != casework.RoleLegal:
		return allClasses
	case outsideCare(a.Kind):
		return classBit(Operational)
	case overseesOtherDesk(a):
		return nativeClasses[a.Kind] | classBit(Operational) | classBit(Identity) | classBit(Audit)
	default:
		return allClasses
	}
}

// allClasses is the set of every class.
const allClasses = ^classes(0)

//nolint:gochecknoglobals // a read-only table; built once because every field is checked against it
var nativeClasses = buildNativeClasses()

func buildNativeClasses() map[casework.DeskKind]classes {
	out := map[casework.DeskKind]classes{}
	for _, seat := range deskRoleTable() {
		for _, rule := range deskVisibility() {
			if slices.ContainsFunc(seat.roles, func(r casework.Role) bool { return slices.Contains(rule.Roles, r) }) {
				out[seat.kind] |= classSet(rule.Classes)
			}
		}
	}
	return out
}

// visibilityKey is the key of the table by role and class.
type visibilityKey struct {
	role  casework.Role
	class Class
}

// visibilityRule is a Visibility in the form that Sees evaluates.
type visibilityRule struct {
	relations relationSet
	basis     Basis
	open      uint8 // one bit for each state of the consent
}

//nolint:gochecknoglobals // a read-only table; built once because every field is checked against it
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
