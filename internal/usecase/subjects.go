package usecase

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
)

// agencyOf returns the agency of a desk, "" for one that is not in the directory.
func (s *Service) agencyOf(desk casework.DeskID) casework.AgencyID {
	d, _ := s.Directory.Desk(desk)
	return d.Agency
}

// place is a desk with its agency, as policy takes it.
func (s *Service) place(desk casework.DeskID) policy.DeskAgency {
	return policy.DeskAgency{Desk: desk, Agency: s.agencyOf(desk)}
}

// desksOf lists the desks of an agency; never nil.
func (s *Service) desksOf(agency casework.AgencyID) []casework.DeskID {
	out := []casework.DeskID{}
	for _, d := range s.Directory.Desks() {
		if d.Agency == agency {
			out = append(out, d.ID)
		}
	}
	return out
}

// team lists the desks that have a part in a case from when it is opened, with their agencies.
func (s *Service) team(desks map[casework.DeskKind]casework.DeskID) []policy.DeskAgency {
	var out []policy.DeskAgency
	for _, desk := range policy.Team(desks) {
		out = append(out, s.place(desk))
	}
	return out
}

// ofOperation is the subject that an operation is.
func (s *Service) ofOperation(o record.Operation) policy.Subject {
	return policy.Subject{Desks: []policy.DeskAgency{s.place(o.Lead)}, Host: o.Host}
}

// asMissing replaces the error for a thing that does not exist by the error for a thing that the caller
// may not see, so that the caller cannot distinguish them.
func asMissing(err error) error {
	if fault.CodeOf(err) == fault.NotFound {
		return policy.Missing()
	}
	return err
}
