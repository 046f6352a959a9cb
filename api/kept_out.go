package api

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/request"
)

// keptFrom says of each of these cases whether the survivor wants the asker kept out, as the
// accounts that a subject names: so that policy decides it also where a list is shown line by
// line and no case is read whole. The wall of the database says the same by itself; here
// nobody leans on it.
func (s *Server) keptFrom(ctx context.Context, refs ...casework.Ref) (func(casework.Ref) []casework.AccountID, error) {
	account := request.From(ctx).Actor.Account
	refs = slices.DeleteFunc(slices.Compact(slices.Sorted(slices.Values(refs))), func(ref casework.Ref) bool { return ref == "" })
	if len(refs) == 0 || account == "" {
		return func(casework.Ref) []casework.AccountID { return nil }, nil
	}
	out, err := s.Record.KeptOut(ctx, account, refs)
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
