package ruling_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/casetest"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/fault"
)

// TestAPreviewIsWhatHappens compares the preview of each withdrawal with the withdrawal.
func TestAPreviewIsWhatHappens(t *testing.T) {
	t.Parallel()
	for _, which := range casework.Consents() {
		t.Run(string(which), func(t *testing.T) {
			t.Parallel()
			l := inFullSwing(t)
			before := l.c
			cmd := casework.Command{Key: "w", Consents: []casework.Consent{which}, At: l.now, By: caseworker()}
			preview, err := ruling.PreviewWithdrawal(l.c, cmd, l.asks)
			require.NoError(t, err)
			require.Equal(t, before, l.c, "to look changes nothing")
			l.withdraw(which)
			var recalled []casework.PreviewTask
			for _, closed := range l.change.Closed {
				task, _ := before.Task(closed.Task)
				recalled = append(recalled, casework.PreviewTask{Task: task.ID, Step: task.Step, Desk: task.Desk})
			}
			require.ElementsMatch(t, recalled, preview.Recalls)
			var asked []casework.PreviewTask
			for _, task := range l.change.Opened {
				asked = append(asked, casework.PreviewTask{Task: task.ID, Step: task.Step, Desk: task.Desk})
			}
			require.ElementsMatch(t, asked, preview.Asks)
			var kinds, foretold []casework.UndoKind
			for i := range slices.Backward(l.c.Undo) {
				if l.c.Undo[i].State != before.Undo[i].State {
					kinds = append(kinds, l.c.Undo[i].Kind)
				}
			}
			for _, u := range preview.Undoes {
				foretold = append(foretold, u.Kind)
				spec := casework.UndoSpecOf(u.Kind)
				require.Equal(t, spec.Method, u.Method)
				require.Equal(t, spec.Leftover, u.Leftover, "what cannot be undone is named, not hidden")
			}
			require.Equal(t, kinds, foretold, "the last done is taken back first")
		})
	}
	l := begin(t)
	_, err := ruling.PreviewWithdrawal(l.c, casework.Command{Consents: []casework.Consent{"C9"}, At: l.now}, l.asks)
	require.Equal(t, fault.Conflict, fault.CodeOf(err), "what is not given cannot be withdrawn")
}

func TestUndoGoesBackwards(t *testing.T) {
	t.Parallel()
	l := inFullSwing(t)
	l.withdraw("C1")
	var order []string
	for _, e := range l.change.Entries {
		if e.Code == casework.EntryUndoOrdered || e.Code == casework.EntryUndone {
			order = append(order, e.Detail)
		}
	}
	var want []string
	for _, u := range slices.Backward(l.c.Undo) {
		if casework.UndoSpecOf(u.Kind).Method != casework.CannotUndo {
			want = append(want, string(u.Kind))
		}
	}
	require.Equal(t, want, order)
	require.Contains(t, l.entries(), "cannot_be_undone family_knows")
	require.Contains(t, l.entries(), "cannot_be_undone waiver_lapses")
	for _, kind := range []casework.UndoKind{"manifest", "ticket", "seat"} {
		next, ok := l.c.NextUndo()
		require.True(t, ok)
		require.Equal(t, kind, next.Kind)
		l.undone(next.ID, casework.Attested)
	}
	_, more := l.c.NextUndo()
	require.False(t, more, "what desks have to attest is not the workflow's")
}

// undone sends the command by which the workflow records that an act was undone.
func (l *life) undone(id int, o casework.Outcome) {
	l.tb.Helper()
	l.do(casework.Command{Kind: casework.KindUndone, UndoID: id, Outcome: o, By: casework.System()})
}

func TestAReceiverAttestsWhatItHasDeleted(t *testing.T) {
	t.Parallel()
	for outcome, want := range map[casework.Outcome]casework.UndoState{casework.Attested: casework.UndoDone, casework.Refused: casework.UndoImpossible} {
		l := inFullSwing(t)
		l.withdraw("C10")
		attest := casework.Attest(casetest.Desk(casework.DeskReceiving))
		require.Equal(t, casetest.Desk(casework.DeskReceiving), l.task(attest).Desk)
		require.Contains(t, l.change.Notices, casework.Notice{Kind: casework.NoticeRecall, Desk: casetest.Desk(casework.DeskReceiving)})
		l.refused(fault.Denied, casework.Command{Kind: casework.KindRecall, Task: l.task(attest).ID, Reasoned: true, By: caseworker()})
		l.decide(attest, outcome)
		for _, u := range l.c.Undo {
			if u.Kind == casework.UndoReception || u.Kind == casework.UndoHandover {
				require.Equal(t, want, u.State, u.Kind)
			}
		}
		require.NotContains(t, l.open(), attest)
	}
}

// TestWhatFailsBecomesATask, also for a seat: its place ends when the seat was released by hand.
func TestWhatFailsBecomesATask(t *testing.T) {
	t.Parallel()
	l := inFullSwing(t)
	l.c.Trip = &casework.Trip{Movement: "mov-1", DepartsAt: casetest.At().Add(20 * casetest.Day)}
	l.withdraw("C9")
	for range 3 {
		next, _ := l.c.NextUndo()
		l.undone(next.ID, casework.Refused)
	}
	_, more := l.c.NextUndo()
	require.False(t, more, "the machine does not try again what a person does")
	require.NotNil(t, l.c.Trip)
	require.Error(t, l.try(casework.Command{Kind: casework.KindUndone, UndoID: 99, By: casework.System()}))
	l.decide(casework.Attest(casetest.Desk(casework.DeskReceiving)), casework.Attested) // all acts of this fixture belong to that desk
	require.Nil(t, l.c.Trip)
	for _, u := range l.c.Undo {
		require.NotEqual(t, casework.UndoOrdered, u.State, u.Kind)
	}
	l.refused(fault.Conflict, casework.Command{Kind: casework.KindUndone, UndoID: 1, Outcome: casework.Attested, By: casework.System()})
}

func TestAnActIsPutOnTheStackOnce(t *testing.T) {
	t.Parallel()
	armed := func(l *life) (kinds []casework.UndoKind) {
		for _, u := range l.c.Undo {
			kinds = append(kinds, u.Kind)
		}
		return kinds
	}
	for step, kind := range map[casework.Step]casework.UndoKind{
		casework.StepVerifyNationality: casework.UndoVerification, casework.StepFamilyAssessment: casework.UndoFamilyContact,
		casework.StepReception: casework.UndoReception, casework.StepDetermination: casework.UndoScreeningShare,
		casework.StepEmbassyCommitment: casework.UndoCommitment, casework.StepTravelDocument: casework.UndoDocumentRequest,
	} {
		l := unguarded(t, step)
		require.Equal(t, []casework.UndoKind{kind}, armed(l), "before the desk hears of it")
		l.do(casework.Command{Kind: casework.KindRecall, Task: l.task(step).ID, Reasoned: true, By: caseworker()})
		l.do(casework.Command{Kind: casework.KindAskAgain, Step: step, By: caseworker()})
		require.Equal(t, 2, l.task(step).Attempt)
		if at := l.task(step).Kind; at == casework.DeskConsulate || at == casework.DeskReceiving {
			require.Equal(t, []casework.UndoKind{kind, kind}, armed(l), "what was sent first was asked back")
			require.NotEqual(t, casework.UndoArmed, l.c.Undo[0].State)
			continue
		}
		require.Equal(t, []casework.UndoKind{kind}, armed(l))
	}
	for step, kind := range map[casework.Step]casework.UndoKind{casework.StepExitPermit: casework.UndoExitPermit, casework.StepFineWaiver: casework.UndoFineWaiver} {
		l := unguarded(t, step)
		l.decide(step, casework.Granted)
		require.Equal(t, []casework.UndoKind{kind}, armed(l))
	}
}

// TestAfterADepartureNothingOfItIsUndone: she is received, even if she withdraws a consent on the way.
func TestAfterADepartureNothingOfItIsUndone(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		arrived  bool
		withdraw casework.Consent
		undone   bool
	}{
		"return, on the way":       {false, "C9", false},
		"return, at home":          {true, "C9", false},
		"handover, on the way":     {false, "C10", false},
		"handover, at home":        {true, "C10", true},
		"registration, on the way": {false, "C1", false},
		"registration, at home":    {true, "C1", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := begin(t, casework.StepArrival)
			casetest.Settle(&l.c, casework.StepSolution, casework.Return, 0)
			casetest.Settle(&l.c, casework.StepDeparture, casework.Departed, time.Hour)
			if tt.arrived {
				casetest.Settle(&l.c, casework.StepArrival, casework.Met, 2*time.Hour)
			}
			l.c.Undo = []casework.UndoEntry{{ID: 1, Kind: casework.UndoReception, State: casework.UndoArmed, Step: casework.StepReception, Desk: casetest.Desk(casework.DeskReceiving)}}
			l.give("C1", "C9", "C10")
			l.withdraw(tt.withdraw)
			require.Equal(t, tt.undone, l.c.Undo[0].State == casework.UndoOrdered)
			_, chosen := l.c.Settlement(casework.StepSolution)
			require.True(t, chosen)
			require.Equal(t, tt.withdraw != "C10", slices.Contains(l.entries(), "cannot_be_undone departed"), "that it comes too late is named")
			if !tt.arrived {
				l.task(casework.StepArrival)
			}
		})
	}
}
