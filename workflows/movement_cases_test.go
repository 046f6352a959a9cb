package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
	"example.org/homeward/workflows"
)

// withPeople adds real cases to the movement, with the rules of casework. Each has come to the named step
// of lane A.
func (e *movementEnv) withPeople(tb testing.TB, last string, refs ...casework.Ref) map[casework.Ref]*person {
	tb.Helper()
	people := map[casework.Ref]*person{}
	for _, ref := range refs {
		people[ref] = opened(everyStep())
		walk(tb, people[ref], laneA(), last)
	}
	e.company.judge = func(ref casework.Ref, cmd casework.Command) error {
		p := people[ref]
		cmd.At = e.Now()
		change, _, err := ruling.Accept(p.c, cmd, workflows.Procedure)
		if err == nil {
			p.c = p.c.Take(change, ladders(change))
		}
		return err
	}
	return people
}

// decides has the desk of a step answer after a while.
func (e *movementEnv) decides(tb testing.TB, after time.Duration, p *person, step casework.Step, outcome casework.Outcome, with ...func(*casework.Command)) {
	tb.Helper()
	e.RegisterDelayedCallback(func() {
		p.now = e.Now()
		require.NoError(tb, p.decide(step, outcome, with...))
	}, after)
}

// undoes makes a case undo, after a while, the act that its rules order next.
func (e *movementEnv) undoes(tb testing.TB, after time.Duration, ref casework.Ref, p *person, want casework.UndoKind) *reply {
	tb.Helper()
	r := &reply{env: e}
	e.replies = append(e.replies, r)
	e.RegisterDelayedCallback(func() {
		entry, waits := p.c.NextUndo()
		require.True(tb, waits)
		require.Equal(tb, want, entry.Kind)
		require.Equal(tb, casework.Ref("trip"), entry.Movement)
		e.UpdateWorkflow(string(movement.KindTakeBack), "", r, movement.Command{
			Key: casework.Key("undo/" + string(ref) + "/" + string(want)), By: casework.System(), Case: ref, What: movement.TakeBack(entry.Kind),
		})
		p.now = e.Now()
		require.NoError(tb, p.send(casework.Command{Kind: casework.KindUndone, UndoID: entry.ID, By: casework.System()}))
	}, after)
	return r
}

func atBoarding(refs ...casework.Ref) movement.Command {
	cmd := movement.Command{Items: items(casework.Boarded, refs...)}
	for i := range cmd.Items {
		cmd.Items[i].Facts = []casework.Statement{yes(casework.FactIdentityMatch), yes(casework.FactAskedAgain)}
	}
	return cmd
}

func TestRealCasesGoHomeOnAMovement(t *testing.T) {
	t.Parallel()
	c := newCompany()
	e := newMovementEnv(t, c)
	people := e.withPeople(t, "fit", "a", "b", "c")
	e.send(1*hour, movement.KindHold, movement.Command{Blocks: families([]casework.Ref{"a", "b"}, []casework.Ref{"c"})})
	e.send(2*hour, movement.KindTicket, movement.Command{})
	e.send(3*hour, movement.KindLock, movement.Command{Items: []movement.Item{{Case: "a", Facts: []casework.Statement{yes(casework.FactNamesMatch)}}}})
	for _, p := range people {
		e.decides(t, 4*hour, p, casework.StepPreEmbarkation, casework.Fit)
	}
	early := e.send(5*hour, movement.KindBoard, movement.Command{Items: items(casework.Boarded, "a")}) // her papers are not checked yet
	board := e.send(6*hour, movement.KindBoard, movement.Command{Key: "k-all", Items: append(atBoarding("a", "b").Items, items(casework.NoShow, "c")...)})
	e.send(7*hour, movement.KindDepart, movement.Command{})
	e.send(8*hour, movement.KindArrive, movement.Command{By: officer(receivingDesk, casework.RoleReceiver), Items: append(items(casework.Met, "a"), items(casework.Hospital, "b")...)})
	require.NoError(t, e.run(t, planning(9)))
	for _, r := range e.replies {
		require.NoError(t, r.err)
	}
	require.Equal(t, fault.GateClosed, early.line("a").Refused)
	require.Equal(t, []casework.GateID{"G16"}, early.line("a").Gates)
	require.Equal(t, movement.OnManifest, early.line("a").State)
	require.Equal(t, movement.Aboard, board.line("a").State)
	require.True(t, people["a"].c.Is(casework.StepArrival, e.Now(), casework.Met))
	require.True(t, people["b"].c.Is(casework.StepArrival, e.Now(), casework.Hospital))
	require.Nil(t, people["c"].c.Trip)
	require.True(t, people["c"].c.FactIs(casework.FactSafetyAlert, "open"))
	_, asked := people["c"].c.TaskFor(casework.StepSeat)
	require.True(t, asked, "her case goes on: she needs another seat")
}

func TestARealCaseSaysWhatItWaitsFor(t *testing.T) {
	t.Parallel()
	c := newCompany()
	e := newMovementEnv(t, c)
	people := e.withPeople(t, "reception", "a")
	e.send(1*hour, movement.KindHold, movement.Command{Blocks: alone("a")})
	ticket := e.send(2*hour, movement.KindTicket, movement.Command{})
	e.decides(t, 3*hour, people["a"], casework.StepFitToTravel, casework.Fit)
	again := e.send(4*hour, movement.KindTicket, movement.Command{Key: "k-again"})
	e.cancel(5 * hour)
	require.NoError(t, e.run(t, planning(9)))
	require.Equal(t, movement.Line{Case: "a", State: movement.Held, Why: movement.WhyRefused, Refused: fault.GateClosed, Gates: []casework.GateID{"G12"}}, ticket.line("a"))
	require.Equal(t, movement.Line{Case: "a", State: movement.HasTicket}, again.line("a"))
	require.Nil(t, people["a"].c.Trip, "cancelling a movement leaves the case without a place, and going on")
}

func TestAPermitThatEndsBeforeASlippedDeparture(t *testing.T) {
	t.Parallel()
	c := newCompany()
	e := newMovementEnv(t, c)
	people := e.withPeople(t, "fit", "a", "b")
	late := at().Add(29 * day) // the document and everything else holds longer; the permit is for 30 days
	p := people["a"]
	e.send(1*hour, movement.KindHold, movement.Command{Blocks: alone("a", "b")})
	e.send(2*hour, movement.KindTicket, movement.Command{})
	e.send(3*hour, movement.KindLock, movement.Command{})
	slip := e.send(4*hour, movement.KindSlip, movement.Command{DepartsAt: late.Add(3 * day)})
	struck := e.undoes(t, 5*hour, "a", p, casework.UndoManifest)
	other := e.undoes(t, 5*hour+time.Minute, "b", people["b"], casework.UndoManifest)
	e.then(6*hour, func(m movement.Movement) { require.Empty(t, m.Listed()) })
	e.cancel(7 * hour)
	require.NoError(t, e.run(t, planning(9)))
	require.NoError(t, slip.err)
	require.Equal(t, movement.Locked, slip.answer.Status)
	require.Equal(t, movement.HasTicket, struck.line("a").State)
	require.Equal(t, movement.HasTicket, other.line("b").State)
	require.Equal(t, []string{"hold", "ticket", "lock", "slip", "release"}, c.sayings("a"))
}

func TestASurvivorChangesHerMind(t *testing.T) {
	t.Parallel()
	for name, boarded := range map[string]bool{"at the door": false, "on board": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCompany()
			e := newMovementEnv(t, c)
			people := e.withPeople(t, "fit", "a", "b")
			e.send(1*hour, movement.KindHold, movement.Command{Blocks: alone("a", "b")})
			e.send(2*hour, movement.KindTicket, movement.Command{})
			e.send(3*hour, movement.KindLock, movement.Command{})
			for _, p := range people {
				e.decides(t, 4*hour, p, casework.StepPreEmbarkation, casework.Fit)
			}
			who := []casework.Ref{"b"}
			if boarded {
				who = append(who, "a")
			}
			e.send(5*hour, movement.KindBoard, atBoarding(who...))
			changed := e.send(6*hour, movement.KindBoard, movement.Command{Key: "k-changed", Items: items(casework.ChangedMind, "a")})
			depart := e.send(7*hour, movement.KindDepart, movement.Command{})
			e.send(8*hour, movement.KindArrive, movement.Command{By: officer(receivingDesk, casework.RoleReceiver), Items: items(casework.Met, "b")})
			require.NoError(t, e.run(t, planning(9)))
			require.NoError(t, changed.err)
			require.Equal(t, movement.Off, changed.line("a").State)
			require.Equal(t, movement.Away, depart.line("b").State)
			require.Nil(t, people["a"].c.Trip)
			require.False(t, people["a"].c.Is(casework.StepDeparture, e.Now(), casework.Departed))
			given, _ := people["a"].c.Consent(casework.ConsentReturn)
			require.False(t, given.Active(e.Now()), "until the doors close she can change her mind, and it counts")
			require.NotContains(t, c.notices(), movement.NoticeMessageRefused)
		})
	}
}

func TestAWithdrawnConsentTakesEverythingBack(t *testing.T) {
	t.Parallel()
	c := newCompany()
	e := newMovementEnv(t, c)
	people := e.withPeople(t, "fit", "a", "b")
	e.send(1*hour, movement.KindHold, movement.Command{Blocks: families([]casework.Ref{"a", "b"})})
	e.send(2*hour, movement.KindTicket, movement.Command{})
	e.send(3*hour, movement.KindLock, movement.Command{})
	e.RegisterDelayedCallback(func() {
		people["a"].now = e.Now()
		require.NoError(t, people["a"].send(casework.Command{
			Kind: casework.KindWithdraw, Consents: []casework.Consent{casework.ConsentReturn}, By: officer("tha-caseworker", casework.RoleCaseworker),
		}))
	}, 4*hour)
	e.undoes(t, 5*hour, "a", people["a"], casework.UndoManifest)
	e.undoes(t, 5*hour+time.Minute, "a", people["a"], casework.UndoTicket)
	seat := e.undoes(t, 5*hour+2*time.Minute, "a", people["a"], casework.UndoSeat)
	e.cancel(7 * hour)
	require.NoError(t, e.run(t, planning(9)))
	require.Equal(t, movement.Line{Case: "a", State: movement.Off, Why: movement.WhyWithdrawn}, seat.line("a"))
	require.Equal(t, []string{"hold", "ticket", "lock"}, c.sayings("a"))
	require.Equal(t, []string{"hold", "ticket", "lock", "unlock", "release"}, c.sayings("b"))
	require.Nil(t, people["b"].c.Trip)
	given, _ := people["b"].c.Consent(casework.ConsentReturn)
	require.True(t, given.Active(e.Now()), "the family's own consent stands")
}
