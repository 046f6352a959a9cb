package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// The readers of a text are those whom the tables let read it, and no desk outside her care is among them.
func TestTheReadersOfATextAreOnHerTeam(t *testing.T) {
	t.Parallel()
	require.Equal(t, []casework.DeskKind{casework.DeskMedical}, policy.ReadersOf(policy.Medical))
	require.Equal(t, []casework.DeskKind{casework.DeskCaseworker, casework.DeskSupervisor}, policy.ReadersOf(policy.Fear))
	for _, class := range policy.Personal() {
		require.NotContains(t, policy.ReadersOf(class), casework.DeskConsulate, class)
		require.NotContains(t, policy.ReadersOf(class), casework.DeskImmigration, class)
	}
}

// Of the texts of the field: what a consulate writes to its answer is read by her team, and by no other desk
// outside it; that a family is not safe is known to those who receive her; what a prosecutor writes about an
// order stays with the prosecutor and those of her team who answer for her.
func TestTheReadersOfWhatIsWrittenWithAnAnswer(t *testing.T) {
	t.Parallel()
	outside := []casework.DeskKind{
		casework.DeskConsulate, casework.DeskImmigration, casework.DeskBorder, casework.DeskTransport, casework.DeskMovement, casework.DeskEscort,
	}
	care := []casework.DeskKind{
		casework.DeskRegistrar, casework.DeskMedical, casework.DeskShelter, casework.DeskCaseworker, casework.DeskScreener, casework.DeskPanel,
		casework.DeskReview, casework.DeskChildPanel, casework.DeskSupervisor,
	}
	answer := func(step casework.Step) []casework.DeskKind {
		return policy.ReadersOfText(casework.Entry{Code: casework.EntryDecided, Step: step, Outcome: casework.Yes})
	}
	require.ElementsMatch(t, care, answer(casework.StepVerifyNationality))
	require.ElementsMatch(t, care, answer(casework.StepExitPermit))
	require.Equal(t, []casework.DeskKind{casework.DeskMedical}, answer(casework.StepTriage))
	require.ElementsMatch(t, []casework.DeskKind{casework.DeskCaseworker, casework.DeskSupervisor, casework.DeskProtection}, answer(casework.StepFearOfReturn), "who decides on her fear reads it")
	require.ElementsMatch(t, []casework.DeskKind{casework.DeskCaseworker, casework.DeskSupervisor, casework.DeskProsecutor}, answer(casework.StepLegalRelease))
	require.Subset(t, answer(casework.StepFamilyAssessment), []casework.DeskKind{casework.DeskCaseworker, casework.DeskReceiving, casework.DeskReintegration})
	for _, kind := range outside {
		require.NotContains(t, answer(casework.StepFamilyAssessment), kind)
		require.NotContains(t, policy.ReadersOfText(casework.Entry{Code: casework.EntryEvent, Detail: string(casework.EventPaused)}), kind, "why a case is paused")
		require.NotContains(t, policy.ReadersOfText(casework.Entry{Code: casework.EntryStepRecalled, Step: casework.StepFamilyAssessment}), kind)
	}
	require.NotContains(t, policy.ReadersOfText(casework.Entry{Code: casework.EntryStepRecalled, Step: casework.StepFamilyAssessment}), casework.DeskReceiving, "reasons of a recall are for the team")
}
