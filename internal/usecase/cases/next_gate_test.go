package cases_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/usecasetest"
)

// A list names the first closed gate of each case that the page of the case names, to those alone who may
// know for whom the case waits.
func TestAListNamesTheNextGate(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	o.Open("case-new", "tha-ken", 24*time.Hour)
	o.Ask("case-asked", "tha-ken", 48*time.Hour)
	refs := []casework.Ref{"case-new", "case-asked", "never-was"}
	caseworker := usecasetest.As(t, team, casework.RoleCaseworker)
	found, err := o.ListNextGates(caseworker, refs)
	require.NoError(t, err)
	require.NotEmpty(t, found)
	for _, ref := range refs[:2] {
		waiting, err := o.ShowWaiting(caseworker, ref)
		require.NoError(t, err)
		next, closed := found[ref]
		require.Equal(t, len(waiting.Gates) > 0, closed, ref)
		if closed {
			first := waiting.Gates[0]
			require.Equal(t, first.Gate.ID, next.Gate)
			require.Equal(t, first.Steps[0], next.Step)
			require.Equal(t, len(first.Gate.Unmet), next.Unmet)
			require.Equal(t, first.Since, next.Since)
		}
	}
	require.NotContains(t, found, casework.Ref("never-was"))

	others, err := o.ListNextGates(usecasetest.As(t, "khm-caseworker-phnompenh", casework.RoleCaseworker), refs)
	require.NoError(t, err)
	require.Empty(t, others, "a desk without a part in the cases learns nothing")
	none, err := o.ListNextGates(caseworker, nil)
	require.NoError(t, err)
	require.Empty(t, none)
	_, err = o.ListNextGates(caseworker, make([]casework.Ref, record.MaxLimit+1))
	require.Equal(t, fault.Invalid, fault.CodeOf(err))
}
