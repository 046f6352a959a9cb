package cases_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/usecase/usecasetest"
)

func TestCasesAreCountedUnderTheFiltersAndWithout(t *testing.T) {
	t.Parallel()
	o := usecasetest.New(t, noon)
	for _, ref := range []casework.Ref{"case-one", "case-two", "else"} {
		o.Ask(ref, "tha-ken", 9*24*time.Hour)
	}
	n, err := o.CountCases(usecasetest.By(t, "me", desk, casework.RoleConsul), record.CaseFilter{Open: new(true), RefBegins: "case"})
	require.NoError(t, err)
	require.Equal(t, cases.Count{Matching: 2, All: 3}, n)
	n, err = o.CountCases(usecasetest.By(t, "far", "tls-caseworker-dili", casework.RoleCaseworker), record.CaseFilter{Open: new(true)})
	require.NoError(t, err)
	require.Zero(t, n, "a number tells nothing of what is not theirs to see")
}
