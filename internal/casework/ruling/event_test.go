package ruling_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/casetest"
	"example.org/homeward/internal/fault"
)

// seated returns a case with a seat on a locked manifest, as the movement reports it.
func seated(tb testing.TB) *life {
	tb.Helper()
	c, _ := casetest.Ready()
	for _, s := range []casework.Step{casework.StepDeparture, casework.StepArrival, casework.FollowUp("1w"), casework.FollowUp("1m")} {
		casetest.Unsettle(&c, s)
	}
	casetest.Settle(&c, casework.StepSeat, casework.Held, time.Hour)
	casetest.Settle(&c, casework.StepTicket, casework.Ticketed, time.Hour)
	for i, kind := range []casework.UndoKind{casework.UndoSeat, casework.UndoTicket, casework.UndoManifest} {
		c.Undo = append(c.Undo, casework.UndoEntry{ID: i + 1, Kind: kind, State: casework.UndoArmed, Desk: casetest.Desk(casework.DeskTransport), Movement: "mov-1"})
	}
	return &life{tb: tb, c: c, now: casetest.At().Add(10 * casetest.Day), asks: asks(casework.StepBoarding)}
}

func reporting(e casework.Event) casework.Command {
	return casework.Command{Kind: casework.KindReport, Event: e, By: caseworker()}
}

func (l *life) unsettled(steps ...casework.Step) {
	l.tb.Helper()
	for _, s := range steps {
		_, settled := l.c.Settlement(s)
		require.False(l.tb, settled, s)
	}
}

func (l *life) ordered() (kinds []casework.UndoKind) {
	for _, u := range slices.Backward(l.c.Undo) {
		if u.State == casework.UndoOrdered {
			kinds = append(kinds, u.Kind)
		}
	}
	return kinds
}

func TestEventsHaveTheirEffects(t *testing.T) {
	t.Parallel()
	offTheMovement := []casework.UndoKind{"manifest", "ticket", "seat"}
	for event, tt := range map[casework.Event]struct {
		with  func(*casework.Command)
		facts []casework.Statement
		again []casework.Step // must be done again
		undo  []casework.UndoKind
		gate  casework.GateID // closed now
	}{
		casework.EventEmergency: {
			facts: []casework.Statement{fact(casework.FactMedicalCrisis, "open")}, again: []casework.Step{"fit_to_travel", "pre_embarkation", "manifest"},
			undo: []casework.UndoKind{"manifest"}, gate: "G16",
		},
		casework.EventEmergencyOver: {facts: []casework.Statement{fact(casework.FactMedicalCrisis, "closed")}},
		casework.EventAgeDisputed: {
			facts: []casework.Statement{fact(casework.FactAge, "disputed")}, again: []casework.Step{"age_assessment", "solution", "seat", "ticket", "manifest"},
			undo: offTheMovement, gate: "G10",
		},
		casework.EventNationalityDisputed: {
			facts: []casework.Statement{fact(casework.FactNationality, "disputed")}, again: []casework.Step{"verify_nationality", "travel_document", "seat", "ticket", "manifest"},
			undo: offTheMovement, gate: "G11",
		},
		casework.EventAsylumClaim: {
			facts: []casework.Statement{fact(casework.FactAsylum, "open")}, again: []casework.Step{"solution", "seat", "ticket", "manifest"},
			undo: offTheMovement, gate: "G03",
		},
		casework.EventAsylumClosed: {facts: []casework.Statement{fact(casework.FactAsylum, "closed")}, again: []casework.Step{"solution", "manifest"}, undo: []casework.UndoKind{"manifest"}},
		casework.EventCustodyChanged: {
			with:  func(c *casework.Command) { c.Facts = []casework.Statement{fact(casework.FactCustodian, "police")} },
			facts: []casework.Statement{fact(casework.FactCustodian, "police")},
		},
		casework.EventContactLost:     {facts: []casework.Statement{fact(casework.FactContact, "lost"), fact(casework.FactSafetyAlert, "open")}, gate: "G22"},
		casework.EventContactRestored: {facts: []casework.Statement{fact(casework.FactContact, "kept")}},
		casework.EventHoldSet: {
			with: func(c *casework.Command) {
				c.Hold = &casework.Hold{ID: "h1", Kind: "witness", ReviewBy: casetest.At().Add(40 * casetest.Day)}
			},
			again: []casework.Step{"legal_release", "manifest"}, undo: []casework.UndoKind{"manifest"}, gate: "G20",
		},
		casework.EventPaused: {
			with: func(c *casework.Command) { c.Cause = casework.CauseBorderClosed }, again: []casework.Step{"manifest"},
			undo: []casework.UndoKind{"manifest"}, gate: "G16",
		},
		casework.EventSuperseded: {
			with:  func(c *casework.Command) { c.Step, c.Reasoned = casework.StepReception, true },
			again: []casework.Step{"reception", "manifest"}, undo: []casework.UndoKind{"manifest"}, gate: "G18",
		},
	} {
		t.Run(string(event), func(t *testing.T) {
			t.Parallel()
			l := seated(t)
			cmd := reporting(event)
			if tt.with != nil {
				tt.with(&cmd)
			}
			l.do(cmd)
			require.Contains(t, l.entries(), "event_reported "+string(event))
			for _, f := range tt.facts {
				require.True(t, l.c.FactIs(f.Name, f.Value), f.Name)
			}
			l.unsettled(tt.again...)
			require.Equal(t, tt.undo, l.ordered())
			if tt.gate != "" {
				require.False(t, l.status(tt.gate).Open)
			}
		})
	}
}

func TestEventsThatCannotBe(t *testing.T) {
	t.Parallel()
	hold := func(h *casework.Hold) casework.Command {
		cmd := reporting(casework.EventHoldSet)
		cmd.Hold = h
		return cmd
	}
	with := func(e casework.Event, f func(*casework.Command)) casework.Command {
		cmd := reporting(e)
		f(&cmd)
		return cmd
	}
	past := casetest.At().Add(-casetest.Day)
	for name, tt := range map[string]struct {
		cmd  casework.Command
		want fault.Code
	}{
		"no such event":                {reporting("eclipse"), fault.Invalid},
		"a hold without a review date": {hold(&casework.Hold{ID: "h", Kind: "witness"}), fault.Invalid},
		"a hold reviewed long ago":     {hold(&casework.Hold{ID: "h", Kind: "witness", ReviewBy: past}), fault.Invalid},
		"a hold of no kind":            {hold(&casework.Hold{ID: "h", ReviewBy: casetest.At().Add(90 * casetest.Day)}), fault.Invalid},
		"no hold":                      {hold(nil), fault.Invalid},
		"lifting none":                 {reporting(casework.EventHoldLifted), fault.Invalid},
		"lifting another":              {with(casework.EventHoldLifted, func(c *casework.Command) { c.Hold = &casework.Hold{ID: "x"} }), fault.Conflict},
		"no custodian":                 {reporting(casework.EventCustodyChanged), fault.Invalid},
		"no such custodian":            {with(casework.EventCustodyChanged, func(c *casework.Command) { c.Facts = []casework.Statement{fact(casework.FactCustodian, "a friend")} }), fault.Invalid},
		"superseding what is not":      {with(casework.EventSuperseded, func(c *casework.Command) { c.Step, c.Reasoned = casework.StepReview, true }), fault.Conflict},
		"superseding without reasons":  {with(casework.EventSuperseded, func(c *casework.Command) { c.Step = casework.StepReception }), fault.Invalid},
		"superseding a seat":           {with(casework.EventSuperseded, func(c *casework.Command) { c.Step, c.Reasoned = casework.StepSeat, true }), fault.Conflict},
		"a corridor that is none":      {reporting(casework.EventCorridorChanged), fault.Invalid},
		"a pause without a cause":      {reporting(casework.EventPaused), fault.Invalid},
		"going on without a pause":     {reporting(casework.EventResumed), fault.Conflict},
		"reopening what is open":       {reporting(casework.EventReopened), fault.Conflict},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			seated(t).refused(tt.want, tt.cmd)
		})
	}
}

func TestHoldsAreSetAndLifted(t *testing.T) {
	t.Parallel()
	l := seated(t)
	l.asks = asks(casework.StepLegalRelease)
	for _, id := range []string{"h1", "h2", "h3"} {
		cmd := reporting(casework.EventHoldSet)
		cmd.Hold = &casework.Hold{ID: id, Kind: "witness", ReviewBy: l.now.Add(30 * casetest.Day)}
		l.do(cmd)
		l.refused(fault.Conflict, cmd)
		require.Equal(t, []casework.HoldChange{{Hold: l.c.OnHold[len(l.c.OnHold)-1]}}, l.change.Holds)
	}
	lifted := reporting(casework.EventHoldLifted)
	lifted.Hold = &casework.Hold{ID: "h2"}
	l.do(lifted)
	require.True(t, l.change.Holds[0].Lifted)
	require.Len(t, l.c.OnHold, 2)
	l.decide(casework.StepLegalRelease, casework.Refused)
	require.Len(t, l.c.OnHold, 2)
	l.now = l.now.Add(400 * casetest.Day) // the refusal is valid until then
	l.decide(casework.StepLegalRelease, casework.TestimonyTaken)
	require.Empty(t, l.c.OnHold)
	require.Len(t, l.change.Holds, 2)
	require.True(t, l.status("G20").Open)
}
