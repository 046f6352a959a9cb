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

// sharingInForce is met by the corridor's agreement or by one on record. One that has ended closes the gate
// in every corridor.
func sharingInForce(v View) Result {
	ended := factIs(casework.FactSharing, casework.SharingEnded)(v)
	if ended.Met && v.Case.Protects() {
		return Result{Since: ended.Since}
	}
	ofCorridor := rule("corridor's agreement", func(r *casework.Rules) bool { return r.SharingAgreement })
	return anyOf(ofCorridor, factIs(casework.FactSharing, "in_force"))(v)
}

// receiverAgreed is met unless her consent to the handover, or the order in its place, names another receiver than
// the desk that is asked to receive her. Where a law stands in for her consent, it names none.
func receiverAgreed(v View) Result {
	named, agreed := v.Case.ReceiverNamed(v.Now)
	if !agreed {
		return Result{Met: true, By: "no consent and no order that names a receiver"}
	}
	t, open := v.Case.TaskFor(casework.StepReception)
	if open && t.Desk != named {
		return Result{Since: t.StartedAt}
	}
	return Result{Met: true, By: "this receiver is named"}
}

// ordered is met by an order of an authority that is in force for the desk that is asked. In the first edition
// the bare fact met it.
func ordered(kind casework.OrderKind) conditionTest {
	return func(v View) Result {
		if !v.Case.Protects() {
			return factIs(kind.Fact(), "yes")(v)
		}
		if o, ok := v.Case.OrderedFor(kind, v.Case.OrderedDesk(kind, v.Now), v.Now); ok {
			return Result{Met: true, By: "order " + string(kind), Since: o.Since}
		}
		return Result{}
	}
}

// latest returns the later of two instants.
func latest(a, b time.Time) time.Time { return slices.MaxFunc([]time.Time{b, a}, time.Time.Compare) }
