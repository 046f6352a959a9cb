package ruling_test

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/casetest"
	"example.org/homeward/internal/fault"
)

func giving(mode casework.Mode, which ...casework.Consent) casework.Command {
	return casework.Command{Kind: casework.KindConsent, Consents: which, Mode: mode, Language: "km", By: caseworker()}
}

func TestConsentsAreGivenAndTakenBackOneByOne(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.do(giving(casework.ModeThumbprint, "C1", "C9"))
	require.True(t, l.c.Consented(casework.ConsentReturn, l.now))
	require.Len(t, l.change.Consents, 2)
	require.Equal(t, casework.ModeThumbprint, l.change.Consents[1].Mode)
	l.withdraw("C9")
	require.False(t, l.c.Consented(casework.ConsentReturn, l.now))
	require.True(t, l.c.Consented(casework.ConsentRegistration, l.now))
	g, _ := l.c.Consent(casework.ConsentReturn)
	require.Equal(t, l.now, *g.WithdrawnAt)
	require.NotEmpty(t, g.At, "that she once gave it stays on record")
	l.do(giving(casework.ModeIcons, "C9"))
	require.True(t, l.c.Consented(casework.ConsentReturn, l.now), "she may change her mind again")
	l.refused(fault.Conflict, casework.Command{Kind: casework.KindWithdraw, Consents: []casework.Consent{"C2"}, By: caseworker()})
}

func TestHowAConsentIsGiven(t *testing.T) {
	t.Parallel()
	past := casetest.At().Add(-time.Hour)
	until := giving(casework.ModeSign, "C1")
	until.Until = &past
	for name, cmd := range map[string]casework.Command{
		"nothing named":            giving(casework.ModeSign),
		"no such consent":          giving(casework.ModeSign, "C15"),
		"named twice":              giving(casework.ModeSign, "C1", "C1"),
		"no such mode":             giving("nodded", "C1"),
		"media beside others":      giving(casework.ModeSign, "C1", "C14"),
		"until some time gone by":  until,
		"withdrawing what is none": {Kind: casework.KindWithdraw, Consents: []casework.Consent{"C99"}, By: caseworker()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			begin(t).refused(fault.Invalid, cmd)
		})
	}
	l := begin(t)
	l.do(giving(casework.ModeSign, "C14"))
	for _, mode := range casework.Modes() {
		l.do(giving(mode, "C1"))
		require.Equal(t, mode != casework.ModeAuthority, l.c.Consented(casework.ConsentRegistration, l.now), "an authority's word is not her consent")
	}
}

func TestNoAuthorityGivesBackWhatSheHasWithdrawn(t *testing.T) {
	t.Parallel()
	l := begin(t)
	l.give("C9", "C1")
	l.withdraw("C9")
	l.refused(fault.Conflict, giving(casework.ModeAuthority, "C9"))
	l.do(giving(casework.ModeAuthority, "C2"))
}

func TestAConsentThatRunsOutIsWaitedFor(t *testing.T) {
	t.Parallel()
	l := begin(t)
	cmd := giving(casework.ModeSign, "C9")
	cmd.Until = casetest.After(5 * casetest.Day)
	l.do(cmd)
	require.Equal(t, casetest.At().Add(5*casetest.Day), l.c.NextDue())
	require.True(t, l.c.Consented(casework.ConsentReturn, casetest.At().Add(5*casetest.Day-1)))
	require.False(t, l.c.Consented(casework.ConsentReturn, casetest.At().Add(5*casetest.Day)))
}

// TestWhatAWithdrawalDoes opens every step and performs every act, and withdraws each consent.
func TestWhatAWithdrawalDoes(t *testing.T) {
	t.Parallel()
	returning := []casework.Step{
		"boarding", "border_slot", "embassy_commitment", "exit_permit", "fine_waiver", "fit_to_travel", "manifest", "pre_embarkation",
		"reception", "seat", "ticket",
	}
	consular := []casework.Step{"embassy_commitment", "travel_document", "verify_nationality"}
	type undone = map[casework.UndoKind]casework.UndoState
	const ordered, done, left = casework.UndoOrdered, casework.UndoDone, casework.UndoImpossible
	backHome := undone{"manifest": ordered, "ticket": ordered, "seat": ordered, "handover_package": ordered, "reception": ordered, "exit_permit": done, "fine_waiver": left}
	abroad := undone{"verification": ordered, "document_request": ordered, "embassy_commitment": done}
	every := undone{"family_contact": left, "handover_package": ordered, "police_statement": ordered, "screening_share": ordered, "grant": ordered}
	for _, more := range []undone{backHome, abroad} {
		maps.Copy(every, more)
	}
	for which, tt := range map[casework.Consent]struct {
		recalls []casework.Step // nil if none
		undone  undone
	}{
		"C1":  {allSteps("access_review", "approval", "arrival", "blocked", "case_review", "closure", "hold_review", "stop_journey"), every},
		"C2":  {[]casework.Step{"determination", "screening", "second_look"}, undone{"screening_share": ordered}},
		"C3":  {[]casework.Step{"fit_to_travel", "pre_embarkation", "triage"}, nil},
		"C4":  {consular, abroad},
		"C5":  {consular, abroad},
		"C6":  {nil, undone{"police_statement": ordered}},
		"C7":  {[]casework.Step{"family_assessment"}, undone{"family_contact": left}},
		"C8":  {[]casework.Step{"placement"}, nil},
		"C9":  {returning, backHome},
		"C10": {[]casework.Step{"reception"}, undone{"reception": ordered, "handover_package": ordered, "grant": ordered}},
		"C11": {[]casework.Step{"follow_up", "safety_call"}, nil},
		"C12": {}, "C13": {}, "C14": {},
	} {
		t.Run(string(which), func(t *testing.T) {
			t.Parallel()
			l := inFullSwing(t)
			l.withdraw(which)
			var stopped []casework.Step
			for _, w := range l.c.Waits {
				if w.Consent == "" {
					continue
				}
				require.Equal(t, casework.Wait{For: w.For, Consent: which, Since: l.now}, w)
				stopped = append(stopped, w.For)
			}
			slices.Sort(stopped)
			require.Equal(t, tt.recalls, stopped)
			require.Empty(t, slices.DeleteFunc(l.open(), func(s casework.Step) bool { return !slices.Contains(tt.recalls, s) }), "what was asked is recalled")
			for _, u := range l.c.Undo {
				want, ok := tt.undone[u.Kind]
				if !ok {
					want = casework.UndoArmed
				}
				require.Equal(t, want, u.State, u.Kind)
			}
			l.do(giving(casework.ModeSign, which))
			for _, w := range l.c.Waits {
				require.Empty(t, w.Consent, "and asked for again when she agrees anew")
			}
		})
	}
}

// allSteps lists the steps of a procedure, in alphabetical order, except some.
func allSteps(but ...casework.Step) []casework.Step {
	l := life{}
	for _, spec := range casework.Specs() {
		if spec.Step != casework.StepInformation && spec.Step != casework.StepAttest && !slices.Contains(but, spec.Step) {
			l.c.Tasks = append(l.c.Tasks, casework.Task{Step: spec.Step})
		}
	}
	return l.open()
}

// inFullSwing returns a case in which every step is asked, every consent is given, and every act that
// can be undone is done.
func inFullSwing(tb testing.TB) *life {
	tb.Helper()
	l := begin(tb)
	for _, c := range casework.Consents() {
		l.c.Consents = append(l.c.Consents, casework.ConsentGiven{Consent: c, At: casetest.At(), Mode: casework.ModeSign})
	}
	for i, spec := range casework.UndoSpecs() {
		u := casework.UndoEntry{ID: i + 1, Kind: spec.Kind, State: casework.UndoArmed, Step: casework.StepReception, Desk: casetest.Desk(casework.DeskReceiving)}
		if spec.Method == casework.UndoByMovement {
			u.Movement = "mov-1"
		}
		if spec.Kind == casework.UndoGrant {
			u.Step, u.Grant = "", 1
		}
		l.c.Undo = append(l.c.Undo, u)
	}
	l.c.Access = []casework.Grant{{
		ID: 1, Agency: "ngo", Desk: casetest.Desk(casework.DeskReceiving), Kind: casework.DeskReceiving, Classes: []casework.Class{"C"},
		Consent: casework.ConsentHandover, Since: casetest.At(), Until: casetest.At().Add(100 * casetest.Day),
	}}
	l.asks = asks(allSteps()...)
	l.do(giving(casework.ModeSign, casework.ConsentStatistics))
	require.NotEmpty(tb, l.open())
	return l
}
