package web_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

const (
	proposalPage = "/desk/approvals/cases/c7m2k9x4pq/1"
	supervision  = "tha-supervisor-maesot supervisor acc-supervisor"
	reporter     = "tha-caseworker-maesot caseworker acc-reporter"
)

// reported is an office in which a caseworker has reported that she has died.
func reported(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	path := actsOfKenyan + "/report/death"
	once := o.post(path, reporter, with(o.get(path, reporter).form(path), "words", "The hospital called.")).says("A second person looks at it.").form(path)
	o.post(path, reporter, once).status(http.StatusSeeOther)
	return o
}

// A death that is reported stands on the case page and under what waits for the supervisor, who sees whom it is about
// and what follows, and agrees.
func TestASecondPersonConfirmsADeath(t *testing.T) {
	t.Parallel()
	o := reported(t)
	o.get(ofKenyan, reporter).says("The case stands still, because this is not confirmed", "Record a death", proposalPage)
	o.get("/desk/approvals", supervision).says("Record a death", proposalPage)
	o.get(ofKenyan+"/tasks/approval~1.1", supervision).status(http.StatusSeeOther)
	page := o.get(proposalPage, supervision).status(http.StatusOK).says("Wanjiku Njeri", "The hospital called.", "The case stands still until you answer.", "Requests that are called back", "I have looked at this and I agree")
	o.post(proposalPage, supervision, page.form(proposalPage)).status(http.StatusSeeOther)
	state := o.State(kenyan)
	require.True(t, state.Deceased())
	require.Equal(t, casework.ProposalAgreed, state.Proposals[0].State)
	o.get(proposalPage, supervision).says("This does not wait for you")
}

// The officer who reported it sees for whom it waits and can take it back, and cannot answer it.
func TestTheReporterTakesADeathBack(t *testing.T) {
	t.Parallel()
	o := reported(t)
	page := o.get(proposalPage, reporter).status(http.StatusOK).says("You have proposed this. Another person answers it", "Take back what I proposed")
	page.never("I have looked at this and I agree", `name="digest"`)
	o.post(proposalPage, reporter, with(page.form(proposalPage), "answer", "approve")).status(http.StatusConflict)
	o.post(proposalPage, reporter, page.form(proposalPage)).status(http.StatusSeeOther)
	state := o.State(kenyan)
	require.False(t, state.Deceased())
	_, frozen := state.Frozen()
	require.False(t, frozen)
	o.get(ofKenyan, reporter).never("The case stands still, because this is not confirmed")
}

// A refusal needs reasons, and the case goes on.
func TestADeathIsRefusedWithReasons(t *testing.T) {
	t.Parallel()
	o := reported(t)
	form := with(o.get(proposalPage, supervision).form(proposalPage), "answer", "refuse")
	o.post(proposalPage, supervision, form).status(http.StatusUnprocessableEntity)
	again := with(o.get(proposalPage, supervision).form(proposalPage), "answer", "refuse", "reasons", "She called this morning.")
	o.post(proposalPage, supervision, again).status(http.StatusSeeOther)
	state := o.State(kenyan)
	require.Equal(t, casework.ProposalRefused, state.Proposals[0].State)
}

// Her consulate does not learn of a report that is not confirmed.
func TestAMissionDoesNotSeeAProposal(t *testing.T) {
	t.Parallel()
	o := reported(t)
	o.get(proposalPage, consul).status(http.StatusForbidden).never("Record a death")
	o.get(ofKenyan, consul).never("Record a death", proposalPage)
}
