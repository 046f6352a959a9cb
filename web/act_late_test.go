package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// another is a second caseworker of the desk.
var another = casework.Actor{Account: "acc-2", Desk: "tha-caseworker-maesot", Agency: "tha-msdhs", Role: casework.RoleCaseworker}

// A colleague pauses the case while a caseworker writes. Her form comes back beside how the case stands, says who
// did what and when, and can be sent on top; nothing is done before.
func TestAnActThatCameTooLate(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	path := actsOfKenyan + "/report/custody_changed"
	form := with(o.get(path, caseworker).status(http.StatusOK).form(path), "custodian", "police", "words", "They took her at noon.")
	o.Do(kenyan, 0, casework.Command{Kind: casework.KindReport, Event: casework.EventPaused, Cause: casework.CauseCourt, By: another})
	before := len(o.kinds())
	late := o.post(path, caseworker, form).status(http.StatusConflict)
	late.says("The case has changed since you opened this form.", "Yours, and how it stands now", "What changed after you opened it", "They took her at noon.", "Send mine anyway", "Drop mine", `href="#form-act"`, `value="police" selected`)
	require.Len(t, o.kinds(), before)

	sent := o.post(path, caseworker, late.form(path)).status(http.StatusSeeOther)
	require.Len(t, o.kinds(), before+1)
	o.Do(kenyan, 0, casework.Command{Kind: casework.KindReport, Event: casework.EventResumed, By: another})
	repeated := o.post(path, caseworker, late.form(path)).status(http.StatusSeeOther)
	require.Equal(t, sent.Header.Get("Location"), repeated.Header.Get("Location"), "a repeat gets the first answer")
}

// A form that came too late is discarded with one press, together with the draft of it.
func TestALateActIsDropped(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	path := actsOfKenyan + "/report/paused"
	form := with(o.get(path, caseworker).form(path), "cause", "border_closed", "words", "Since the flood")
	o.Do(kenyan, 0, casework.Command{Kind: casework.KindReport, Event: casework.EventPaused, Cause: casework.CauseCourt, By: another})
	late := o.post(path, caseworker, form).status(http.StatusConflict)
	late.says("Since the flood", "Send mine anyway")
	require.Equal(t, "border_closed", late.form(path).Get("cause"))
	o.post(keep(path), caseworker, form).status(http.StatusSeeOther)
	late.says(`action="/drafts/drop?at=form-act&amp;of=`)
	o.post("/drafts/drop?at=form-act&of="+path, caseworker, url.Values{}).status(http.StatusSeeOther)
	o.get(path, caseworker).never("Since the flood")
}

// An act that cannot be taken back is asked a second time again after it came too late.
func TestALateActIsAskedASecondTime(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	path := actsOfKenyan + "/report/death"
	second := o.post(path, caseworker, with(o.get(path, caseworker).form(path), "words", "In hospital.")).says("Look once more").form(path)
	o.Do(kenyan, 0, casework.Command{Kind: casework.KindReport, Event: casework.EventPaused, Cause: casework.CauseCourt, By: another})
	late := o.post(path, caseworker, second).status(http.StatusConflict).says("Send mine anyway", "In hospital.")
	again := o.post(path, caseworker, late.form(path)).status(http.StatusOK).says("Look once more", "In hospital.")
	require.NotContains(t, o.kinds(), casework.KindMove)
	o.post(path, caseworker, again.form(path)).status(http.StatusSeeOther)
	state := o.State(kenyan)
	_, frozen := state.Frozen()
	require.True(t, frozen)
}

// A form is not too late because of a change by its own officer, or because a request was taken on.
func TestWhatDoesNotMakeAnActLate(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	path := actsOfKenyan + "/report/paused"
	form := with(o.get(path, caseworker).form(path), "cause", "border_closed")
	own := another
	own.Account = "dev-1"
	o.Do(kenyan, 0, casework.Command{Kind: casework.KindReport, Event: casework.EventEmergency, By: own})
	o.Do(kenyan, 0, casework.Command{Kind: casework.KindClaim, Task: "verify_nationality#1", By: colleague})
	o.post(path, caseworker, form).status(http.StatusSeeOther)
	require.Equal(t, casework.CauseBorderClosed, o.State(kenyan).Pause.Cause)
}

// A second agreement about contact does not silently take the place of a colleague's.
func TestAnAgreementThatCameTooLate(t *testing.T) {
	t.Parallel()
	o, _, _ := visiting(t)
	const path = "/desk/cases/" + string(visited) + "/contact"
	form := with(o.get(path, caseworker).form(path+"/agree"), "callers", "caseworker", "ways", "message", "say_as", "The school")
	first := with(o.get(path, caseworker+" dev-2").form(path+"/agree"), "callers", "caseworker", "ways", "phone", "say_as", "The clinic")
	o.post(path+"/agree", caseworker+" dev-2", first).status(http.StatusSeeOther)
	late := o.post(path+"/agree", caseworker, form).status(http.StatusConflict).says("A colleague has recorded another agreement", "The school", "The clinic", "Send mine anyway").never(hers)
	o.post(path+"/agree", caseworker, late.form(path+"/agree")).status(http.StatusSeeOther)
	require.Equal(t, "The school", o.sentWords().Contact.SayAs)
}

// A visit that a colleague has taken on meanwhile comes back with all that was typed.
func TestAVisitThatCameTooLate(t *testing.T) {
	t.Parallel()
	o, path, user := visiting(t)
	form := with(o.get(path, user).form(path), "outcome", "missed", "tried", "phone", "reasons", "She was at work.")
	o.takenOn(visited)
	o.post(path, user, form).status(http.StatusConflict).says("Yours, and how it stands now", "She was at work.", "Drop mine")
	state := o.State(visited)
	_, settled := state.Settlement(casework.FollowUp("3m"))
	require.False(t, settled)
}

// So does a plan.
func TestAPlanThatCameTooLate(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, user, _ := o.asked(casework.StepPlan, 0)
	const path = "/desk/cases/cplan10/return/plan"
	form := with(o.get(path, user).form(path), "outcome", "agreed", "dimension", "social", "text", "A tailoring course.")
	o.takenOn("cplan10")
	o.post(path, user, form).status(http.StatusConflict).says("Yours, and how it stands now", "A tailoring course.", "Drop mine").never("Send mine anyway")
	o.post(path, user, with(form, "version", "77", "key", "another-key-000001")).status(http.StatusConflict).says("A tailoring course.")
}
