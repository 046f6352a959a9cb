package postgres_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
)

// A list holds every case on one of its grounds, once, newest first, and none on no ground.
func TestAListHoldsWhatADeskHasAPartIn(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	var refs []casework.Ref
	for i := range 12 {
		ref := casework.Ref(fmt.Sprintf("case-%02d", i))
		refs = append(refs, ref)
		c, clocks := dbtest.Opened(ref)
		c.Next.OpenedAt = dbtest.Day.AddDate(0, 0, i)
		c.Next.Rules.Desks = map[casework.DeskKind]casework.DeskID{casework.DeskTransport: "tha-transport"}
		if i%3 == 0 { // asked before, and not now
			c.Next.Settlements = []casework.Settlement{{Step: casework.StepTriage, By: casework.Actor{Desk: "tha-medical"}, At: dbtest.Day}}
		}
		if i%4 == 0 {
			c.Next.Tasks = append(c.Next.Tasks, dbtest.Task(casework.StepAttest+"/1", 1, "idn-receiving", dbtest.Day))
		}
		if i >= 10 {
			c.Next.Rules.Host = "KHM"
		}
		w.Write(t, c, clocks...)
	}
	w.Super(t,
		`insert into app.case_access (case_ref, kind, id, agency, since, until, terms) values ('case-01', 'grant', '1', 'ngo', '2026-03-01', '2026-04-01', '\x00'),
			('case-02', 'grant', '1', 'ngo', '2026-02-01', '2026-03-01', '\x00'), ('case-04', 'grant', '1', 'other', '2026-03-01', '2026-04-01', '\x00')`,
		`insert into app.case_access (case_ref, kind, id, account, since, until, terms)
			values ('case-05', 'glass', '1', 'acc-1', '2026-03-02 01:00Z', '2026-03-02 02:00Z', '\x00')`,
		`insert into app.case_access (case_ref, kind, id, account, since) values ('case-03', 'excluded', '1', 'acc-1', '2026-03-01')`)
	list := func(s record.CaseScope, narrow ...func(*record.CaseFilter)) (out []casework.Ref) {
		for _, row := range dbtest.Pages(t, func(p record.Page) ([]record.CaseSummary, *record.Cursor, error) {
			f := record.CaseFilter{Scope: &s, Page: p}
			for _, n := range narrow {
				n(&f)
			}
			got, err := w.Cases(t.Context(), f)
			return got.Rows, got.Next, err
		}) {
			out = append([]casework.Ref{row.Ref}, out...)
		}
		return out
	}
	at := func(all ...int) (out []casework.Ref) {
		for _, i := range all {
			out = append(out, refs[i])
		}
		return out
	}
	require.Equal(t, refs, list(record.CaseScope{Desks: []casework.DeskID{"tha-screener"}}))
	require.Equal(t, at(0, 3, 6, 9), list(record.CaseScope{Desks: []casework.DeskID{"tha-medical"}}))
	require.Equal(t, refs, list(record.CaseScope{Desks: []casework.DeskID{"tha-medical", "tha-screener"}, Host: "THA"}), "each once")
	require.Equal(t, at(0, 4, 8), list(record.CaseScope{Owing: "idn-receiving"}))
	require.Empty(t, list(record.CaseScope{Desks: []casework.DeskID{"idn-receiving"}}), "to owe its word is no part")
	require.Empty(t, list(record.CaseScope{Desks: []casework.DeskID{"tha-transport"}}), "to be the one who would book is none either")
	require.Equal(t, at(10, 11), list(record.CaseScope{Host: "KHM"}))
	require.Equal(t, at(1), list(record.CaseScope{Agency: "ngo"}), "while it runs")
	require.Equal(t, at(5), list(record.CaseScope{Account: "acc-1"}))
	require.Equal(t, at(1, 5, 10, 11), list(record.CaseScope{Agency: "ngo", Account: "acc-1", Host: "KHM"}))
	require.Equal(t, at(0, 6, 9), list(record.CaseScope{Desks: []casework.DeskID{"tha-medical"}, Without: "acc-1"}), "she wants this officer kept out")
	require.Equal(t, at(9), list(record.CaseScope{Desks: []casework.DeskID{"tha-medical"}}, func(f *record.CaseFilter) { f.Refs = at(9, 10) }))
	require.Empty(t, list(record.CaseScope{}))
	require.Empty(t, list(record.CaseScope{Without: "acc-1"}))

	w.Set(dbtest.Day.AddDate(0, 0, 1))
	require.Empty(t, list(record.CaseScope{Account: "acc-1"}), "broken glass holds for an hour")
}

// A desk whose tasks of a case were all recalled has no part in it, until it is asked again.
func TestAPartEndsAndBeginsAgain(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	c, clocks := dbtest.Opened("case-a")
	w.Write(t, c, clocks...)
	parts := func() (out []string) {
		require.NoError(t, w.Behind(t).SelectContext(t.Context(), &out, `select desk || ' ' || how || ' ' || extract(day from since) || coalesce(' to ' || extract(day from ended_at), '')
			from app.case_parts where case_ref = 'case-a' order by 1`))
		return out
	}
	require.Equal(t, []string{"tha-screener waits 2"}, parts())
	gone := dbtest.Next(c, casework.KindState)
	gone.Next.Tasks = nil
	w.Write(t, gone)
	require.Equal(t, []string{"tha-screener waits 2 to 3"}, parts())
	again := dbtest.Next(gone, casework.KindState)
	again.Next.Settlements = []casework.Settlement{{Step: casework.StepScreening, By: dbtest.Screener(), At: dbtest.Day}}
	w.Write(t, again)
	require.Equal(t, []string{"tha-screener part 4"}, parts())
	same := dbtest.Next(again, casework.KindState)
	w.Write(t, same)
	require.Equal(t, []string{"tha-screener part 4"}, parts(), "nothing has changed")
}
