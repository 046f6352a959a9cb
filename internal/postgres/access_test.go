package postgres_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
)

// lifeOf is a case that advances by its own rules, and whose changes are written.
type lifeOf struct {
	tb testing.TB
	w  *dbtest.Env
	c  casework.Case
}

func lifeOfCase(tb testing.TB, w *dbtest.Env, ref casework.Ref) *lifeOf {
	tb.Helper()
	rules := everyStep()
	change, _, err := ruling.Open(ref, casework.Command{Key: "open-" + casework.Key(ref), At: dbtest.Day, By: team(), Pinned: &rules}, func(*ruling.Walk) {})
	require.NoError(tb, err)
	w.Write(tb, change)
	return &lifeOf{tb, w, casework.Case{}.Take(change, casework.Recorded{})}
}

// team is a member of the case's own team.
func team() casework.Actor {
	return casework.Actor{Account: "acc-cw", Desk: "tha-caseworker", Agency: "tha-ngo", Role: casework.RoleCaseworker}
}

func (l *lifeOf) do(cmd casework.Command) {
	l.tb.Helper()
	cmd.Key, cmd.At = casework.Key(string(l.c.Ref)+"-"+string(cmd.Kind)+"-"+strings.Repeat("x", int(l.c.Seq))), time.Unix(0, l.w.Clock.Load()).UTC()
	if cmd.By == (casework.Actor{}) {
		cmd.By = team()
	}
	change, _, err := ruling.Accept(l.c, cmd, func(*ruling.Walk) {})
	require.NoError(l.tb, err)
	l.w.Write(l.tb, change)
	l.c = l.c.Take(change, casework.Recorded{})
}

func (l *lifeOf) give(agency casework.AgencyID, until time.Time) {
	l.tb.Helper()
	l.do(casework.Command{
		Kind: casework.KindGiveAccess, Agency: agency, Desk: casework.DeskID(agency + "-desk"), DeskKind: casework.DeskCaseworker, Purpose: policy.ForCasework,
		Classes: []casework.Class{policy.Identity, policy.Narrative}, Consents: []casework.Consent{casework.ConsentHandover}, Until: &until,
	})
}

func (l *lifeOf) agree() {
	l.tb.Helper()
	l.do(casework.Command{Kind: casework.KindConsent, Consents: []casework.Consent{casework.ConsentHandover}, Mode: casework.ModeSignature})
}

// asOf asks as an officer of an agency that has no part in anything.
func asOf(ctx context.Context, account casework.AccountID, agency casework.AgencyID, role casework.Role) context.Context {
	return principal.With(ctx, principal.Principal{
		Kind: principal.Officer, Account: account, Desk: casework.DeskID(agency + "-desk"), Agency: agency, Role: role, Country: "KEN",
	})
}

func sees(ctx context.Context, tb testing.TB, w *dbtest.Env, ref casework.Ref) bool {
	tb.Helper()
	_, err := w.Front.CaseState(ctx, ref)
	if err != nil {
		require.Equal(tb, fault.NotFound, fault.CodeOf(err))
	}
	list, err := w.Front.Cases(ctx, record.CaseFilter{})
	require.NoError(tb, err)
	listed := false
	for _, row := range list.Rows {
		listed = listed || row.Ref == ref
	}
	_, failed := w.Front.CaseState(ctx, ref)
	require.Equal(tb, failed == nil, listed, "a list shows what can be shown, and no more")
	return failed == nil
}

// Row-level security shows a case to an agency as long as its grant is valid, and hides it with the consent in the
// very change that withdraws it.
func TestRowSecurityAppliesGrants(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	l := lifeOfCase(t, w, "case-a")
	ngo := asOf(t.Context(), "ngo-1", "ngo", casework.RoleCaseworker)
	other := asOf(t.Context(), "clinic-1", "clinic", casework.RoleCaseworker)
	l.agree()
	require.False(t, sees(ngo, t, w, "case-a"))
	l.give("ngo", dbtest.Day.Add(time.Hour))
	require.True(t, sees(ngo, t, w, "case-a"))
	require.False(t, sees(other, t, w, "case-a"))
	w.Set(dbtest.Day.Add(time.Hour))
	require.False(t, sees(ngo, t, w, "case-a"), "it has ended by itself")

	l.give("ngo", dbtest.Day.Add(20*time.Hour))
	require.True(t, sees(ngo, t, w, "case-a"))
	w.Set(dbtest.Day.Add(2 * time.Hour))
	l.do(casework.Command{Kind: casework.KindWithdraw, Consents: []casework.Consent{casework.ConsentHandover}})
	require.False(t, sees(other, t, w, "case-a"))
	require.True(t, sees(ngo, t, w, "case-a"), "its desk owes the word that it has deleted what it had")
	require.Equal(t, []policy.Relation{policy.OwesDeletion, policy.ExpiredGrant, policy.Unrelated}, policy.OfCase(&l.c, agencyOfNone, dbtest.Day.Add(2*time.Hour)).RelationsOf(
		policy.Actor{Account: "ngo-1", Desk: "ngo-desk", Agency: "ngo"}).List())
	attest, _ := l.c.TaskFor(casework.Attest("ngo-desk"))
	l.do(casework.Command{Kind: casework.KindDecide, Task: attest.ID, Outcome: casework.Attested, By: casework.Actor{Account: "ngo-1", Desk: "ngo-desk", Agency: "ngo"}})
	require.False(t, sees(ngo, t, w, "case-a"))
}

func agencyOfNone(casework.DeskID) casework.AgencyID { return "" }

// Both agencies list what was given.
func TestGrantsAreListedOnBothSides(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	l := lifeOfCase(t, w, "case-a")
	l.agree()
	l.give("ngo", dbtest.Day.Add(time.Hour))
	l.give("clinic", dbtest.Day.Add(10*time.Hour))
	l.give("ngo", dbtest.Day.Add(10*time.Hour))
	l.do(casework.Command{Kind: casework.KindEndAccess, Grant: 3})
	w.Set(dbtest.Day.Add(2 * time.Hour))
	ids := func(ctx context.Context, f record.GrantFilter) []int {
		found, err := w.Front.Grants(ctx, f)
		require.NoError(t, err)
		var out []int
		for _, g := range found.Rows {
			require.Equal(t, casework.Ref("case-a"), g.Case)
			require.Equal(t, casework.DeskID("tha-caseworker"), g.GivenBy)
			require.Equal(t, casework.DeskID(g.Agency+"-desk"), g.Told)
			require.Equal(t, []casework.Class{policy.Identity, policy.Narrative}, g.Classes)
			require.Equal(t, policy.ForCasework, g.Purpose)
			require.Equal(t, casework.ConsentHandover, g.Consent)
			require.Equal(t, g.ID == 3, g.EndedAt != nil)
			out = append(out, g.ID)
		}
		return out
	}
	ngo := asOf(t.Context(), "ngo-1", "ngo", casework.RoleCaseworker)
	clinic := asOf(t.Context(), "clinic-1", "clinic", casework.RoleMedical)
	giver := principal.With(t.Context(), dbtest.Officer(team(), "THA"))
	require.Equal(t, []int{3, 1}, ids(ngo, record.GrantFilter{To: "ngo"}))
	require.Empty(t, ids(ngo, record.GrantFilter{To: "ngo", Runs: new(true)}))
	require.Equal(t, []int{2}, ids(clinic, record.GrantFilter{To: "clinic", Runs: new(true)}))
	require.Equal(t, []int{3, 2, 1}, ids(giver, record.GrantFilter{From: []casework.DeskID{"tha-caseworker"}}))
	require.Empty(t, ids(giver, record.GrantFilter{From: []casework.DeskID{}}))
	require.Empty(t, ids(t.Context(), record.GrantFilter{}), "nobody asks")

	first, err := w.Front.Grants(giver, record.GrantFilter{Page: record.Page{Limit: 2}})
	require.NoError(t, err)
	require.Len(t, first.Rows, 2)
	rest, err := w.Front.Grants(giver, record.GrantFilter{Page: record.Page{Limit: 2, After: first.Next}})
	require.NoError(t, err)
	require.Len(t, rest.Rows, 1)
	require.Nil(t, rest.Next)
}

// The agency that gave access to a case that was erased still lists the agencies with grants, without
// classes and purposes; for the agencies that had them the grants have ended. That is so from the moment
// when the case is marked, while this process still has its key, and after the key is destroyed.
func TestAGrantOfAnErasedCaseHasNoTerms(t *testing.T) {
	t.Parallel()
	for name, gone := range map[string]func(t *testing.T, w *dbtest.Env, b *dbtest.Box){
		"marked": func(t *testing.T, w *dbtest.Env, _ *dbtest.Box) {
			t.Helper()
			require.NoError(t, w.StripCase(t.Context(), "case-a", dbtest.Day))
		},
		"its key destroyed": func(t *testing.T, _ *dbtest.Env, b *dbtest.Box) {
			t.Helper()
			require.NoError(t, b.Destroy(t.Context(), "case/case-a"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := dbtest.NewBox(t)
			w := dbtest.NewWith(t, b)
			for _, ref := range []casework.Ref{"case-a", "case-b"} {
				l := lifeOfCase(t, w, ref)
				l.agree()
				l.give("ngo", dbtest.Day.Add(10*time.Hour))
			}
			gone(t, w, b)
			giver := principal.With(t.Context(), dbtest.Officer(team(), "THA"))
			found, err := w.Front.Grants(giver, record.GrantFilter{From: []casework.DeskID{"tha-caseworker"}})
			require.NoError(t, err)
			require.Len(t, found.Rows, 2)
			for _, g := range found.Rows {
				require.Equal(t, casework.AgencyID("ngo"), g.Agency)
				require.Equal(t, g.Case == "case-a", g.Erased)
				require.Equal(t, g.Erased, g.Classes == nil && g.Purpose == "" && g.Consent == "")
			}
			ngo := asOf(t.Context(), "ngo-1", "ngo", casework.RoleCaseworker)
			for ctx, f := range map[context.Context]record.GrantFilter{ngo: {To: "ngo", Runs: new(true)}, giver: {From: []casework.DeskID{"tha-caseworker"}, Runs: new(true)}} {
				found, err = w.Front.Grants(ctx, f)
				require.NoError(t, err)
				if name == "marked" {
					require.Len(t, found.Rows, 1)
				}
				for _, g := range found.Rows { // a key may be destroyed before the row is marked
					require.Equal(t, g.Case == "case-a", g.Erased)
				}
			}
			_, err = w.Front.CaseState(giver, "case-a")
			require.NoError(t, err)
		})
	}
}

// A user who uses break-glass access passes row-level security for an hour, and no other user does.
func TestRowSecurityAppliesBreakGlass(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	l := lifeOfCase(t, w, "case-a")
	medic := casework.Actor{Account: "doc-1", Desk: "clinic-desk", Agency: "clinic", Role: casework.RoleMedical}
	hers := asOf(t.Context(), "doc-1", "clinic", casework.RoleMedical)
	colleague := asOf(t.Context(), "doc-2", "clinic", casework.RoleMedical)
	require.False(t, sees(hers, t, w, "case-a"))
	outside, err := w.Front.CaseOutside(hers, "case-a")
	require.NoError(t, err)
	require.Equal(t, record.Outside{Host: "THA", Desks: []casework.DeskID{"tha-caseworker", "tha-registrar", "tha-supervisor", "tha-transport"}}, outside)
	l.do(casework.Command{Kind: casework.KindBreakGlass, Purpose: policy.ForEmergency, Reasoned: true, By: medic})
	require.True(t, sees(hers, t, w, "case-a"))
	require.False(t, sees(colleague, t, w, "case-a"))
	w.Set(dbtest.Day.Add(59 * time.Minute))
	require.True(t, sees(hers, t, w, "case-a"))
	w.Set(dbtest.Day.Add(60 * time.Minute))
	require.False(t, sees(hers, t, w, "case-a"))

	l.do(casework.Command{Kind: casework.KindBreakGlass, Purpose: policy.ForEmergency, Reasoned: true, By: medic})
	require.True(t, sees(hers, t, w, "case-a"))
	review, _ := l.c.TaskFor(casework.AccessReview(2))
	l.do(casework.Command{
		Kind: casework.KindDecide, Task: review.ID, Outcome: casework.NotJustified, Reasoned: true,
		By: casework.Actor{Account: "sup-1", Desk: "tha-supervisor", Agency: "tha-ngo", Role: casework.RoleSupervisor},
	})
	require.False(t, sees(hers, t, w, "case-a"), "it was no emergency")
	_, err = w.Front.CaseOutside(t.Context(), "case-a")
	require.Equal(t, fault.NotFound, fault.CodeOf(err), "nobody asks")
	_, err = w.Front.CaseOutside(hers, "case-b")
	require.Equal(t, fault.NotFound, fault.CodeOf(err))
}

// An account that she excluded sees nothing: not the case, not the row of the list that she came
// from, and not that there is a case at all.
func TestRowSecurityKeepsAnOfficerOut(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	l := lifeOfCase(t, w, "case-a")
	hers := principal.With(t.Context(), dbtest.Officer(team(), "THA"))
	colleague := team()
	colleague.Account = "acc-other"
	beside := principal.With(t.Context(), dbtest.Officer(colleague, "THA"))
	require.True(t, sees(hers, t, w, "case-a"))
	l.do(casework.Command{Kind: casework.KindBreakGlass, Purpose: policy.ForEmergency, Reasoned: true})
	l.do(casework.Command{Kind: casework.KindExcludeOfficer, Account: team().Account, By: colleague})
	require.False(t, sees(hers, t, w, "case-a"))
	require.True(t, sees(beside, t, w, "case-a"))
	_, err := w.Front.CaseOutside(hers, "case-a")
	require.Equal(t, fault.NotFound, fault.CodeOf(err))
	tasks, err := w.Front.Tasks(hers, record.TaskFilter{})
	require.NoError(t, err)
	require.Empty(t, tasks.Rows)
	l.do(casework.Command{Kind: casework.KindReadmitOfficer, Exclusion: 1, By: colleague})
	require.True(t, sees(hers, t, w, "case-a"))
}

func TestARowOfAListIsKeptFromAnExcludedAccount(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	w.OpenOperation(t, "op-1")
	by := casework.Actor{Account: "acc-reg", Desk: "tha-registrar", Agency: "tha-social", Role: casework.RoleRegistrar}
	read := roster.List{Rows: []roster.Row{{Line: 2, Raw: []string{"Somebody"}}, {Line: 3, Raw: []string{"Somebody else"}}}}
	saved, err := w.SaveList(t.Context(), record.List{
		Ref: "list-1", Operation: "op-1", Author: "custodian", Hash: dbtest.Zeros(), Bytes: 1, At: dbtest.Day, By: by, Key: "list-key",
	}, read)
	require.NoError(t, err)
	w.Super(t, `update app.list_rows set case_ref = 'case-a', place = 0, state = 'minted' where line = 2`)
	hers := principal.With(t.Context(), dbtest.Officer(by, "THA"))
	lines := func() []int {
		found, err := w.Front.ListRows(hers, record.ListRowFilter{List: saved.Ref})
		require.NoError(t, err)
		var out []int
		for _, row := range found.Rows {
			out = append(out, row.Line)
		}
		return out
	}
	require.Equal(t, []int{2, 3}, lines())
	l := lifeOfCase(t, w, "case-a")
	l.do(casework.Command{Kind: casework.KindExcludeOfficer, Account: by.Account})
	require.Equal(t, []int{3}, lines())
}
