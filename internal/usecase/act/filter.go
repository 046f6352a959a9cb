package act

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
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
		return InvalidFilter("corridor", NoSuchCorridor)
	case f.Desk != "" && !deskKnown:
		return InvalidFilter("desk", NoSuchDesk)
	case f.Origin != "" && !IsState(f.Origin):
		return InvalidFilter("origin", NoSuchState)
	case f.Step != "" && !stepKnown:
		return InvalidFilter("step", NoSuchStep)
	}
	return nil
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
		return InvalidFilter("operation", NoSuchOperation)
	}
	return nil
}
