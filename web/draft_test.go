package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	workspace "example.org/homeward/internal/usecase/office"
)

const decide = verify + "/decide"

// keep is the address at which a form is kept.
func keep(of string, more ...string) string {
	q := url.Values{"of": {of}, "at": {"form-answer"}}
	return "/drafts?" + with(q, more...).Encode()
}

// cookie adds a cookie to a request.
func (r httpRequest) cookie(name, value string) httpRequest {
	r.AddCookie(&http.Cookie{Name: name, Value: value})
	return r
}

// A form that is kept is not checked and not carried out. Its page shows it filled in, to its owner alone,
// until it is sent or discarded.
func TestAFormIsKept(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	a := o.get(verify, consul)
	a.says(`form="form-answer" formaction="/drafts?at=form-answer&amp;language=ar`, "Save and go on later", `data-draft=`, `src="/static/draft-`).never("You began this form")
	form := with(a.form(decide), "outcome", "insufficient", "reasons", "No photo", "until.day", "99")
	a = o.post(keep(decide), consul, form)
	require.Equal(t, http.StatusSeeOther, a.StatusCode, a.text())
	require.Equal(t, verify+"?done=draft.kept#form-answer", a.Header.Get("Location"))
	require.Empty(t, o.Commands.Sent())

	a = o.get(verify, consul).status(http.StatusOK)
	a.says("You began this form on 21 November 2026", "No photo", `value="99"`, `value="insufficient" checked`, "Discard what I typed").never("The request has changed")
	require.NotEqual(t, form.Get("key"), a.form(decide).Get("key"))
	o.get(verify, "ken-mission-bangkok consular_officer dev-2").status(http.StatusOK).never("No photo", "You began this form")
	o.get("/drafts", consul).status(http.StatusOK).says("Form about the case c7m2k9x4pq", "Go on").never("No photo")
	o.get("/drafts", "ken-mission-bangkok consular_officer dev-2").status(http.StatusOK).says("You have no unfinished forms.")

	a = o.post("/drafts/drop?of="+decide+"&at=form-answer", consul, form)
	require.Equal(t, verify+"?done=draft.discarded#form-answer", a.Header.Get("Location"))
	o.get(verify, consul).never("No photo")
	require.Empty(t, o.Record.Kept())
}

// The page says that what the form is about has changed since it was kept.
func TestAKeptFormOfATaskThatHasChanged(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	form := with(o.get(verify, consul).form(decide), "reasons", "No photo", "version", "77")
	o.post(keep(decide), consul, form)
	o.get(verify, consul).says("The request has changed since then.", "No photo")
}

// A form that is sent is not kept any longer, and a kept form is gone at sign-out.
func TestAKeptFormIsDiscarded(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	form := with(o.get(verify, consul).form(decide), "outcome", "confirmed")
	o.post(keep(decide), consul, form)
	require.Len(t, o.Record.Kept(), 1)
	again := with(o.get(verify, consul).form(decide), "outcome", "confirmed")
	require.Equal(t, http.StatusSeeOther, o.post(decide, consul, again).StatusCode)
	require.Empty(t, o.Record.Kept(), "it was sent, from a page with another key")

	ask := "/desk/search"
	o.post(keep(ask), caseworker, url.Values{"name": {"Njeri"}})
	o.get(ask, caseworker).says(`value="Njeri"`, "You began this form")
	o.post("/signout", caseworker, url.Values{})
	require.Empty(t, o.Record.Kept())
}

// Another language keeps the page and what was typed.
func TestAnotherLanguageKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	form := with(o.get(verify, consul).form(decide), "reasons", "No photo")
	a := o.post(keep(decide, "language", "ar"), consul, form)
	require.Equal(t, verify+"#form-answer", a.Header.Get("Location"))
	language := cookies(a)["homeward-language"]
	require.Equal(t, "ar", language.Value)
	a = o.serve(page(http.MethodGet, verify, nil).as(consul).cookie(language.Name, language.Value)).status(http.StatusOK)
	a.says(`<html lang="ar" dir="rtl">`, "No photo")
}

// A small form of a task is kept beside the answer, and is open when the page comes back.
func TestTheFormsOfAPageAreKeptEachByItself(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	a := o.get(verify, consul)
	o.post(keep(verify+"/ask"), consul, with(a.form(verify+"/ask"), "words", "Which village?"))
	o.post(keep(decide), consul, with(a.form(decide), "reasons", "No photo"))
	a = o.get(verify, consul).says("Which village?", "No photo", `<details class="act" open>`)
	require.Equal(t, 1, strings.Count(string(a.raw), `<details class="act" open>`))
}

// The script of a page gets what to say, and that the session has ended.
func TestTheScriptKeepsAForm(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	form := with(o.get(verify, consul).form(decide), "reasons", "No photo")
	a := o.serve(script(keep(decide), form).as(consul)).status(http.StatusOK)
	require.Equal(t, "Kept at 19:00", a.at("text"))
	require.Equal(t, "no-store", a.Header.Get("Cache-Control"))
	require.Equal(t, http.StatusRequestEntityTooLarge, o.serve(script(keep(decide), with(form, "reasons", strings.Repeat("x", workspace.MaxDraftBytes))).as(consul)).StatusCode)
	a = o.serve(script(keep(decide), form))
	require.Equal(t, http.StatusUnauthorized, a.StatusCode)
	require.Empty(t, a.Header.Get("Draft-Kept"))
	a = o.serve(script("/drafts?of=/desk/cases/c7m2k9x4pq/tasks/x.1/ask", url.Values{"words": {"late"}}).cookie(identity.SessionCookie, "expired:dev-1"))
	require.Equal(t, http.StatusUnauthorized, a.StatusCode)
	require.Equal(t, "yes", a.Header.Get("Draft-Kept"))
}

// A form that meets a session which has expired is kept for its account: it is shown again after signing in
// in the same browser, never sent by itself, and shown to no other account.
func TestAFormThatMeetsAnExpiredSession(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const path = ofKenyan + "/consents/give"
	user := "tha-caseworker-maesot caseworker "
	form := with(o.get(ofKenyan+"/consents", user+"dev-1").form(path), "words", "In her own words")
	a := o.serve(page(http.MethodPost, path, form).cookie(identity.SessionCookie, "expired:dev-1"))
	require.Equal(t, http.StatusSeeOther, a.StatusCode, a.text())
	to, err := url.Parse(a.Header.Get("Location"))
	require.NoError(t, err)
	require.Equal(t, "/signin", to.Path)
	require.Equal(t, ofKenyan+"/consents", to.Query().Get("to"))
	require.NotContains(t, a.Header.Get("Location"), "words")
	o.serve(page(http.MethodGet, to.String(), nil)).says("It is kept for one hour, for your account only.")
	token := cookies(a)["__Host-homeward-kept"]
	require.NotNil(t, token)
	require.True(t, token.HttpOnly)
	require.Equal(t, 3600, token.MaxAge)

	open := func(account, token string) answer {
		r := page(http.MethodGet, ofKenyan+"/consents", nil).as(user + account)
		if token != "" {
			r = r.cookie("__Host-homeward-kept", token)
		}
		return o.serve(r).status(http.StatusOK)
	}
	open("dev-2", token.Value).never("In her own words", "You began")
	open("dev-1", "").never("In her own words", "You began")
	open("dev-1", "another").never("In her own words")
	open("dev-1", token.Value).says("In her own words", "You began this form")
	open("dev-1", "").says("In her own words")
	require.Empty(t, o.Commands.Sent())
}

// Without a session that names its account nothing is kept, and the page says so.
func TestAFormOfNoKnownSessionIsNotKept(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, token := range []string{"", "hws_x", "expired:machine"} {
		r := page(http.MethodPost, decide, url.Values{"reasons": {"No photo"}})
		if token != "" {
			r = r.cookie(identity.SessionCookie, token)
		}
		a := o.serve(r)
		require.Equal(t, http.StatusSeeOther, a.StatusCode)
		require.Nil(t, cookies(a)["__Host-homeward-kept"])
		o.serve(page(http.MethodGet, a.Header.Get("Location"), nil)).says("the form could not be kept")
	}
	// From a page of another site nothing is kept either.
	a := o.serve(page(http.MethodPost, decide, url.Values{}).cookie(identity.SessionCookie, "expired:dev-1").with("Sec-Fetch-Site", "cross-site"))
	require.Equal(t, http.StatusForbidden, a.StatusCode)
	require.Empty(t, o.Record.Kept())
}

// Only forms of pages on which officers work are kept, and a case that is not the user's to see is like one
// that does not exist.
func TestWhatIsNotKept(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, of := range []string{"", "/", "/account/role", "/signin/passkey/begin", "//evil.example/x", "/desk/../account/role", "/desk//x", "https://evil.example/desk/x", "/desk/cases/x/y?z=1"} {
		require.Equal(t, http.StatusNotFound, o.post(keep(of), consul, url.Values{}).StatusCode, of)
		require.Equal(t, http.StatusNotFound, o.post("/drafts/drop?of="+url.QueryEscape(of), consul, url.Values{}).StatusCode, of)
	}
	stranger := "khm-caseworker-phnompenh caseworker"
	mine, none := o.post(keep(decide), stranger, url.Values{}), o.post(keep(strings.Replace(decide, string(kenyan), "c0000never", 1)), stranger, url.Values{})
	require.Equal(t, http.StatusNotFound, mine.StatusCode)
	require.Equal(t, mine.text()[:100], none.text()[:100])
	require.Empty(t, o.Record.Kept())
}

var (
	textareas = regexp.MustCompile(`<textarea [^>]*>`)
	typedIn   = regexp.MustCompile(`<(?:textarea|select|input type="text") ?[^>]*>`)
	choices   = regexp.MustCompile(`<input type="(?:radio|checkbox)"[^>]*>`)
	posted    = regexp.MustCompile(`(?s)<form [^>]*method="post"[^>]*>.*?</form>`)
)

// Each free text names its readers and has a limit, and no field offers or stores the officer's own data.
// Each form into which text is typed is kept.
func TestFieldsAboutASurvivor(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	fields, texts := 0, 0
	travel, embassy, _ := o.asked(casework.StepTravelDocument, 0)
	for path, user := range map[string]string{
		verify: consul, ofKenyan: caseworker, ofKenyan + "/consents": caseworker, "/desk/cases/open": registrar, "/desk/search": registrar, travel: embassy,
	} {
		a := o.get(path, user).status(http.StatusOK)
		for _, form := range posted.FindAllString(string(a.raw), -1) {
			tag, _, _ := strings.Cut(form, ">")
			kept, off := strings.Contains(form, ` data-draft="`), strings.Contains(tag, ` autocomplete="off"`)
			for _, field := range typedIn.FindAllString(form, -1) {
				fields++
				require.Contains(t, field, `autocomplete="off"`, path)
				require.True(t, kept, "%s: a form with %s is not kept", path, field)
			}
			for _, field := range choices.FindAllString(form, -1) {
				require.True(t, off || strings.Contains(field, `autocomplete="off"`), "%s: %s", path, field)
			}
			for _, area := range textareas.FindAllString(form, -1) {
				texts++
				require.Contains(t, area, `maxlength="`, path)
				if !strings.Contains(area, `name="document.mrz"`) { // it is a code
					require.Contains(t, area, `-readers`, path)
				}
			}
		}
	}
	require.Greater(t, fields, 20)
	require.Greater(t, texts, 6)
}
