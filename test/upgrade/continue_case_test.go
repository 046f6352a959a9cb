package upgrade_test

import (
	"net/http"
	"time"

	"github.com/stretchr/testify/require"
)

// theConsulateDecides: an open request is answered.
func theConsulateDecides(u *test) {
	her := u.her("consulate")
	her.decides("verify_nationality", "confirmed")
	require.Equal(u.t, "confirmed", her.outcome("verify_nationality"))
	require.True(u.t, her.isAsked("determination"))
}

// aQuestionIsAnswered: the consulate's clock was paused for an answer, and continues after it.
func aQuestionIsAnswered(u *test) {
	her := u.her("question")
	asked, consul := her.asked("verify_nationality")
	require.NotNil(u.t, asked.Paused)
	require.Equal(u.t, "information_asked", asked.Paused.Cause)
	question, by := her.asked("information/verify_nationality")
	u.post(by, her.path("/tasks/"+question.Name+"/answer"), body{"answer": "In Myawaddy"})
	var again task
	u.get(consul, her.path("/tasks/"+asked.Name), &again)
	require.Nil(u.t, again.Paused)
	her.decides("verify_nationality", "confirmed")
}

// thePanelVotesOn: one vote was given before the upgrade, two come after it.
func thePanelVotesOn(u *test) {
	her := u.her("panel")
	require.Empty(u.t, her.outcome("determination"))
	her.votes("victim", panel()[1:]...)
	require.Equal(u.t, "victim", her.outcome("determination"))
	her.decides("risk_assessment", "low") // the reflection period ends without an act
}

// aFindingIsOverturned: a review that was open gives her back what she was owed.
func aFindingIsOverturned(u *test) {
	her := u.her("review")
	require.Equal(u.t, "not_victim", her.outcome("determination"))
	her.decides("review", "overturned", "reasons", "the debt bondage was overlooked")
	require.Equal(u.t, "victim", her.outcome("determination"))
}

// aPausedCaseResumes: nothing is asked while a case is paused, and all of it afterwards.
func aPausedCaseResumes(u *test) {
	her := u.her("paused")
	require.Contains(u.t, her.unmet("G12"), "not_paused")
	u.post(her.supervisor, her.path("/reports"), body{"event": "resumed"})
	her.isHeard()
	require.NotContains(u.t, her.unmet("G12"), "not_paused")
}

// aPausedTaskResumes: a request with a paused clock is resumed and answered.
func aPausedTaskResumes(u *test) {
	her := u.her("new")
	asked, by := her.asked("triage")
	require.NotNil(u.t, asked.Paused)
	u.post(by, her.path("/tasks/"+asked.Name+"/resume"), nil)
	her.isReceived()
	require.Equal(u.t, "registered", her.outcome("register"))
}

// aWithdrawalEnds: the receiver says that it has deleted what it was given, and she stays.
func aWithdrawalEnds(u *test) {
	her := u.her("withdrawn")
	require.False(u.t, her.undone())
	state, why := u.trip(u.Movements["open"]).state(her)
	require.Equal(u.t, "off", state)
	require.Equal(u.t, "taken_back", why)
	her.decides("attest/mmr-receiving", "attested")
	require.True(u.t, her.undone())
	her.decides("solution", "stay")
	her.decides("closure", "closed", "reasons", "she stays")
	require.True(u.t, her.now().Closed)
}

// visitsGoOn: she was home before the upgrade; what was due then is done now, to the closure.
func visitsGoOn(u *test) {
	her := u.her("home")
	for _, visit := range []string{"1m", "3m", "6m", "12m"} {
		her.visited(visit)
	}
	her.decides("closure", "closed", "reasons", "she has found work")
	require.True(u.t, her.now().Closed)
	var after struct {
		Visits []struct{ Visit string }
		Scores []struct{ Visit string }
	}
	u.get(u.as("mmr-reintegration-desk"), her.path("/reintegration"), &after)
	require.Len(u.t, after.Scores, 5, "the first was recorded by the old release")
}

// aClosedCaseIsReopened: a closed case continues in its workflow.
func aClosedCaseIsReopened(u *test) {
	her := u.her("closed")
	require.True(u.t, her.now().Closed)
	u.post(her.supervisor, her.path("/reports"), body{"event": "reopened", "reasons": "she has come back"})
	require.False(u.t, her.now().Closed)
	require.NotEmpty(u.t, her.open())
}

// accessIsJudged: the review of a case that was opened in an emergency finds harm, and shuts the
// doctor out; a grant runs as long as it was given for.
func accessIsJudged(u *test) {
	her := u.her("access")
	until, err := time.Parse(time.RFC3339, u.GrantUntil)
	require.NoError(u.t, err)
	want := http.StatusNotFound
	if time.Now().Before(until) {
		want = http.StatusOK
	}
	require.Equal(u.t, want, u.status(u.as(grantee), her.path("")))
	var access struct {
		Grants []struct{ Desk string }
		Glass  []struct{ Reviewed string }
	}
	her.decides("access_review/1", "harm", "reasons", "no emergency is on record")
	require.Equal(u.t, http.StatusNotFound, u.status(u.Doctor, her.path("")))
	require.Contains(u.t, her.unmet("G22"), "no_open_alert")
	u.get(her.supervisor, her.path("/access"), &access)
	require.Len(u.t, access.Grants, 1)
	require.Equal(u.t, grantee, access.Grants[0].Desk)
	require.Len(u.t, access.Glass, 1)
	require.Equal(u.t, "harm", access.Glass[0].Reviewed)
}
