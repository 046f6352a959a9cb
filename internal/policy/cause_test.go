package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

func TestCausesThatTellOfThePersonAreSealed(t *testing.T) {
	t.Parallel()
	for cause, want := range map[casework.Cause]bool{
		casework.CauseMedical: true, casework.CauseCourt: true, casework.CauseSurvivorChoice: true,
		casework.CauseReflection: false, casework.CauseBorderClosed: false, casework.CauseOperation: false,
		"a cause of a later version": true,
	} {
		require.Equal(t, want, policy.CauseIsPersonal(cause), cause)
	}
}

func TestTextOfAStepThatIsGoneIsOfNoKnownClass(t *testing.T) {
	t.Parallel()
	require.Empty(t, policy.StoredTextClass(casework.Entry{Code: casework.EntryDecided, Step: "blessing"}))
	screened := casework.Entry{Code: casework.EntryDecided, Step: casework.StepScreening}
	require.Equal(t, policy.EntryTextClass(screened), policy.StoredTextClass(screened))
	require.Equal(t, policy.Narrative, policy.StoredTextClass(casework.Entry{Code: casework.EntryExcluded}))
}

// The sentences are of the field, and stand apart from the table: an embassy that waits for a person must not learn from
// a clock that stands still what it would not be shown of her.
func TestTheReasonOfAPauseIsOfTheClassOfWhatItTells(t *testing.T) {
	t.Parallel()
	for cause, want := range map[casework.Cause]struct {
		class policy.Class
		tells string
	}{
		casework.CauseMedical:        {policy.Medical, "she is ill, or about to give birth"},
		casework.CauseCourt:          {policy.Legal, "she is a witness, or is prosecuted"},
		casework.CauseSurvivorChoice: {policy.Fear, "she hesitates to go home"},
		casework.CauseSecurity:       {policy.Fear, "she may be in danger where she would go"},
		casework.CauseReflection:     {policy.Narrative, "she was identified as a victim, and is recovering"},
		casework.CauseUnconfirmed:    {policy.Narrative, "a desk believes that she is dead"},
		casework.CauseInformation:    {policy.Operational, "a desk was asked a question"},
		casework.CauseBorderClosed:   {policy.Operational, "the border is closed to all"},
		casework.CauseCustodian:      {policy.Operational, "those who hold many people let none of them go"},
		casework.CauseMission:        {policy.Operational, "the mission itself cannot be reached"},
		casework.CauseOperation:      {policy.Operational, "the operation stands still for all"},
	} {
		require.Equal(t, want.class, policy.CauseClass(cause), "%s tells that %s", cause, want.tells)
	}
	require.Len(t, casework.Causes(), 11, "a new cause needs a sentence here")
}
