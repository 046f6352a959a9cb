package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

const (
	ofOrdered    = "/desk/cases/" + string(orderedCase)
	orderPage    = ofOrdered + "/acts/order"
	endOrderPage = ofOrdered + "/acts/end_order"
	orderAnswer  = "/desk/approvals/cases/" + string(orderedCase) + "/1"
	herLawyer    = "tha-supervisor-maesot legal_officer proven-lawyer"
	orderHead    = "tha-supervisor-maesot supervisor proven-1" // has just proved who they are
	orderedCase  = casework.Ref("c0000000or")
)

// withOrder is an office in which a supervisor has proposed an order for the mission of a person who agreed to nothing
// about it.
func withOrder(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	o.Open(orderedCase, "tha-ken", 48*time.Hour)
	o.Agree(orderedCase, 47*time.Hour, []casework.Consent{casework.ConsentRegistration, casework.ConsentScreening},
		casework.Statement{Name: casework.FactInterpreter, Value: "ok"}, casework.Statement{Name: casework.FactLawyerTold, Value: "yes"})
	o.Settle(orderedCase, 46*time.Hour, casework.StepRegister, casework.Registered, casework.RoleRegistrar)
	o.Settle(orderedCase, 46*time.Hour, casework.StepFearOfReturn, casework.No, casework.RoleCaseworker)
	until := o.Now().AddDate(0, 2, 0)
	form := with(o.get(orderPage, orderHead).status(http.StatusOK).says("The order requires", "Nothing opens before a lawyer").form(orderPage),
		"order_kind", "host_legal_duty", "class", "C", "authority", "Criminal Court", "number", "A 123", "dated.day", "3", "dated.month", "11", "dated.year", "2025",
		"until.day", "1", "until.month", until.Format("1"), "until.year", until.Format("2006"), "order_for", "To notify her mission.")
	o.post(orderPage, orderHead, form).status(http.StatusSeeOther)
	return o
}

// A supervisor proposes an order; a lawyer sees what it says and opens, and agrees; her caseworker takes it back.
func TestAnOrderOnItsPages(t *testing.T) {
	t.Parallel()
	o := withOrder(t)
	o.get(orderAnswer, orderHead).says("You have proposed this").never("I have looked at this and I agree")
	unproven := strings.Replace(herLawyer, "proven-", "acc-", 1)
	form := o.get(orderAnswer, herLawyer).form(orderAnswer)
	o.get(orderAnswer, unproven).status(http.StatusOK).says("Criminal Court", "/account/prove").never("I have looked at this and I agree")
	sent := o.post(orderAnswer, unproven, form).status(http.StatusSeeOther)
	require.Contains(t, sent.Header.Get("Location"), "/account/prove")
	require.Empty(t, o.State(orderedCase).Orders)
	page := o.get(orderAnswer, herLawyer).status(http.StatusOK).says("Criminal Court", "A 123", "2025-11-03", "To notify her mission.", "Conditions that are met by this", "Desks that see more of her", "I have looked at this and I agree")
	o.post(orderAnswer, herLawyer, page.form(orderAnswer)).status(http.StatusSeeOther)
	require.Len(t, o.State(orderedCase).Orders, 1)
	o.get(ofOrdered+"/history", caseworker).says("An order of an authority is on record")

	end := o.get(endOrderPage, caseworker).status(http.StatusOK).says("Criminal Court, number", "A 123").form(endOrderPage)
	o.post(endOrderPage, caseworker, with(end, "order", "1")).status(http.StatusUnprocessableEntity).says("Write the reasons.")
	o.post(endOrderPage, caseworker, with(end, "order", "1", "reasons", "The court has set it aside.")).status(http.StatusSeeOther)
	require.False(t, o.State(orderedCase).Orders[0].EndedAt.IsZero())
	o.get(endOrderPage, caseworker).says("No order of an authority is in force")
}

// A form without what an order needs is shown again with what is missing.
func TestAnOrderSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Open(orderedCase, "tha-ken", 48*time.Hour)
	send := func(pairs ...string) answer {
		return o.post(orderPage, orderHead, with(o.get(orderPage, orderHead).form(orderPage), pairs...)).status(http.StatusUnprocessableEntity)
	}
	send("order_kind", "host_legal_duty").says("Copy this from the order.", "Enter a day within a year.", "has to know who she is")
	send("order_kind", "legal_order", "class", "F").says("has to know who she is")
	both := with(o.get(orderPage, orderHead).form(orderPage), "order_kind", "host_legal_duty")
	both["class"] = []string{"C", "F"}
	o.post(orderPage, orderHead, both).status(http.StatusUnprocessableEntity).says("Such an order cannot open this")
	send("class", "C").says("Choose an answer.")
	send("dated.day", "3", "dated.month", "11", "dated.year", "2399").says("This day has not come yet.")
}

// Her registrar and her mission see no order, nor what is written in it.
func TestAnOrderIsForThoseWhoSeeLegalData(t *testing.T) {
	t.Parallel()
	o := withOrder(t)
	o.get(orderAnswer, "tha-registrar-maesot registrar acc-registrar").status(http.StatusOK).never("Criminal Court", "A 123", "To notify her mission.")
	for _, user := range []string{caseworker, consul, "tha-registrar-maesot registrar acc-registrar"} {
		o.get(orderPage, user).never("Criminal Court", "The order requires")
	}
	o.get(endOrderPage, "tha-registrar-maesot registrar acc-registrar").status(http.StatusForbidden)
}
