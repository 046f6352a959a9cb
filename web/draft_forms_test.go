package web_test

import (
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/movement"
)

// typedForm is a form of a page into which an officer has typed.
type typedForm struct {
	o            *office
	page, action string
	user         string // desk and role
	account      string
	fields       url.Values
	shows        []string // what the page has when it is filled in
}

func (f typedForm) by() string { return f.user + " " + f.account }

// typedForms are the forms of acts, movements, sheets and the time after the return.
func typedForms() map[string]func(*testing.T) typedForm {
	act := func(name string, fields url.Values, shows ...string) func(*testing.T) typedForm {
		return func(t *testing.T) typedForm {
			t.Helper()
			o := newOffice(t)
			o.Agree(kenyan, time.Hour, []casework.Consent{casework.ConsentHandover})
			path := actsOfKenyan + "/" + name
			return typedForm{o, path, path, caseworker, "proven-1", fields, shows}
		}
	}
	return map[string]func(*testing.T) typedForm{
		"report":    act("report/paused", url.Values{"cause": {"border_closed"}, "words": {"Since the flood"}}, "Since the flood", `value="border_closed" checked`),
		"correct":   act("correct", url.Values{"name": {"Wanjiku Mwangi"}, "birth.year": {"1999"}, "reasons": {"Her card says so"}}, "Wanjiku Mwangi", `value="1999"`, "Her card says so"),
		"order":     orderTyped,
		"end order": endOrderTyped,
		"exclude":   act("exclude", url.Values{"account": {"dev-77"}, "words": {"Her cousin"}}, "Her cousin", `value="dev-77"`),
		"give":      act("give_access", url.Values{"desk": {"ken-receiving"}, "words": {"For the reception"}, "until.year": {"99"}}, "For the reception", `value="99"`),
		"emergency": emergencyForm,
		"waive":     waiverForm,
		"readmit":   readmitForm,
		"plan":      planTyped,
		"visit":     visitTyped,
		"contact":   contactTyped,
		"release":   releaseTyped,
		"roll call": rollTyped,
		"sheet":     sheetTyped,
	}
}

func waiverForm(t *testing.T) typedForm {
	t.Helper()
	o := newOffice(t)
	o.Open("c0000000bb", "tha-ken", 48*time.Hour)
	const path = "/desk/cases/c0000000bb/acts/waive"
	return typedForm{o, path, path, supervisor, "dev-1", url.Values{"gate": {"G02"}, "reasons": {"No interpreter"}}, []string{"No interpreter", `value="G02" checked`}}
}

func orderTyped(t *testing.T) typedForm {
	t.Helper()
	return typedForm{withOrder(t), orderPage, orderPage, "tha-supervisor-maesot supervisor", "dev-1", url.Values{"authority": {"Regional Court"}, "order_kind": {"legal_order"}, "class": {"F"}}, []string{`value="Regional Court"`, `value="legal_order" checked`, `value="F" checked`}}
}

func endOrderTyped(t *testing.T) typedForm {
	t.Helper()
	o := withOrder(t)
	o.post(orderAnswer, herLawyer, o.get(orderAnswer, herLawyer).form(orderAnswer)).status(http.StatusSeeOther)
	return typedForm{o, endOrderPage, endOrderPage, caseworker, "dev-1", url.Values{"order": {"1"}, "reasons": {"Set aside"}}, []string{`value="1" checked`, "Set aside"}}
}

func emergencyForm(t *testing.T) typedForm {
	t.Helper()
	const path = "/desk/emergency"
	return typedForm{newOffice(t), path, path, caseworker, "proven-1", url.Values{"case": {"c7m2k9x4pq"}, "reasons": {"She does not answer"}}, []string{"She does not answer", `value="c7m2k9x4pq"`}}
}

func readmitForm(t *testing.T) typedForm {
	t.Helper()
	o := newOffice(t)
	o.post(actsOfKenyan+"/exclude", caseworker, with(o.get(actsOfKenyan+"/exclude", caseworker).form(actsOfKenyan+"/exclude"), "seq", "1")).status(http.StatusSeeOther)
	path := actsOfKenyan + "/readmit/1"
	return typedForm{o, path, path, caseworker, "proven-1", url.Values{"reasons": {"She asked for it"}}, []string{"She asked for it"}}
}

func planTyped(t *testing.T) typedForm {
	t.Helper()
	o := newOffice(t)
	_, user, _ := o.asked(casework.StepPlan, 0)
	const path = "/desk/cases/cplan10/return/plan"
	return typedForm{o, path, path, user, "dev-1", url.Values{"text": {"A tailoring course"}, "item.4.text": {"Look for a room"}}, []string{"A tailoring course", `value="Look for a room"`}}
}

func visitTyped(t *testing.T) typedForm {
	t.Helper()
	o, path, user := visiting(t)
	return typedForm{o, path, path, user, "dev-1", url.Values{"outcome": {"missed"}, "q.income": {"good"}, "reasons": {"She was at work"}}, []string{"She was at work", `value="good" checked`}}
}

func contactTyped(t *testing.T) typedForm {
	t.Helper()
	o, _, _ := visiting(t)
	const path = "/desk/cases/" + string(visited) + "/contact"
	return typedForm{o, path, path + "/agree", caseworker, "dev-1", url.Values{"say_as": {"The school"}, "phone": {"77"}}, []string{`value="The school"`, `value="77"`, `<details class="act" open>`}}
}

func releaseTyped(t *testing.T) typedForm {
	t.Helper()
	return typedForm{withTrip(t), trip, trip + "/release", booker, "dev-1", url.Values{"release": {string(kenyan)}, "cause": {"border_closed"}}, []string{`value="border_closed" selected`, `value="` + string(kenyan) + `" checked`}}
}

func sheetTyped(t *testing.T) typedForm {
	t.Helper()
	o, sheet := alike(t, 4)
	boxes, _ := o.get(sheet, consul).ticks()
	return typedForm{o, sheet, sheet, consul, "dev-1", url.Values{"tick": boxes[:2], "outcome": {"confirmed"}, "until.day": {"99"}}, []string{`value="99"`, `value="` + boxes[0] + `" checked`, `value="confirmed" checked`}}
}

// Each form is kept as it was typed, unchecked and not carried out, for its owner alone; another language
// keeps it; and it is gone when it is discarded.
func TestTheFormsOfActsAreKept(t *testing.T) {
	t.Parallel()
	for name, of := range typedForms() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := of(t)
			sent := len(f.o.Commands.Sent())
			a := f.o.get(f.page, f.by()).status(http.StatusOK)
			a.says(`data-draft="`, `formaction="/drafts?at=form-`, `src="/static/draft-`).never("You began this form")
			form := a.form(f.action)
			maps.Copy(form, f.fields)
			a = f.o.post(keep(f.action), f.by(), form).status(http.StatusSeeOther)
			require.True(t, strings.HasPrefix(a.Header.Get("Location"), f.page+"?done=draft.kept"), a.Header.Get("Location"))
			f.o.get(f.page+"?done=draft.kept", f.by()).status(http.StatusOK).says(append(f.shows, "You began this form on", "What you typed is kept.", "Discard what I typed")...)
			kept := f.o.Record.Kept()
			require.Len(t, kept, 1)
			require.Equal(t, strings.HasPrefix(f.page, "/desk/cases/"), kept[0].Case != "", "what is about a case is sealed with its key")

			colleague := f.user + " proven-2"
			f.o.get(f.page, colleague).never("You began this form")
			f.o.get("/drafts", colleague).status(http.StatusOK).says("You have no unfinished forms.")
			f.o.get("/drafts", f.by()).status(http.StatusOK).says("Go on").never("Other form")

			a = f.o.post(keep(f.action, "language", "ar"), f.by(), form).status(http.StatusSeeOther)
			f.o.serve(page(http.MethodGet, f.page, nil).as(f.by()).cookie("homeward-language", "ar")).status(http.StatusOK).says(append(f.shows, `<html lang="ar" dir="rtl">`)...)
			require.Equal(t, f.page+"#form-answer", a.Header.Get("Location"))

			f.o.post("/drafts/drop?of="+url.QueryEscape(f.action), f.by(), form).status(http.StatusSeeOther)
			f.o.get(f.page, f.by()).status(http.StatusOK).never("You began this form")
			require.Len(t, f.o.Commands.Sent(), sent)
		})
	}
}

// Each form that meets a session which has expired waits for its account, and is shown to no other one.
func TestTheFormsOfActsMeetAnExpiredSession(t *testing.T) {
	t.Parallel()
	for name, of := range typedForms() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := of(t)
			form, sent := f.o.get(f.page, f.by()).form(f.action), len(f.o.Commands.Sent())
			maps.Copy(form, f.fields)
			a := f.o.serve(page(http.MethodPost, f.action, form).cookie(identity.SessionCookie, "expired:"+strings.ReplaceAll(f.by(), " ", ":")))
			to, err := url.Parse(a.status(http.StatusSeeOther).Header.Get("Location"))
			require.NoError(t, err)
			require.Equal(t, url.Values{"done": {"draft.signin"}, "to": {f.page}}, to.Query())
			token := cookies(a)["__Host-homeward-kept"]
			require.NotNil(t, token)
			open := func(by string) answer {
				return f.o.serve(page(http.MethodGet, f.page, nil).as(by).cookie("__Host-homeward-kept", token.Value))
			}
			open(f.user + " proven-2").never("You began this form")
			open(f.by()).status(http.StatusOK).says(append(f.shows, "You began this form on")...)
			require.Len(t, f.o.Commands.Sent(), sent, "nothing is sent by itself")
		})
	}
}

// A form that needs a proof first is there after the proof, at each act that needs one.
func TestAProofKeepsTheFormsOfActs(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"give", "emergency", "readmit"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := typedForms()[name](t)
			form := f.o.get(f.page, f.by()).form(f.action)
			maps.Copy(form, f.fields)
			late := f.user + " dev-1" // the same form, when the proof is too old
			to := f.o.post(f.action, late, form).status(http.StatusSeeOther).Header.Get("Location")
			require.Equal(t, "/account/prove?"+url.Values{"to": {f.page}}.Encode(), to)
			kept := f.o.Record.Kept()
			require.Len(t, kept, 1)
			require.Equal(t, casework.AccountID("dev-1"), kept[0].Account)
			require.Equal(t, f.fields.Get("words")+f.fields.Get("reasons"), kept[0].Fields.Get("words")+kept[0].Fields.Get("reasons"))
			f.o.get(f.page, late).status(http.StatusOK).says("prove first that it is you")
		})
	}
}

// On the page that asks a second time nothing is lost either: another language shows it again, and the way back
// leads to the form as it was typed.
func TestAFormThatIsAskedASecondTime(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	path := actsOfKenyan + "/report/death"
	form := with(o.get(path, caseworker).form(path), "words", "In hospital.")
	second := o.post(path, caseworker, form).status(http.StatusOK).says("Look once more", `href="`+path+`?change=yes"`, `form="form-act" formaction="/drafts?at=form-act&amp;language=ar`)
	o.get(path+"?change=yes", caseworker).status(http.StatusOK).says("In hospital.</textarea>").never("Look once more")
	o.post(keep(path, "language", "ar"), caseworker, second.form(path)).status(http.StatusSeeOther)
	o.get(path, caseworker).status(http.StatusOK).says("Look once more", "In hospital.")
	o.get(path+"?change=yes", caseworker).says("In hospital.</textarea>").never("Look once more")
	require.Empty(t, o.Commands.Sent())
	o.post(path, caseworker, o.get(path, caseworker).form(path)).status(http.StatusSeeOther)
	require.Empty(t, o.Record.Kept(), "it was sent")
	require.Len(t, o.Commands.Sent(), 1)
}

// The sheet shows the ticks that were sent last, also when they were refused.
func TestTheTicksThatWereSentLastAreShown(t *testing.T) {
	t.Parallel()
	o, sheet := alike(t, 4)
	boxes, _ := o.get(sheet, consul).ticks()
	o.post(keep(sheet), consul, url.Values{"tick": boxes[:1]}).status(http.StatusSeeOther)
	o.post(sheet, consul, url.Values{"go": {"review"}, "tick": boxes[:3], "outcome": {"confirmed"}, "until.day": {"31"}, "until.month": {"2"}, "until.year": {"2027"}}).status(http.StatusUnprocessableEntity)
	_, ticked := o.get(sheet, consul).says(`value="31"`).ticks()
	require.Equal(t, 3, ticked)
	o.post(sheet, consul, url.Values{"go": {"none"}}).status(http.StatusSeeOther)
	_, ticked = o.get(sheet, consul).never("You began this form").ticks()
	require.Zero(t, ticked)
}

// An act on many rows is shown again with exactly its rows, after a session that ended and in another language.
func TestAnActOnManyRowsIsKept(t *testing.T) {
	t.Parallel()
	o := inboxOf(t, "case-one", "case-two")
	list := o.get("/inbox", consul)
	form := with(list.form("/desk/selected"), "act", "claim")
	form["row"] = ticks(list)
	preview := o.post("/desk/selected", consul, form).status(http.StatusOK).says("Take on", `data-draft="`)
	do := preview.form("/desk/selected/do")
	do["row"] = ticks(preview)
	require.NotEmpty(t, do["row"])
	a := o.serve(page(http.MethodPost, "/desk/selected/do", do).cookie(identity.SessionCookie, "expired:ken-mission-bangkok:consular_officer:dev-1")).status(http.StatusSeeOther)
	to, err := url.Parse(a.Header.Get("Location"))
	require.NoError(t, err)
	require.Equal(t, "/desk/selected/do", to.Query().Get("to"))
	open := func(by string) answer {
		return o.serve(page(http.MethodGet, "/desk/selected/do", nil).as(by).cookie("__Host-homeward-kept", cookies(a)["__Host-homeward-kept"].Value))
	}
	open(otherConsul).status(http.StatusNotFound)
	shown := open(consul+" dev-1").status(http.StatusOK).says("You began this form on", "Take on")
	require.Equal(t, do["row"], ticks(shown))
	o.post(keep("/desk/selected/do", "language", "my"), consul, do).status(http.StatusSeeOther)
	o.get("/drafts", consul).says("Act on many requests").never("Other form")
	require.Empty(t, o.Commands.Sent())
	again := shown.form("/desk/selected/do")
	again["row"] = do["row"]
	o.post("/desk/selected/do", consul, again).status(http.StatusOK).says("asked")
	require.Empty(t, o.Record.Kept())
	o.get("/desk/selected/do", consul).status(http.StatusNotFound)
}

func rollTyped(t *testing.T) typedForm {
	t.Helper()
	return typedForm{tripAt(t, movement.Locked, movement.OnManifest), tripList, tripList + "/board", escorted, "dev-1", url.Values{"said." + string(kenyan): {"no_show"}}, []string{`value="no_show" selected`}}
}
