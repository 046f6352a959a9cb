package ruling_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/casetest"
	"example.org/homeward/internal/fault"
)

func medic() casework.Actor { return casetest.Officer(casework.DeskMedical, casework.RoleMedical) }

func TestClaimingAndReleasing(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	claim := casework.Command{Kind: casework.KindClaim, Task: "triage#1", By: medic()}
	release := casework.Command{Kind: casework.KindRelease, Task: "triage#1", By: medic()}
	l.refused(fault.Conflict, release)
	l.do(claim)
	require.Equal(t, medic(), *l.task(casework.StepTriage).ClaimedBy)
	require.Equal(t, l.now, l.task(casework.StepTriage).ClaimedAt)
	require.Equal(t, int64(2), l.task(casework.StepTriage).Version)
	require.Equal(t, []casework.Task{l.task(casework.StepTriage)}, l.change.Updated)
	l.do(claim) // again, by the same officer
	other := claim
	other.By.Account = "bo"
	l.refused(fault.Conflict, other)
	stranger := claim
	stranger.By.Desk = "elsewhere"
	l.refused(fault.Denied, stranger)
	claim.Task = "triage#2"
	l.refused(fault.Conflict, claim)
	l.do(release)
	require.Nil(t, l.task(casework.StepTriage).ClaimedBy)
	l.do(other)
}

func TestPausingAndResuming(t *testing.T) {
	t.Parallel()
	for _, spec := range casework.Causes() {
		l := begin(t, casework.StepTriage)
		pause := casework.Command{Kind: casework.KindPause, Task: "triage#1", Cause: spec.Cause, By: medic()}
		resume := casework.Command{Kind: casework.KindResume, Task: "triage#1", By: medic()}
		l.refused(fault.Conflict, resume)
		if spec.Cause == casework.CauseInformation {
			l.refused(fault.Invalid, pause) // asking pauses the task by itself
			continue
		}
		if spec.Cause == casework.CauseUnconfirmed {
			l.refused(fault.Denied, pause) // only a report that is not confirmed does
			continue
		}
		if spec.Cause == casework.CauseOperation {
			pause.By = casetest.Officer(casework.DeskSupervisor, casework.RoleSupervisor)
		}
		l.do(pause)
		require.Equal(t, casework.Pause{Cause: spec.Cause, Since: l.now, By: pause.By, Until: l.now.Add(spec.Default)}, *l.task(casework.StepTriage).Pause)
		require.Contains(t, l.entries(), "task_paused "+string(spec.Cause))
		l.refused(fault.Conflict, pause)
		l.do(resume)
		require.Nil(t, l.task(casework.StepTriage).Pause)
	}
	l := begin(t, casework.StepTriage)
	l.refused(fault.Invalid, casework.Command{Kind: casework.KindPause, Task: "triage#1", Cause: "lunch", By: medic()})
	l.refused(fault.Conflict, casework.Command{Kind: casework.KindPause, Task: "none", Cause: casework.CauseCourt, By: medic()})
	l.refused(fault.Conflict, casework.Command{Kind: casework.KindResume, Task: "none", By: medic()})
}

func TestAskingForInformation(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	ask := casework.Command{Kind: casework.KindAsk, Task: "triage#1", By: medic(), Items: []casework.Item{casework.ItemPhoto, casework.ItemName}}
	for name, items := range map[string][]casework.Item{"unknown": {"story"}, "twice": {casework.ItemName, casework.ItemName}} {
		wrong := ask
		wrong.Items = items
		require.Equal(t, fault.Invalid, fault.CodeOf(l.try(wrong)), name)
	}
	l.do(ask)
	require.Contains(t, l.change.Entries, casework.Entry{
		Code: casework.EntryTaskAsked, Step: casework.StepTriage, Task: "triage#1", Desk: casetest.Desk(casework.DeskCaseworker), Detail: "name photo",
	})
	info := l.task("information/triage")
	require.Equal(t, info.ID, l.answer.Task)
	require.Equal(t, casework.TaskID("triage#1"), info.For)
	require.Equal(t, info.For, l.change.Opened[0].For, "the record hears what it is for")
	require.Equal(t, casetest.Desk(casework.DeskCaseworker), info.Desk)
	require.Equal(t, casework.CauseInformation, l.task(casework.StepTriage).Pause.Cause)
	l.refused(fault.Conflict, ask)
	l.refused(fault.Conflict, casework.Command{Kind: casework.KindResume, Task: "triage#1", By: medic()})
	l.refused(fault.Conflict, casework.Command{Kind: casework.KindAsk, Task: info.ID, By: caseworker()})

	answer := l.deciding(info.Step, casework.Answered)
	answer.Kind = casework.KindAnswer
	l.do(answer)
	require.Nil(t, l.task(casework.StepTriage).Pause)
	require.Contains(t, l.change.Notices, casework.Notice{Kind: casework.NoticeAnswered, Desk: casetest.Desk(casework.DeskMedical), Task: "triage#1"})

	ask.Desk = "ken-mission" // of another desk, this time
	l.do(ask)
	require.Equal(t, casework.DeskID("ken-mission"), l.task("information/triage").Desk)
	require.Equal(t, 2, l.task("information/triage").Attempt)
	l.decide(casework.StepTriage, casework.Green)
	require.Empty(t, l.c.Tasks, "nobody has to answer what is not asked any more")
	require.Len(t, l.change.Closed, 2)

	paused := begin(t, casework.StepTriage)
	paused.do(casework.Command{Kind: casework.KindPause, Task: "triage#1", Cause: casework.CauseCourt, By: medic()})
	ask.Desk = ""
	paused.refused(fault.Conflict, ask)
	ask.By.Desk = "elsewhere"
	paused.refused(fault.Denied, ask)
}

func TestARecalledQuestionLetsTheOtherTaskGoOn(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	l.do(casework.Command{Kind: casework.KindAsk, Task: "triage#1", By: medic()})
	l.do(casework.Command{Kind: casework.KindRecall, Task: l.task("information/triage").ID, Reasoned: true, By: caseworker()})
	require.Nil(t, l.task(casework.StepTriage).Pause)
	require.Len(t, l.change.Closed, 1)
}

func TestReassigning(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	l.c = l.c.Arm(casework.Recorded{Clocks: []casework.ClockSet{{Task: "triage#1", Escalations: []casework.EscalationAt{{Level: casework.EscalationHeadOfDesk, At: casetest.At().Add(casetest.Day)}}}}})
	l.do(casework.Command{Kind: casework.KindClaim, Task: "triage#1", By: medic()})
	move := casework.Command{Kind: casework.KindReassign, Task: "triage#1", Desk: "clinic-2", By: casetest.Officer(casework.DeskSupervisor, casework.RoleSupervisor)}
	l.do(move)
	task := l.task(casework.StepTriage)
	require.Equal(t, casework.DeskID("clinic-2"), task.Desk)
	require.Nil(t, task.ClaimedBy)
	require.True(t, task.Reassigned)
	require.Equal(t, l.now, task.StartedAt, "its clock begins anew")
	require.Empty(t, task.Escalations)
	require.Equal(t, []casework.ClockOrder{{Task: task.ID, Step: task.Step, Desk: "clinic-2", Start: l.now}}, l.change.Clocks)
	require.Equal(t, []casework.Notice{
		{Kind: casework.NoticeTaskRecalled, Desk: casetest.Desk(casework.DeskMedical), Task: task.ID}, {Kind: casework.NoticeTaskOpened, Desk: "clinic-2", Task: task.ID},
	}, l.change.Notices)
	l.refused(fault.Invalid, move)
	move.Desk = ""
	l.refused(fault.Invalid, move)
	move.Task = "none"
	l.refused(fault.Conflict, move)
	l.give("C1")
	require.Equal(t, casework.DeskID("clinic-2"), l.task(casework.StepTriage).Desk, "it stays where it was put")
	require.Equal(t, int64(3), l.task(casework.StepTriage).Version)
	l.decide(casework.StepTriage, casework.Green)
}

func TestRecallingAndAskingAgain(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	recall := casework.Command{Kind: casework.KindRecall, Task: "triage#1", By: caseworker()}
	l.refused(fault.Invalid, recall) // without a reason
	recall.Reasoned = true
	l.do(recall)
	require.Empty(t, l.c.Tasks)
	require.Equal(t, []casework.Wait{{For: casework.StepTriage, Since: l.now}}, l.c.Waits)
	since := l.now
	l.refused(fault.Conflict, recall)
	l.refused(fault.Conflict, casework.Command{Kind: casework.KindAskAgain, Step: casework.StepRegister, By: caseworker()})
	l.give("C1")
	require.Equal(t, since, l.c.Waits[0].Since, "a wait keeps its age")
	l.do(casework.Command{Kind: casework.KindAskAgain, Step: casework.StepTriage, By: caseworker()})
	require.Equal(t, casework.TaskID("triage#2"), l.task(casework.StepTriage).ID)
}

// TestARightCannotBeRecalled: a recall does not open a gate that cannot be waived.
func TestARightCannotBeRecalled(t *testing.T) {
	t.Parallel()
	for _, s := range []casework.Step{casework.StepReflection, casework.StepArrival} {
		l := begin(t, s)
		l.refused(fault.Denied, casework.Command{Kind: casework.KindRecall, Task: l.task(s).ID, Reasoned: true, By: caseworker()})
	}
	l := begin(t, casework.StepReview)
	casetest.Settle(&l.c, casework.StepDetermination, casework.NotVictim, 0)
	l.do(casework.Command{Kind: casework.KindRecall, Task: l.task(casework.StepReview).ID, Reasoned: true, By: caseworker()})
	require.False(t, l.status("G08").Open, "a review that is recalled is not decided")
	l = begin(t, casework.StepReflection)
	casetest.Settle(&l.c, casework.StepDetermination, casework.Victim, 0)
	l.give("C1")
	l.withdraw("C1")
	require.Empty(t, l.open())
	require.False(t, l.status("G07").Open, "nor is a reflection that nobody watches over")
}

func TestAKnownKeyHasItsAnswer(t *testing.T) {
	t.Parallel()
	l := begin(t, casework.StepTriage)
	cmd := l.deciding(casework.StepTriage, casework.Green)
	cmd.Key = "mine"
	l.do(cmd)
	first := l.answer
	known, ok := l.c.Known("mine")
	require.True(t, ok)
	require.True(t, known.Repeated)
	known.Repeated = false
	require.Equal(t, first, known)
	_, ok = l.c.Known("another")
	require.False(t, ok)
	_, ok = l.c.Known("")
	require.False(t, ok)
	require.Empty(t, l.change.Next.Settled, "the record knows the keys by itself")
	require.WithinDuration(t, casetest.At(), l.now, time.Hour)
}

// A mission whose request is recalled has read who she is. It is asked to delete that and to attest it, and sees
// nothing else.
func TestARecalledRequestIsAskedBack(t *testing.T) {
	t.Parallel()
	l := unguarded(t, casework.StepVerifyNationality)
	mission := l.task(casework.StepVerifyNationality).Desk
	l.do(casework.Command{Kind: casework.KindRecall, Task: l.task(casework.StepVerifyNationality).ID, Reasoned: true, By: caseworker()})
	require.Equal(t, mission, l.task(casework.Attest(mission)).Desk)
	require.Contains(t, l.change.Notices, casework.Notice{Kind: casework.NoticeRecall, Desk: mission})
}
