package postgres_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
)

func TestAChangeIsWrittenOnceHoweverOftenItComes(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	c, clocks := dbtest.Opened("case-a")
	first := w.Write(t, c, clocks...)
	require.Equal(t, casework.Recorded{Clocks: clocks}, first)

	other := []casework.ClockSet{{Task: clocks[0].Task, Escalations: dbtest.Ladder(dbtest.Day.Add(time.Hour))}}
	again := w.Write(t, c, other...)
	require.Equal(t, first, again, "what was recorded the first time stands")
	for table, want := range map[string]int{
		"app.cases": 1, "app.case_changes": 1, "app.timeline": 2, "app.tasks": 1, "app.facts": 1, "app.notices": 1,
	} {
		require.Equal(t, want, w.Count(t, table), table)
	}
}

func TestAChangeOutOfPlaceIsTurnedAway(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	first, clocks := dbtest.Opened("case-a")
	w.Write(t, first, clocks...)
	second := dbtest.Next(first, casework.KindState)
	w.Write(t, second)

	otherKey := second
	otherKey.Key = "another"
	keyElsewhere := dbtest.Next(second, casework.KindState)
	keyElsewhere.Key = second.Key
	gap := dbtest.Next(second, casework.KindState)
	gap.Seq, gap.Next.Seq = 5, 5
	headless, _ := dbtest.Opened("case-b")
	headless.Seq, headless.Next.Seq = 2, 2
	nameless := dbtest.Next(second, casework.KindState)
	nameless.Key = ""
	differing := dbtest.Next(second, casework.KindState)
	differing.Next.Seq = 9

	for name, tt := range map[string]struct {
		change casework.Change
		code   fault.Code
		is     error
	}{
		"another key at the same place":     {otherKey, fault.Conflict, nil},
		"the same key at another place":     {keyElsewhere, fault.Conflict, nil},
		"a gap":                             {gap, fault.Unknown, record.ErrGap},
		"a case whose opening is missing":   {headless, fault.Unknown, record.ErrGap},
		"no key":                            {nameless, fault.Invalid, nil},
		"a state that is not of the change": {differing, fault.Invalid, nil},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := w.WriteChange(t.Context(), tt.change, nil)
			require.Error(t, err)
			require.Equal(t, tt.code, fault.CodeOf(err))
			if tt.is != nil {
				require.ErrorIs(t, err, tt.is)
				require.False(t, fault.Lasting(err), "somebody repairs the record, then it goes on")
			}
		})
	}
	require.Equal(t, 2, w.Count(t, "app.case_changes"))
}

func TestADecisionSettlesItsTaskAndItsCommand(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	first, clocks := dbtest.Opened("case-a")
	w.Write(t, first, clocks...)
	second := dbtest.Decided(first, first.Opened[0], casework.Refer)
	w.Stored(t, second.Key, dbtest.OfCase("case-a"), "decide", casework.Command{Kind: casework.KindDecide, Task: second.Closed[0].Task},
		record.Words{Text: "because she said so"})
	w.Write(t, second)

	row, err := w.Task(t.Context(), "case-a", "screening#1")
	require.NoError(t, err)
	require.Equal(t, record.TaskDecided, row.Status)
	require.Equal(t, casework.Refer, row.Outcome)
	require.Equal(t, second.At, *row.Receipts.Decided)

	got, err := w.Command(t.Context(), second.Key)
	require.NoError(t, err)
	require.Equal(t, record.CommandSettled, got.State)
	require.JSONEq(t, `{"seq":2,"stage":"rescue","task":"screening#1","settled":true}`, string(got.Answer))
	require.Equal(t, 0, w.Count(t, "app.commands where words is not null"), "the change has taken the words over")

	line, err := w.Timeline(t.Context(), record.TimelineFilter{Case: "case-a", Newest: true})
	require.NoError(t, err)
	require.Len(t, line.Rows, 3)
	require.Equal(t, "because she said so", line.Rows[0].Words)
	require.Empty(t, line.Rows[1].Words)

	decisions, err := w.Decisions(t.Context(), "case-a")
	require.NoError(t, err)
	require.Len(t, decisions, 1)
	require.Equal(t, second.Decisions[0], decisions[0].Decision)
	require.Equal(t, "because she said so", decisions[0].Words)
}

// The sender of a command gets the answer of the rules, for any change.
func TestTheAnswerOfTheRulesIsStored(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	first, clocks := dbtest.Opened("case-a")
	w.Write(t, first, clocks...)
	second := dbtest.Next(first, casework.KindBreakGlass)
	second.Answer = &casework.Answer{Seq: 2, Stage: casework.StageRescue, Task: "access_review/1#1", Access: 1}
	w.Stored(t, second.Key, dbtest.OfCase("case-a"), "break_glass", casework.Command{Kind: casework.KindBreakGlass}, record.Words{})
	w.Write(t, second)

	const want = `{"seq":2,"stage":"rescue","task":"access_review/1#1","access":1}`
	got, err := w.Command(t.Context(), second.Key)
	require.NoError(t, err)
	require.JSONEq(t, want, string(got.Answer))

	version := w.Version(t, second.Key)
	settled, err := w.SettleCommand(t.Context(), second.Key, []byte(`{"seq":2}`))
	require.NoError(t, err)
	require.JSONEq(t, want, string(settled.Answer))
	require.Equal(t, version, w.Version(t, second.Key), "a command that its change has settled is read and not written")
}

func TestTwoDecisionsForOneTask(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	first, clocks := dbtest.Opened("case-a")
	w.Write(t, first, clocks...)
	second := dbtest.Decided(first, first.Opened[0], casework.Refer)
	second.Closed = nil // the task stays open, as it never does, so that only the decision can object
	second.Next.Tasks = first.Next.Tasks
	w.Write(t, second)

	third := dbtest.Decided(second, first.Opened[0], casework.NotIndicated)
	_, err := w.WriteChange(t.Context(), third, nil)
	require.Equal(t, fault.Decided, fault.CodeOf(err))
	require.Equal(t, 2, w.Count(t, "app.case_changes"), "nothing of the second one stays")
	require.Equal(t, 1, w.Count(t, "app.decisions"))
}

func TestOneVoteForEachMember(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	first, clocks := dbtest.Opened("case-a")
	w.Write(t, first, clocks...)
	vote := func(after casework.Change, account casework.AccountID) casework.Change {
		c := dbtest.Next(after, casework.KindDecide)
		c.By.Account = account
		c.Decisions = []casework.Decision{{Key: c.Key, Task: "screening#1", Step: casework.StepScreening, Outcome: casework.Refer, By: c.By, At: c.At}}
		return c
	}
	second := vote(first, "acc-1")
	w.Write(t, second)
	third := vote(second, "acc-2")
	w.Write(t, third)
	_, err := w.WriteChange(t.Context(), vote(third, "acc-1"), nil)
	require.Equal(t, fault.Conflict, fault.CodeOf(err))
	require.Equal(t, 2, w.Count(t, "app.decisions"))
}

func TestAChangeOfWhatIsNotThere(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	first, clocks := dbtest.Opened("case-a")
	w.Write(t, first, clocks...)
	unknown := dbtest.Task(casework.StepTriage, 7, "tha-medical", dbtest.Day)
	updated, closed, lifted := dbtest.Next(first, casework.KindClaim), dbtest.Next(first, casework.KindDecide), dbtest.Next(first, casework.KindReport)
	updated.Updated = []casework.Task{unknown}
	closed.Closed = []casework.TaskClosed{{Task: unknown.ID, How: casework.ClosedRecalled}}
	lifted.Holds = []casework.HoldChange{{Hold: casework.Hold{ID: "h1"}, Lifted: true}}
	for name, c := range map[string]casework.Change{"updates a task": updated, "closes a task": closed, "lifts a hold": lifted} {
		t.Run(name, func(t *testing.T) {
			_, err := w.WriteChange(t.Context(), c, nil)
			require.Equal(t, fault.Conflict, fault.CodeOf(err))
		})
	}
	require.Equal(t, 1, w.Count(t, "app.case_changes"))
}

func TestNoNoticesAfterDeath(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	first, clocks := dbtest.Opened("case-a")
	w.Write(t, first, clocks...)
	death := dbtest.Next(first, casework.KindReport)
	death.Next.Ended = &casework.End{At: death.At, Deceased: true}
	death.Notices = []casework.Notice{{Kind: casework.NoticeStop, Desk: "tha-screener"}}
	w.Write(t, death)

	all, err := w.Notices(t.Context(), record.NoticeFilter{Case: "case-a"})
	require.NoError(t, err)
	require.Len(t, all.Rows, 1)
	require.Equal(t, death.At, *all.Rows[0].StoppedAt)
	sent, err := w.SendNotices(t.Context(), 10, nil)
	require.NoError(t, err)
	require.Zero(t, sent)

	later := dbtest.Next(death, casework.KindTick)
	later.Notices = []casework.Notice{{Kind: casework.NoticeEscalation, Desk: "tha-screener", Level: casework.EscalationHeadOfDesk}}
	w.Write(t, later)
	require.Equal(t, 1, w.Count(t, "app.notices"))
}

func TestHoldsAreSetAndLifted(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	first, clocks := dbtest.Opened("case-a")
	w.Write(t, first, clocks...)
	hold := casework.Hold{ID: "h1", Kind: "witness", Since: dbtest.Day, ReviewBy: dbtest.Day.AddDate(0, 0, 30), By: dbtest.Screener()}
	set := dbtest.Next(first, casework.KindReport)
	set.Holds = []casework.HoldChange{{Hold: hold}}
	w.Write(t, set)
	got, err := w.Holds(t.Context(), "case-a")
	require.NoError(t, err)
	require.Equal(t, []record.Hold{{Hold: hold}}, got)

	lifted := dbtest.Next(set, casework.KindReport)
	lifted.Holds = []casework.HoldChange{{Hold: hold, Lifted: true}}
	w.Write(t, lifted)
	got, err = w.Holds(t.Context(), "case-a")
	require.NoError(t, err)
	require.Equal(t, []record.Hold{{Hold: hold, LiftedAt: &lifted.At}}, got)
}
