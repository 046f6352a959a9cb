package postgres_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/reintegration"
)

func TestTheDirectoryIsSeededAgainAndAgain(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t).Owner(t)
	d := record.Directory{
		Agencies: []record.Agency{{ID: "tha-msdhs", Name: "Ministry", Country: "THA", FocalPoint: "tha-focal"}},
		Desks:    []record.Desk{{ID: "tha-screener", Agency: "tha-msdhs", Kind: casework.DeskScreener, Name: "Screeners", Country: "THA", Seat: "THA", Zone: "Asia/Bangkok"}},
		Accounts: []record.Account{{ID: "acc-1", Desk: "tha-screener", Agency: "tha-msdhs", Roles: []casework.Role{casework.RoleScreener}, Active: true}},
	}
	for range 2 {
		require.NoError(t, w.SeedDirectory(t.Context(), d))
	}
	got, err := w.Directory(t.Context())
	require.NoError(t, err)
	require.Equal(t, d, got)

	d.Desks[0].Name, d.Accounts[0].Active = "Interviewers", false
	require.NoError(t, w.SeedDirectory(t.Context(), d))
	require.NoError(t, w.SeedDirectory(t.Context(), record.Directory{}), "nobody is taken away")
	account, err := w.Account(t.Context(), "acc-1")
	require.NoError(t, err)
	require.Equal(t, d.Accounts[0], account)
	_, err = w.Account(t.Context(), "acc-9")
	require.Equal(t, fault.NotFound, fault.CodeOf(err))

	stray := record.Directory{Desks: []record.Desk{{ID: "x", Agency: "nobody", Kind: "panel", Zone: "UTC"}}}
	require.Equal(t, fault.Invalid, fault.CodeOf(w.SeedDirectory(t.Context(), stray)))
}

func TestAVersionOfACorridorNeverChanges(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t).Owner(t)
	require.NoError(t, w.PutCorridor(t.Context(), "tha-idn", 1, []byte("host: THA")))
	require.NoError(t, w.PutCorridor(t.Context(), "tha-idn", 1, []byte("host: THA")))
	require.Equal(t, fault.Conflict, fault.CodeOf(w.PutCorridor(t.Context(), "tha-idn", 1, []byte("host: KHM"))))
	require.NoError(t, w.PutCorridor(t.Context(), "tha-idn", 2, []byte("host: KHM")))
	got, err := w.Corridor(t.Context(), "tha-idn", 1)
	require.NoError(t, err)
	require.Equal(t, "host: THA", string(got.Body))
	require.Equal(t, dbtest.Day, got.StoredAt)
	_, err = w.Corridor(t.Context(), "tha-idn", 3)
	require.Equal(t, fault.NotFound, fault.CodeOf(err))
}

func TestReintegrationIsToldFromTasksAndDecisions(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	c, clocks := dbtest.Opened("case-a")
	w.Write(t, c, clocks...)
	visit := dbtest.Task(casework.FollowUp("3m"), 1, "idn-ngo", dbtest.Day)
	visit.NotBefore = dbtest.Day.AddDate(0, 0, 80)
	c = dbtest.Next(c, casework.KindTick)
	c.Opened = []casework.Task{visit}
	w.Write(t, c, casework.ClockSet{Task: visit.ID, Escalations: dbtest.Ladder(visit.NotBefore)})
	c = dbtest.Decided(c, visit, casework.Missed)
	again := dbtest.Task(casework.FollowUp("3m"), 2, "idn-ngo", dbtest.Day)
	c.Opened = []casework.Task{again}
	w.Write(t, c)
	c = dbtest.Decided(c, again, casework.Reached)
	c.Decisions[0].Ref = "score-1"
	composite := 0.75
	score := record.Score{
		Answers: map[string]string{"q1": "often"},
		Marks:   reintegration.Score{Questionnaire: "rss", Version: 2, Composite: &composite, Questions: 1, Answered: 1},
	}
	w.Stored(t, c.Key, dbtest.OfCase("case-a"), "decide", casework.Command{Task: again.ID}, record.Words{Score: &score, Try: &record.ContactTry{Reached: record.ByVisit}})
	w.Write(t, c)
	c = dbtest.Next(c, casework.KindContact)
	c.Entries = []casework.Entry{{Code: casework.EntryContactAgreed}}
	agreed := record.Contact{Callers: []casework.DeskKind{casework.DeskReintegration}, Woman: true, AskFor: "Khin"}
	w.Stored(t, c.Key, dbtest.OfCase("case-a"), "agree_contact", casework.Command{Kind: casework.KindContact}, record.Words{Contact: &agreed})
	w.Write(t, c)

	got, err := w.Reintegration(t.Context(), "case-a")
	require.NoError(t, err)
	require.Len(t, got.FollowUps, 1)
	up := got.FollowUps[0]
	require.Equal(t, record.FollowUp{
		Step: casework.FollowUp("3m"), Task: again.ID, Status: record.TaskDecided, Outcome: casework.Reached, OpensAt: dbtest.Day, Attempts: 2, ScoreRef: "score-1",
	}, up)
	require.Len(t, got.Scores, 1)
	score.Ref = "score-1"
	require.Equal(t, score, got.Scores[0].Score)
	require.Equal(t, casework.FollowUp("3m"), got.Scores[0].Step)
	require.Len(t, got.Tries, 2, "newest first")
	require.Equal(t, casework.Reached, got.Tries[0].Outcome)
	require.Equal(t, record.ByVisit, got.Tries[0].Reached)
	require.Equal(t, 2, got.Tries[0].Attempt)
	require.Equal(t, casework.Missed, got.Tries[1].Outcome)
	require.Empty(t, got.Tries[1].ContactTry)
	contact, err := w.Contact(t.Context(), "case-a")
	require.NoError(t, err)
	require.Len(t, contact.Rows, 1)
	require.Equal(t, agreed, contact.Rows[0].Contact)
	require.Equal(t, c.By, contact.Rows[0].By)
}
