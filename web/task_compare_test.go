package web_test

import (
	"html"
	"net/http"
	"regexp"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// colleague is another officer of the consulate.
var colleague = casework.Actor{Account: "acc-2", Desk: "ken-mission-bangkok", Agency: "ken-mfa", Role: casework.RoleConsul}

// A colleague takes a request on while a consul writes. The answer comes back beside how things stand, says who
// did what and when, loses nothing, and can be sent on top: a claim is advice, and is ended on record.
func TestAnAnswerThatCameTooLate(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	form := with(o.get(verify, consul).form(verify+"/decide"), "outcome", "confirmed", "reasons", "knows the songs of Nyeri")
	o.Do(kenyan, 0, casework.Command{Kind: casework.KindClaim, Task: "verify_nationality#1", By: colleague})
	late := o.post(verify+"/decide", consul, form).status(http.StatusConflict)
	late.says("Yours, and how it stands now", "A colleague has been on it since 19:00", "You can answer anyway", "knows the songs of Nyeri", "Nothing yet", "Send mine anyway", "Drop mine", `href="#request"`)
	require.Equal(t, []casework.Kind{casework.KindDecide}, o.kinds())

	on := late.form(verify + "/decide")
	require.Equal(t, "confirmed", on.Get("outcome"))
	require.Equal(t, "knows the songs of Nyeri", on.Get("reasons"))
	sent := o.post(verify+"/decide", consul, on).status(http.StatusSeeOther)
	o.get(sent.Header.Get("Location"), consul).status(http.StatusOK).says("Recorded", "Answer: Nationality verification, c7m2k9x4pq.", "It has stood on record since")
	require.Equal(t, []casework.Kind{casework.KindDecide, casework.KindRelease, casework.KindDecide}, o.kinds())
	state := o.State(kenyan)
	settled, _ := state.Settlement(casework.StepVerifyNationality)
	require.Equal(t, casework.AccountID("dev-1"), settled.By.Account)

	// The other way round: a colleague has answered, and nothing can be put on top.
	o.post(verify+"/decide", consul, with(form, "key", "another")).status(http.StatusConflict).
		says("This task has been answered already.", "It has been answered, so yours cannot be sent any more.", "knows the songs of Nyeri").never("Send mine anyway")
}

// Who works on a request, and since when, is said at the request and in lists: to colleagues as a colleague, to
// other desks that see the request as an officer there.
func TestAClaimIsAdvice(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Do(kenyan, 0, casework.Command{Kind: casework.KindClaim, Task: "verify_nationality#1", By: colleague})
	o.get("/inbox", consul).says("A colleague has been on it since 19:00")
	o.get("/inbox?queue=others", caseworker).says("An officer there has been on it since 19:00")
	mine := o.get(verify, consul).says("A colleague has been on it since 19:00", "You can answer anyway", "Send this answer")
	require.Equal(t, "yes", mine.form(verify+"/decide").Get("over"))
	o.get(verify, caseworker).says("An officer there has been on it since 19:00").never("You can answer anyway")
	sent := o.post(verify+"/decide", consul, with(mine.form(verify+"/decide"), "outcome", "confirmed")).status(http.StatusSeeOther)
	again := o.post(verify+"/decide", consul, with(mine.form(verify+"/decide"), "outcome", "confirmed")).status(http.StatusSeeOther)
	require.Equal(t, sent.Header.Get("Location"), again.Header.Get("Location"))
	require.Equal(t, []casework.Kind{casework.KindRelease, casework.KindDecide}, o.kinds())
}

// A button that is pressed twice within a moment changes the world once, and both presses get the same answer.
func TestAFormSentTwiceAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	form := with(o.get(verify, consul).form(verify+"/decide"), "outcome", "confirmed", "reasons", "")
	answers := make([]answer, 6)
	var all sync.WaitGroup
	for i := range answers {
		all.Go(func() { answers[i] = o.post(verify+"/decide", consul, form) })
	}
	all.Wait()
	for _, a := range answers {
		a.status(http.StatusSeeOther)
		require.Equal(t, answers[0].Header.Get("Location"), a.Header.Get("Location"))
	}
	require.Equal(t, []casework.Kind{casework.KindDecide}, o.kinds())
	o.get(answers[0].Header.Get("Location"), consul).says("Recorded")
}

// A task that was just answered stays in the inbox that the answer leads to, greyed with its outcome, until the inbox is
// opened again.
func TestWhatWasAnsweredStaysForAWhile(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	sent := o.post(verify+"/decide", consul, with(o.get(verify, consul).form(verify+"/decide"), "outcome", "confirmed")).status(http.StatusSeeOther)
	after := o.get(sent.Header.Get("Location"), consul)
	link := regexp.MustCompile(`href="(/inbox\?sent=[^"]+)"`).FindStringSubmatch(string(after.raw))
	require.NotNil(t, link)
	o.get(html.UnescapeString(link[1]), consul).says(`class="past"`, "Answered: National confirmed.", "Nationality verification")
	o.get("/inbox", consul).never(`class="past"`, "Answered:")
	o.get(html.UnescapeString(link[1]), caseworker).never(`class="past"`)
}

// kinds are the kinds of the commands that were sent, each once.
func (o *office) kinds() []casework.Kind {
	var out []casework.Kind
	for _, sent := range o.Commands.Sent() {
		out = append(out, sent.Kind)
	}
	return out
}
