package ruling_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// At a large mission, one officer verifies the nationality and another issues the document. At a
// mission with one officer, that officer does both.
func TestVerifyingAndIssuingAreSeparateDuties(t *testing.T) {
	t.Parallel()
	verified := func(another bool) *life {
		l := unguarded(t, casework.StepTravelDocument)
		l.c.Rules.SeparateIssuer = another
		for i := range l.c.Settlements {
			if l.c.Settlements[i].Step == casework.StepVerifyNationality {
				l.c.Settlements[i].By = casework.Actor{Account: "ann", Desk: l.task(casework.StepTravelDocument).Desk}
			}
		}
		return l
	}
	issue := func(l *life, account casework.AccountID, o casework.Outcome) casework.Command {
		cmd := l.deciding(casework.StepTravelDocument, o)
		cmd.By.Account = account
		return cmd
	}
	l := verified(true)
	l.refused(fault.Denied, issue(l, "ann", casework.Issued))
	require.NoError(t, l.try(issue(l, "bo", casework.Issued)), "a colleague does")
	l = verified(true)
	require.NoError(t, l.try(issue(l, "ann", casework.Refused)), "to refuse takes no second person")
	l = verified(false)
	require.NoError(t, l.try(issue(l, "ann", casework.Issued)), "a mission of one")
}
