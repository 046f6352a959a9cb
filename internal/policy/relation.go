package policy

import "example.org/homeward/internal/casework"

// Relation is how an actor stands to what the question is about. An actor may stand in
// several at once; one that allows is enough.
type Relation string

// The relations, the closest first.
const (
	// OwnDesk: it waits for, or was made by, the actor's own desk; a command: the actor's own account.
	OwnDesk Relation = "own_desk"
	// OwnAgency: another desk of the actor's agency made it or has a part in it.
	OwnAgency Relation = "own_agency"
	// Involved: the case has asked the actor's desk something, or it is the desk of the case's own team.
	Involved Relation = "involved"
	// HostCountry: the host state of the case or operation is the actor's.
	HostCountry Relation = "host_country"
	// Nobody: none of these. Everybody stands in it to everything.
	Nobody Relation = "nobody"
)

// Relations lists every relation, the closest first.
func Relations() []Relation {
	return []Relation{OwnDesk, OwnAgency, Involved, HostCountry, Nobody}
}

// Subject is what a question is about, as far as rights depend on it.
type Subject struct {
	// Desks are those that it waits for, or that made it.
	Desks []Place
	// Asked are the desks that have a part in it.
	Asked []Place
	// Host is the state in whose care it is; "" when there is none.
	Host casework.Country
	// Account is who made it, when only that account may see it.
	Account casework.AccountID
}

// Place is a desk and the agency that it belongs to.
type Place struct {
	Desk   casework.DeskID
	Agency casework.AgencyID
}

// To says how an actor stands to a subject. The answer ends with Nobody and is never empty.
func (s Subject) To(a Actor) []Relation {
	if s.Account != "" {
		if s.Account == a.Account {
			return []Relation{OwnDesk, Nobody}
		}
		return []Relation{Nobody}
	}
	var out []Relation
	own, ownAgency := a.among(s.Desks)
	involved, involvedAgency := a.among(s.Asked)
	if own {
		out = append(out, OwnDesk)
	}
	if ownAgency || involvedAgency {
		out = append(out, OwnAgency)
	}
	if involved {
		out = append(out, Involved)
	}
	if s.Host != "" && s.Host == a.Country {
		out = append(out, HostCountry)
	}
	return append(out, Nobody)
}

// among says whether the actor's desk, or its agency, is one of these.
func (a Actor) among(places []Place) (desk, agency bool) {
	for _, p := range places {
		desk = desk || p.Desk != "" && p.Desk == a.Desk
		agency = agency || p.Agency != "" && p.Agency == a.Agency
	}
	return desk, agency
}
