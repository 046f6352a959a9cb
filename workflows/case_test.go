package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/temporal"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/workflows"
)

// opening is the input of a case that is not open yet.
func opening() workflows.CaseInput {
	rules := everyStep()
	return workflows.CaseInput{Ref: "case-1", Open: &casework.Command{
		Key: "open-1", By: officer("tha-registrar", casework.RoleRegistrar), Pinned: &rules,
		Facts: []casework.Statement{yes(casework.FactToldOfPurpose), {Name: casework.FactAge, Value: "adult"}},
	}}
}

// goingOn is the input of a case that has come some way already.
func goingOn(p *person) workflows.CaseInput {
	c := p.c
	return workflows.CaseInput{Ref: c.Ref, Carried: &c}
}

// triaging settles a step of the first stage and leaves the case in it.
func triaging(account casework.AccountID) casework.Command {
	by := officer("tha-medical", casework.RoleMedical)
	by.Account = account
	return casework.Command{Kind: casework.KindDecide, Task: "triage#1", Outcome: casework.Green, By: by}
}

// away is the error of a database that is down.
func away() error { return fault.New(fault.Unavailable, "the database is away") }

// times makes the first n calls fail.
func times(n int, err error) func(casework.Change) error {
	return func(casework.Change) error {
		if n--; n >= 0 {
			return err
		}
		return nil
	}
}

func TestOpeningIsAnsweredWhenItIsOnRecord(t *testing.T) {
	t.Parallel()
	e := newCaseEnv(t)
	e.before = times(3, away())
	opened := e.send(0, casework.Command{Key: "open-1", Kind: casework.KindOpen})
	early := e.send(time.Millisecond, triaging("ann"))
	state := e.live(opening(), time.Hour)

	require.Empty(t, opened.code())
	require.Equal(t, casework.Answer{Seq: 1, Stage: casework.StageRescue}, opened.answer)
	require.WithinDuration(t, at().Add(700*time.Millisecond), opened.at, 20*time.Millisecond, "after three attempts and the waits between them")
	require.Empty(t, early.code(), "who comes early waits")
	require.Equal(t, int64(2), early.answer.Seq)
	require.Len(t, e.changes(), 2)
	require.Equal(t, casework.Key("open-1"), e.changes()[0].Key)
	require.WithinDuration(t, at(), e.changes()[0].At, 20*time.Millisecond, "the workflow says when")
	require.Equal(t, int64(2), state.Seq)
}

func TestADoubledKeyIsAnsweredAlikeAndWrittenOnce(t *testing.T) {
	t.Parallel()
	for name, gap := range map[string]time.Duration{"at the same moment": 0, "later": time.Hour} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newCaseEnv(t)
			cmd := triaging("ann")
			cmd.Key = "once"
			first, second := e.send(time.Minute, cmd), e.send(time.Minute+gap, cmd)
			e.live(opening(), 2*time.Hour)
			require.Empty(t, first.code())
			require.Empty(t, second.code())
			require.NotEqual(t, first.answer.Repeated, second.answer.Repeated, "one is the repetition")
			require.True(t, second.answer.Repeated || gap == 0)
			first.answer.Repeated, second.answer.Repeated = false, false
			require.Equal(t, first.answer, second.answer)
			require.Len(t, e.of(casework.KindDecide), 1)
			require.Equal(t, 2, e.calls)
		})
	}
}

func TestTwoOfficersDecideOneTask(t *testing.T) {
	t.Parallel()
	for name, gap := range map[string]time.Duration{"at the same moment": 0, "one after the other": time.Hour} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newCaseEnv(t)
			ann, bo := e.send(time.Minute, triaging("ann")), e.send(time.Minute+gap, triaging("bo"))
			e.live(opening(), 2*time.Hour)
			won, lost := ann, bo
			if ann.err != nil {
				won, lost = bo, ann
			}
			require.Empty(t, won.code())
			require.True(t, won.answer.Settled)
			require.Equal(t, fault.Decided, lost.code())
			var application *temporal.ApplicationError
			require.ErrorAs(t, lost.err, &application)
			var what casework.AlreadyDecided
			require.NoError(t, application.Details(&what), "it is said what happened")
			require.Equal(t, casework.AlreadyDecided{Outcome: casework.Green, At: at().Add(time.Minute), Desk: "tha-medical"}, what)
			require.Len(t, e.of(casework.KindDecide), 1)
		})
	}
}

func TestARefusalLeavesNoTrace(t *testing.T) {
	t.Parallel()
	with := func(f func(*casework.Command)) casework.Command {
		cmd := triaging("ann")
		f(&cmd)
		return cmd
	}
	for name, tt := range map[string]struct {
		cmd  casework.Command
		want fault.Code
	}{
		"another desk":      {with(func(c *casework.Command) { c.By.Desk = "tha-registrar" }), fault.Denied},
		"no such outcome":   {with(func(c *casework.Command) { c.Outcome = casework.Victim }), fault.Invalid},
		"never asked":       {with(func(c *casework.Command) { c.Task = "solution#1" }), fault.Conflict},
		"seen too long ago": {with(func(c *casework.Command) { c.Version = 7 }), fault.Stale},
		"a gate that nobody opens": {
			casework.Command{Kind: casework.KindWaive, Gate: "G01", Reasoned: true, By: officer("tha-supervisor", casework.RoleSupervisor)}, fault.Denied,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newCaseEnv(t)
			refused := e.send(time.Minute, tt.cmd)
			state := e.live(opening(), time.Hour)
			require.Equal(t, tt.want, refused.code())
			require.Equal(t, 1, e.calls, "the record hears of the opening only")
			require.Equal(t, int64(1), state.Seq)
		})
	}
}

func TestARecordThatHealsIsWaitedFor(t *testing.T) {
	t.Parallel()
	for name, lose := range map[string]func(*caseEnv, func(casework.Change) error){
		"before the commit":                    func(e *caseEnv, f func(casework.Change) error) { e.before = f },
		"between the commit and the answering": func(e *caseEnv, f func(casework.Change) error) { e.after = f },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e := newCaseEnv(t)
			fails := times(5, away())
			lose(e, func(c casework.Change) error {
				if c.Kind != casework.KindDecide {
					return nil
				}
				return fails(c)
			})
			decided := e.send(time.Minute, triaging("ann"))
			state := e.live(opening(), time.Hour)
			require.Empty(t, decided.code())
			require.WithinDuration(t, at().Add(time.Minute+3100*time.Millisecond), decided.at, 20*time.Millisecond)
			require.Equal(t, 1+6, e.calls)
			require.Len(t, e.changes(), 2)
			require.True(t, state.Is(casework.StepTriage, at(), casework.Green))
		})
	}
}

// TestACommandIsJudgedInItsTurn has one come while the one that it rests on is not on record.
func TestACommandIsJudgedInItsTurn(t *testing.T) {
	t.Parallel()
	e := newCaseEnv(t)
	fails := times(5, away())
	e.before = func(c casework.Change) error {
		if c.Kind != casework.KindClaim {
			return nil
		}
		return fails(c)
	}
	medic := officer("tha-medical", casework.RoleMedical)
	claim := e.send(time.Minute, casework.Command{Kind: casework.KindClaim, Task: "triage#1", By: medic})
	release := e.send(time.Minute+time.Second, casework.Command{Kind: casework.KindRelease, Task: "triage#1", By: medic})
	e.live(opening(), time.Hour)
	require.Empty(t, claim.code())
	require.Empty(t, release.code())
	require.Equal(t, claim.answer.Seq+1, release.answer.Seq)
}

func TestARecordThatRefusesForGoodChangesNothing(t *testing.T) {
	t.Parallel()
	e := newCaseEnv(t)
	refuse := times(1, fault.New(fault.KeyReused, "the key is another request's"))
	e.before = func(c casework.Change) error {
		if c.Key != "bad" {
			return nil
		}
		return refuse(c)
	}
	bad := triaging("ann")
	bad.Key = "bad"
	refused, again := e.send(time.Minute, bad), e.send(time.Hour, triaging("bo"))
	state := e.live(opening(), 2*time.Hour)
	require.Equal(t, fault.KeyReused, refused.code())
	require.Empty(t, again.code(), "the task is still open")
	require.Equal(t, int64(2), again.answer.Seq, "the number was not used up")
	require.Equal(t, int64(2), state.Seq)
	_, known := state.Known("bad")
	require.False(t, known)
}

func TestAfterADeathNothingIsSaidByItself(t *testing.T) {
	t.Parallel()
	e := newCaseEnv(t)
	died := e.sendDeath(time.Hour)
	later := e.send(2*time.Hour, triaging("ann"))
	state := e.live(opening(), 1000*day)
	require.Empty(t, died.code())
	require.Equal(t, fault.Conflict, later.code())
	require.Empty(t, e.of(casework.KindTick), "no clock runs any more")
	last := e.changes()[len(e.changes())-1]
	require.Equal(t, casework.KindDecide, last.Kind)
	require.Empty(t, last.Notices)
	require.Equal(t, []casework.Step{casework.StepClosure}, []casework.Step{state.Tasks[0].Step}, "what is left is to close")
	require.LessOrEqual(t, e.started, 2, "the timers from before the death was confirmed are the last")
}
