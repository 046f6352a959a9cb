package act

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// FilterCodes are the codes of a filter that name things which every officer may know. Empty ones do not
// filter.
type FilterCodes struct {
	Corridor string
	Desk     casework.DeskID
	Origin   casework.Country
	Step     casework.Step
}

// CheckFilter returns an invalid filter if one of its codes names no corridor, desk, state or step. Without it
// the list would be empty, and say that there is nothing.
func (s *Core) CheckFilter(f FilterCodes) error {
	_, deskKnown := s.Directory.Desk(f.Desk)
	_, stepKnown := casework.SpecOf(f.Step)
	named := func(c corridor.Corridor) bool { return c.ID == f.Corridor }
	switch {
	case f.Corridor != "" && !slices.ContainsFunc(s.Corridors.Corridors(), named):
		return InvalidFilter("corridor", NoSuchCorridor, s.CorridorsFor("")...)
	case f.Desk != "" && !deskKnown:
		return InvalidFilter("desk", NoSuchDesk, s.DesksOfKind("")...)
	case f.Origin != "" && !IsState(f.Origin):
		return InvalidFilter[casework.Country]("origin", NoSuchState)
	case f.Step != "" && !stepKnown:
		return InvalidFilter("step", NoSuchStep, StepNames()...)
	}
	return nil
}

// CorridorsFor lists the corridors that a case of a host state can follow; all of them for "".
func (s *Core) CorridorsFor(host casework.Country) []string {
	var out []string
	for _, c := range s.Corridors.Corridors() {
		if of := c.Rules().Host; host == "" || of == "" || of == host {
			out = append(out, c.ID)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// StepNames lists the names of all steps.
func StepNames() []casework.Step {
	var out []casework.Step
	for _, spec := range casework.Specs() {
		out = append(out, spec.Step)
	}
	return out
}

// IsState reports whether a code is of a state, or one of those that travel documents have for a person
// without a nationality, or whose nationality is not known (ICAO Doc 9303-3, section 5).
func IsState(c casework.Country) bool {
	switch c {
	case "XXA", "XXB", "XXC", "XXX":
		return true
	default:
		return corridor.IsCountry(string(c))
	}
}

// OperationOfEmptyList returns an invalid filter if the operation that a list was narrowed to does not exist, or
// may not be shown to the caller: both are answered alike. It is asked when the list is empty, because a list
// with lines tells that there is such an operation.
func (s *Core) OperationOfEmptyList(ctx context.Context, ref casework.Ref) error {
	if ref == "" {
		return nil
	}
	row, err := s.Store.Operation(ctx, ref)
	switch {
	case err != nil && fault.CodeOf(err) != fault.NotFound:
		return err
	case err != nil, !request.From(ctx).May(policy.ShowOperation, s.OfOperation(row.Operation)):
		return s.noSuchOperation(ctx)
	}
	return nil
}

// noSuchOperation names the operations that the caller may know, if they are on one page.
func (s *Core) noSuchOperation(ctx context.Context) error {
	var known []casework.Ref
	found, err := s.Store.Operations(ctx, record.OperationFilter{Page: record.Page{Limit: record.MaxLimit}})
	if err != nil {
		return err
	}
	for _, row := range found.Rows {
		if request.From(ctx).May(policy.ShowOperation, s.OfOperation(row.Operation)) {
			known = append(known, row.Ref)
		}
	}
	if found.Next != nil {
		known = nil
	}
	return InvalidFilter("operation", NoSuchOperation, known...)
}
