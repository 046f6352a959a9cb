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

func word(kind casework.MoveKind, o casework.Outcome, facts ...casework.Statement) casework.Command {
	return casework.Command{
		Kind: casework.KindMove, By: casetest.Officer(casework.DeskTransport, casework.RoleTransport), Facts: facts,
		Move: &casework.Move{Kind: kind, Movement: "mov-1", DepartsAt: casetest.At().Add(13 * casetest.Day), Outcome: o},
	}
}

// passenger returns a case that is ready for a movement and has no seat yet. Its procedure asks for one
// transport step after another.
func passenger(tb testing.TB) *life {
	tb.Helper()
	c, _ := casetest.Ready()
	for _, s := range []casework.Step{
		casework.StepManifest, casework.StepPreEmbarkation, casework.StepDeparture, casework.StepArrival, casework.FollowUp("1w"), casework.FollowUp("1m"),
	} {
		casetest.Unsettle(&c, s)
	}
	c.Trip = nil
	l := &life{tb: tb, c: c, now: casetest.At().Add(10 * casetest.Day)}
	l.asks = func(w *ruling.Walk) {
		for _, s := range []casework.Step{
			casework.StepReception, casework.StepTravelDocument, casework.StepExitPermit, casework.StepFitToTravel, casework.StepSolution,
			casework.StepSeat, casework.StepTicket, casework.StepManifest, casework.StepPreEmbarkation, casework.StepBoarding,
			casework.StepDeparture, casework.StepArrival,
		} {
			if _, left := w.Case().Settlement(casework.StepDeparture); left && s != casework.StepArrival {
				continue
			}
			if _, err := w.Ask(s); err != nil {
				return
			}
		}
	}
	l.give("C12")
	return l
}

// upTo sends a passenger all messages up to the last one.
func (l *life) upTo(last casework.MoveKind) *life {
	l.tb.Helper()
	for _, kind := range []casework.MoveKind{casework.MoveHold, casework.MoveTicket, casework.MoveLock, casework.MoveBoard, casework.MoveDepart, casework.MoveArrive} {
		cmd := word(kind, "")
		switch kind {
		case casework.MoveBoard:
			l.decide(casework.StepPreEmbarkation, casework.Fit)
			cmd.Move.Outcome, cmd.Facts = casework.Boarded, []casework.Statement{yes(casework.FactIdentityMatch), yes(casework.FactAskedAgain)}
		case casework.MoveArrive:
			cmd.Move.Outcome, cmd.By = casework.Met, casetest.Officer(casework.DeskReceiving, casework.RoleReceiver)
		default: // sends nothing more
		}
		l.do(cmd)
		if kind == last {
			break
		}
	}
	return l
}

func TestAMovementTakesAPassengerHome(t *testing.T) {
	t.Parallel()
	for kind, want := range map[casework.MoveKind]struct {
		step  casework.Step
		as    casework.Outcome
		armed map[casework.UndoKind]casework.UndoState
	}{
		casework.MoveHold:   {casework.StepSeat, casework.Held, map[casework.UndoKind]casework.UndoState{"seat": "armed"}},
		casework.MoveTicket: {casework.StepTicket, casework.Ticketed, map[casework.UndoKind]casework.UndoState{"seat": "armed", "ticket": "armed"}},
		casework.MoveLock:   {casework.StepManifest, casework.Locked, map[casework.UndoKind]casework.UndoState{"seat": "armed", "ticket": "armed", "manifest": "armed"}},
		casework.MoveBoard:  {casework.StepBoarding, casework.Boarded, map[casework.UndoKind]casework.UndoState{"seat": "armed", "ticket": "armed", "manifest": "armed"}},
		casework.MoveDepart: {casework.StepDeparture, casework.Departed, map[casework.UndoKind]casework.UndoState{"seat": "spent", "ticket": "spent", "manifest": "spent"}},
		casework.MoveArrive: {casework.StepArrival, casework.Met, map[casework.UndoKind]casework.UndoState{"seat": "spent", "ticket": "spent", "manifest": "spent"}},
	} {
		l := passenger(t).upTo(kind)
		require.True(t, l.c.Is(want.step, l.now, want.as), kind)
		require.Contains(t, l.entries(), "movement "+string(kind))
		states := map[casework.UndoKind]casework.UndoState{}
		for _, u := range l.c.Undo {
			states[u.Kind] = u.State
		}
		require.Equal(t, want.armed, states, kind)
	}
}

func TestWordsThatCannotBe(t *testing.T) {
	t.Parallel()
	with := func(cmd casework.Command, f func(*casework.Move)) casework.Command {
		f(cmd.Move)
		return cmd
	}
	other := func(m *casework.Move) { m.Movement = "mov-2" }
	for name, tt := range map[string]struct {
		after casework.MoveKind // "" for before there is a seat
		cmd   casework.Command
		want  fault.Code
	}{
		"no word":                             {"", casework.Command{Kind: casework.KindMove}, fault.Invalid},
		"of no movement":                      {"", with(word(casework.MoveHold, ""), func(m *casework.Move) { m.Movement = "" }), fault.Invalid},
		"no such word":                        {casework.MoveHold, word("sink", ""), fault.Invalid},
		"a seat without a time":               {"", with(word(casework.MoveHold, ""), func(m *casework.Move) { m.DepartsAt = time.Time{} }), fault.Invalid},
		"a ticket without a seat":             {"", word(casework.MoveTicket, ""), fault.Conflict},
		"another movement's ticket":           {casework.MoveHold, with(word(casework.MoveTicket, ""), other), fault.Conflict},
		"two movements":                       {casework.MoveHold, with(word(casework.MoveHold, ""), other), fault.Conflict},
		"a seat twice":                        {casework.MoveHold, word(casework.MoveHold, ""), fault.Conflict},
		"a manifest before the ticket":        {casework.MoveHold, word(casework.MoveLock, ""), fault.GateClosed},
		"boarding before the last check":      {casework.MoveLock, word(casework.MoveBoard, casework.Boarded, yes(casework.FactIdentityMatch), yes(casework.FactAskedAgain)), fault.GateClosed},
		"boarding as nothing":                 {casework.MoveLock, word(casework.MoveBoard, "slept"), fault.Invalid},
		"departing unboarded":                 {casework.MoveLock, word(casework.MoveDepart, ""), fault.Conflict},
		"arriving before departing":           {casework.MoveBoard, word(casework.MoveArrive, casework.Met), fault.Conflict},
		"arriving as nothing":                 {casework.MoveDepart, word(casework.MoveArrive, "lost"), fault.Invalid},
		"arriving by the sender's word":       {casework.MoveDepart, word(casework.MoveArrive, casework.Met), fault.Denied},
		"slipping to nowhere":                 {casework.MoveHold, with(word(casework.MoveSlip, ""), func(m *casework.Move) { m.DepartsAt = time.Time{} }), fault.Invalid},
		"giving up who has arrived":           {casework.MoveArrive, word(casework.MoveRelease, ""), fault.Conflict},
		"facts that it cannot know":           {casework.MoveTicket, word(casework.MoveLock, "", fact(casework.FactContagious, "no")), fault.Invalid},
		"facts of another word":               {casework.MoveTicket, word(casework.MoveLock, "", yes(casework.FactAskedAgain)), fault.Invalid},
		"values that are none":                {casework.MoveTicket, word(casework.MoveLock, "", fact(casework.FactNamesMatch, "nearly")), fault.Invalid},
		"names that do not match":             {casework.MoveTicket, word(casework.MoveLock, "", fact(casework.FactNamesMatch, "no")), fault.GateClosed},
		"people who must not travel together": {casework.MoveTicket, word(casework.MoveLock, "", fact(casework.FactSeparated, "no")), fault.GateClosed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := passenger(t)
			if tt.after != "" {
				l.upTo(tt.after)
			}
			l.refused(tt.want, tt.cmd)
		})
	}
	l := passenger(t)
	l.do(word(casework.MoveRelease, "")) // a seat that was never held counts as released
	require.Empty(t, l.change.Entries)
}

func TestAPlaceIsGivenUp(t *testing.T) {
	t.Parallel()
	for _, after := range []casework.MoveKind{casework.MoveHold, casework.MoveTicket, casework.MoveLock, casework.MoveBoard, casework.MoveDepart} {
		l := passenger(t).upTo(after)
		l.do(word(casework.MoveRelease, ""))
		require.Nil(t, l.c.Trip)
		l.unsettled(casework.StepSeat, casework.StepTicket, casework.StepManifest, casework.StepPreEmbarkation, casework.StepBoarding, casework.StepDeparture)
		require.Empty(t, l.ordered(), "the movement has done it")
		l.task(casework.StepSeat)
		require.NotNil(t, l.upTo(casework.MoveArrive).c.Trip, "and she can go with another")
	}
}

func TestAManifestIsOpenedAgain(t *testing.T) {
	t.Parallel()
	l := passenger(t).upTo(casework.MoveLock)
	l.do(word(casework.MoveUnlock, ""))
	l.unsettled(casework.StepManifest)
	require.NotNil(t, l.c.Trip)
	require.Empty(t, l.ordered())
	l.do(word(casework.MoveLock, "", yes(casework.FactNamesMatch), yes(casework.FactSeparated)))
}

func TestWhoDoesNotBoardKeepsHerCase(t *testing.T) {
	t.Parallel()
	for outcome, check := range map[casework.Outcome]func(*life){
		casework.NoShow: func(l *life) {
			require.True(t, l.c.FactIs(casework.FactSafetyAlert, "open"), "she is missing until found")
		},
		casework.ChangedMind: func(l *life) {
			require.False(t, l.c.Consented(casework.ConsentReturn, l.now))
			l.unsettled(casework.StepSolution)
			l.task(casework.StepSolution)
		},
		casework.Offloaded: func(l *life) { l.task(casework.StepFitToTravel) },
	} {
		l := passenger(t).upTo(casework.MoveLock)
		l.decide(casework.StepPreEmbarkation, casework.Fit)
		l.do(word(casework.MoveBoard, outcome))
		require.Nil(t, l.c.Trip, outcome)
		require.Nil(t, l.c.Ended)
		check(l)
	}
}

// TestEachBoardingIsCheckedAgain: a check at an earlier boarding does not count for a later one.
func TestEachBoardingIsCheckedAgain(t *testing.T) {
	t.Parallel()
	l := passenger(t).upTo(casework.MoveBoard)
	l.do(word(casework.MoveRelease, ""))
	l.upTo(casework.MoveLock)
	l.decide(casework.StepPreEmbarkation, casework.Fit)
	l.refused(fault.GateClosed, word(casework.MoveBoard, casework.Boarded))
	l.refused(fault.GateClosed, word(casework.MoveBoard, casework.Boarded, yes(casework.FactIdentityMatch)))
	l.do(word(casework.MoveBoard, casework.Boarded, yes(casework.FactIdentityMatch), yes(casework.FactAskedAgain)))
}

func TestASeatThatIsBeingTakenBackIsNotHeld(t *testing.T) {
	t.Parallel()
	l := passenger(t).upTo(casework.MoveHold)
	l.give("C9")
	l.withdraw("C9")
	l.give("C9")
	l.now = l.now.Add(time.Hour)
	l.do(casework.Command{Kind: casework.KindState, Facts: []casework.Statement{yes(casework.FactPickUp)}, By: casetest.Officer(casework.DeskReceiving, "")})
	l.refused(fault.Conflict, word(casework.MoveHold, ""))
	next, _ := l.c.NextUndo()
	l.undone(next.ID, casework.Attested)
	require.Nil(t, l.c.Trip)
	l.decide(casework.StepSolution, casework.Return)
	l.upTo(casework.MoveTicket)
}

// TestATicketFollowsItsDocument (I5): a newly issued document gives the ticket back, and a new one is
// requested.
func TestATicketFollowsItsDocument(t *testing.T) {
	t.Parallel()
	l := passenger(t).upTo(casework.MoveLock)
	cmd := reporting(casework.EventSuperseded)
	cmd.Step, cmd.Reasoned = casework.StepTravelDocument, true
	l.do(cmd)
	require.Equal(t, []casework.UndoKind{"manifest"}, l.ordered(), "no document, no place on the manifest; the ticket may still be of use")
	struck, _ := l.c.NextUndo()
	l.undone(struck.ID, casework.Attested)
	issued := l.deciding(casework.StepTravelDocument, casework.Issued)
	issued.Ref = "doc-2"
	l.do(issued)
	require.Equal(t, []casework.UndoKind{"ticket"}, l.ordered())
	l.unsettled(casework.StepTicket)
	next, _ := l.c.NextUndo()
	l.undone(next.ID, casework.Attested)
	l.task(casework.StepTicket)
	l.do(word(casework.MoveTicket, ""))
	require.Equal(t, "doc-2", l.c.Trip.Document)
	l.do(word(casework.MoveLock, ""))

	same := passenger(t).upTo(casework.MoveTicket)
	cmd.Key = ""
	same.do(cmd)
	issued = same.deciding(casework.StepTravelDocument, casework.Issued)
	issued.Ref = "doc-1"
	same.do(issued)
	require.Empty(t, same.ordered(), "the same document confirmed again changes nothing")
}

// TestADepartureThatSlips closes the gates whose answers expire before the new departure, takes the
// passenger off the manifest, and requests the expired answers again.
func TestADepartureThatSlips(t *testing.T) {
	t.Parallel()
	slip := func(to time.Duration) casework.Command {
		cmd := word(casework.MoveSlip, "")
		cmd.Move.DepartsAt = casetest.At().Add(to)
		return cmd
	}
	for name, tt := range map[string]struct {
		until map[casework.Step]time.Duration
		to    time.Duration
		asks  casework.Step // "" if she keeps her seat
	}{
		"all lasts":                   {map[casework.Step]time.Duration{casework.StepExitPermit: 20 * casetest.Day, casework.StepFitToTravel: 20 * casetest.Day}, 20 * casetest.Day, ""},
		"the permit does not":         {map[casework.Step]time.Duration{casework.StepExitPermit: 15 * casetest.Day}, 15*casetest.Day + time.Hour, casework.StepExitPermit},
		"the fitness does not":        {map[casework.Step]time.Duration{casework.StepFitToTravel: 15 * casetest.Day}, 16 * casetest.Day, casework.StepFitToTravel},
		"the document, by its margin": {map[casework.Step]time.Duration{casework.StepTravelDocument: 21 * casetest.Day}, 15 * casetest.Day, casework.StepTravelDocument},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := passenger(t).upTo(casework.MoveLock)
			for s, until := range tt.until {
				l.c.Settlements[casetest.Slot(&l.c, s)].Until = casetest.After(until)
			}
			l.do(slip(tt.to))
			require.Equal(t, casetest.At().Add(tt.to), l.c.Trip.DepartsAt)
			if tt.asks == "" {
				require.Empty(t, l.ordered())
				return
			}
			require.Equal(t, []casework.UndoKind{"manifest"}, l.ordered(), "seat and ticket stay")
			require.Equal(t, []casework.Step{tt.asks}, l.open())
			require.Equal(t, l.now, l.status("G13").Unmet[0].Since, "since the slip")
			require.False(t, l.status("G12").Open)
		})
	}
}

func TestTheLastCheckIsNotOlderThanThreeDays(t *testing.T) {
	t.Parallel()
	l := passenger(t).upTo(casework.MoveLock)
	cmd := l.deciding(casework.StepPreEmbarkation, casework.Fit)
	cmd.Until = nil
	l.do(cmd)
	require.Equal(t, l.now.Add(72*time.Hour), *l.c.Settlements[casetest.Slot(&l.c, casework.StepPreEmbarkation)].Until)
	l.task(casework.StepBoarding)
	slip := word(casework.MoveSlip, "")
	slip.Move.DepartsAt = l.now.Add(72 * time.Hour)
	l.do(slip)
	l.task(casework.StepBoarding)
	slip.Key, slip.Move.DepartsAt = "", slip.Move.DepartsAt.Add(time.Hour)
	l.do(slip)
	require.Equal(t, []casework.Step{casework.StepPreEmbarkation}, l.open())
	require.False(t, l.status("G16").Open)
}

func TestACharterIsOfItsMovement(t *testing.T) {
	t.Parallel()
	l := passenger(t)
	charter := word(casework.MoveHold, "")
	charter.Move.Charter = true
	l.do(charter)
	require.True(t, l.c.FactIs(casework.FactCharter, "yes"))
	l.do(word(casework.MoveRelease, ""))
	l.do(word(casework.MoveHold, ""))
	require.True(t, l.c.FactIs(casework.FactCharter, "no"), "the next one is none")
}

// TestARequestMovesWithItsWindow: the last check is requested again when the departure moves, earlier
// or later.
func TestARequestMovesWithItsWindow(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.c.Trip = &casework.Trip{Movement: "mov-1", DepartsAt: casetest.At().Add(13 * casetest.Day)}
	l.asks = func(w *ruling.Walk) {
		_, _ = w.AskAt(casework.StepPreEmbarkation, w.Case().Trip.DepartsAt.Add(-3*casetest.Day), 3*casetest.Day)
	}
	l.give("C12")
	first := l.task(casework.StepPreEmbarkation)
	l.give("C1")
	require.Equal(t, first, l.task(casework.StepPreEmbarkation))
	for _, departs := range []time.Duration{20 * casetest.Day, 5 * casetest.Day} {
		slip := word(casework.MoveSlip, "")
		slip.Move.DepartsAt = casetest.At().Add(departs)
		l.do(slip)
		require.Equal(t, casetest.At().Add(departs-3*casetest.Day), l.task(casework.StepPreEmbarkation).NotBefore)
	}
	require.Equal(t, 3, l.task(casework.StepPreEmbarkation).Attempt)
}
