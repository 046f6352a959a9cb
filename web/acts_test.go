package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

const (
	actsOfKenyan = ofKenyan + "/acts"
	proven       = " proven-1" // an account that has just proved who it is
)

// An act that the officer may do is a link; of the others the page says who can do them.
func TestEverythingThatCanBeDone(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.get(actsOfKenyan, caseworker).status(http.StatusOK).says("You can do these", `href="`+actsOfKenyan+`/report"`, `href="`+actsOfKenyan+`/give_access"`, "You cannot do these", "Can be done by:")
	o.get(actsOfKenyan, consul).status(http.StatusOK).says("Report an event", "You cannot do these").never(`href="` + actsOfKenyan + `/erase"`)
	for _, act := range []string{"/give_access", "/exclude", "/erase"} {
		o.get(actsOfKenyan+act, consul).status(http.StatusForbidden).says("may not do this in this case", "Can be done by:").never("<form class=\"panel\"")
	}
	o.get(actsOfKenyan+"/report/eclipse", caseworker).status(http.StatusNotFound)
	for _, path := range []string{"", "/waive", "/report", "/report/death", "/give_access", "/exclude", "/erase", "/end_access/1", "/readmit/1"} {
		o.get(strings.Replace(actsOfKenyan, string(kenyan), "c00000none", 1)+path, caseworker).status(http.StatusNotFound)
		o.get(actsOfKenyan+path, "vnm-coordination supervisor").status(http.StatusNotFound)
	}
}

func TestWaiveACondition(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Open("c0000000bb", "tha-ken", 48*time.Hour)
	path := "/desk/cases/c0000000bb/acts/waive"
	a := o.get(path, supervisor).status(http.StatusOK).says("Not met now:", "It counts only when this role has waived it too: Legal officer").never(" checked")
	form := with(a.form(path), "gate", "G02")
	o.post(path, supervisor, with(form, "reasons", " ")).status(http.StatusUnprocessableEntity).says("<title>Error:", `href="#reasons"`, `value="G02" checked`)
	form = with(a.form(path), "gate", "G02", "reasons", "No interpreter for days.")
	to := o.post(path, supervisor, form).status(http.StatusSeeOther).Header.Get("Location")
	require.True(t, strings.HasPrefix(to, "/desk/cases/c0000000bb?sent="), to)
	require.Equal(t, to, o.post(path, supervisor, form).Header.Get("Location"), "a repeat gets the first answer")
	require.Len(t, o.State("c0000000bb").Waivers, 1)
	o.get(to, supervisor).status(http.StatusOK).says("Recorded")

	form = with(o.get(path, supervisor).form(path), "gate", "G03", "reasons", "By order.")
	o.post(path, supervisor, form).status(http.StatusSeeOther)
	const legal = "tha-supervisor-maesot legal_officer dev-7"
	o.get("/desk/approvals", supervisor).status(http.StatusOK).says("Nothing waits for your approval.")
	o.get("/desk/approvals", legal).status(http.StatusOK).says("Waive a condition as the second officer", `href="`+path+`"`)
	o.get("/day", legal).status(http.StatusOK).says(`href="/desk/approvals"`)
	o.get(path, legal).status(http.StatusOK).says("Already waived by: Supervisor. With you it counts.")
}

// An event that cannot be taken back is shown once more, with the person, before it is reported.
func TestReportADeath(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	path := actsOfKenyan + "/report/death"
	o.get(actsOfKenyan+"/report", caseworker).status(http.StatusOK).says(`href="`+path+`"`, "Can be done by: Prosecutor.").never(`href="` + actsOfKenyan + `/report/hold_set"`)
	form := with(o.get(path, caseworker).form(path), "words", "In hospital.")
	a := o.post(path, caseworker, form).status(http.StatusOK)
	a.says("Look once more", "Is this the right person?", "Wanjiku Njeri", "In hospital.", "A second person looks at it.")
	require.Empty(t, o.Commands.Sent())
	require.Equal(t, http.StatusSeeOther, o.post(path, caseworker, a.form(path)).StatusCode)
	state := o.State(kenyan)
	require.False(t, state.Deceased(), "a second person confirms it first")
	_, frozen := state.Frozen()
	require.True(t, frozen)
	o.post(path, caseworker, with(a.form(path), "key", "another-key-000001")).status(http.StatusConflict).says("so the case stands still")
}

func TestReportWithFields(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	path := actsOfKenyan + "/report/paused"
	form := o.get(path, caseworker).form(path)
	o.post(path, caseworker, with(form, "cause", "a whim")).status(http.StatusUnprocessableEntity).says(`href="#cause"`)
	o.post(path, caseworker, with(form, "cause", "border_closed")).status(http.StatusSeeOther)
	require.Equal(t, casework.CauseBorderClosed, o.State(kenyan).Pause.Cause)

	path = actsOfKenyan + "/report/decision_superseded"
	form = o.get(path, caseworker).status(http.StatusOK).says("Fear of return").form(path)
	o.post(path, caseworker, with(form, "step", "fear_of_return")).status(http.StatusUnprocessableEntity).says(`href="#reasons"`)
	a := o.post(path, caseworker, with(form, "step", "fear_of_return", "reasons", "She was not alone.")).status(http.StatusOK).says("Look once more", "She was not alone.")
	o.post(path, caseworker, a.form(path)).status(http.StatusSeeOther)
	state := o.State(kenyan)
	_, settled := state.Settlement(casework.StepFearOfReturn)
	require.False(t, settled)
	// Whether she fears her state is open again: its mission has no part in her case until she was asked.
	o.get(actsOfKenyan+"/report/decision_superseded", consul).status(http.StatusForbidden).never("Fear of return")
}

// Access is given after a page that says what will be seen, and only by an officer who has just proved
// who they are.
func TestGiveAccess(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	path := actsOfKenyan + "/give_access"
	o.get(path, caseworker).status(http.StatusOK).says("None of the consents that access can rest on is in force")
	o.Agree(kenyan, time.Hour, []casework.Consent{casework.ConsentHandover})
	o.get(path, caseworker).status(http.StatusOK).says("prove first that it is you", `href="/account/prove?to=`).never(`name="desk"`)
	by := caseworker + proven
	form := o.get(path, by).status(http.StatusOK).form(path)
	form = with(form, "desk", "ken-receiving", "purpose", "reception", "consent", "C10", "until.day", "27", "until.month", "3", "until.year", "2027")
	o.post(path, by, form).status(http.StatusUnprocessableEntity).says(`href="#class"`)
	form["class"] = []string{"C-travel", "F"}
	a := o.post(path, by, with(form, "until.year", "2030")).status(http.StatusUnprocessableEntity).says("Choose a day within a year", `value="F" checked`)
	require.NotContains(t, string(a.raw), "Look once more")
	a = o.post(path, by, with(form, "until.year", "2027")).status(http.StatusOK).says("Look once more", "sees from now until 27 March 2027", "Travel data", "Whereabouts and contact", "What was read cannot be unread.")
	require.Empty(t, o.Commands.Sent())
	confirm := a.form(path)
	confirm["class"] = []string{"C-travel", "F"} // the helper keeps one value of each field
	answer := o.post(path, by, confirm)
	require.Contains(t, []int{http.StatusSeeOther, http.StatusConflict}, answer.StatusCode)
	if answer.StatusCode == http.StatusConflict {
		answer.says("Something else must be done first.", "What is missing")
	}
	o.get(actsOfKenyan+"/end_access/7", by).status(http.StatusOK).says("has ended already")
}

// At her wish an officer is kept out, and may see the case again.
func TestKeepAnOfficerOut(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	path := actsOfKenyan + "/exclude"
	form := o.get(path, caseworker).status(http.StatusOK).says("Neither the officer nor the desk gets a notice.").form(path)
	o.post(path, caseworker, form).status(http.StatusUnprocessableEntity).says("Choose one line, or give one account.")
	o.post(path, caseworker, with(form, "seq", "1")).status(http.StatusSeeOther)
	require.Len(t, o.State(kenyan).Excluded, 1)
	require.Equal(t, casework.AccountID("dev-9"), o.State(kenyan).Excluded[0].Account)
	o.get(ofKenyan, "tha-registrar-maesot registrar dev-9").status(http.StatusNotFound)

	path = actsOfKenyan + "/readmit/1"
	o.get(ofKenyan+"/access", caseworker).status(http.StatusOK).says(`href="` + path + `"`)
	o.get(path, caseworker).status(http.StatusOK).says("prove first that it is you")
	by := caseworker + proven
	form = with(o.get(path, by).form(path), "reasons", "")
	o.post(path, by, form).status(http.StatusUnprocessableEntity).says("Write the reasons.")
	o.post(path, by, with(form, "reasons", "She asked for it.")).status(http.StatusSeeOther)
	state := o.State(kenyan)
	require.False(t, state.Excludes("dev-9"))
	o.get(path, by).status(http.StatusOK).says("not kept out any more")
}

func TestEraseShowsWhatGoes(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	path := actsOfKenyan + "/erase"
	o.get(path, supervisor).status(http.StatusOK).says("Why must the data be destroyed?", `href="`+path+`?basis=survivor_asked"`)
	a := o.get(path+"?basis=retention_reached", supervisor).status(http.StatusOK)
	a.says("What is destroyed", "What stays", "Wanjiku Njeri", "cannot be destroyed now", "What is missing").never("Ask for this erasure")
	o.post(path, supervisor, url.Values{"key": {"key-of-the-form-0001"}, "basis": {"retention_reached"}}).status(http.StatusConflict).says("Something else must be done first.")
	require.Empty(t, o.Commands.Sent())
}

// A case that an officer may not open in an emergency is refused like one that does not exist.
func TestBreakTheGlass(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const path = "/desk/emergency"
	o.get(path, consul).status(http.StatusForbidden).says("may not do this", "Can be done by:")
	o.get(path+"?case=c7m2k9x4pq", caseworker).status(http.StatusOK).says("prove first that it is you", "%3Fcase%3Dc7m2k9x4pq", "The caseworker’s desk of the case gets a notice at once.")
	by := caseworker + proven
	form := with(o.get(path+"?case=c7m2k9x4pq", by).says(`value="c7m2k9x4pq"`).form(path), "case", "c7m2k9x4pq")
	o.post(path, by, form).status(http.StatusUnprocessableEntity).says(`href="#purpose"`, `href="#reasons"`)
	form = with(form, "purpose", "emergency", "reasons", "She does not answer.")
	o.post(path, by, with(form, "case", "c00000none")).status(http.StatusConflict).says("There is no case with this reference that your role may open")
	o.post(path, by, with(form, "case", string(kenyan))).status(http.StatusSeeOther)
	require.Len(t, o.State(kenyan).BreakGlass, 1)
	require.NotContains(t, o.logs.String(), "does not answer")
}
