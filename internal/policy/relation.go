package policy

import "example.org/homeward/internal/casework"

// Relation is a relation of an actor to a subject. An actor can have several at once, and one that
// allows an action is enough. Excluded is the exception: it refuses everything.
type Relation string

// The relations: Excluded first, then from the closest to the most distant.
const (
	// Excluded: the survivor has excluded this officer from her case.
	Excluded Relation = "excluded"
	// OnTeam: the actor's desk cares for the survivor in the host state and has a part in her case: its
	// corridor names the desk for the case team, or the desk has or had a request. A desk that was only
	// asked a question is not on the team.
	OnTeam Relation = "on_team"
	// OwnDesk: the subject waits for the actor's desk, or was made by it. For a command: made by the
	// actor's own account.
	OwnDesk Relation = "own_desk"
	// TeamAgency: OwnAgency, for an actor whose own desk is one of care in the host state.
	TeamAgency Relation = "team_agency"
	// OwnAgency: another desk of the actor's agency made the subject or has a part in it. A member of a
	// panel acts for the panel alone and never has this relation.
	OwnAgency Relation = "own_agency"
	// Involved: the case has sent a request to the actor's desk, or it is a desk of the case team.
	Involved Relation = "involved"
	// OwesDeletion: data that the actor's desk had received were taken back, and the desk still owes an
	// attestation that it deleted them.
	OwesDeletion Relation = "owing"
	// Questioned: the actor's desk was asked for information and has not answered. It opens nothing of the
	// case: the question is a task of its own.
	Questioned Relation = "questioned"
	// Granted: the actor's agency has a running grant. It opens only the classes of that grant.
	Granted Relation = "granted"
	// ExpiredGrant: the agency had a grant that expired or was ended. It opens nothing.
	ExpiredGrant Relation = "expired_grant"
	// BreakGlass: the actor has emergency access, for a recorded reason, and the hour is not over.
	BreakGlass Relation = "break_glass"
	// HostLead: the actor's desk is one of care in the host state, and its agency leads referrals there.
	HostLead Relation = "host_lead"
	// HostCare: the actor's desk is one of care in the host state.
	HostCare Relation = "host_care"
	// HostCountry: the host state of the case or operation is the actor's state. It says nothing about
	// the desk: carriers, the border and the state's own missions have it too.
	HostCountry Relation = "host_country"
	// Unrelated: none of the others is required. Every actor has it to every subject, except an
	// excluded one.
	Unrelated Relation = "unrelated"
)

// AllRelations lists every relation, in the order above.
func AllRelations() []Relation {
	return []Relation{
		Excluded, OnTeam, OwnDesk, TeamAgency, OwnAgency, Involved, OwesDeletion, Questioned, Granted, ExpiredGrant, BreakGlass, HostLead,
		HostCare, HostCountry, Unrelated,
	}
}

// relationSet is a set of relations.
type relationSet uint16

func relationBit(r Relation) relationSet {
	switch r {
	case Excluded:
		return 1
	case OwnDesk:
		return 1 << 1
	case OwnAgency:
		return 1 << 2
	case Involved:
		return 1 << 3
	case OwesDeletion:
		return 1 << 4
	case Granted:
		return 1 << 5
	case ExpiredGrant:
		return 1 << 6
	case BreakGlass:
		return 1 << 7
	case HostCountry:
		return 1 << 8
	case Unrelated:
		return 1 << 9
	case OnTeam:
		return 1 << 10
	case TeamAgency:
		return 1 << 11
	case HostLead:
		return 1 << 12
	case HostCare:
		return 1 << 13
	case Questioned:
		return 1 << 14
	default:
		return 0 // an unknown relation opens nothing
	}
}

func setOfRelations(all []Relation) relationSet {
	var out relationSet
	for _, r := range all {
		out |= relationBit(r)
	}
	return out
}

// Relations holds everything about an actor and a subject that rights depend on: the relations, the
// classes from running grants, and the state of the survivor's consents. The zero value allows nothing.
type Relations struct {
	relations relationSet
	granted   classes
	consents  Consents
	ordered   [basisCount]classes // what orders of authorities open to the actor's desk
}

// In returns Relations with exactly these relations, no granted classes, and no consents.
func In(relations ...Relation) Relations { return Relations{relations: setOfRelations(relations)} }

// WithConsents returns s with the state of the consents.
func (s Relations) WithConsents(c Consents) Relations {
	s.consents = c
	return s
}

// WithGranted returns s with more classes that running grants open.
func (s Relations) WithGranted(given ...Class) Relations {
	s.granted |= classSet(given)
	return s
}

// at returns s as it counts at a kind of desk: a desk outside the care of the host state is never on a
// team, never leads, and has no emergency access, even if a caller says so.
func (s Relations) at(kind casework.DeskKind) Relations {
	if outsideCare(kind) {
		s.relations &^= relationBit(OnTeam) | relationBit(TeamAgency) | relationBit(HostLead) | relationBit(HostCare) | relationBit(BreakGlass)
	}
	return s
}

// withIf returns s with one more relation if it holds.
func (s Relations) withIf(r Relation, holds bool) Relations {
	if holds {
		s.relations |= relationBit(r)
	}
	return s
}

// Has reports whether r is one of the relations.
func (s Relations) Has(r Relation) bool { return s.relations&relationBit(r) != 0 }

// Only returns s without the relations that are not listed. Excluded is never removed.
func (s Relations) Only(relations ...Relation) Relations {
	s.relations &= setOfRelations(relations) | relationBit(Excluded)
	return s
}

// Without returns s without one relation.
func (s Relations) Without(r Relation) Relations {
	s.relations &^= relationBit(r)
	return s
}

// List lists the relations, in the order of AllRelations.
func (s Relations) List() []Relation {
	var out []Relation
	for _, r := range AllRelations() {
		if s.Has(r) {
			out = append(out, r)
		}
	}
	return out
}
