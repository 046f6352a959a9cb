package act

import (
	"context"
	"slices"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// AgencyOf returns the agency of a desk, "" for one that is not in the directory.
func (s *Core) AgencyOf(desk casework.DeskID) casework.AgencyID {
	d, _ := s.Directory.Desk(desk)
	return d.Agency
}

// Place is a desk with its agency, as policy takes it.
func (s *Core) Place(desk casework.DeskID) policy.DeskAgency {
	return policy.DeskAgency{Desk: desk, Agency: s.AgencyOf(desk)}
}

// PlaceOf is a desk as the destination of a question or a task; the zero Place if there is no such desk.
func (s *Core) PlaceOf(desk casework.DeskID) policy.Place {
	d, known := s.Directory.Desk(desk)
	if !known {
		return policy.Place{}
	}
	return policy.Place{Desk: d.ID, Kind: d.Kind, Country: d.Country}
}

// DesksOf lists the desks of an agency; never nil.
func (s *Core) DesksOf(agency casework.AgencyID) []casework.DeskID {
	out := []casework.DeskID{}
	for _, d := range s.Directory.Desks() {
		if d.Agency == agency {
			out = append(out, d.ID)
		}
	}
	return out
}

// Team lists the desks that have a part in a case from when it is opened, with their agencies.
func (s *Core) Team(desks map[casework.DeskKind]casework.DeskID) []policy.DeskAgency {
	var out []policy.DeskAgency
	for _, desk := range policy.Team(desks) {
		out = append(out, s.Place(desk))
	}
	return out
}

// OfOperation is the subject that an operation is.
func (s *Core) OfOperation(o record.Operation) policy.Subject {
	return policy.Subject{Desks: []policy.DeskAgency{s.Place(o.Lead)}, Host: o.Host}
}

// AsMissing replaces the error for a thing that does not exist by the error for a thing that the caller
// may not see, so that the caller cannot distinguish them.
func AsMissing(err error) error {
	if fault.CodeOf(err) == fault.NotFound {
		return policy.Missing()
	}
	return err
}

// SubjectOfMovement is the subject that a movement is: the desk that planned it owns it; the receiving
// desk and the escorts have a part in it.
func (s *Core) SubjectOfMovement(row record.MovementRow, escorts []casework.DeskID) policy.Subject {
	desk, _ := s.Directory.Desk(row.Desk)
	subject := policy.Subject{
		Desks: []policy.DeskAgency{s.Place(row.Desk)}, Asked: []policy.DeskAgency{s.Place(row.Receiving)}, Host: desk.Country,
	}
	for _, escort := range escorts {
		subject.Asked = append(subject.Asked, s.Place(escort))
	}
	return subject
}

// OfOperationRef names an operation as what a use-case was asked for.
func OfOperationRef(ref casework.Ref) audit.Subject {
	return audit.Subject{Kind: audit.OfOperation, Ref: string(ref)}
}

// DesksOfKind lists the desks of a kind, in order; all desks for kind "".
func (s *Core) DesksOfKind(kind casework.DeskKind) []casework.DeskID {
	var out []casework.DeskID
	for _, d := range s.Directory.Desks() {
		if kind == "" || d.Kind == kind {
			out = append(out, d.ID)
		}
	}
	return out
}

// DeskIs reports whether a desk exists and is of one of the kinds; of any kind if none is given.
func (s *Core) DeskIs(id casework.DeskID, kinds ...casework.DeskKind) bool {
	d, ok := s.Directory.Desk(id)
	return ok && (len(kinds) == 0 || slices.Contains(kinds, d.Kind))
}

// Joinable returns nil if the caller may open something in an operation.
// Otherwise the field that names it is invalid, whether the operation exists or not.
func (s *Core) Joinable(ctx context.Context, ref casework.Ref) error {
	missing := Invalid("/operation", FieldUnknown)
	row, err := s.Store.Operation(ctx, ref)
	switch {
	case fault.CodeOf(err) == fault.NotFound:
		return missing
	case err != nil:
		return err
	case !request.From(ctx).May(policy.JoinOperation, s.OfOperation(row.Operation)):
		return missing
	default:
		return nil
	}
}

// SubjectOfSummary is the subject that a line of a list of cases is: its host and its team.
func (s *Core) SubjectOfSummary(c record.CaseSummary) policy.Subject {
	subject := policy.Subject{Host: c.Host}
	if rules, err := s.Corridors.Get(c.Corridor, c.Version); err == nil {
		subject.Asked = s.Team(rules.Desks)
	}
	return subject
}

// ClassesOfDesk lists the field classes of a case that the officers of a desk see; none for an unknown desk.
func (s *Core) ClassesOfDesk(subject policy.Subject, desk casework.DeskID) []policy.Class {
	agency, _ := s.Directory.Agency(s.AgencyOf(desk))
	return policy.ClassesOfDesk(subject, s.PlaceOf(desk), agency.ID, agency.Leads)
}

// DesksThatMay lists the desks of which an officer, in a role of the desk's own work, may do an action to a subject,
// in order.
func (s *Core) DesksThatMay(action policy.Action, subject policy.Subject) []casework.DeskID {
	var out []casework.DeskID
	for _, d := range s.Directory.Desks() {
		agency, _ := s.Directory.Agency(d.Agency)
		if policy.DeskMay(action, subject, s.PlaceOf(d.ID), agency.ID, agency.Leads) {
			out = append(out, d.ID)
		}
	}
	return out
}
