package officedb_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal/sealtest"
)

// atDesk returns a context of an officer.
func atDesk(t *testing.T, account casework.AccountID, desk casework.DeskID) context.Context {
	t.Helper()
	return principal.With(t.Context(), principal.Principal{Kind: principal.Officer, Account: account, Desk: desk, Agency: "a", Role: casework.RoleCaseworker, Country: "THA"})
}

// A view is seen by its account, or by its desk if it is shared; the database shows it to no other, and lets no
// other change or remove it.
func TestSavedViewsAreOfTheirAccountOrDesk(t *testing.T) {
	t.Parallel()
	w := dbtest.NewWith(t, sealtest.New(t))
	me, colleague, far := atDesk(t, "me", "d1"), atDesk(t, "other", "d1"), atDesk(t, "far", "d2")
	view := record.SavedView{ID: "v1", Account: "me", Desk: "d1", List: record.CaseList, Name: "Clearance that waits", Query: "stage=clearance"}
	require.NoError(t, w.Front.SaveView(me, view))
	names := func(ctx context.Context, account casework.AccountID, desk casework.DeskID) (out []string) {
		found, err := w.Front.SavedViews(ctx, record.CaseList, account, desk)
		require.NoError(t, err)
		for _, v := range found {
			out = append(out, v.Name)
		}
		return out
	}
	require.Equal(t, []string{"Clearance that waits"}, names(me, "me", "d1"))
	require.Empty(t, names(colleague, "me", "d1"), "with the account of another in the query as well")
	require.NoError(t, w.Front.RemoveView(colleague, "v1"))

	view.Shared, view.Name = true, "Ours"
	require.NoError(t, w.Front.SaveView(me, view))
	require.Equal(t, []string{"Ours"}, names(colleague, "other", "d1"))
	require.Empty(t, names(far, "me", "d1"))
	require.NoError(t, w.Front.RemoveView(far, "v1"))
	inAnothersName := w.Front.SaveView(far, record.SavedView{ID: "v2", Account: "me", Desk: "d1", List: record.CaseList, Name: "x"})
	require.ErrorContains(t, inAnothersName, "sqlstate 42501")
	require.Equal(t, []string{"Ours"}, names(me, "me", "d1"))
	found, err := w.Front.SavedViews(me, record.InboxList, "me", "d1")
	require.NoError(t, err)
	require.Empty(t, found, "a view is of one list")
	require.NoError(t, w.Front.RemoveView(colleague, "v1"), "a desk's view is the desk's")
	require.Empty(t, names(me, "me", "d1"))
	require.Zero(t, w.Count(t, "app.saved_views"))
}

func TestASelectionIsFrozenForItsAccount(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	me, other := atDesk(t, "me", "d1"), atDesk(t, "other", "d1")
	one := record.Selection{ID: "s1", Account: "me", List: record.InboxList, Query: "queue=now", Items: []string{"case-a/screening#1", "case-b"}, At: dbtest.Day, Expires: dbtest.Day.Add(time.Hour)}
	made, err := w.Front.FreezeSelection(me, one)
	require.NoError(t, err)
	require.Equal(t, one, made)
	again := one
	again.Items = []string{"case-c"}
	made, err = w.Front.FreezeSelection(me, again)
	require.NoError(t, err)
	require.Equal(t, one, made, "what was frozen first stays")
	found, err := w.Front.Selection(me, "me", "s1")
	require.NoError(t, err)
	require.Equal(t, one, found)
	_, err = w.Front.Selection(other, "me", "s1")
	require.Equal(t, fault.NotFound, fault.CodeOf(err))
	_, err = w.Front.Selection(other, "other", "s1")
	require.Equal(t, fault.NotFound, fault.CodeOf(err))
	w.Set(dbtest.Day.Add(time.Hour))
	_, err = w.Front.Selection(me, "me", "s1")
	require.Equal(t, fault.NotFound, fault.CodeOf(err), "it has expired")
}

// Colleagues see who is away, and nothing else of the settings of another.
func TestSettingsAreOfTheirAccount(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	w.Super(t, `insert into app.agencies (id, name, country) values ('a', '', 'THA')`,
		`insert into app.desks (id, agency, kind, name, country, seat, zone) values ('d1', 'a', 'shelter', '', 'THA', '', 'Asia/Bangkok'), ('d2', 'a', 'shelter', '', 'THA', '', 'Asia/Bangkok')`,
		`insert into app.accounts (id, desk, agency, roles, active) values ('me', 'd1', 'a', '{caseworker}', true), ('other', 'd1', 'a', '{caseworker}', true),
			('gone', 'd1', 'a', '{caseworker}', false), ('far', 'd2', 'a', '{caseworker}', true)`)
	me, other, far := atDesk(t, "me", "d1"), atDesk(t, "other", "d1"), atDesk(t, "far", "d2")
	none, err := w.Front.Settings(me, "me")
	require.NoError(t, err)
	require.Equal(t, record.Settings{Account: "me"}, none)
	away := record.Absence{Account: "me", From: dbtest.Day.Add(-time.Hour), Until: dbtest.Day.Add(48 * time.Hour), StandIn: "other"}
	mine := record.Settings{Account: "me", Desk: "d1", Keys: true, Language: "my"}
	require.NoError(t, w.Front.SaveSettings(me, mine))
	hidden, err := w.Front.Settings(other, "me")
	require.NoError(t, err)
	require.Equal(t, record.Settings{Account: "me"}, hidden)
	mine.Away = away
	require.NoError(t, w.Front.SaveSettings(me, mine))
	found, err := w.Front.Settings(me, "me")
	require.NoError(t, err)
	require.Equal(t, mine, found)
	require.ErrorContains(t, w.Front.SaveSettings(other, mine), "sqlstate 42501", "another's settings")
	for name, tt := range map[string]struct {
		ctx  context.Context
		at   time.Time
		want []record.Absence
	}{
		"a colleague":    {other, dbtest.Day, []record.Absence{away}},
		"another desk":   {far, dbtest.Day, nil},
		"before":         {other, dbtest.Day.Add(-2 * time.Hour), nil},
		"it has ended":   {other, dbtest.Day.Add(48 * time.Hour), nil},
		"the last hours": {other, dbtest.Day.Add(47 * time.Hour), []record.Absence{away}},
	} {
		got, err := w.Front.Absences(tt.ctx, "d1", tt.at)
		require.NoError(t, err)
		require.Equal(t, tt.want, got, name)
	}
	colleagues, err := w.Front.Colleagues(me, "d1")
	require.NoError(t, err)
	require.Equal(t, []record.Colleague{
		{Account: "me", Agency: "a", Roles: []casework.Role{casework.RoleCaseworker}}, {Account: "other", Agency: "a", Roles: []casework.Role{casework.RoleCaseworker}},
	}, colleagues)
}
