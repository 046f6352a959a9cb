package aftercare_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/usecasetest"
)

const (
	called = casework.Ref("c7m2k9x4pq")
	hers   = "+95 9 111 222 333"
)

// agreeing is an office with a case whose caseworker has recorded how she may be reached.
func agreeing(t *testing.T, callers ...casework.DeskKind) *usecasetest.Office {
	t.Helper()
	o := usecasetest.New(t, noon)
	o.Open(called, "tha-eth", time.Hour)
	o.Record.Put(called, record.Person{Name: "Hanna", Phone: hers})
	in := record.Contact{Callers: callers, Ways: []record.Way{record.ByPhone}, AskFor: "Ma Khin", Times: []record.Daytime{record.Morning}}
	receipt, err := o.AgreeContact(usecasetest.As(t, "tha-caseworker-maesot", casework.RoleCaseworker), called, "0123456789abcdef", in)
	require.NoError(t, err)
	require.Equal(t, record.CommandSettled, receipt.State)
	return o
}

func TestTheRulesOfContactComeWithoutTheNumber(t *testing.T) {
	t.Parallel()
	o := agreeing(t, casework.DeskCaseworker)
	found, err := o.ShowContact(usecasetest.As(t, "tha-caseworker-maesot", casework.RoleCaseworker), called)
	require.NoError(t, err)
	require.Len(t, found.Rows, 1)
	require.Equal(t, "Ma Khin", found.Rows[0].AskFor)
	require.Empty(t, found.Rows[0].Phone)
	require.True(t, found.Number)
	require.True(t, found.MayAgree)
	require.Equal(t, []policy.Purpose{policy.ForCasework, policy.ForHerRequest, policy.ForEmergency}, found.Reasons)
}

func TestANumberIsRevealedForAReasonAndOnRecord(t *testing.T) {
	t.Parallel()
	o := agreeing(t, casework.DeskCaseworker)
	ctx := usecasetest.As(t, "tha-caseworker-maesot", casework.RoleCaseworker)
	got, err := o.RevealNumber(ctx, called, policy.ForHerRequest)
	require.NoError(t, err)
	require.Equal(t, hers, got.Phone)
	require.Equal(t, "Ma Khin", got.Agreed.AskFor)
	events := o.Audit.Events()
	last := events[len(events)-1]
	require.Equal(t, audit.Action(policy.RevealNumber), last.Action)
	require.Equal(t, policy.ForHerRequest, last.Purpose)
	require.Contains(t, last.Classes, policy.Contact)
	_, err = o.RevealNumber(ctx, called, policy.ForTravel)
	require.Equal(t, fault.Invalid, fault.CodeOf(err))
}

// Officers of a desk that she has not agreed to see that she is not to be called by them, and the number
// only in an emergency.
func TestADeskThatSheHasNotAgreedSeesNoNumber(t *testing.T) {
	t.Parallel()
	o := agreeing(t, casework.DeskReintegration)
	ctx := usecasetest.As(t, "tha-caseworker-maesot", casework.RoleCaseworker)
	found, err := o.ShowContact(ctx, called)
	require.NoError(t, err)
	require.Equal(t, []policy.Purpose{policy.ForEmergency}, found.Reasons)
	_, err = o.RevealNumber(ctx, called, policy.ForCasework)
	require.Equal(t, fault.Denied, fault.CodeOf(err))
	got, err := o.RevealNumber(ctx, called, policy.ForEmergency)
	require.NoError(t, err)
	require.Equal(t, hers, got.Phone)
}

func TestAnAgreementKeepsTheNumberAndIsChecked(t *testing.T) {
	t.Parallel()
	o := agreeing(t, casework.DeskCaseworker)
	ctx := usecasetest.As(t, "tha-caseworker-maesot", casework.RoleCaseworker)
	agree := func(key string, in record.Contact) error {
		_, err := o.AgreeContact(ctx, called, key, in)
		return err
	}
	phone := []record.Way{record.ByPhone}
	require.NoError(t, agree("0123456789abcde0", record.Contact{Callers: []casework.DeskKind{casework.DeskCaseworker}, Ways: phone, Phone: "+95 9 444"}))
	require.NoError(t, agree("0123456789abcde1", record.Contact{Callers: []casework.DeskKind{casework.DeskCaseworker}, Ways: phone}))
	got, err := o.RevealNumber(ctx, called, policy.ForCasework)
	require.NoError(t, err)
	require.Equal(t, "+95 9 444", got.Phone)
	for name, in := range map[string]record.Contact{
		"/callers": {Callers: []casework.DeskKind{casework.DeskConsulate}, Ways: phone},
		"/ways":    {Callers: []casework.DeskKind{casework.DeskCaseworker}},
		"/times":   {Times: []record.Daytime{"night", "night"}},
	} {
		err := agree("0123456789abcde2", in)
		require.Equal(t, fault.Invalid, fault.CodeOf(err), name)
		fields, ok := fault.DetailsOf(err).(act.InvalidFields)
		require.True(t, ok, name)
		require.Equal(t, name, fields[0].Pointer)
	}
}
