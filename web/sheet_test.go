package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/birth"
)

const alikePath = "/desk/sheets"

// alike makes an office with a number of Kenyans whose consulate is asked the same, and one of another
// nationality, and opens a sheet of them.
func alike(t *testing.T, people int) (o *office, sheet string) {
	t.Helper()
	o = newOffice(t)
	for i := range people - 1 {
		ref := casework.Ref("alike" + strconv.Itoa(i+10))
		o.Ask(ref, "tha-ken", time.Duration(i+1)*24*time.Hour)
		born := civil.Date{Year: 1990 + i, Month: 5, Day: 17}
		o.Record.Put(ref, record.Person{Name: "Achieng " + strconv.Itoa(i), Nationality: "KEN", DocumentNumber: "KE500" + strconv.Itoa(i), Birth: birth.Date{Readings: []birth.Reading{{From: born, To: born}}}})
	}
	o.Ask("other12345", "tha-ken", 24*time.Hour)
	o.Record.Put("other12345", record.Person{Name: "Neema", Nationality: "TZA"})
	a := o.get(alikePath, consul).status(http.StatusOK).says("Alike requests", strconv.Itoa(people+1)+" requests", "from Thailand to Kenya")
	made := o.post(alikePath, consul, with(a.form(alikePath), "step", "verify_nationality"))
	require.Equal(t, http.StatusSeeOther, made.StatusCode, made.text())
	return o, made.Header.Get("Location")
}

var tickBox = regexp.MustCompile(`name="tick" value="([^"]+)"( checked)?`)

// ticks are the boxes of a sheet, and how many of them are ticked.
func (a answer) ticks() (values []string, ticked int) {
	for _, m := range tickBox.FindAllStringSubmatch(string(a.raw), -1) {
		values = append(values, m[1])
		if m[2] != "" {
			ticked++
		}
	}
	return values, ticked
}

func TestASheetOfAlikeRequests(t *testing.T) {
	t.Parallel()
	o, sheet := alike(t, 4)
	o.get("/inbox", consul).says("Answer alike requests together")
	a := o.get(sheet, consul).status(http.StatusOK)
	a.says("Sheet of alike requests", "4 requests can be answered here", "Achieng 0", "Wanjiku Njeri", "1 request leaves the sheet", "Two records of who she is do not agree", "Not opened from this sheet")
	boxes, ticked := a.ticks()
	require.Len(t, boxes, 4, "an exception has no box")
	require.Zero(t, ticked)

	a = o.post(sheet, consul, url.Values{"go": {"review"}}).status(http.StatusUnprocessableEntity)
	a.says("Tick at least one request.", `href="#ticks"`, "Choose an outcome.")
	a = o.post(sheet, consul, url.Values{"go": {"review"}, "tick": boxes[:1], "outcome": {"confirmed"}, "until.day": {"31"}, "until.month": {"2"}, "until.year": {"2027"}})
	a.status(http.StatusUnprocessableEntity).says("There is no such day.", `value="31"`)
	_, ticked = a.ticks()
	require.Equal(t, 1, ticked, "ticks are kept")

	// A row leads to its request and back to the same place, with the ticks as they were.
	to := o.post(sheet, consul, url.Values{"look": {boxes[1]}, "tick": boxes[:3], "outcome": {"confirmed"}})
	require.Equal(t, http.StatusSeeOther, to.StatusCode)
	ref, _, _ := strings.Cut(boxes[1], " ")
	o.get(to.Header.Get("Location"), consul).status(http.StatusOK).says("Back to the sheet", `href="`+sheet+`#r-`+ref+`"`)
	a = o.get(sheet, consul).says(`id="r-`+ref+`"`, "Opened", `value="confirmed" checked`)
	_, ticked = a.ticks()
	require.Equal(t, 3, ticked)

	require.Equal(t, sheet, o.post(sheet, consul, url.Values{"go": {"all"}}).Header.Get("Location"))
	_, ticked = o.get(sheet, consul).ticks()
	require.Equal(t, 4, ticked)
	require.Equal(t, http.StatusSeeOther, o.post(sheet, consul, url.Values{"go": {"none"}, "tick": boxes}).StatusCode)
	_, ticked = o.get(sheet, consul).ticks()
	require.Zero(t, ticked)
	require.Equal(t, sheet, o.get(sheet+"/confirm", consul).Header.Get("Location"), "nothing to confirm leads back")
	require.Equal(t, http.StatusBadRequest, o.post(sheet, consul, url.Values{"tick": {"nonsense"}}).StatusCode)
	o.post(sheet, consul, url.Values{"tick": {"never verify_nationality#1"}}).status(http.StatusUnprocessableEntity)
	o.get(sheet, "ken-mission-bangkok consular_officer dev-2").status(http.StatusNotFound)
}

func TestASheetIsConfirmed(t *testing.T) {
	t.Parallel()
	o, sheet := alike(t, 4)
	boxes, _ := o.get(sheet, consul).ticks()
	review := func(ticks []string) answer {
		t.Helper()
		to := o.post(sheet, consul, url.Values{"go": {"review"}, "tick": ticks, "outcome": {"confirmed"}})
		require.Equal(t, sheet+"/confirm", to.Header.Get("Location"), to.text())
		return o.get(sheet+"/confirm", consul).status(http.StatusOK)
	}
	a := review(boxes[:3])
	a.says("3", "(three)", "National confirmed", "Code of this set", "For 3 people nothing is asked next yet", "It answers no other request", "Confirm these 3 answers")
	old := a.form(sheet + "/confirm")
	a = review(boxes)
	a.says("(four)", "Confirm these 4 answers")
	form := a.form(sheet + "/confirm")
	require.NotEqual(t, old.Get("set"), form.Get("set"))
	o.post(sheet+"/confirm", consul, old).status(http.StatusConflict).says("Nothing was sent", "The set has changed since you reviewed it", "(four)")
	o.post(sheet+"/confirm", consul, with(a.form(sheet+"/confirm"), "number", "3")).status(http.StatusConflict)
	require.Empty(t, o.Commands.Sent())

	// One changes while the officer looks at the confirmation.
	ref, _, _ := strings.Cut(boxes[0], " ")
	colleague := casework.Actor{Account: "dev-2", Desk: "ken-mission-bangkok", Agency: "ken-mofa", Role: casework.RoleConsul}
	o.Do(casework.Ref(ref), 0, casework.Command{Kind: casework.KindClaim, By: colleague, Task: "verify_nationality#1"})
	for range 2 { // a second press gets the first answer
		require.Equal(t, sheet, o.post(sheet+"/confirm", consul, form).Header.Get("Location"))
	}
	require.Len(t, o.Commands.Sent(), 3)
	a = o.get(sheet, consul).status(http.StatusOK)
	a.says("Results", "Asked for 4", "Recorded 3", "Refused 1", "Waiting 0", "Some answers were refused", "A colleague at your desk is working on it", "Try the 1 again", "1 request of the sheet was not asked for.")
	require.Equal(t, sheet, o.post(sheet, consul, url.Values{"go": {"none"}}).Header.Get("Location"), "a confirmed sheet stays as it is")

	again := o.post(sheet+"/again", consul, a.form(sheet+"/again"))
	require.Equal(t, http.StatusSeeOther, again.StatusCode)
	o.get(again.Header.Get("Location"), consul).says("No request of this sheet can be answered here any more.", "A colleague at your desk is working on it", "It has changed since you saw it")
}

func TestASheetWhoseAnswersWait(t *testing.T) {
	t.Parallel()
	o, sheet := alike(t, 3)
	boxes, _ := o.get(sheet, consul).ticks()
	o.post(sheet, consul, url.Values{"go": {"review"}, "tick": boxes, "outcome": {"confirmed"}})
	o.Commands.Hold(true)
	o.post(sheet+"/confirm", consul, o.get(sheet+"/confirm", consul).form(sheet+"/confirm"))
	o.get(sheet, consul).says("Asked for 3", "Recorded 0", "Refused 0", "Waiting 3", "Some answers are not recorded yet", "Sent, not recorded yet").never("/again")
}

// An officer confirms people and not references: the confirmation and the results show whom each request is
// about, as the sheet does, and no more than that.
func TestASheetSaysWhomItIsAbout(t *testing.T) {
	t.Parallel()
	o, sheet := alike(t, 4)
	people := []string{"Achieng 0 born 1990-05-17 document KE5000", "Achieng 1 born 1991-05-17 document KE5001", "Achieng 2 born 1992-05-17 document KE5002"}
	boxes, _ := o.get(sheet, consul).says(people...).ticks()
	o.post(sheet, consul, url.Values{"go": {"review"}, "tick": boxes, "outcome": {"confirmed"}})
	a := o.get(sheet+"/confirm", consul).status(http.StatusOK).says(people...).never("Neema")
	// One is a colleague's; the others are recorded. Each is still named.
	o.Do("alike11", 0, casework.Command{Kind: casework.KindClaim, By: casework.Actor{Account: "dev-2", Desk: "ken-mission-bangkok", Agency: "ken-mofa", Role: casework.RoleConsul}, Task: "verify_nationality#1"})
	o.post(sheet+"/confirm", consul, a.form(sheet+"/confirm"))
	o.get(sheet, consul).says(append(people, "Recorded 3", "Refused 1")...).never("Neema")
}

// The sheet is made from the step's own description: another desk works on the same one.
func TestASheetOfAnotherDesk(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for i := range 2 {
		o.Open(casework.Ref("fresh"+strconv.Itoa(i+10)), "tha-ken", 24*time.Hour)
	}
	const registrar = "tha-registrar-maesot registrar"
	a := o.get(alikePath, registrar).says("2 requests", "Registration")
	sheet := o.post(alikePath, registrar, a.form(alikePath)).Header.Get("Location")
	boxes, _ := o.get(sheet, registrar).status(http.StatusOK).says("2 requests can be answered here").ticks()
	o.post(sheet, registrar, url.Values{"go": {"review"}, "tick": boxes, "outcome": {"registered"}})
	a = o.get(sheet+"/confirm", registrar).status(http.StatusOK).says("(two)")
	o.post(sheet+"/confirm", registrar, a.form(sheet+"/confirm"))
	o.get(sheet, registrar).says("Asked for 2", "Recorded 2", "All answers are recorded")
	o.get(alikePath, registrar).says("No two requests in your inbox can be answered together now.")
	o.get(alikePath, "tha-coordination national_coordinator").status(http.StatusOK).never("Look at them together")
}
