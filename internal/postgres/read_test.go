package postgres_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
)

// many opens n cases, a minute apart; every third is of lane C, every fourth a child.
func many(t *testing.T, w *dbtest.Env, n int) []casework.Ref {
	t.Helper()
	refs := make([]casework.Ref, n)
	for i := range refs {
		refs[i] = casework.Ref(fmt.Sprintf("case-%02d", i))
		c, clocks := dbtest.Opened(refs[i])
		c.At = dbtest.Day.Add(time.Duration(i/2) * time.Minute)
		c.Next.OpenedAt = c.At // two at a time, so that the reference breaks ties
		if i%3 == 0 {
			c.Next.Rules.Lane, c.Next.Stage = casework.LaneC, casework.StageClearance
		}
		if i%4 == 0 {
			c.Next.Facts[0].Value = "disputed"
		}
		if i%5 == 0 {
			clocks = nil // no clock yet
		}
		w.Write(t, c, clocks...)
	}
	return refs
}

func TestCasesAreListedInPagesAndByFilter(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	refs := many(t, w, 20)
	list := func(f record.CaseFilter) []casework.Ref {
		return slices.Collect(func(yield func(casework.Ref) bool) {
			for _, r := range dbtest.Pages(t, func(p record.Page) ([]record.CaseSummary, *record.Cursor, error) {
				f.Page = p
				got, err := w.Cases(t.Context(), f)
				return got.Rows, got.Next, err
			}) {
				yield(r.Ref)
			}
		})
	}
	newest := slices.Clone(refs)
	slices.Reverse(newest)
	require.Equal(t, newest, list(record.CaseFilter{}))
	require.Len(t, list(record.CaseFilter{Lane: casework.LaneC}), 7)
	require.Len(t, list(record.CaseFilter{Stage: casework.StageClearance, Corridor: "tha-idn", Origin: "IDN", Host: "THA"}), 7)
	require.Len(t, list(record.CaseFilter{Minor: new(true)}), 5)
	require.Len(t, list(record.CaseFilter{Desk: "tha-screener", Open: new(true)}), 20)
	require.Empty(t, list(record.CaseFilter{Desk: "tha-medical"}))
	require.Empty(t, list(record.CaseFilter{Overdue: new(true)}))
	require.Equal(t, []casework.Ref{refs[1]}, list(record.CaseFilter{Refs: refs[1:2]}))
	newer, err := w.CaseSummary(t.Context(), refs[12])
	require.NoError(t, err)
	changed := list(record.CaseFilter{ChangedSince: newer.UpdatedAt})
	require.Equal(t, newest[:8], changed, "those from the thirteenth on")
	require.Empty(t, list(record.CaseFilter{Refs: []casework.Ref{}}), "none is not all")

	w.Set(dbtest.Day.AddDate(0, 0, 11))
	require.Len(t, list(record.CaseFilter{Overdue: new(true)}), 16, "those with a clock")
	one, err := w.CaseSummary(t.Context(), refs[1])
	require.NoError(t, err)
	require.Equal(t, 1, one.Overdue)
	require.Equal(t, dbtest.Day.AddDate(0, 0, 10), *one.NextDue)
	_, err = w.CaseSummary(t.Context(), "nobody")
	require.Equal(t, fault.NotFound, fault.CodeOf(err))
	_, err = w.Case(t.Context(), "nobody")
	require.Equal(t, fault.NotFound, fault.CodeOf(err))
}

func TestAnInboxIsOrderedByWhatIsDue(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	refs := many(t, w, 12)
	w.Set(dbtest.Day.AddDate(0, 0, 12))
	read := func(f record.TaskFilter) []record.TaskRow {
		return dbtest.Pages(t, func(p record.Page) ([]record.TaskRow, *record.Cursor, error) {
			f.Page = p
			got, err := w.Tasks(t.Context(), f)
			return got.Rows, got.Next, err
		})
	}
	all := read(record.TaskFilter{Desk: "tha-screener"})
	require.Len(t, all, 12)
	for i, row := range all {
		if i < 9 {
			require.Equal(t, 2, row.DaysOverdue())
			require.Equal(t, casework.EscalationDigest, row.NextEscalation.Level)
			continue
		}
		require.Nil(t, row.Due, "without a clock, at the end")
		require.Zero(t, row.Overdue)
	}
	require.Equal(t, refs[1], all[0].Case)
	require.Len(t, read(record.TaskFilter{Overdue: new(true), Kind: casework.DeskScreener, Step: casework.StepScreening}), 9)
	require.Len(t, read(record.TaskFilter{Desks: []casework.DeskID{"tha-screener", "tha-medical"}, Unclaimed: true}), 12)
	require.Len(t, read(record.TaskFilter{DueBefore: dbtest.Day.AddDate(0, 0, 11)}), 9)
	require.Empty(t, read(record.TaskFilter{DueBefore: dbtest.Day}))
	require.Empty(t, read(record.TaskFilter{ClaimedBy: "acc-1"}))
	require.Empty(t, read(record.TaskFilter{Status: "no such state"}))

	first, _ := dbtest.Opened(refs[1])
	paused := dbtest.Next(first, casework.KindPause)
	one := first.Opened[0]
	one.Escalations, one.Pause = dbtest.Ladder(dbtest.Day), &casework.Pause{Cause: casework.CauseCourt, Since: paused.At, By: dbtest.Screener()}
	by := dbtest.Screener()
	one.ClaimedBy, one.ClaimedAt = &by, paused.At
	paused.Updated, paused.Next.Tasks = []casework.Task{one}, []casework.Task{one}
	w.Write(t, paused)
	require.Len(t, read(record.TaskFilter{Overdue: new(true)}), 8, "a clock that stands still is not overdue")
	mine := read(record.TaskFilter{Paused: new(true), ClaimedBy: by.Account, Case: refs[1]})
	require.Len(t, mine, 1)
	require.Nil(t, mine[0].NextEscalation)
	require.Equal(t, paused.At, *mine[0].Receipts.Claimed)

	require.NoError(t, w.MarkSeen(t.Context(), refs[1], one.ID))
	w.Set(dbtest.Day.AddDate(0, 0, 20))
	require.NoError(t, w.MarkSeen(t.Context(), refs[1], one.ID))
	seen, err := w.Task(t.Context(), refs[1], one.ID)
	require.NoError(t, err)
	require.Equal(t, dbtest.Day.AddDate(0, 0, 12), *seen.Receipts.Opened, "the first look counts")

	last := dbtest.Decided(paused, one, casework.Refer)
	w.Write(t, last)
	ended := read(record.TaskFilter{Status: record.TaskDecided})
	require.Len(t, ended, 1)
	require.Equal(t, casework.Refer, ended[0].Outcome)
	_, err = w.Task(t.Context(), refs[1], "no such task")
	require.Equal(t, fault.NotFound, fault.CodeOf(err))
}

func TestTheFunnelCounts(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	many(t, w, 20)
	w.Set(dbtest.Day.AddDate(0, 0, 11))
	f, err := w.Funnel(t.Context(), "")
	require.NoError(t, err)
	require.Equal(t, 20, f.Total)
	require.Len(t, f.Stages, len(casework.Stages()))
	require.Equal(t, record.StageCount{Stage: casework.StageRescue, Cases: 13, Overdue: 11, Minors: 3}, f.Stages[0])
	require.Equal(t, 7, f.Stages[2].Cases)
	require.Equal(t, record.LaneCount{Lane: casework.LaneC, Cases: 7}, f.Lanes[2])
	require.Equal(t, []record.DeskLoad{{Desk: "tha-screener", Kind: casework.DeskScreener, Open: 20, Overdue: 16, Oldest: dbtest.Day}}, f.Desks)
	loads, err := w.DeskLoads(t.Context())
	require.NoError(t, err)
	require.Equal(t, f.Desks, loads)
	empty, err := w.Funnel(t.Context(), "op-9")
	require.NoError(t, err)
	require.Zero(t, empty.Total)
}

func TestATimelineIsReadInPagesFromEitherEnd(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	c, clocks := dbtest.Opened("case-a")
	w.Write(t, c, clocks...)
	for range 7 {
		c = dbtest.Next(c, casework.KindState)
		c.Entries = []casework.Entry{{Code: casework.EntryFact, Detail: "a"}, {Code: casework.EntryFact, Detail: "b"}}
		w.Write(t, c)
	}
	read := func(newest bool) []string {
		var out []string
		for _, e := range dbtest.Pages(t, func(p record.Page) ([]record.TimelineEntry, *record.Cursor, error) {
			got, err := w.Timeline(t.Context(), record.TimelineFilter{Case: "case-a", Newest: newest, Page: p})
			return got.Rows, got.Next, err
		}) {
			require.Equal(t, dbtest.Screener(), e.By)
			out = append(out, fmt.Sprintf("%d.%d", e.Seq, e.N))
		}
		return out
	}
	oldest := read(false)
	require.Len(t, oldest, 16)
	newest := read(true)
	slices.Reverse(newest)
	require.Equal(t, oldest, newest)

	_, err := w.Timeline(t.Context(), record.TimelineFilter{Case: "case-a", Page: record.Page{After: &record.Cursor{ID: "x"}}})
	require.Equal(t, fault.Malformed, fault.CodeOf(err))
}

func TestLedgersKeepWhatWasSuperseded(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	c, clocks := dbtest.Opened("case-a")
	w.Write(t, c, clocks...)
	until, withdrawn := dbtest.Day.AddDate(1, 0, 0), dbtest.Day.AddDate(0, 0, 1)
	given := casework.ConsentGiven{Consent: casework.ConsentReturn, At: dbtest.Day, Until: &until, Mode: casework.ModeThumbprint, Language: "my", Key: "state_facts-2"}
	c = dbtest.Next(c, casework.KindState)
	c.Consents = []casework.ConsentGiven{given}
	c.Facts = []casework.Fact{{Name: casework.FactAge, Value: "minor", At: c.At, By: dbtest.Screener(), Key: c.Key}}
	c.Waivers = []casework.WaiverGiven{{Gate: "G12", Conditions: []casework.ConditionID{"fit_to_travel"}, By: dbtest.Screener(), At: c.At, Key: c.Key}}
	w.Write(t, c)
	waived := c.Waivers[0]
	back := given
	back.WithdrawnAt = &withdrawn
	c = dbtest.Next(c, casework.KindWithdraw)
	c.Consents = []casework.ConsentGiven{back}
	w.Write(t, c)

	consents, err := w.Consents(t.Context(), "case-a")
	require.NoError(t, err)
	require.Equal(t, []record.Consent{{ConsentGiven: given, Seq: 2, By: dbtest.Screener()}, {ConsentGiven: back, Seq: 3, By: dbtest.Screener()}}, consents)
	facts, err := w.Facts(t.Context(), "case-a")
	require.NoError(t, err)
	require.Equal(t, []string{"minor", "adult"}, []string{facts[0].Value, facts[1].Value})
	require.Equal(t, []bool{false, true}, []bool{facts[0].Superseded, facts[1].Superseded})
	waivers, err := w.Waivers(t.Context(), "case-a")
	require.NoError(t, err)
	require.Equal(t, []record.Waiver{{WaiverGiven: waived, Seq: 2}}, waivers)
}

// The number of a list is the number of its rows, under the same filter and scope.
func TestCasesAreCountedAsTheyAreListed(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	for _, ref := range []casework.Ref{"case-a", "case-b", "other-c"} {
		change, clocks := dbtest.Opened(ref)
		w.Write(t, change, clocks...)
	}
	scope := record.CaseScope{Host: "THA"}
	for name, f := range map[string]record.CaseFilter{
		"all": {}, "open": {Open: new(true)}, "ended": {Open: new(false)}, "by reference": {RefBegins: "case-"}, "in a scope": {Scope: &scope, RefBegins: "case-a"}, "in none": {Scope: &record.CaseScope{}},
	} {
		listed, err := w.Cases(t.Context(), f)
		require.NoError(t, err)
		n, err := w.CountCases(t.Context(), f, record.MostCounted)
		require.NoError(t, err)
		require.Len(t, listed.Rows, n, name)
		least, err := w.CountCases(t.Context(), f, 1)
		require.NoError(t, err)
		require.Equal(t, min(n, 1), least, name)
	}
}
