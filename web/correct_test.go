package web_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

const (
	correctPage = actsOfKenyan + "/correct"
	besideHer   = "tha-caseworker-maesot caseworker acc-colleague"
)

// corrected is an office in which a caseworker has proposed another name.
func corrected(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	o.get(ofKenyan, reporter).says("Correct this", correctPage)
	form := o.get(correctPage, reporter).status(http.StatusOK).says("On record now: Wanjiku Njeri", "On record now: Kenya", "Nothing is on record").form(correctPage)
	once := o.post(correctPage, reporter, with(form, "name", "Wanjiku Mwangi", "nationality", "KEN", "reasons", "Her card says so.")).status(http.StatusOK)
	once.says("Look once more", "Wanjiku Njeri", "Wanjiku Mwangi", "Her card says so.", "Nothing changes before a colleague at your desk has agreed", "Nationality verification: Embassy of Kenya").never(`<b><bdi lang="en">Kenya`)
	sent := o.post(correctPage, reporter, once.form(correctPage)).status(http.StatusSeeOther)
	o.get(sent.Header.Get("Location"), reporter).says("It waits for a second person at Casework, Mae Sot, in one of these roles: Caseworker")
	return o
}

// A colleague sees the old value beside the new one, agrees, and the page of the case keeps what was there before.
func TestAColleagueAgreesToACorrectionOnAPage(t *testing.T) {
	t.Parallel()
	o := corrected(t)
	o.get(ofKenyan, reporter).says("Wanjiku Njeri", proposalPage).never("Earlier versions")
	o.get(proposalPage, reporter).says("You have proposed this", "Wanjiku Mwangi").never("I have looked at this and I agree")
	page := o.get(proposalPage, besideHer).status(http.StatusOK).says("Wanjiku Njeri", "Wanjiku Mwangi", "Her card says so.", "Requests that are called back")
	o.post(proposalPage, besideHer, page.form(proposalPage)).status(http.StatusSeeOther)
	o.get(ofKenyan, reporter).says("Wanjiku Mwangi", "Earlier versions", "Wanjiku Njeri", "Her card says so.", "Until a correction by")
	o.get(ofKenyan, consul).says("Wanjiku Mwangi").never("Earlier versions", "Wanjiku Njeri", "Her card says so.")
}

// A colleague of another desk, her supervisor and her consulate see neither the old nor the new value with the proposal.
func TestAnotherDeskDoesNotAnswerACorrection(t *testing.T) {
	t.Parallel()
	o := corrected(t)
	for _, user := range []string{supervision, consul, "tha-registrar-maesot registrar acc-registrar"} {
		o.get(proposalPage, user).never("Wanjiku Mwangi", "I have looked at this and I agree")
	}
	state := o.State(kenyan)
	require.Equal(t, casework.ProposalWaits, state.Proposals[0].State)
}

// A form with nothing in it, without reasons, or with what is on record already is shown again with what is missing.
func TestACorrectionSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	send := func(pairs ...string) answer {
		return o.post(correctPage, reporter, with(o.get(correctPage, reporter).form(correctPage), pairs...)).status(http.StatusUnprocessableEntity)
	}
	send("reasons", "So.").says("Write at least one value")
	send("name", "Another").says("Write the reasons.")
	send("name", "Wanjiku Njeri", "reasons", "So.").says("This is already on record")
	send("birth.day", "31", "birth.month", "2", "birth.year", "1999", "reasons", "So.").says("There is no such date")
	o.get(correctPage, consul).status(http.StatusForbidden).never("On record now")
}
