package corridor

import (
	"cmp"

	"example.org/homeward/internal/casework"
)

// Above returns the desks above a desk that get a notice which it has not read: the supervisor's and the national
// coordinator's, in this order; "" for one that there is not. The supervisor is the one that the corridor names, if
// the agency is the same, otherwise the ministry above the agency. A notice about a movement has no corridor (""); the
// first corridor of the state of lead, the desk that planned the movement, then names them. It returns false if this
// program does not have the corridor's version.
func (b *Set) Above(id string, version int, desk, lead casework.DeskID) ([]casework.DeskID, bool) {
	at, _ := b.directory.Desk(desk)
	var c Corridor
	if id == "" {
		leads, _ := b.directory.Desk(lead)
		c = b.corridorAt(leads.Country)
	} else {
		found, err := b.Get(id, version)
		if err != nil {
			return nil, false
		}
		c = found
	}
	supervisor := c.Desks[casework.DeskSupervisor]
	named, _ := b.directory.Desk(supervisor)
	if named.Agency != at.Agency {
		agency, _ := b.directory.Agency(at.Agency)
		supervisor = cmp.Or(agency.FocalPoint, supervisor)
	}
	return []casework.DeskID{supervisor, c.Coordinator}, true
}

// corridorAt returns the first corridor of a host state; the zero Corridor if there is none.
func (b *Set) corridorAt(host casework.Country) Corridor {
	for _, c := range b.Corridors() {
		if c.Host == host {
			return c
		}
	}
	return Corridor{}
}
