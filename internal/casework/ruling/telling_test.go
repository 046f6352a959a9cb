package ruling_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/casetest"
)

// Field reference 5, data shared with a consulate, the police or an organisation: recall notice and request to
// delete; risk reassessment, tell survivor.
func TestSheIsToldWhatWasSharedAndAskedBack(t *testing.T) {
	t.Parallel()
	recalled := map[casework.Consent]bool{"C2": true, "C4": true, "C5": true, "C6": true, "C9": true, "C10": true}
	for _, which := range casework.Consents() {
		if which == casework.ConsentRegistration { // she wants no part in anything any longer
			continue
		}
		t.Run(string(which), func(t *testing.T) {
			t.Parallel()
			l := inFullSwing(t)
			casetest.Settle(&l.c, casework.StepRiskAssessment, casework.Low, 0)
			l.withdraw(which)
			_, assessed := l.c.Settlement(casework.StepRiskAssessment)
			require.Equal(t, !recalled[which], assessed, "the risk is assessed again")
			require.Equal(t, recalled[which], l.c.Tellings == 1)
		})
	}
}

func TestOneTellingStandsForAllThatIsStillToBeTold(t *testing.T) {
	t.Parallel()
	l := inFullSwing(t)
	l.asks = asks(casework.TellSurvivor(1), casework.TellSurvivor(2))
	l.withdraw("C4")
	l.withdraw("C10")
	require.Equal(t, 1, l.c.Tellings)
	unreached := l.deciding(casework.TellSurvivor(1), casework.Unreachable)
	unreached.Until = nil
	l.do(unreached)
	require.Equal(t, 2, l.task(casework.TellSurvivor(1)).Attempt, "she is tried again")
	told := l.deciding(casework.TellSurvivor(1), casework.Told)
	told.Until = nil
	l.do(told)
	l.withdraw("C6")
	require.Equal(t, 2, l.c.Tellings)
}

// Her caseworker tells also one who has left; the risk of a return is not assessed any more.
func TestOneWhoHasLeftIsToldAndNotAssessedAgain(t *testing.T) {
	t.Parallel()
	l := inFullSwing(t)
	casetest.Settle(&l.c, casework.StepRiskAssessment, casework.Low, 0)
	casetest.Settle(&l.c, casework.StepDeparture, casework.Departed, 0)
	l.withdraw("C6")
	_, assessed := l.c.Settlement(casework.StepRiskAssessment)
	require.True(t, assessed)
	require.Equal(t, 1, l.c.Tellings)
}

// Whenever a desk is asked to delete what it has, her caseworker is asked to tell her, in any order of
// withdrawals; an earlier edition asks nothing.
func TestNothingIsAskedBackWithoutHerBeingTold(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		l := inFullSwing(t)
		l.c.Edition = rapid.IntRange(casework.EditionFirst, casework.CurrentEdition).Draw(rt, "edition")
		which := rapid.SliceOfNDistinct(rapid.SampledFrom([]casework.Consent{"C2", "C3", "C4", "C6", "C7", "C9", "C10", "C11"}), 1, 5, rapid.ID).Draw(rt, "consents")
		for _, c := range which {
			l.withdraw(c)
		}
		owed := false
		for _, u := range l.c.Undo {
			owed = owed || u.State == casework.UndoOrdered && casework.UndoSpecOf(u.Kind).Method == casework.UndoByAttestation
		}
		require.Equal(rt, owed && l.c.Protects(), l.c.Tellings > 0)
	})
}
