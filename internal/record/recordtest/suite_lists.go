package recordtest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/record"
)

// pages reads a list page by page, two rows at a time, and returns the references in order.
func pages[T any](t *testing.T, read func(record.Page) ([]T, *record.Cursor, error), ref func(T) string) []string {
	t.Helper()
	var out []string
	page := record.Page{Limit: 2}
	for range 20 {
		rows, next, err := read(page)
		require.NoError(t, err)
		require.LessOrEqual(t, len(rows), 2)
		for _, r := range rows {
			out = append(out, ref(r))
		}
		if next == nil {
			return out
		}
		page.After = next
	}
	require.Fail(t, "the list does not end")
	return nil
}

func casesListed(t *testing.T, s Store) {
	t.Helper()
	a, b, c, d := opening("case-a"), opening("case-b"), opening("case-c"), opening("case-d")
	b.Next.OpenedAt = Now().Add(-day)
	b.Next.Stage, b.Next.Rules.Lane = casework.StageClearance, casework.LaneB
	c.Next.Facts[0].Value = "adult"
	c.Facts[0].Value = "adult"
	c.Next.Rules.Origin = "KEN"
	d.Opened, d.Next.Tasks, d.Notices = nil, nil, nil
	d.Next.Pause = &casework.Pause{Cause: casework.CauseBorderClosed, Since: Now(), By: screener()}
	d.Next.Access = []casework.Grant{{ID: 1, Agency: "idn-mofa", Desk: "idn-receiving", Since: Now().Add(-day), Until: Now().Add(day)}}
	d.Grants = d.Next.Access
	for _, one := range []casework.Change{a, b, c} {
		write(t, s, one, clocks(one.Opened[0])...)
	}
	write(t, s, d)
	write(t, s, ending(c, 1))

	for what, tt := range map[string]struct {
		f    record.CaseFilter
		want []string
	}{
		"all, the newest first":           {record.CaseFilter{}, []string{"case-d", "case-c", "case-a", "case-b"}},
		"a stage":                         {record.CaseFilter{Stage: casework.StageClearance}, []string{"case-b"}},
		"a lane":                          {record.CaseFilter{Lane: casework.LaneB}, []string{"case-b"}},
		"an origin":                       {record.CaseFilter{Origin: "KEN"}, []string{"case-c"}},
		"a host":                          {record.CaseFilter{Host: "KEN"}, nil},
		"a corridor":                      {record.CaseFilter{Corridor: "tha-idn"}, []string{"case-d", "case-c", "case-a", "case-b"}},
		"open":                            {record.CaseFilter{Open: new(true)}, []string{"case-d", "case-a", "case-b"}},
		"ended":                           {record.CaseFilter{Open: new(false)}, []string{"case-c"}},
		"standing still":                  {record.CaseFilter{Paused: new(true)}, []string{"case-d"}},
		"due from":                        {record.CaseFilter{DueFrom: Now()}, []string{"case-a", "case-b"}},
		"due before":                      {record.CaseFilter{DueBefore: Now().Add(11 * day)}, []string{"case-a", "case-b"}},
		"due before the first":            {record.CaseFilter{DueBefore: Now().Add(9 * day)}, nil},
		"possible children":               {record.CaseFilter{Minor: new(true)}, []string{"case-d", "case-a", "case-b"}},
		"waiting for a desk":              {record.CaseFilter{Desk: "tha-screener", Open: new(true)}, []string{"case-a", "case-b"}},
		"named":                           {record.CaseFilter{Refs: []casework.Ref{"case-b", "case-c", "never"}}, []string{"case-c", "case-b"}},
		"none named":                      {record.CaseFilter{Refs: []casework.Ref{}}, nil},
		"known adults":                    {record.CaseFilter{Minor: new(false)}, []string{"case-c"}},
		"not overdue":                     {record.CaseFilter{Overdue: new(false), Open: new(true)}, []string{"case-d", "case-a", "case-b"}},
		"not at a standstill":             {record.CaseFilter{Paused: new(false), Open: new(true)}, []string{"case-a", "case-b"}},
		"overdue":                         {record.CaseFilter{Overdue: new(true)}, nil},
		"due, of the own requests":        {record.CaseFilter{DueFrom: Now(), PartOf: "tha-screener"}, []string{"case-a", "case-b"}},
		"due, of another desk's requests": {record.CaseFilter{DueFrom: Now(), PartOf: "idn-mission-bangkok"}, nil},
		"due, of a desk on the team":      {record.CaseFilter{DueFrom: Now(), PartOf: "tha-screener", Team: true}, []string{"case-a", "case-b"}},
		"due, of a desk off the team":     {record.CaseFilter{DueFrom: Now(), PartOf: "tha-shelter", Team: true}, nil},
		"not overdue, of another desk's requests": {record.CaseFilter{Overdue: new(false), PartOf: "idn-mission-bangkok", Open: new(true)}, []string{"case-d", "case-a", "case-b"}},
		"without a ground":                        {record.CaseFilter{Scope: &record.CaseScope{}}, nil},
		"of a host state":                         {record.CaseFilter{Scope: &record.CaseScope{Host: "THA"}, Open: new(true)}, []string{"case-d", "case-a", "case-b"}},
		"of a desk":                               {record.CaseFilter{Scope: &record.CaseScope{Desks: []casework.DeskID{"tha-screener"}}, Origin: "IDN"}, []string{"case-a", "case-b"}},
		"of another desk":                         {record.CaseFilter{Scope: &record.CaseScope{Desks: []casework.DeskID{"tha-shelter"}}}, nil},
		"of a grant":                              {record.CaseFilter{Scope: &record.CaseScope{Agency: "idn-mofa"}}, []string{"case-d"}},
	} {
		got := pages(t, func(p record.Page) ([]record.CaseSummary, *record.Cursor, error) {
			tt.f.Page = p
			found, err := s.Cases(t.Context(), tt.f)
			return found.Rows, found.Next, err
		}, func(c record.CaseSummary) string { return string(c.Ref) })
		require.Equal(t, tt.want, got, what)
	}
}

func exclusionsFound(t *testing.T, s Store) {
	t.Helper()
	open(t, s, "case-a")
	c := open(t, s, "case-b")
	out := after(c, casework.KindExcludeOfficer)
	out.Exclusions = []casework.Exclusion{{ID: 1, Account: "acc-out", Since: out.At, By: screener(), Key: out.Key}}
	out.Next.Excluded = out.Exclusions
	write(t, s, out)
	all := []casework.Ref{"case-a", "case-b", "never"}
	found, err := s.KeptOut(t.Context(), "acc-out", all)
	require.NoError(t, err)
	require.Equal(t, []casework.Ref{"case-b"}, found)
	found, err = s.KeptOut(t.Context(), "acc-other", all)
	require.NoError(t, err)
	require.Empty(t, found)
	scope := &record.CaseScope{Host: "THA", Without: "acc-out"}
	cases, err := s.Cases(t.Context(), record.CaseFilter{Scope: scope})
	require.NoError(t, err)
	require.Len(t, cases.Rows, 1)
	require.NoError(t, s.WriteMovement(t.Context(), planOf("trip-a", "case-a")))
	require.NoError(t, s.WriteMovement(t.Context(), planOf("trip-b", "case-b")))
	trips := func(account casework.AccountID) (out []casework.Ref) {
		found, err := s.Movements(t.Context(), record.MovementFilter{Without: account})
		require.NoError(t, err)
		for _, row := range found.Rows {
			out = append(out, row.Ref)
		}
		return out
	}
	require.Equal(t, []casework.Ref{"trip-a"}, trips("acc-out"))
	require.ElementsMatch(t, []casework.Ref{"trip-a", "trip-b"}, trips("acc-other"))

	back := after(out, casework.KindReadmitOfficer)
	ended := out.Exclusions[0]
	ended.EndedAt = back.At
	back.Exclusions, back.Next.Excluded = []casework.Exclusion{ended}, []casework.Exclusion{ended}
	write(t, s, back)
	found, err = s.KeptOut(t.Context(), "acc-out", all)
	require.NoError(t, err)
	require.Empty(t, found)
	require.ElementsMatch(t, []casework.Ref{"trip-a", "trip-b"}, trips("acc-out"))
}

func othersListed(t *testing.T, s Store) {
	t.Helper()
	ctx := t.Context()
	for i, ref := range []casework.Ref{"op-a", "op-b", "op-1"} {
		c := operationOf(ref)
		c.Next.OpenedAt = Now().Add(time.Duration(i) * time.Hour)
		writeOperation(t, s, c)
	}
	operations := func(f record.OperationFilter) []string {
		return pages(t, func(p record.Page) ([]record.OperationRow, *record.Cursor, error) {
			f.Page = p
			found, err := s.Operations(ctx, f)
			return found.Rows, found.Next, err
		}, func(o record.OperationRow) string { return string(o.Ref) })
	}
	require.Equal(t, []string{"op-1", "op-b", "op-a"}, operations(record.OperationFilter{Host: "THA", State: operation.Running}))
	require.Empty(t, operations(record.OperationFilter{Host: "KEN"}))

	save(t, s, "list-a", rows(1))
	lists, err := s.Lists(ctx, record.ListFilter{State: record.ListRead})
	require.NoError(t, err)
	require.Len(t, lists.Rows, 1)
	lists, err = s.Lists(ctx, record.ListFilter{State: record.ListOpened})
	require.NoError(t, err)
	require.Empty(t, lists.Rows)

	hers := open(t, s, "case-a")
	require.NoError(t, s.WriteMovement(ctx, planOf("trip-a", "case-a")))
	later := planOf("trip-b")
	later.Next.Legs[0].DepartsAt, later.Next.Legs[0].ArrivesAt = Now().Add(5*day), Now().Add(6*day)
	require.NoError(t, s.WriteMovement(ctx, later))
	movements := func(f record.MovementFilter) []string {
		return pages(t, func(p record.Page) ([]record.MovementRow, *record.Cursor, error) {
			f.Page = p
			found, err := s.Movements(ctx, f)
			return found.Rows, found.Next, err
		}, func(m record.MovementRow) string { return string(m.Ref) })
	}
	require.Equal(t, []string{"trip-b", "trip-a"}, movements(record.MovementFilter{Status: movement.Planned}))
	require.Equal(t, []string{"trip-a"}, movements(record.MovementFilter{Case: "case-a"}))
	require.Equal(t, []string{"trip-b", "trip-a"}, movements(record.MovementFilter{Desk: "idn-receiving"}))
	require.Empty(t, movements(record.MovementFilter{Desk: "never"}))
	require.Equal(t, []string{"trip-a"}, movements(record.MovementFilter{Carries: hers.Next.Tasks[0].Desk}))
	require.Empty(t, movements(record.MovementFilter{Carries: "never"}))
	require.Equal(t, []string{"trip-b"}, movements(record.MovementFilter{From: Now().Add(4 * day)}))
	require.Equal(t, []string{"trip-a"}, movements(record.MovementFilter{Before: Now().Add(4 * day)}))

	require.NoError(t, s.WriteErasure(ctx, requestOf("erasure-a", "case-a")))
	erasures, err := s.Erasures(ctx, record.ErasureFilter{Case: "case-a", State: erasure.Requested})
	require.NoError(t, err)
	require.Len(t, erasures.Rows, 1)
	erasures, err = s.Erasures(ctx, record.ErasureFilter{State: erasure.Refused})
	require.NoError(t, err)
	require.Empty(t, erasures.Rows)
}
