package usecasetest

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/corridors"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// As returns a context of account dev-1 with a role at a desk.
func As(tb testing.TB, desk casework.DeskID, role casework.Role) context.Context {
	tb.Helper()
	book, err := corridor.Load(corridors.Files())
	require.NoError(tb, err)
	at, known := book.Directory().Desk(desk)
	require.True(tb, known)
	agency, _ := book.Directory().Agency(at.Agency)
	return request.With(tb.Context(), &request.Request{
		ID: "r1", Session: "s1", Purpose: policy.PurposeOf(role),
		Actor: policy.Actor{Account: "dev-1", Role: role, Desk: desk, Kind: at.Kind, Agency: at.Agency, Country: at.Country, Leads: agency.Leads},
	})
}

// By is As for another account.
func By(tb testing.TB, account casework.AccountID, at casework.DeskID, role casework.Role) context.Context {
	tb.Helper()
	ctx := As(tb, at, role)
	request.From(ctx).Actor.Account = account
	return ctx
}

// PointerOf returns the one field of the input that an error names.
func PointerOf(tb testing.TB, err error) string {
	tb.Helper()
	require.Equal(tb, fault.Invalid, fault.CodeOf(err), "%v", err)
	fields, _ := fault.DetailsOf(err).(act.InvalidFields)
	require.Len(tb, fields, 1)
	return fields[0].Pointer
}

// Seen is what the caller of ctx sees of a case.
func (o *Office) Seen(ctx context.Context, ref casework.Ref) request.Visibility {
	o.TB.Helper()
	state, err := o.Record.CaseState(ctx, ref)
	require.NoError(o.TB, err)
	agencyOf := func(desk casework.DeskID) casework.AgencyID {
		found, _ := o.Book.Directory().Desk(desk)
		return found.Agency
	}
	return request.From(ctx).OfCase(ref, policy.OfCase(&state, agencyOf, o.Now()))
}
