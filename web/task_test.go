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

// A consul answers: nothing is chosen before, the answer is recorded once, and the banner says so and
// names the next item.
func TestDecide(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Ask("c0000000cc", "tha-ken", 6*24*time.Hour)
	a := o.get(verify, consul).status(http.StatusOK)
	a.says("Nationality verification", "She has waited since", "Wanjiku Njeri", "AK0934512", "Needs reasons.", "The step stays open and is asked again.",
		"Send this answer", "Send it back with a question", "Read by your desk, and by: ").never("checked", "told the guard", " selected")
	form := with(a.form(verify+"/decide"), "outcome", "confirmed")
	a = o.post(verify+"/decide", consul, form)
	require.Equal(t, http.StatusSeeOther, a.StatusCode, a.text())
	to := a.Header.Get("Location")
	require.True(t, strings.HasPrefix(to, verify+"?sent="), to)
	again := o.post(verify+"/decide", consul, form)
	require.Equal(t, to, again.Header.Get("Location"), "the second press gets the first answer")
	require.Len(t, o.Commands.Sent(), 1)
	state := o.State(kenyan)
	settled, ok := state.Settlement(casework.StepVerifyNationality)
	require.True(t, ok)
	require.Equal(t, casework.Confirmed, settled.Outcome)

	a = o.get(to, consul).status(http.StatusOK)
	a.says("Recorded", "It has stood on record since", "Open the next one:", "Embassy’s commitment", "This task is over.").never("Queued", "Sent, not recorded")
	o.get(verify, caseworker).status(http.StatusOK).never("Recorded")
	o.get(strings.Replace(to, "?sent=", "?sent=x", 1), consul).status(http.StatusOK).never("It has stood on record")
}

// A form with something to correct comes back as it was typed, with a summary that leads to the fields.
func TestAFormToCorrect(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	a := o.get(verify, consul)
	form := with(a.form(verify+"/decide"), "reasons", "The file is thin.", "until.day", "31", "until.month", "2", "until.year", "2027", "state", "KEN")
	a = o.post(verify+"/decide", consul, form).status(http.StatusUnprocessableEntity)
	a.says("Error: Nationality verification", `href="#outcome"`, `href="#until-day"`, "Choose an outcome.", "There is no such day.", "The file is thin.",
		`value="31"`, `<option value="KEN" selected>`, `aria-describedby="outcome-wrong"`, "Something has to be corrected first")
	a = o.post(verify+"/decide", consul, with(form, "outcome", "not_national", "reasons", " ", "until.year", "2570")).status(http.StatusUnprocessableEntity)
	a.says("This outcome needs reasons.", "2570 is a year of the Buddhist era. Enter 2027 if that is meant.", `value="not_national" checked`)
	require.Empty(t, o.Commands.Sent())
	for year, want := range map[string]string{"2025": "This day is over.", "27": "There is no such day.", "२०२७": "There is no such day."} {
		o.post(verify+"/decide", consul, with(form, "until.day", "1", "until.year", year)).status(http.StatusUnprocessableEntity).says(want)
	}
	a = o.post(verify+"/decide", consul, with(form, "outcome", "confirmed", "until.day", "၂၇", "until.month", "3", "until.year", "٢٠٢٧"))
	require.Equal(t, http.StatusSeeOther, a.StatusCode, a.text())
	sent := o.Commands.Sent()[0]
	require.Equal(t, "2027-03-27T16:59:59Z", sent.Until.Format(time.RFC3339), "the end of that day at the desk")
	require.Equal(t, casework.Country("KEN"), sent.State)
}

// A task that has changed since it was opened refuses the answer, says how it stands now and keeps what
// was typed.
func TestAStaleAnswer(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	a := o.get(verify, consul)
	form := with(a.form(verify+"/decide"), "outcome", "insufficient", "reasons", "No photograph.")
	claim := o.get(verify, "ken-mission-bangkok consular_officer dev-2").form(verify + "/claim")
	require.Equal(t, http.StatusSeeOther, o.post(verify+"/claim", "ken-mission-bangkok consular_officer dev-2", claim).StatusCode)
	a = o.post(verify+"/decide", consul, form).status(http.StatusConflict)
	a.says("Refused. Nothing was changed.", "has changed since you opened it", "A colleague has been on it since")
	release := o.get(verify, "ken-mission-bangkok consular_officer dev-2").form(verify + "/release")
	require.Equal(t, http.StatusSeeOther, o.post(verify+"/release", "ken-mission-bangkok consular_officer dev-2", release).StatusCode)
	a = o.post(verify+"/decide", consul, with(form, "key", "another")).status(http.StatusConflict)
	a.says("has changed since you opened it", "no officer has claimed it", "No photograph.", `value="insufficient" checked`)
	form = with(a.form(verify+"/decide"), "outcome", "insufficient", "reasons", "No photograph.")
	require.NotEqual(t, "another", form.Get("key"))
	require.Equal(t, http.StatusSeeOther, o.post(verify+"/decide", consul, form).StatusCode)
}

// Another officer was first: the page says what was decided.
func TestAnAnsweredTask(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	form := with(o.get(verify, consul).form(verify+"/decide"), "outcome", "confirmed")
	o.Settle(kenyan, 0, casework.StepVerifyNationality, casework.Stateless, casework.RoleConsul)
	o.post(verify+"/decide", consul, form).status(http.StatusConflict).says("has been answered already", "Embassy of Kenya", "This task is over.")
}

// A gate that refuses says what is missing, whose it is and since when.
func TestAClosedGate(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Settle(kenyan, 0, casework.StepScreening, casework.Refer, casework.RoleScreener)
	o.Settle(kenyan, 0, casework.StepDetermination, casework.Vulnerable, casework.RolePanelChair)
	path := ofKenyan + "/tasks/determination.1"
	const member = "tha-panel-maesot panel_member"
	a := o.get(path, member).status(http.StatusOK)
	a.says("Votes: 1.", "You see the votes of the others as soon as you have voted", "Still missing: 2 more votes and a vote from 1 more agency.", "Panel chair").never("Vulnerable migrant</")
	require.Equal(t, http.StatusSeeOther, o.post(path+"/decide", member, with(a.form(path+"/decide"), "outcome", "vulnerable_migrant")).StatusCode)
	o.get(path, member).status(http.StatusOK).says("You have voted.", "Votes: 2.").never(`action="` + path + `/decide"`)
	third := "tha-panel-maesot panel_member dev-3"
	a = o.post(path+"/decide", third, with(o.get(path, third).form(path+"/decide"), "outcome", "offender", "reasons", "Seen."))
	a.status(http.StatusConflict).says("Something else must be done first.", "What is missing", "a second screening, or the offer of one", "Seen.", `value="offender" checked`)
}

// When the desk's part ended with its answer, the page still says that the answer was recorded.
func TestAnAnswerThatEndsThePart(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	path, user, _ := o.asked(casework.StepDetermination, 0) // the procedure does not want it yet, and calls it back
	a := o.post(path+"/decide", user, with(o.get(path, user).form(path+"/decide"), "outcome", "victim"))
	require.Equal(t, http.StatusSeeOther, a.StatusCode)
	o.get(path, user).status(http.StatusNotFound)
	o.get(a.Header.Get("Location"), user).status(http.StatusOK).says("Recorded", "not shown to you any more", "Nothing else is left in this list.")
	o.get(verify+strings.TrimPrefix(a.Header.Get("Location"), path), user).status(http.StatusNotFound)
}

// A form that meets a session which has ended leads through signing in, and says that it was lost.
func TestAFormWithoutASession(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	a := o.serve(page(http.MethodPost, verify+"/decide", url.Values{"outcome": {"confirmed"}}))
	require.Equal(t, http.StatusSeeOther, a.StatusCode)
	to, err := url.Parse(a.Header.Get("Location"))
	require.NoError(t, err)
	require.Equal(t, "/signin", to.Path)
	o.get(to.Query().Get("to"), consul).status(http.StatusOK).says("could not be kept", "Nationality verification")
}

// A command that is kept and not carried out yet is not called recorded.
func TestQueuedIsNotRecorded(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Commands.Hold(true)
	a := o.post(verify+"/decide", consul, with(o.get(verify, consul).form(verify+"/decide"), "outcome", "confirmed"))
	require.Equal(t, http.StatusSeeOther, a.StatusCode)
	o.get(a.Header.Get("Location"), consul).status(http.StatusOK).says("Sent, not recorded yet", "You need not send it again.").never("It has stood on record")
}

// The acts beside the answer.
func TestActsOnATask(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	act := func(name string, pairs ...string) answer {
		t.Helper()
		return o.post(verify+"/"+name, consul, with(o.get(verify, consul).form(verify+"/"+name), pairs...))
	}
	require.Equal(t, http.StatusSeeOther, act("claim").StatusCode)
	o.get(verify, consul).says("You have been on it since").never(`action="` + verify + `/claim"`)
	require.Equal(t, http.StatusSeeOther, act("release").StatusCode)

	act("ask", "words", " ").status(http.StatusUnprocessableEntity).says("Write your question.", `href="#ask-words"`)
	form := with(o.get(verify, consul).form(verify+"/ask"), "words", "Which town is she from?", "item", "everything")
	o.post(verify+"/ask", consul, form).status(http.StatusUnprocessableEntity).says("Choose from the list.", "Which town is she from?")
	form["item"] = []string{"photo", "birth_date"}
	require.Equal(t, http.StatusSeeOther, o.post(verify+"/ask", consul, form).StatusCode)
	o.get(verify, consul).says("Waits for an answer from another desk").never(`action="`+verify+`/decide"`, `action="`+verify+`/ask"`)
	question := ofKenyan + "/tasks/information~verify_nationality.1"
	a := o.get(question, caseworker).status(http.StatusOK).says("Question from another desk", "Questions and answers", "In question: the date of birth and the photo.", "Which town is she from?")
	o.post(question+"/answer", caseworker, a.form(question+"/answer")).status(http.StatusUnprocessableEntity).says("Write an answer.")
	require.Equal(t, http.StatusSeeOther, o.post(question+"/answer", caseworker, with(a.form(question+"/answer"), "answer", "Kisumu.")).StatusCode)

	o.get(verify, consul).says("Kisumu.", "Which town is she from?")

	act("pause").status(http.StatusUnprocessableEntity).says("Choose a cause.")
	o.get(verify, consul).says(`value="mission_unavailable"`).never(`value="court"`, `value="survivor_choice"`, `value="medical"`)
	require.Equal(t, http.StatusSeeOther, act("pause", "cause", "mission_unavailable").StatusCode)
	o.get(verify, consul).says("Standing still since")
	require.Equal(t, http.StatusSeeOther, act("resume").StatusCode)

	// No other mission answers for a Kenyan in Thailand, so the page offers no move; one that is sent is refused.
	a = o.get(verify, supervisor).status(http.StatusOK).never(`action="` + verify + `/reassign"`)
	form = with(a.form(verify+"/recall"), "desk", "ken-mission-bangkok", "words", "The other mission knows her.")
	o.post(verify+"/reassign", supervisor, form).status(http.StatusConflict)
	form = with(a.form(verify+"/recall"), "desk", "mmr-mission-bangkok", "words", "The other embassy knows her.")
	o.post(verify+"/reassign", supervisor, form)
	state := o.State(kenyan)
	asked, _ := state.TaskFor(casework.StepVerifyNationality)
	require.Equal(t, casework.DeskID("ken-mission-bangkok"), asked.Desk, "the embassy of Myanmar does not answer for Kenya")
	require.Equal(t, http.StatusSeeOther, o.post(verify+"/recall", supervisor, with(a.form(verify+"/recall"), "words", "She asked to wait.")).StatusCode)
	o.get(verify, supervisor).says("It was called back")
	a = o.get(ofKenyan, caseworker).says("It was called back, and is asked again", "Ask again , Nationality verification")
	again := o.post(ofKenyan+"/ask-again", caseworker, a.form(ofKenyan+"/ask-again"))
	require.Equal(t, http.StatusSeeOther, again.StatusCode)
	o.get(again.Header.Get("Location"), caseworker).says("Waiting for the consulate").never("ask-again")
	o.post(ofKenyan+"/ask-again", caseworker, url.Values{"key": {"k"}, "step": {"verify_nationality"}}).status(http.StatusConflict)
}

// Consents that a survivor gave are recorded, with how she was asked.
func TestConsentsAreGiven(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	path := ofKenyan + "/consents"
	form := with(o.get(path, caseworker).status(http.StatusOK).form(path+"/give"), "consent", "C11")
	a := o.post(path+"/give", caseworker, form).status(http.StatusUnprocessableEntity)
	a.says("Choose how it was given.", "Choose the language.", `value="C11" checked`, `href="#give-mode"`)
	form["consent"] = []string{"C11", "C14"}
	o.post(path+"/give", caseworker, with(form, "mode", "icons", "language", "sw")).status(http.StatusUnprocessableEntity).says("Record the consent to media on its own.")
	form["consent"] = []string{"C11", "C12"}
	a = o.post(path+"/give", caseworker, with(form, "words", "She prefers calls in the morning."))
	require.Equal(t, http.StatusSeeOther, a.StatusCode, a.text())
	sent := o.Commands.Sent()
	require.Len(t, sent, 1)
	require.Equal(t, []casework.Consent{"C11", "C12"}, sent[0].Consents)
	require.Equal(t, "sw", sent[0].Language)
	require.Equal(t, casework.ModeIcons, sent[0].Mode)
	require.Equal(t, "She prefers calls in the morning.", sent[0].Words.Text)
	o.get(a.Header.Get("Location"), caseworker).says("Recorded", "By pointing at pictures")
}

// A desk records what it knows, and nothing that it may not state.
func TestFactsAreStated(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	a := o.get(ofKenyan, caseworker).says("Record what your desk knows")
	o.post(ofKenyan+"/facts", caseworker, a.form(ofKenyan+"/facts")).status(http.StatusUnprocessableEntity).says("Choose at least one fact that you know.")
	form := with(a.form(ofKenyan+"/facts"), "fact.information_given", "yes", "fact.contagious", "cleared")
	to := o.post(ofKenyan+"/facts", caseworker, form)
	require.Equal(t, http.StatusSeeOther, to.StatusCode)
	require.Equal(t, []casework.Statement{{Name: casework.FactInformed, Value: "yes"}}, o.Commands.Sent()[0].Facts, "a finding is for a physician to state")
	o.get(to.Header.Get("Location"), caseworker).says("Recorded")
}

// A withdrawal is previewed, with what it cannot undo, and then done.
func TestWithdrawal(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	path := ofKenyan + "/consents"
	o.get(path, caseworker).status(http.StatusOK).says("Contact with her consulate", "By thumbprint", "Not asked yet").never("checked")
	o.post(path+"/preview", caseworker, nil).status(http.StatusUnprocessableEntity).says("Choose the consents that she withdraws.")
	a := o.post(path+"/preview", caseworker, url.Values{"consent": {"C4"}}).status(http.StatusOK)
	a.says("If these consents are withdrawn", "Nationality verification", "Embassy of Kenya", "Requests that are called back")
	require.Empty(t, o.Commands.Sent(), "a preview changes nothing")
	a = o.post(path+"/withdraw", caseworker, with(a.form(path+"/withdraw"), "words", "She is afraid."))
	require.Equal(t, http.StatusSeeOther, a.StatusCode, a.text())
	o.get(a.Header.Get("Location"), caseworker).says("Recorded", "C4 Withdrawn", "C5 Given")
	require.Equal(t, "She is afraid.", o.Commands.Sent()[0].Words.Text)
	o.post(path+"/preview", caseworker, url.Values{"consent": {"C4"}}).status(http.StatusConflict).says("not in force")
	o.get(path, consul).status(http.StatusForbidden)
}

// A desk that has no part in the case is asked a question: it reads it and answers on the page of the task, which
// leads to no case. After its answer the page is gone.
func TestAQuestionToADeskWithoutAPart(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const screener, asked = "tha-screener-maesot screener", "tha-childpanel child_panel_member"
	path := ofKenyan + "/tasks/screening.1"
	a := o.get(path, screener).status(http.StatusOK).says(`value="tha-childpanel"`, "Read by the desk that is asked, and by:").never(`value="ken-mission-bangkok"`)
	form := with(a.form(path+"/ask"), "act", "ask", "desk", "tha-childpanel", "words", "Can she be heard on Monday?")
	require.Equal(t, http.StatusSeeOther, o.post(path+"/ask", screener, form).StatusCode)
	question := ofKenyan + "/tasks/information~screening.1"
	o.get(ofKenyan, asked).status(http.StatusNotFound)
	a = o.get(question, asked).status(http.StatusOK).says("Can she be heard on Monday?", "Read by the desk that asked, and by:").never(`href="`+ofKenyan+`"`, "Wanjiku", "Kenya")
	sent := o.post(question+"/answer", asked, with(a.form(question+"/answer"), "answer", "She can, with breaks."))
	require.Equal(t, http.StatusSeeOther, sent.StatusCode)
	o.get(question, asked).status(http.StatusNotFound)
	o.get(sent.Header.Get("Location"), asked).status(http.StatusOK).says("Recorded")
	o.get(path, screener).says("She can, with breaks.")
}
