package ruling_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/casetest"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/fault"
)

// fearful is a case in which the question of fear is open after she was registered.
func fearful(t *testing.T) *life {
	t.Helper()
	l := begin(t, casework.StepFearOfReturn)
	known(&l.c, yes(casework.FactToldOfPurpose))
	l.give(casework.ConsentRegistration)
	return l
}

func (l *life) supersede(s casework.Step) {
	l.tb.Helper()
	l.do(casework.Command{Kind: casework.KindReport, Event: casework.EventSuperseded, Step: s, Reasoned: true, By: caseworker()})
}

// onFear is an answer of an officer of a desk about fear of return.
func (l *life) onFear(by casework.Actor, o casework.Outcome) casework.Command {
	return casework.Command{Kind: casework.KindDecide, Task: l.task(casework.StepFearOfReturn).ID, Outcome: o, Reasoned: true, By: by}
}

func TestAFirstAnswerThatSheDoesNotFearIsTakenFromOne(t *testing.T) {
	t.Parallel()
	l := fearful(t)
	l.do(l.onFear(caseworker(), casework.No))
	require.True(t, l.answer.Settled)
}

// One officer alone turns no yes into a no: a second officer of the supervisor's desk agrees, a day after the
// yes was superseded.
func TestFearFromYesToNoTakesTwoAndADay(t *testing.T) {
	t.Parallel()
	for _, turned := range []casework.Outcome{casework.No, casework.Waived} {
		l := fearful(t)
		l.do(l.onFear(caseworker(), casework.Yes))
		l.supersede(casework.StepFearOfReturn)
		superseded := l.now

		l.do(l.onFear(caseworker(), turned))
		require.False(t, l.answer.Settled)
		asked := l.task(casework.StepFearOfReturn)
		require.Equal(t, casetest.Desk(casework.DeskSupervisor), asked.Desk, "the second officer sits elsewhere")
		require.Contains(t, l.change.Notices, casework.Notice{Kind: casework.NoticeSecond, Desk: asked.Desk, Task: asked.ID})
		require.NotContains(t, l.change.Notices, casework.Notice{Kind: casework.NoticeSecond, Desk: casetest.Desk(casework.DeskCaseworker), Task: asked.ID})
		require.Equal(t, []casework.ClockOrder{{Task: asked.ID, Step: asked.Step, Desk: asked.Desk, Start: l.now}}, l.change.Clocks)
		_, settled := l.c.Settlement(casework.StepFearOfReturn)
		require.False(t, settled)
		l.give(casework.ConsentMedical)
		require.Equal(t, asked.Desk, l.task(casework.StepFearOfReturn).Desk, "it stays with the second desk")

		supervisor := casetest.Officer(casework.DeskSupervisor, casework.RoleSupervisor)
		err := l.try(l.onFear(supervisor, turned))
		require.Equal(t, fault.Conflict, fault.CodeOf(err))
		require.Contains(t, fault.MessageOf(err), "not before "+superseded.Add(ruling.FearWait).Format(time.RFC3339))

		l.now = superseded.Add(ruling.FearWait).Add(-time.Minute)
		l.do(l.onFear(supervisor, turned))
		require.True(t, l.answer.Settled)
		s, _ := l.c.Settlement(casework.StepFearOfReturn)
		require.Equal(t, turned, s.Outcome)
	}
}

func TestTheSecondOfficerOnFearIsAnother(t *testing.T) {
	t.Parallel()
	l := fearful(t)
	l.do(l.onFear(caseworker(), casework.Yes))
	l.supersede(casework.StepFearOfReturn)
	l.now = l.now.Add(3 * casetest.Day)
	l.do(l.onFear(caseworker(), casework.No))
	moved := caseworker()
	moved.Desk = casetest.Desk(casework.DeskSupervisor)
	err := l.try(l.onFear(moved, casework.No))
	require.Equal(t, fault.Conflict, fault.CodeOf(err), "the same account at another desk")
	require.Contains(t, fault.MessageOf(err), "a second officer of desk-caseworker")
	l.refused(fault.Denied, l.onFear(casetest.Officer(casework.DeskConsulate, casework.RoleConsul), casework.No))

	stranger := casetest.Officer(casework.DeskConsulate, casework.RoleConsul) // to whom an officer reassigns it
	l.do(casework.Command{Kind: casework.KindReassign, Task: l.task(casework.StepFearOfReturn).ID, Desk: stranger.Desk, By: caseworker()})
	l.do(l.onFear(stranger, casework.No))
	require.False(t, l.answer.Settled, "no desk outside her care is the second")

	supervisor := casetest.Officer(casework.DeskSupervisor, casework.RoleSupervisor)
	l.do(l.onFear(supervisor, casework.No))
	require.True(t, l.answer.Settled)
}

// A yes is taken from one officer at any time, and so is a no a day after a no was superseded.
func TestWhatOneOfficerMaySayOnFear(t *testing.T) {
	t.Parallel()
	l := fearful(t)
	l.do(l.onFear(caseworker(), casework.No))
	l.supersede(casework.StepFearOfReturn)
	l.do(l.onFear(caseworker(), casework.No))
	require.False(t, l.answer.Settled, "within a day")
	l.do(l.onFear(casetest.Officer(casework.DeskSupervisor, casework.RoleSupervisor), casework.Yes))
	require.True(t, l.answer.Settled)

	l = fearful(t)
	l.do(l.onFear(caseworker(), casework.No))
	l.supersede(casework.StepFearOfReturn)
	l.now = l.now.Add(ruling.FearWait)
	l.do(l.onFear(caseworker(), casework.No))
	require.True(t, l.answer.Settled)
	l.supersede(casework.StepFearOfReturn)
	l.do(l.onFear(caseworker(), casework.Yes))
	require.True(t, l.answer.Settled)
	l.supersede(casework.StepFearOfReturn)
	l.now = l.now.Add(30 * casetest.Day)
	l.do(l.onFear(caseworker(), casework.No))
	require.False(t, l.answer.Settled, "a yes is never forgotten")
}
