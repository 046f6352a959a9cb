package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/workflows"
)

// cost counts the resources of the server that one stage of a story has used.
type cost struct {
	runs, commands, ticks, undone, activities   int
	timersStarted, timersFired, timersCancelled int
}

// TestWhatTheCaseCosts drives an adult all the way home through as many runs as it takes, and
// counts. A command costs one activity, an instant that comes costs one timer and one
// activity, and nothing else costs anything.
func TestWhatTheCaseCosts(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	in := workflows.CaseInput{Ref: "case-1", Open: &casework.Command{}}
	*in.Open = casework.Command{Key: "open-1", Pinned: &p.c.Rules, By: officer("tha-registrar", casework.RoleRegistrar)}
	var story []casework.Command
	for _, s := range laneA() {
		require.NoError(t, s.do(p), s.name)
		story = append(story, p.lastCommand)
	}

	now, table := at(), map[casework.Stage]*cost{}
	var all cost
	for len(story) > 0 {
		stage := casework.StageRescue
		if in.Carried != nil {
			stage = in.Carried.Stage
		}
		e, replies := newCaseEnv(t), []*caseReply{}
		e.SetStartTime(now)
		for _, cmd := range story {
			replies = append(replies, e.send(cmd.At.Sub(now), cmd))
		}
		in = e.liveUntilRolled(in)
		now = e.Now()
		heard := 0
		for heard < len(replies) && replies[heard].done && replies[heard].code() == "" {
			heard++
		}
		for _, r := range replies[heard:] {
			require.True(t, !r.done || r.code() == fault.RollingOver, "a command is answered, or is to be sent again")
		}
		story = story[heard:]
		require.Equal(t, len(e.changes()), e.calls, "each change is written once")
		if table[stage] == nil {
			table[stage] = &cost{}
		}
		for _, c := range []*cost{table[stage], &all} {
			c.runs++
			c.commands += heard
			c.ticks += len(e.of(casework.KindTick))
			c.undone += len(e.of(casework.KindUndone))
			c.activities += e.calls + len(e.taken)
			c.timersStarted += e.started
			c.timersFired += e.fired
			c.timersCancelled += e.cancelled
		}
	}
	require.Equal(t, casework.StageClosed, in.Carried.Stage)
	for _, stage := range append(casework.Stages(), "all") {
		c := table[stage]
		if stage == "all" {
			c = &all
		}
		if c != nil {
			t.Logf("%-15s runs %d, commands %2d, ticks %2d, activities %2d, timers started %2d fired %2d cancelled %2d",
				stage, c.runs, c.commands, c.ticks, c.activities, c.timersStarted, c.timersFired, c.timersCancelled)
		}
	}
	require.Equal(t, len(laneA()), all.commands)
	require.Equal(t, 1+all.commands+all.ticks, all.activities, "the opening, each command, each instant: one activity, and no other")
	require.Zero(t, all.undone)
	require.LessOrEqual(t, all.timersStarted, all.activities+2*all.runs, "at most one timer for each change, and one for the pause before each new run")
	require.Equal(t, len(casework.Stages())-1, all.runs, "one run for each stage that is left behind")
	require.Less(t, now.Sub(at()), 450*day)
}

// TestACommandCostsNoTimerUnlessSomethingComesSooner counts what single commands cost.
func TestACommandCostsNoTimerUnlessSomethingComesSooner(t *testing.T) {
	t.Parallel()
	e := newCaseEnv(t)
	medic := officer("tha-medical", casework.RoleMedical)
	for i, cmd := range []casework.Command{
		{Kind: casework.KindClaim, Task: "triage#1", By: medic},
		{Kind: casework.KindRelease, Task: "triage#1", By: medic},
		triaging("ann"),
		{Kind: casework.KindConsent, Consents: []casework.Consent{"C1"}, Mode: casework.ModeSign, By: officer("tha-caseworker", "")},
	} {
		e.send(time.Duration(i+1)*time.Hour, cmd)
	}
	e.live(opening(), day)
	for _, r := range e.replies {
		require.Empty(t, r.code())
	}
	require.Equal(t, 1+len(e.replies), e.calls)
	require.Equal(t, 1, e.started)
	require.Zero(t, e.cancelled)
}
