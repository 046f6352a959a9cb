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
