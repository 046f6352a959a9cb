package postgres_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

func TestAChangeIsWrittenOnceHoweverOftenItComes(t *testing.T) {
	t.Parallel()
	w := newEnv(t)
	c, clocks := opened("case-a")
	first := w.write(t, c, clocks...)
	require.Equal(t, casework.Recorded{Clocks: clocks}, first)

	other := []casework.ClockSet{{Task: clocks[0].Task, Escalations: ladder(day.Add(time.Hour))}}
	again := w.write(t, c, other...)
	require.Equal(t, first, again, "what was recorded the first time stands")
	for table, want := range map[string]int{
		"app.cases": 1, "app.case_changes": 1, "app.timeline": 2, "app.tasks": 1, "app.facts": 1, "app.notices": 1,
	} {
		require.Equal(t, want, w.count(t, table), table)
	}
}

func TestAChangeOutOfPlaceIsTurnedAway(t *testing.T) {
	t.Parallel()
	w := newEnv(t)
	first, clocks := opened("case-a")
	w.write(t, first, clocks...)
	second := next(first, casework.KindState)
	w.write(t, second)

	otherKey := second
	otherKey.Key = "another"
	keyElsewhere := next(second, casework.KindState)
	keyElsewhere.Key = second.Key
	gap := next(second, casework.KindState)
	gap.Seq, gap.Next.Seq = 5, 5
	headless, _ := opened("case-b")
	headless.Seq, headless.Next.Seq = 2, 2
	nameless := next(second, casework.KindState)
	nameless.Key = ""
	differing := next(second, casework.KindState)
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
	require.Equal(t, 2, w.count(t, "app.case_changes"))
}

func TestADecisionSettlesItsTaskAndItsCommand(t *testing.T) {
	t.Parallel()
	w := newEnv(t)
	first, clocks := opened("case-a")
	w.write(t, first, clocks...)
	second := decided(first, first.Opened[0], casework.Refer)
	w.stored(t, second.Key, ofCase("case-a"), "decide", casework.Command{Kind: casework.KindDecide, Task: second.Closed[0].Task},
		record.Words{Text: "because she said so"})
	w.write(t, second)

	row, err := w.Task(t.Context(), "case-a", "screening#1")
	require.NoError(t, err)
	require.Equal(t, record.TaskDecided, row.Status)
	require.Equal(t, casework.Refer, row.Outcome)
	require.Equal(t, second.At, *row.Receipts.Decided)

	got, err := w.Command(t.Context(), second.Key)
	require.NoError(t, err)
	require.Equal(t, record.CommandSettled, got.State)
	require.JSONEq(t, `{"seq":2,"stage":"rescue","task":"screening#1","settled":true}`, string(got.Answer))
	require.Equal(t, 0, w.count(t, "app.commands where words is not null"), "the change has taken the words over")

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
	w := newEnv(t)
	first, clocks := opened("case-a")
	w.write(t, first, clocks...)
	second := next(first, casework.KindBreakGlass)
	second.Answer = &casework.Answer{Seq: 2, Stage: casework.StageRescue, Task: "access_review/1#1", Access: 1}
	w.stored(t, second.Key, ofCase("case-a"), "break_glass", casework.Command{Kind: casework.KindBreakGlass}, record.Words{})
	w.write(t, second)

	const want = `{"seq":2,"stage":"rescue","task":"access_review/1#1","access":1}`
	got, err := w.Command(t.Context(), second.Key)
	require.NoError(t, err)
	require.JSONEq(t, want, string(got.Answer))

	version := w.version(t, second.Key)
	settled, err := w.SettleCommand(t.Context(), second.Key, []byte(`{"seq":2}`))
	require.NoError(t, err)
	require.JSONEq(t, want, string(settled.Answer))
	require.Equal(t, version, w.version(t, second.Key), "a command that its change has settled is read and not written")
}

func TestTwoDecisionsForOneTask(t *testing.T) {
	t.Parallel()
	w := newEnv(t)
	first, clocks := opened("case-a")
	w.write(t, first, clocks...)
	second := decided(first, first.Opened[0], casework.Refer)
	second.Closed = nil // the task stays open, as it never does, so that only the decision can object
	second.Next.Tasks = first.Next.Tasks
	w.write(t, second)

	third := decided(second, first.Opened[0], casework.NotIndicated)
	_, err := w.WriteChange(t.Context(), third, nil)
	require.Equal(t, fault.Decided, fault.CodeOf(err))
	require.Equal(t, 2, w.count(t, "app.case_changes"), "nothing of the second one stays")
	require.Equal(t, 1, w.count(t, "app.decisions"))
}

func TestOneVoteForEachMember(t *testing.T) {
	t.Parallel()
	w := newEnv(t)
	first, clocks := opened("case-a")
	w.write(t, first, clocks...)
	vote := func(after casework.Change, account casework.AccountID) casework.Change {
		c := next(after, casework.KindDecide)
		c.By.Account = account
		c.Decisions = []casework.Decision{{Key: c.Key, Task: "screening#1", Step: casework.StepScreening, Outcome: casework.Refer, By: c.By, At: c.At}}
		return c
	}
	second := vote(first, "acc-1")
	w.write(t, second)
	third := vote(second, "acc-2")
	w.write(t, third)
	_, err := w.WriteChange(t.Context(), vote(third, "acc-1"), nil)
	require.Equal(t, fault.Conflict, fault.CodeOf(err))
	require.Equal(t, 2, w.count(t, "app.decisions"))
}

func TestAChangeOfWhatIsNotThere(t *testing.T) {
	t.Parallel()
	w := newEnv(t)
	first, clocks := opened("case-a")
	w.write(t, first, clocks...)
	unknown := task(casework.StepTriage, 7, "tha-medical", day)
	updated, closed, lifted := next(first, casework.KindClaim), next(first, casework.KindDecide), next(first, casework.KindReport)
	updated.Updated = []casework.Task{unknown}
	closed.Closed = []casework.TaskClosed{{Task: unknown.ID, How: casework.ClosedRecalled}}
	lifted.Holds = []casework.HoldChange{{Hold: casework.Hold{ID: "h1"}, Lifted: true}}
	for name, c := range map[string]casework.Change{"updates a task": updated, "closes a task": closed, "lifts a hold": lifted} {
		t.Run(name, func(t *testing.T) {
			_, err := w.WriteChange(t.Context(), c, nil)
			require.Equal(t, fault.Conflict, fault.CodeOf(err))
		})
	}
	require.Equal(t, 1, w.count(t, "app.case_changes"))
}

func TestNoNoticesAfterDeath(t *testing.T) {
	t.Parallel()
	w := newEnv(t)
	first, clocks := opened("case-a")
	w.write(t, first, clocks...)
	death := next(first, casework.KindReport)
	death.Next.Ended = &casework.End{At: death.At, Deceased: true}
	death.Notices = []casework.Notice{{Kind: casework.NoticeStop, Desk: "tha-screener"}}
	w.write(t, death)

	all, err := w.Notices(t.Context(), record.NoticeFilter{Case: "case-a"})
	require.NoError(t, err)
	require.Len(t, all.Rows, 1)
	require.Equal(t, death.At, *all.Rows[0].StoppedAt)
	sent, err := w.SendNotices(t.Context(), 10, nil)
	require.NoError(t, err)
	require.Zero(t, sent)

	later := next(death, casework.KindTick)
	later.Notices = []casework.Notice{{Kind: casework.NoticeEscalation, Desk: "tha-screener", Level: casework.EscalationHeadOfDesk}}
	w.write(t, later)
	require.Equal(t, 1, w.count(t, "app.notices"))
}

func TestHoldsAreSetAndLifted(t *testing.T) {
	t.Parallel()
	w := newEnv(t)
	first, clocks := opened("case-a")
	w.write(t, first, clocks...)
	hold := casework.Hold{ID: "h1", Kind: "witness", Since: day, ReviewBy: day.AddDate(0, 0, 30), By: screener()}
	set := next(first, casework.KindReport)
	set.Holds = []casework.HoldChange{{Hold: hold}}
	w.write(t, set)
	got, err := w.Holds(t.Context(), "case-a")
	require.NoError(t, err)
	require.Equal(t, []record.Hold{{Hold: hold}}, got)

	lifted := next(set, casework.KindReport)
	lifted.Holds = []casework.HoldChange{{Hold: hold, Lifted: true}}
	w.write(t, lifted)
	got, err = w.Holds(t.Context(), "case-a")
	require.NoError(t, err)
	require.Equal(t, []record.Hold{{Hold: hold, LiftedAt: &lifted.At}}, got)
}
