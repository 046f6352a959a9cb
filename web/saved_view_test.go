package web_test

import (
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

const viewColleague = "tha-caseworker-maesot caseworker acc-2"

var viewLink = regexp.MustCompile(`<li><a href="(/desk/cases\?[^"]*view=[^"]+)"`)

func TestAViewIsSavedOpenedChangedAndRemoved(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	form := o.get("/desk/cases?clock=week&origin=KEN", caseworker).form("/desk/views")
	require.Equal(t, "clock=week&origin=KEN", form.Get("query"))
	missing := o.post("/desk/views", caseworker, with(form, "do", "save", "name", " ")).status(http.StatusSeeOther).Header.Get("Location")
	o.get(missing, caseworker).says("Give the view a name.", "Error:", `href="#view-name"`)

	to := o.post("/desk/views", caseworker, with(form, "do", "save", "name", "Kenya <b>this week</b>")).status(http.StatusSeeOther).Header.Get("Location")
	require.NotContains(t, to, "Kenya", "a name is in no address")
	list := o.get(to, caseworker).status(http.StatusOK).says("The view is saved.", "Kenya <b>this week</b>").never("Changed since")
	opened := html.UnescapeString(viewLink.FindStringSubmatch(string(list.raw))[1])
	require.Contains(t, opened, "clock=week")
	require.Equal(t, ticks(o.get("/desk/cases?clock=week&origin=KEN", caseworker)), ticks(o.get(opened, caseworker)), "it shows what its filters show")
	o.get("/desk/cases", viewColleague).never("Kenya <b>")
	o.get("/desk/cases", caseworker).says("Kenya <b>").never("Something is overdue remove", "From Kenya remove")

	changed := strings.Replace(opened, "clock=week", "clock=overdue", 1)
	a := o.get(changed, caseworker).says("Changed since it was saved", "Update it", "Discard the changes")
	update := a.form("/desk/views")
	require.NotEmpty(t, update.Get("view"))
	to = o.post("/desk/views", caseworker, with(update, "do", "change", "shared", "yes")).Header.Get("Location")
	o.get(to, caseworker).says("The view is updated.").never("Changed since")
	o.get("/desk/cases", viewColleague).says("Kenya <b>", "my desk’s")
	o.get("/desk/cases", otherConsul).never("Kenya <b>")

	remove := with(update, "do", "remove")
	to = o.post("/desk/views", viewColleague, remove).Header.Get("Location")
	o.get(to, viewColleague).says("The view is removed").never("Kenya <b>")
	o.post("/desk/views", viewColleague, remove).status(http.StatusSeeOther)
	require.NotContains(t, o.logs.String(), "Kenya <b>")
}

func TestTheSettingsOfAnAccount(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Record.SeedColleagues("ken-mission-bangkok", casework.RoleConsul, "dev-1", "acc-other")
	a := o.get("/account/settings", consul).status(http.StatusOK).says("Single keys are off", "Out of office", "acc-other").never("<dialog")
	keys := a.form("/account/settings/keys")
	on := o.post("/account/settings/keys", consul, with(keys, "keys", "on")).status(http.StatusSeeOther)
	cookie := cookies(on)["__Host-homeward-settings"]
	require.Equal(t, "keys", cookie.Value)
	shown := o.serve(page(http.MethodGet, "/inbox", nil).as(consul).with("Cookie", cookie.Name+"="+cookie.Value))
	require.Contains(t, string(shown.raw), `<dialog id="keys"`)
	again := o.get("/day", consul)
	require.Equal(t, "keys", cookies(again)["__Host-homeward-settings"].Value, "a new browser is told")

	away := o.get("/account/settings", consul).form("/account/settings/away")
	bad := o.post("/account/settings/away", consul, with(away, "do", "set", "from.day", "1", "from.month", "12", "from.year", "2026", "until.day", "30", "until.month", "11", "until.year", "2026", "stand_in", "acc-other"))
	bad.status(http.StatusUnprocessableEntity).says("Error:", "not before the first day", `value="2026"`)
	o.post("/account/settings/away", consul, with(away, "until.day", "9", "until.month", "12", "stand_in", "")).status(http.StatusUnprocessableEntity).says("Choose a colleague of your desk.")
	o.post("/account/settings/away", consul, with(away, "from.day", "21", "from.month", "11", "stand_in", "acc-other")).status(http.StatusSeeOther)
	o.get("/account/settings", consul).says("You are away from 21 November 2026 (2569 BE), 00:00 until 10 December 2026 (2569 BE), 00:00", "I am back")

	rows := o.get("/inbox", consul).form("/desk/selected")
	rows["row"] = ticks(o.get("/inbox", consul))
	confirm := o.post("/desk/selected", consul, with(rows, "act", "claim")).form("/desk/selected/do")
	confirm["row"] = rows["row"]
	o.post("/desk/selected/do", consul, confirm).says("Recorded: 2.")
	o.get("/inbox?queue=absent", otherConsul).says("Colleague away until 10 December 2026 (2569 BE), 00:00, stand-in acc-other", string(kenyan))
	o.get("/inbox?handler=dev-1", otherConsul).says("dev-1 is on it", "dev-1, away until", string(kenyan))
	o.get("/inbox?handler=acc-other", otherConsul).says("There is nothing in this queue").never("You are on it")
	o.post("/account/settings/away", consul, with(away, "do", "end")).status(http.StatusSeeOther)
	o.get("/inbox?queue=absent", otherConsul).never("Colleague away")
}

func TestTheLanguageIsRememberedWithTheAccount(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.get("/day?language=ar", consul).status(http.StatusOK)
	elsewhere := o.get("/day", consul).status(http.StatusSeeOther)
	require.Equal(t, "/day", elsewhere.Header.Get("Location"))
	require.Equal(t, "ar", cookies(elsewhere)["homeward-language"].Value)
	o.get("/day", otherConsul).status(http.StatusOK)
}
