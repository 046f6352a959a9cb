package policy

import "example.org/homeward/internal/casework"

// Relation is how an actor stands to what the question is about. An actor may stand in
// several at once; one that allows is enough.
type Relation string

// The relations, the closest first.
const (
	// OwnDesk: it waits for, or was made by, the actor's own desk; a command: the actor's own account.
	OwnDesk Relation = "own_desk"
	// OwnAgency: it waits for, or was made by, another desk of the actor's agency.
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
	// Asked are the desks that had a part in it.
	Asked []casework.DeskID
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
	own, agency := false, false
	for _, p := range s.Desks {
		own = own || p.Desk != "" && p.Desk == a.Desk
		agency = agency || p.Agency != "" && p.Agency == a.Agency
	}
	if own {
		out = append(out, OwnDesk)
	}
	if agency {
		out = append(out, OwnAgency)
	}
	if a.Desk != "" && has(s.Asked, a.Desk) {
		out = append(out, Involved)
	}
	if s.Host != "" && s.Host == a.Country {
		out = append(out, HostCountry)
	}
	return append(out, Nobody)
}
