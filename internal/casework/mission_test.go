package casework_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// Where the mission is large enough, nobody there both says whose national she is and makes her
// papers; where it has one officer, that one does both.
func TestWhoVerifiedDoesNotSign(t *testing.T) {
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
