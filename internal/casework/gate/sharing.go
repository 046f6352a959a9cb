package gate

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
)

// Sharing returns the status of gate G05 for a grant on the basis of one consent. A law or an order does not
// replace that consent, and no one can waive it.
func Sharing(v View, which casework.Consent) Status {
	status := Status{Gate: "G05", Never: true}
	agreed, _ := ConditionByID(casework.CondShareConsent)
	agreed.Test = consented(which)
	inForce, _ := ConditionByID(casework.CondSharingAgreement)
	for _, condition := range []Condition{agreed, inForce} {
		if found := condition.Test(v); !found.Met {
			status.Unmet = append(status.Unmet, Unmet{
				Condition: condition.ID, Owner: condition.Owner, Desk: v.Case.Rules.Desks[condition.Owner], Since: latest(v.Case.OpenedAt, found.Since),
			})
		}
	}
	return status
}

// latest returns the later of two instants.
func latest(a, b time.Time) time.Time { return slices.MaxFunc([]time.Time{b, a}, time.Time.Compare) }
