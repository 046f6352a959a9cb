package policy_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/casetest"
	"example.org/homeward/internal/policy"
)

// ordered is a case in which she has agreed to nothing, whose receiver and mission were asked, with an order in force.
func ordered(kind casework.OrderKind, desk casework.DeskID, classes ...policy.Class) (casework.Case, time.Time) {
	c, now := casetest.Ready()
	c.Consents = nil
	c.Tasks = []casework.Task{
		{ID: "a", Step: casework.StepReception, Desk: casetest.Desk(casework.DeskReceiving)},
		{ID: "b", Step: casework.StepVerifyNationality, Desk: casetest.Desk(casework.DeskConsulate)},
		{ID: "c", Step: casework.StepReception, Desk: "another-receiver"},
	}
	c.Orders = []casework.Order{{ID: 1, Kind: kind, Desk: desk, Classes: classes, Since: casetest.At(), Until: now.Add(time.Hour)}}
	return c, now
}

// An order opens its classes to the officers of the desk that it names, and to no one else.
func TestAnOrderOpensItsClassesToItsDesk(t *testing.T) {
	t.Parallel()
	receiving, consulate := casetest.Desk(casework.DeskReceiving), casetest.Desk(casework.DeskConsulate)
	both := []policy.Class{policy.Identity, policy.Contact}
	for name, tt := range map[string]struct {
		kind    casework.OrderKind
		desk    casework.DeskID // of the order
		classes []policy.Class
		change  func(*casework.Case)
		reader  casework.DeskID
		role    casework.Role
		sees    []policy.Class // of C and F
	}{
		"who she is, to her mission":          {casework.OrderHostDuty, consulate, both[:1], nil, consulate, casework.RoleConsul, both[:1]},
		"no address, even if it is named":     {casework.OrderHostDuty, consulate, both, nil, consulate, casework.RoleConsul, both[:1]},
		"her file, to her receiver":           {casework.OrderDisclosure, receiving, both, nil, receiving, casework.RoleReceiver, both},
		"who she is, and not where":           {casework.OrderDisclosure, receiving, both[:1], nil, receiving, casework.RoleReceiver, both[:1]},
		"not to another receiver":             {casework.OrderDisclosure, receiving, both, nil, "another-receiver", casework.RoleReceiver, nil},
		"not to her mission":                  {casework.OrderDisclosure, receiving, both, nil, consulate, casework.RoleConsul, nil},
		"not to the mission of a third state": {casework.OrderHostDuty, "another-mission", both, nil, consulate, casework.RoleConsul, nil},
		"not to who oversees the mission":     {casework.OrderHostDuty, consulate, both, nil, consulate, casework.RoleSupervisor, nil},
		"nothing once it was taken back": {casework.OrderHostDuty, consulate, both, func(c *casework.Case) {
			c.Orders[0].EndedAt = casetest.At()
		}, consulate, casework.RoleConsul, nil},
		"nothing after its end": {casework.OrderHostDuty, consulate, both, func(c *casework.Case) {
			c.Orders[0].Until = casetest.At()
		}, consulate, casework.RoleConsul, nil},
		"nothing to a state that she fears": {casework.OrderHostDuty, consulate, both, func(c *casework.Case) {
			casetest.Settle(c, casework.StepFearOfReturn, casework.Yes, 0)
		}, consulate, casework.RoleConsul, nil},
		"nothing by the bare word of one person": {casework.OrderHostDuty, consulate, both, func(c *casework.Case) {
			c.Orders = nil
			casetest.Know(c, casework.FactHostDuty, "yes", 0)
		}, consulate, casework.RoleConsul, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, now := ordered(tt.kind, tt.desk, tt.classes...)
			if tt.change != nil {
				tt.change(&c)
			}
			kind := casework.DeskConsulate
			if tt.role == casework.RoleReceiver {
				kind = casework.DeskReceiving
			}
			a := policy.Actor{Account: "acc", Role: tt.role, Desk: tt.reader, Kind: kind, Agency: "agency", Country: c.Rules.Origin}
			to := policy.OfCase(&c, func(d casework.DeskID) casework.AgencyID { return casework.AgencyID(d) }, now).RelationsOf(a)
			for _, class := range both {
				require.Equal(t, slices.Contains(tt.sees, class), policy.Sees(a, class, to), "%s", class)
			}
		})
	}
}

// The table of orders names classes that the desk of such an order can see by the consent in its place, and no other.
func TestTheTableOfOrdersFitsTheTableOfClasses(t *testing.T) {
	t.Parallel()
	readers := map[casework.DeskKind]policy.Actor{
		casework.DeskConsulate: {Role: casework.RoleConsul, Kind: casework.DeskConsulate},
		casework.DeskReceiving: {Role: casework.RoleReceiver, Kind: casework.DeskReceiving},
	}
	for _, spec := range casework.OrderSpecs() {
		var gains []policy.Class
		for _, class := range policy.Classes() {
			to := policy.In(policy.OwnDesk, policy.Involved, policy.Unrelated)
			before, after := policy.Sees(readers[spec.To], class, to), policy.Sees(readers[spec.To], class, to.WithConsents(policy.All(policy.ByLaw)))
			if after && !before && class != policy.TravelCard { // a part of who she is
				gains = append(gains, class)
			}
		}
		require.ElementsMatch(t, gains, spec.Classes, "%s", spec.Kind)
		require.Equal(t, policy.Identity, spec.Classes[0])
	}
}
