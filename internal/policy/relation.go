package policy

// Relation is how an actor stands to what the question is about. An actor may stand in
// several at once; one that allows is enough, but for Excluded, which shuts out whatever
// else holds.
type Relation string

// The relations: the one that shuts out first, then the closest first.
const (
	// Excluded: the survivor wants this officer kept out of her case.
	Excluded Relation = "excluded"
	// OwnDesk: it waits for, or was made by, the actor's own desk; a command: the actor's own account.
	OwnDesk Relation = "own_desk"
	// OwnAgency: another desk of the actor's agency made it or has a part in it.
	OwnAgency Relation = "own_agency"
	// Involved: the case has asked the actor's desk something, or it is the desk of the case's own team.
	Involved Relation = "involved"
	// Owing: what the actor's desk was given has been taken back, and it owes the word that it deleted it.
	OwesDeletion Relation = "owing"
	// Granted: the actor's agency has a grant that runs now. It opens the classes of that grant and no others.
	Granted Relation = "granted"
	// ExpiredGrant: the agency had a grant that has run out or was ended. It opens nothing.
	ExpiredGrant Relation = "expired_grant"
	// BreakGlass: the actor has broken the glass, for a reason on record, and the hour is not over.
	BreakGlass Relation = "break_glass"
	// HostCountry: the host state of the case or operation is the actor's.
	HostCountry Relation = "host_country"
	// Nobody: none of these. Everybody stands in it to everything, but whoever is excluded.
	Unrelated Relation = "nobody"
)

// Relations lists every relation, in the order above.
func AllRelations() []Relation {
	return []Relation{Excluded, OwnDesk, OwnAgency, Involved, OwesDeletion, Granted, ExpiredGrant, BreakGlass, HostCountry, Unrelated}
}

// ties is a set of relations.
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
	default:
		return 0 // a relation that nobody has thought of opens nothing
	}
}

func setOfRelations(all []Relation) relationSet {
	var out relationSet
	for _, r := range all {
		out |= relationBit(r)
	}
	return out
}

// Standing is how an actor stands to a subject, and what stands between them: the relations,
// what running grants give, and where her consent to each basis stands. The zero Standing
// opens nothing.
type Relations struct {
	relations relationSet
	granted   classes
	consents  Consents
}

// In is the standing of whoever is in these relations and no others, where no grant gives
// anything and no consent was ever asked for.
func In(relations ...Relation) Relations { return Relations{relations: setOfRelations(relations)} }

// With is the standing with where her consents stand.
func (s Relations) WithConsents(c Consents) Relations {
	s.consents = c
	return s
}

// Giving is the standing with the classes that running grants give.
func (s Relations) WithGranted(given ...Class) Relations {
	s.granted |= classSet(given)
	return s
}

// Has says whether r is one of the relations.
func (s Relations) Has(r Relation) bool { return s.relations&relationBit(r) != 0 }

// Only keeps these relations of those that there are. Whoever is excluded stays so.
func (s Relations) Only(relations ...Relation) Relations {
	s.relations &= setOfRelations(relations) | relationBit(Excluded)
	return s
}

// Relations lists the relations, in the order of the list of all.
func (s Relations) List() []Relation {
	var out []Relation
	for _, r := range AllRelations() {
		if s.Has(r) {
			out = append(out, r)
		}
	}
	return out
}
