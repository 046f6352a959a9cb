package recordtest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
)

func tasksListed(t *testing.T, s Store) {
	t.Helper()
	a := open(t, s, "case-a")
	b := opening("case-b")
	b.Next.Rules.Origin = "KEN"
	write(t, s, b) // without a clock
	two := after(a, casework.KindDecide)
	later := taskOf(casework.StepTriage, 1)
	later.Desk, later.Kind, later.OpenedAt, later.StartedAt = "tha-medical", casework.DeskMedical, two.At.Add(-5*day), two.At.Add(-15*day)
	later.Votes = []casework.Vote{{By: screener(), Outcome: casework.Outcome("yes"), At: two.At, Key: "v"}}
	later.Attempt = 2
	two.Opened, two.Next.Tasks = []casework.Task{later}, append(two.Next.Tasks, later)
	write(t, s, two, clocks(later)...)
	screening, triage := "case-a/"+string(a.Opened[0].ID), "case-a/"+string(later.ID)
	unclocked := "case-b/" + string(b.Opened[0].ID)
	require.NoError(t, s.MarkSeen(t.Context(), "case-b", b.Opened[0].ID))

	for what, tt := range map[string]struct {
		f    record.TaskFilter
		want []string
	}{
		"all, by when they are due": {record.TaskFilter{}, []string{triage, screening, unclocked}},
		"a desk":                    {record.TaskFilter{Desk: "tha-medical"}, []string{triage}},
		"desks":                     {record.TaskFilter{Desks: []casework.DeskID{"tha-screener", "never"}}, []string{screening, unclocked}},
		"no desk":                   {record.TaskFilter{Desks: []casework.DeskID{}}, nil},
		"a kind":                    {record.TaskFilter{Kind: casework.DeskMedical}, []string{triage}},
		"a step":                    {record.TaskFilter{Step: casework.StepScreening}, []string{screening, unclocked}},
		"a case":                    {record.TaskFilter{Case: "case-b"}, []string{unclocked}},
		"cases":                     {record.TaskFilter{Cases: []casework.Ref{"case-b", "never"}}, []string{unclocked}},
		"no case":                   {record.TaskFilter{Cases: []casework.Ref{}}, nil},
		"an origin":                 {record.TaskFilter{Origin: "KEN"}, []string{unclocked}},
		"due before":                {record.TaskFilter{DueBefore: Now()}, []string{triage}},
		"due from":                  {record.TaskFilter{DueFrom: Now()}, []string{screening}},
		"running":                   {record.TaskFilter{Paused: new(false)}, []string{triage, screening, unclocked}},
		"unseen":                    {record.TaskFilter{Unseen: true}, []string{triage, screening}},
		"returned":                  {record.TaskFilter{Returned: true}, []string{triage}},
		"overdue":                   {record.TaskFilter{Overdue: new(true)}, []string{triage}},
		"paused":                    {record.TaskFilter{Paused: new(true)}, nil},
		"unclaimed":                 {record.TaskFilter{Unclaimed: true}, []string{triage, screening, unclocked}},
		"claimed":                   {record.TaskFilter{ClaimedBy: "acc-screener"}, nil},
		"decided":                   {record.TaskFilter{Status: record.TaskDecided}, nil},
	} {
		got := pages(t, func(p record.Page) ([]record.TaskRow, *record.Cursor, error) {
			tt.f.Page = p
			found, err := s.Tasks(t.Context(), tt.f)
			for _, r := range found.Rows {
				for _, v := range r.Votes {
					require.Empty(t, v.Outcome, "a list does not say what was voted")
				}
			}
			return found.Rows, found.Next, err
		}, func(r record.TaskRow) string { return string(r.Case) + "/" + string(r.ID) })
		require.Equal(t, tt.want, got, what)
	}
}

func firstLookRecorded(t *testing.T, s Store) {
	t.Helper()
	c := open(t, s, "case-a")
	id := c.Opened[0].ID
	require.NoError(t, s.MarkSeen(t.Context(), "case-a", id))
	require.NoError(t, s.MarkSeen(t.Context(), "case-a", id), "again")
	require.NoError(t, s.MarkSeen(t.Context(), "case-a", "never#1"))
	row, err := s.Task(t.Context(), "case-a", id)
	require.NoError(t, err)
	require.NotNil(t, row.Receipts.Opened)
	require.True(t, row.Receipts.Opened.Equal(Now()))
}

func timelineListed(t *testing.T, s Store) {
	t.Helper()
	c := open(t, s, "case-a")
	two := after(c, casework.KindState)
	two.Entries = []casework.Entry{{Code: casework.EntryFact, Detail: "age=adult"}, {Code: casework.EntryStage, Detail: "rescue"}}
	write(t, s, two)
	read := func(newest bool) []string {
		return pages(t, func(p record.Page) ([]record.TimelineEntry, *record.Cursor, error) {
			found, err := s.Timeline(t.Context(), record.TimelineFilter{Case: "case-a", Newest: newest, Page: p})
			return found.Rows, found.Next, err
		}, func(e record.TimelineEntry) string { return e.Detail })
	}
	require.Equal(t, []string{"tha-idn", "age=adult", "rescue"}, read(false))
	require.Equal(t, []string{"rescue", "age=adult", "tha-idn"}, read(true))
	none, err := s.Timeline(t.Context(), record.TimelineFilter{Case: "never"})
	require.NoError(t, err)
	require.Empty(t, none.Rows)
}

func consentsListed(t *testing.T, s Store) {
	t.Helper()
	c := open(t, s, "case-a")
	two := after(c, casework.KindConsent)
	given := casework.ConsentGiven{Consent: casework.ConsentMedical, At: two.At, Mode: "icons", Language: "my", Key: two.Key}
	two.Consents, two.Next.Consents = []casework.ConsentGiven{given}, []casework.ConsentGiven{given}
	write(t, s, two)
	found, err := s.Consents(t.Context(), "case-a")
	require.NoError(t, err)
	require.Equal(t, []record.Consent{{ConsentGiven: given, Seq: 2, By: screener()}}, found)
	found, err = s.Consents(t.Context(), "never")
	require.NoError(t, err)
	require.Empty(t, found)
}
