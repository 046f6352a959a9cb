package recordtest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

// A change that is written again is not changed, and the values recorded with it first are returned.
func changeOnce(t *testing.T, s Store) {
	t.Helper()
	c := opening("case-a")
	first := write(t, s, c, clocks(c.Opened[0])...)
	require.Equal(t, clocks(c.Opened[0]), first.Clocks)
	again := write(t, s, c)
	require.Equal(t, first, again)
	next := after(c, casework.KindState)
	write(t, s, next)
	require.Equal(t, first, write(t, s, c), "also after a later one")
	found, err := s.CaseState(t.Context(), "case-a")
	require.NoError(t, err)
	require.Equal(t, int64(2), found.Seq)
}

func changesInOrder(t *testing.T, s Store) {
	t.Helper()
	c := open(t, s, "case-a")
	next := after(c, casework.KindState)
	write(t, s, next)

	other := next
	other.Key = "another-key"
	_, err := s.WriteChange(t.Context(), other, nil)
	code(t, fault.Conflict, err, "another change with this number")
	moved := after(next, casework.KindState)
	moved.Key = next.Key
	_, err = s.WriteChange(t.Context(), moved, nil)
	code(t, fault.Conflict, err, "another change with this key")
	gap := after(after(next, casework.KindState), casework.KindState)
	_, err = s.WriteChange(t.Context(), gap, nil)
	require.ErrorIs(t, err, record.ErrGap)
	headless := after(opening("case-b"), casework.KindState)
	_, err = s.WriteChange(t.Context(), headless, nil)
	require.ErrorIs(t, err, record.ErrGap, "a case whose opening is missing")
	second := opening("case-a")
	second.Key = "open-again"
	_, err = s.WriteChange(t.Context(), second, nil)
	code(t, fault.Conflict, err, "a case that exists is opened under another key")
	for name, wrong := range map[string]func(*casework.Change){
		"no reference": func(c *casework.Change) { c.Ref = "" }, "no key": func(c *casework.Change) { c.Key = "" },
		"no number": func(c *casework.Change) { c.Seq, c.Next.Seq = 0, 0 }, "another case": func(c *casework.Change) { c.Next.Ref = "case-b" },
		"another number": func(c *casework.Change) { c.Next.Seq++ },
	} {
		c := after(next, casework.KindState)
		wrong(&c)
		_, err := s.WriteChange(t.Context(), c, nil)
		code(t, fault.Invalid, err, name)
	}
}

func refusedChange(t *testing.T, s Store) {
	t.Helper()
	c := open(t, s, "case-a")
	before, err := s.Case(t.Context(), "case-a")
	require.NoError(t, err)
	refused := after(c, casework.KindDecide)
	refused.Opened = []casework.Task{taskOf(casework.StepReflection, 1)}
	refused.Closed = []casework.TaskClosed{{Task: "never#1", How: casework.ClosedDecided}}
	refused.Notices = []casework.Notice{{Kind: casework.NoticeTaskOpened, Desk: "tha-screener", Task: "reflection#1"}}
	refused.Next.Stage = casework.StageIdentification
	_, err = s.WriteChange(t.Context(), refused, nil)
	code(t, fault.Conflict, err, "a task that is not open is closed")
	now, err := s.Case(t.Context(), "case-a")
	require.NoError(t, err)
	require.Equal(t, before, now)
	notices, err := s.Notices(t.Context(), record.NoticeFilter{Case: "case-a"})
	require.NoError(t, err)
	require.Len(t, notices.Rows, 1)
	write(t, s, after(c, casework.KindState)) // its number is free
}

func tasksAnsweredOnce(t *testing.T, s Store) {
	t.Helper()
	c := open(t, s, "case-a")
	task := c.Opened[0]
	vote := func(after casework.Change, account casework.AccountID, final bool) casework.Change {
		after.Decisions = []casework.Decision{{
			Key: after.Key, Task: task.ID, Step: task.Step, Outcome: casework.Refer, Final: final, At: after.At,
			By: casework.Actor{Account: account, Desk: "tha-screener", Agency: "tha-msdhs", Role: casework.RoleScreener},
		}}
		return after
	}
	first := vote(after(c, casework.KindDecide), "one", false)
	write(t, s, first)
	_, err := s.WriteChange(t.Context(), vote(after(first, casework.KindDecide), "one", false), nil)
	code(t, fault.Conflict, err, "a member votes twice")
	final := vote(after(first, casework.KindDecide), "one", true)
	write(t, s, final)
	_, err = s.WriteChange(t.Context(), vote(after(final, casework.KindDecide), "two", true), nil)
	code(t, fault.Decided, err, "a second final decision")
}

func tasksComeAndGo(t *testing.T, s Store) {
	t.Helper()
	c := open(t, s, "case-a")
	claimed := after(c, casework.KindClaim)
	task := c.Opened[0]
	task.Escalations = clocks(task)[0].Escalations
	by := screener()
	task.ClaimedBy, task.ClaimedAt, task.Version = &by, claimed.At, 2
	claimed.Updated = []casework.Task{task}
	claimed.Next.Tasks = claimed.Updated
	write(t, s, claimed)
	row, err := s.Task(t.Context(), "case-a", task.ID)
	require.NoError(t, err)
	require.Equal(t, record.TaskOpen, row.Status)
	require.Equal(t, &by, row.ClaimedBy)
	require.Equal(t, int64(2), row.Version)
	require.Equal(t, task.DueAt(), *row.Due)

	again := after(claimed, casework.KindAskAgain)
	again.Opened = []casework.Task{c.Opened[0]}
	_, err = s.WriteChange(t.Context(), again, nil)
	code(t, fault.Conflict, err, "a task is opened twice")

	closed := after(claimed, casework.KindDecide)
	closed.Closed = []casework.TaskClosed{{Task: task.ID, How: casework.ClosedDecided, Outcome: casework.Refer}}
	closed.Next.Tasks = nil
	write(t, s, closed)
	row, err = s.Task(t.Context(), "case-a", task.ID)
	require.NoError(t, err)
	require.Equal(t, record.TaskDecided, row.Status)
	require.Equal(t, casework.Refer, row.Outcome)
	require.Equal(t, closed.At, *row.Receipts.Decided)
	late := after(closed, casework.KindRelease)
	late.Updated = []casework.Task{task}
	_, err = s.WriteChange(t.Context(), late, nil)
	code(t, fault.Conflict, err, "a closed task is changed")
	_, err = s.Task(t.Context(), "case-a", "never#1")
	code(t, fault.NotFound, err, "no such task")
}

func holds(t *testing.T, s Store) {
	t.Helper()
	c := open(t, s, "case-a")
	hold := casework.Hold{ID: "h-1", Kind: "witness", Since: Now(), ReviewBy: Now().Add(30 * day), By: screener()}
	set := after(c, casework.KindState)
	set.Holds = []casework.HoldChange{{Hold: hold}}
	write(t, s, set)
	lifted := after(set, casework.KindState)
	lifted.Holds = []casework.HoldChange{{Hold: hold, Lifted: true}}
	write(t, s, lifted)
	twice := after(lifted, casework.KindState)
	twice.Holds = lifted.Holds
	_, err := s.WriteChange(t.Context(), twice, nil)
	code(t, fault.Conflict, err, "a hold is lifted twice")
	reset := after(lifted, casework.KindState)
	reset.Holds = set.Holds
	write(t, s, reset) // set again
}

func noNoticeAfterDeath(t *testing.T, s Store) {
	t.Helper()
	c := open(t, s, "case-a")
	died := after(c, casework.KindReport)
	died.Next.Ended = &casework.End{At: died.At, Deceased: true}
	died.Notices = []casework.Notice{{Kind: casework.NoticeTaskOpened, Desk: "tha-screener"}}
	write(t, s, died)
	all, err := s.Notices(t.Context(), record.NoticeFilter{Case: "case-a"})
	require.NoError(t, err)
	require.Len(t, all.Rows, 1, "none is added")
	require.Equal(t, died.At, *all.Rows[0].StoppedAt, "the one that waits is stopped")
	trip := planOf("trip", "case-a")
	trip.Notices = nil
	require.NoError(t, s.WriteMovement(t.Context(), trip))
	about := afterMovement(trip, "cancel", "k-cancel")
	about.Notices = append(about.Notices, noticeAbout("case-a"), noticeAbout(""))
	require.NoError(t, s.WriteMovement(t.Context(), about))
	of, err := s.Notices(t.Context(), record.NoticeFilter{Movement: "trip"})
	require.NoError(t, err)
	require.Len(t, of.Rows, 1, "a movement sends none about her either")
}

func caseAsWritten(t *testing.T, s Store) {
	t.Helper()
	c := open(t, s, "case-a")
	other := open(t, s, "case-b")
	found, err := s.Case(t.Context(), "case-a")
	require.NoError(t, err)
	armed := c.Next.Arm(casework.Recorded{Clocks: clocks(c.Opened[0])})
	due := armed.Tasks[0].DueAt()
	require.Equal(t, armed, found.State)
	require.Equal(t, record.CaseSummary{
		Ref: "case-a", Corridor: "tha-idn", Version: 1, Host: "THA", Origin: "IDN", Lane: casework.LaneA, Stage: casework.StageRescue,
		Modality: casework.VoluntaryAssisted, Seq: 1, Minor: true, OpenedAt: Now(), UpdatedAt: Now(), OpenTasks: 1, NextDue: &due,
	}, found.CaseSummary)
	require.Nil(t, found.Person)
	require.False(t, found.Erased)
	require.Len(t, found.Tasks, 1)
	require.Equal(t, armed.Tasks[0], found.Tasks[0].Task)

	_, err = s.Case(t.Context(), "never")
	code(t, fault.NotFound, err, "no such case")
	_, err = s.CaseState(t.Context(), "never")
	code(t, fault.NotFound, err, "no such case")
	states, err := s.CaseStates(t.Context(), []casework.Ref{"case-a", "never", "case-b"})
	require.NoError(t, err)
	require.Len(t, states, 2)
	require.Equal(t, armed, states["case-a"])
	require.Equal(t, other.Ref, states["case-b"].Ref)
}
