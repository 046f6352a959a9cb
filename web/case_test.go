package web_test

import (
	"net/http"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

func TestCaseSaysWhomItWaitsFor(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	a := o.get(ofKenyan, caseworker).status(http.StatusOK)
	a.says("Who are we waiting for?", "Embassy of Kenya", "6 working days ago", "Nationality verification", "Wanjiku Njeri",
		"What you can do next", "The way home", "What is on record", `aria-current="step"`)
	a.never("verify_nationality<", "fear_of_return<", "told_of_purpose<", "no value")

	a = o.get(ofKenyan, consul).status(http.StatusOK)
	a.says("Your desk", "You see the steps of your own desk", "Wanjiku Njeri").never("told the guard", "+66 81", "Fear of return", "/access")
}

// The title and the address of each page, and the line in the log, name the case by its reference only.
func TestNoPersonInTitleOrAddress(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, path := range []string{ofKenyan, ofKenyan + "/consents", ofKenyan + "/access", ofKenyan + "/history", verify} {
		a := o.get(path, caseworker).status(http.StatusOK)
		title := regexp.MustCompile(`<title>(.*?)</title>`).FindSubmatch(a.raw)
		require.Contains(t, string(title[1]), string(kenyan), path)
		require.NotContains(t, string(title[1]), "Wanjiku", path)
		for _, link := range regexp.MustCompile(`(?:href|action)="([^"]*)"`).FindAllSubmatch(a.raw, -1) {
			require.NotContains(t, string(link[1]), "Wanjiku", path)
			require.NotContains(t, string(link[1]), "AK0934512", path)
		}
	}
	require.NotContains(t, o.logs.String(), "Wanjiku")
	require.NotContains(t, o.logs.String(), "AK0934512")
}

// A case that one may not see is answered as one that does not exist, on every page of it.
func TestAnUnseenCaseIsMissing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const stranger = "khm-caseworker-phnompenh caseworker"
	strip := func(a answer) string {
		return regexp.MustCompile(`<bdi class="code">[^<]*</bdi>|href="[^"]*"`).ReplaceAllString(string(a.raw), "")
	}
	for _, page := range []string{"", "/consents", "/access", "/history", "/tasks/verify_nationality.1", "/tasks/none.1", "/tasks/%2f"} {
		unseen, absent := o.get(ofKenyan+page, stranger), o.get("/desk/cases/c0000000ab"+page, stranger)
		require.Equal(t, http.StatusNotFound, unseen.StatusCode, page)
		require.Equal(t, absent.StatusCode, unseen.StatusCode, page)
		require.Equal(t, strip(absent), strip(unseen), page)
	}
	a := o.post(verify+"/decide", stranger, nil)
	require.Equal(t, http.StatusNotFound, a.StatusCode)
	require.Empty(t, o.Commands.Sent())
}

func TestHistoryIsRead(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	a := o.get(ofKenyan+"/history", caseworker).status(http.StatusOK)
	a.says("The case was opened by", "Consent was given", "Recorded: ", "Registrar", "The newest comes first.").never("fact_stated", "case_opened")
	for range 60 {
		o.Agree(kenyan, 0, []casework.Consent{casework.ConsentFollowUp})
	}
	a = o.get(ofKenyan+"/history", caseworker)
	next := regexp.MustCompile(`href="(` + ofKenyan + `/history\?after=[^"]+)"`).FindSubmatch(a.raw)
	require.NotNil(t, next)
	o.get(string(next[1]), caseworker).status(http.StatusOK).says("The case was opened by", "To the first page")
	o.get(ofKenyan+"/history?after=nonsense", caseworker).status(http.StatusBadRequest)
}

// A blocked step says what is missing, whose it is and since when; a step that was passed by is not shown as
// one to come.
func TestTheWayHome(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Open("c0000000bb", "tha-ken", 3*24*time.Hour)
	o.Settle("c0000000bb", 2*24*time.Hour, casework.StepRegister, casework.Registered, casework.RoleRegistrar)
	a := o.get("/desk/cases/c0000000bb", caseworker).status(http.StatusOK)
	a.says("What cannot be asked yet", "Cannot be asked yet:", "Not yet", "To come", "Done").never("G02<", "needs_met<")
}

func TestAccessAndReaders(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.get(ofKenyan, consul).status(http.StatusOK)
	a := o.get(ofKenyan+"/access", caseworker).status(http.StatusOK)
	a.says("No agency was given access", "Who has looked", "Consular officer at Embassy of Kenya", "Why: to confirm who you are").never("dev-1")
	o.get(ofKenyan+"/access", consul).status(http.StatusForbidden)
}
