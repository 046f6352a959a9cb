package cases_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/usecase/usecasetest"
)

// A consent that she has withdrawn is not in force: the line of the withdrawal is the first, and the line of the
// giving, which stays in the ledger, is not active any more. One that she gives again is.
func TestAWithdrawalEndsTheConsentBefore(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	ref := casework.Ref("case-agrees")
	o.Ask(ref, "tha-ken", 5*24*time.Hour)
	ctx := usecasetest.By(t, "me", team, casework.RoleCaseworker)
	ledger := func() (out []cases.Consent) {
		all, err := o.ListConsents(ctx, ref)
		require.NoError(t, err)
		for _, one := range all {
			if one.Consent == casework.ConsentReturn {
				out = append(out, one)
			}
		}
		return out
	}
	first := ledger()
	require.Len(t, first, 1)
	require.True(t, first[0].Active)

	_, err := o.WithdrawConsents(ctx, ref, "withdrawn", []casework.Consent{casework.ConsentReturn}, "")
	require.NoError(t, err)
	two := ledger()
	require.Len(t, two, 2)
	require.NotNil(t, two[0].WithdrawnAt)
	require.Nil(t, two[1].WithdrawnAt)
	require.False(t, two[0].Active)
	require.False(t, two[1].Active, "the line of the giving stays, and is not in force")

	_, err = o.GiveConsents(ctx, ref, "again", cases.GiveConsents{Consents: []casework.Consent{casework.ConsentReturn}, Mode: casework.ModeSignature, Language: "sw"})
	require.NoError(t, err)
	three := ledger()
	require.Len(t, three, 3)
	require.Equal(t, []bool{true, false, false}, []bool{three[0].Active, three[1].Active, three[2].Active})
}
