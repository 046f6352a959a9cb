package web_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// The answer that she does not fear to return, after an earlier answer was taken back, takes two officers: the form
// says of which desk the second is, and why, before it is sent; afterwards the page says that it waits for them.
func TestTheFormSaysThatASecondOfficerIsNeeded(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Do(kenyan, time.Minute, casework.Command{
		Kind: casework.KindReport, Event: casework.EventSuperseded, Step: casework.StepFearOfReturn, Reasoned: true,
		By: casework.Actor{Account: "acc-caseworker", Desk: "tha-caseworker-maesot", Role: casework.RoleCaseworker},
	})
	page := "/desk/cases/" + string(kenyan) + "/tasks/fear_of_return.2"
	a := o.get(page, caseworker).status(http.StatusOK)
	a.says("It counts when a second officer of", "An earlier answer was yes, or was taken back")
	to := o.post(page+"/decide", caseworker, with(a.form(page+"/decide"), "outcome", "no")).status(http.StatusSeeOther).Header.Get("Location")
	state := o.State(kenyan)
	_, settled := state.Settlement(casework.StepFearOfReturn)
	require.False(t, settled)
	o.get(to, caseworker).status(http.StatusOK).says("This was the first of two answers.", "It waits for a second officer of", "Until then it does not count.")
}
