package web_test

import (
	"maps"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

const otherConsul = "ken-mission-bangkok consular_officer acc-other"

// inboxOf makes an office whose consulate has been asked about several people.
func inboxOf(tb testing.TB, refs ...casework.Ref) *office {
	tb.Helper()
	o := newOffice(tb)
	for i, ref := range refs {
		o.Ask(ref, "tha-ken", time.Duration(5+i)*day)
	}
	return o
}

var tick = regexp.MustCompile(`name="row" value="([^"]+)"`)

func ticks(a answer) (out []string) {
	for _, m := range tick.FindAllStringSubmatch(string(a.raw), -1) {
		out = append(out, m[1])
	}
	return out
}

func TestManyRowsAreShownBeforeTheyAreActedOn(t *testing.T) {
	t.Parallel()
	o := inboxOf(t, "case-one", "case-two", "case-six")
	list := o.get("/inbox", consul).status(http.StatusOK).says(`autocomplete="off"`, "Tick rows, then choose", "Take on")
	rows := ticks(list)
	require.Len(t, rows, 8)
	for _, row := range rows {
		require.Regexp(t, `^[a-z0-9-]+/[a-z_]+#1$`, row, "a box names its row by reference")
	}
	require.Equal(t, http.StatusOK, o.get("/desk/cases/case-one/tasks/verify_nationality.1", consul).StatusCode)
	form := list.form("/desk/selected")

	nothing := o.post("/desk/selected", consul, with(form, "act", "claim")).status(http.StatusSeeOther)
	require.Equal(t, "/inbox?ticked=none", nothing.Header.Get("Location"))
	o.get("/inbox?ticked=none", consul).status(http.StatusOK).says("Tick at least one row", `href="#row-1"`, "Error:", `autofocus`)

	// One has left the list meanwhile: a colleague's consulate has answered it.
	form["row"] = append(append([]string{}, rows...), "case-never/verify_nationality#1")
	preview := o.post("/desk/selected", consul, form).status(http.StatusOK)
	preview.says("You chose 9 rows. Nothing has been done yet.", "It fits 8 of 9", "1 of your 9 has left this list", "Take on 8 requests").never("case-never")
	confirm := preview.form("/desk/selected/do")
	confirm["row"] = ticks(preview)
	require.Len(t, confirm["row"], 8)

	wrong := maps.Clone(confirm)
	wrong["row"] = confirm["row"][:3]
	sent := len(o.Commands.Sent())
	o.post("/desk/selected/do", consul, wrong).status(http.StatusConflict).says("Another number of rows arrived", "Nothing was done")
	require.Len(t, o.Commands.Sent(), sent, "it is refused whole")

	claimedFirst := o.get("/inbox", otherConsul).form("/desk/selected")
	claimedFirst["row"] = confirm["row"][:1]
	theirs := o.post("/desk/selected", otherConsul, with(claimedFirst, "act", "claim")).form("/desk/selected/do")
	theirs["row"] = confirm["row"][:1]
	o.post("/desk/selected/do", otherConsul, theirs).says("1 asked", "Recorded: 1. Refused: 0. Waiting: 0.")

	result := o.post("/desk/selected/do", consul, confirm).status(http.StatusOK)
	result.says("8 asked", "Recorded: 7. Refused: 1. Waiting: 0.", "Try the 1 again", `data-forget-ticks="/inbox"`)
	after := len(o.Commands.Sent())
	o.post("/desk/selected/do", consul, confirm).says("8 asked", "Recorded: 7.")
	require.Len(t, o.Commands.Sent(), after+1, "sent twice, done once; the one that was refused is judged again")
	o.get("/inbox?queue=mine", consul).says("You have been on it since")
	require.Len(t, ticks(o.get("/inbox?queue=mine", consul)), 7)
	o.get("/inbox", otherConsul).says("on it since")
}

func TestAllRowsAreFrozenInASecondStep(t *testing.T) {
	t.Parallel()
	o := inboxOf(t, "case-one", "case-two")
	form := o.get("/inbox?ref=case", consul).says("Reference begins with case").form("/desk/selected")
	frozen := o.post("/desk/selected", consul, with(form, "all", "yes")).status(http.StatusSeeOther).Header.Get("Location")
	require.True(t, strings.HasPrefix(frozen, "/desk/selected/"), frozen)
	o.Ask("case-new", "tha-ken", 5*day)
	page := o.get(frozen, consul).status(http.StatusOK).says("4 requests chosen", "Reference begins with case", "You can act on these rows until", "case-one").never("case-new", string(kenyan))
	o.get(frozen, otherConsul).status(http.StatusNotFound)
	o.post("/desk/selected", consul, with(page.form("/desk/selected"), "act", "claim")).says("Take on 4 requests")

	cases := o.get("/desk/cases", caseworker).says("All 4 rows under these filters").form("/desk/selected")
	frozen = o.post("/desk/selected", caseworker, with(cases, "all", "yes")).Header.Get("Location")
	o.get(frozen, caseworker).says("4 cases chosen", "Chosen without filters")
	cases["row"] = []string{"case-one"}
	delete(cases, "all")
	o.post("/desk/selected", caseworker, with(cases, "act", "claim")).says("It fits none of the rows", "1 of 1 does not wait for your desk")
}

func TestRowsThatAreNoReferencesAreRefused(t *testing.T) {
	t.Parallel()
	o := inboxOf(t)
	form := o.get("/inbox", consul).form("/desk/selected")
	o.post("/desk/selected", consul, with(form, "row", "Wanjiku Njeri", "act", "claim")).status(http.StatusBadRequest).never("Wanjiku")
	for path, clean := range map[string]string{"/inbox?queue=new&ref=Wanjiku+Njeri": "/inbox?queue=new", "/desk/cases?ref=Wanjiku+Njeri": "/desk/cases"} {
		a := o.get(path, consul).status(http.StatusSeeOther)
		require.Equal(t, clean, a.Header.Get("Location"), "a name is not kept in an address")
	}
}
