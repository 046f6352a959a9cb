package act

import (
	"context"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/request"
)

// Exclusions returns a function that lists the excluded accounts of each of these cases: the caller's
// account or none. It is for lists that are shown without reading each case; the result becomes the
// Excluded of a policy subject. The database enforces the same by row-level security; this code does
// not rely on it.
func (s *Core) Exclusions(ctx context.Context, refs ...casework.Ref) (func(casework.Ref) []casework.AccountID, error) {
	account := request.From(ctx).Actor.Account
	refs = slices.DeleteFunc(slices.Compact(slices.Sorted(slices.Values(refs))), func(ref casework.Ref) bool { return ref == "" })
	if len(refs) == 0 || account == "" {
		return func(casework.Ref) []casework.AccountID { return nil }, nil
	}
	out, err := s.Store.KeptOut(ctx, account, refs)
	if err != nil {
		return nil, err
	}
	return func(ref casework.Ref) []casework.AccountID {
		if slices.Contains(out, ref) {
			return []casework.AccountID{account}
		}
		return nil
	}, nil
}

// RefsOf lists the cases that the rows of a page are about.
func RefsOf[T any](rows []T, ref func(T) casework.Ref) []casework.Ref {
	out := make([]casework.Ref, len(rows))
	for i, row := range rows {
		out[i] = ref(row)
	}
	return out
}

// Instant is an optional instant in UTC; nil for the zero one.
func Instant(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	at = at.UTC()
	return &at
}
