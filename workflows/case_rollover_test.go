package workflows_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/workflows"
)

// same compares two cases as they travel.
func same(tb testing.TB, want, got casework.Case) {
	tb.Helper()
	w, err := json.Marshal(want)
	require.NoError(tb, err)
	g, err := json.Marshal(got)
	require.NoError(tb, err)
	require.JSONEq(tb, string(w), string(g))
}

func TestNothingIsLostWhenACaseIsRolledOver(t *testing.T) {
	t.Parallel()
	for _, s := range laneA()[:len(laneA())-1] {
		t.Run("after "+s.name, func(t *testing.T) {
			t.Parallel()
			p := opened(everyStep())
			walk(t, p, laneA(), s.name)
			p.c.TickedAt = at().Add(400 * day) // not later than the clock of the new run
			for i := range p.c.Tasks {
				p.c.Tasks[i].Fired = len(p.c.Tasks[i].Escalations)
			}
			e := newCaseEnv(t)
			e.SetStartTime(at().Add(401 * day))
			rolled := e.roll(time.Hour)
			handed := e.liveUntilRolled(goingOn(p))
			require.NoError(t, rolled.err)
			same(t, p.c, *handed.Carried)
			require.Empty(t, e.changes(), "to write oneself anew changes nothing")
		})
	}
}

// A second run continues with open tasks, a running clock, a paused clock, ordered undos and known keys.
func TestANewRunGoesOnWhereTheOldOneWas(t *testing.T) {
	t.Parallel()
	p := ticketed(t)
	require.NoError(t, p.send(casework.Command{Kind: casework.KindPause, Task: taskOf(t, p, casework.StepPreEmbarkation), Cause: casework.CauseMedical, By: officer("tha-medical", "")}))
	known := p.lastCommand
	require.NoError(t, p.send(withdrawing("C3")))
	require.NoError(t, p.send(withdrawing("C9"))) // the undos are ordered and not done yet
	first := newCaseEnv(t)
	first.seats = func(taking) error { return fault.New(fault.Unavailable, "the movement cannot be reached") }
	first.send(10*time.Second, casework.Command{Kind: casework.KindConsent, Consents: []casework.Consent{"C14"}, Mode: casework.ModeSign, By: officer("tha-caseworker", "")})
	rolled := first.roll(20 * time.Second)
	after := first.send(40*time.Second, casework.Command{Kind: casework.KindConsent, Consents: []casework.Consent{"C13"}, Mode: casework.ModeSign, By: officer("tha-caseworker", "")})
	heal(first, 80*time.Second) // the environment gives up after ten attempts, the server never
	handed := first.liveUntilRolled(goingOn(p))
	require.NoError(t, rolled.err)
	require.Empty(t, after.code(), "an act that cannot be taken back yet keeps nobody from being heard")
	require.Equal(t, allDone(), states(*handed.Carried), "acts under way are finished first")

	second := newCaseEnv(t)
	second.SetStartTime(at().Add(day))
	repeated := second.send(time.Hour, known)
	opened := second.send(time.Hour, casework.Command{Key: "key-1", Kind: casework.KindOpen})
	state := second.live(handed, 10*day)
	require.Empty(t, repeated.code())
	want, _ := p.c.Known(known.Key)
	require.Equal(t, want, repeated.answer, "an old key hears its first answer again")
	require.Empty(t, opened.code())
	require.Equal(t, casework.Answer{Seq: 1, Stage: casework.StageRescue, Repeated: true}, opened.answer)
	require.Empty(t, second.of(casework.KindPause))
	require.NotEmpty(t, second.of(casework.KindTick), "the timer is armed again")
	require.Equal(t, handed.Carried.NextDue(), second.of(casework.KindTick)[0].At)
	require.Equal(t, handed.Carried.Undo, state.Undo)
}

// heal lets the movement be reached again.
func heal(e *caseEnv, after time.Duration) {
	e.RegisterDelayedCallback(func() {
		e.mu.Lock()
		defer e.mu.Unlock()
		e.seats = nil
	}, after)
}

func taskOf(tb testing.TB, p *person, s casework.Step) casework.TaskID {
	tb.Helper()
	task, open := p.c.TaskFor(s)
	require.True(tb, open, s)
	return task.ID
}

func TestANewRunTakesBackWhatTheOldOneHadNotBegun(t *testing.T) {
	t.Parallel()
	p := ticketed(t)
	require.NoError(t, p.send(withdrawing("C9")))
	e := newCaseEnv(t)
	state := e.live(goingOn(p), time.Hour)
	require.Equal(t, backwards(), whats(e))
	require.Equal(t, allDone(), states(state))
}

// A case that is rolled over while it begins an undo does it only once.
func TestAnActIsTakenBackOnceOverTwoRuns(t *testing.T) {
	t.Parallel()
	first := newCaseEnv(t)
	withdrawn := first.send(time.Hour, withdrawing("C9"))
	rolled := first.roll(time.Hour)
	handed := first.liveUntilRolled(goingOn(ticketed(t)))
	require.Empty(t, withdrawn.code())
	require.NoError(t, rolled.err)
	second := newCaseEnv(t)
	second.SetStartTime(at().Add(2 * time.Hour))
	state := second.live(handed, time.Hour)
	require.Equal(t, backwards(), append(whats(first), whats(second)...))
	require.Equal(t, allDone(), states(state))
}

func TestACaseIsRolledOver(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		send    []casework.Command
		suggest bool
		ask     bool
		wantSeq int64
	}{
		"after a stage":                 {send: []casework.Command{registering()}, wantSeq: 2},
		"when the server suggests it":   {send: []casework.Command{triaging("ann")}, suggest: true, wantSeq: 2},
		"when somebody asks, untouched": {ask: true, wantSeq: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newCaseEnv(t)
			var replies []*caseReply
			for _, cmd := range tt.send {
				replies = append(replies, e.send(time.Hour, cmd))
			}
			if tt.suggest {
				e.RegisterDelayedCallback(func() { e.SetContinueAsNewSuggested(true) }, time.Hour+time.Minute)
			}
			if tt.ask {
				replies = append(replies, e.roll(time.Hour))
			}
			handed := e.liveUntilRolled(opening())
			for _, r := range replies {
				require.Empty(t, r.code(), "what was sent is answered before")
			}
			require.Equal(t, tt.wantSeq, handed.Carried.Seq)
			require.LessOrEqual(t, e.Now().Sub(at()), time.Hour+time.Minute+time.Second)
		})
	}
}

func registering() casework.Command {
	return casework.Command{
		Kind: casework.KindDecide, Task: "register#1", Outcome: casework.Registered, By: officer("tha-registrar", casework.RoleRegistrar),
	}
}

// TestWhileACaseIsRolledOverItAcceptsNothing holds the run open with a command that the
// record has not answered yet.
func TestWhileACaseIsRolledOverItAcceptsNothing(t *testing.T) {
	t.Parallel()
	e := newCaseEnv(t)
	fails := times(5, away()) // for three seconds
	e.before = func(c casework.Change) error {
		if c.Kind == casework.KindOpen {
			return nil
		}
		return fails(c)
	}
	underWay := e.send(time.Minute, triaging("ann"))
	e.roll(time.Minute + time.Second)
	late := e.send(time.Minute+2*time.Second, registering())
	handed := e.liveUntilRolled(opening())
	require.Empty(t, underWay.code(), "what was accepted is finished")
	require.Equal(t, fault.RollingOver, late.code())
	require.Equal(t, int64(2), handed.Carried.Seq)
	_, known := handed.Carried.Known(e.changes()[1].Key)
	require.True(t, known)
}

func TestACaseRemembersItsLastTwoHundredKeys(t *testing.T) {
	t.Parallel()
	p := opened(everyStep())
	claim := casework.Command{Kind: casework.KindClaim, Task: "triage#1", By: officer("tha-medical", casework.RoleMedical)}
	for range 250 {
		require.NoError(t, p.send(claim))
	}
	require.Len(t, p.c.Settled, 200)
	e := newCaseEnv(t)
	e.SetStartTime(at().Add(5 * time.Hour))
	e.roll(time.Hour)
	handed := e.liveUntilRolled(goingOn(p))
	first, last := casework.Key(fmt.Sprintf("key-%d", p.sent-199)), casework.Key(fmt.Sprintf("key-%d", p.sent))
	for key, want := range map[casework.Key]bool{"key-1": false, first: true, last: true} {
		_, known := handed.Carried.Known(key)
		require.Equal(t, want, known, key)
	}
	carried, err := json.Marshal(workflows.CaseInput{Ref: "case-1", Carried: handed.Carried})
	require.NoError(t, err)
	require.Less(t, len(carried), 128<<10, "a case travels lightly")
}
