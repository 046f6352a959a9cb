package web_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// A pause has an end: the form says how long it usually lasts and how long at most, takes a day within that, and
// afterwards the case says until when it stands still and whose time is running.
func TestAPauseHasAnEnd(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	path := actsOfKenyan + "/report/paused"
	a := o.get(path, caseworker).status(http.StatusOK)
	a.says("The border is closed Usually 14 days, at most 60 days. The host state’s time is running.", "Last day of the pause")
	form := with(a.form(path), "cause", "border_closed", "until.day", "21", "until.month", "1", "until.year", "2027")
	o.post(path, caseworker, form).status(http.StatusUnprocessableEntity).says(`href="#until-day"`, "ends on 20 January 2027")
	require.Nil(t, o.State(kenyan).Pause)
	o.post(path, caseworker, with(form, "until.day", "20")).status(http.StatusSeeOther)
	pause := o.State(kenyan).Pause
	require.WithinDuration(t, time.Date(2027, 1, 20, 12, 0, 0, 0, time.UTC), pause.Until, 2*time.Minute, "on the last day as late as it is allowed")
	o.get("/desk/cases/"+string(kenyan), caseworker).status(http.StatusOK).says("The border is closed. The host state’s time is running, until 20 January 2027")
}

// The consulate chooses among the causes of its own work, and its pause ends on the day that it says.
func TestATaskIsPausedUntilADay(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Ask("c0000000cc", "tha-ken", 6*24*time.Hour)
	form := o.get(verify, consul).status(http.StatusOK).says("Usually 14 days, at most 30 days.").never("A court proceeding").form(verify + "/pause")
	form = with(form, "cause", "mission_unavailable", "until.day", "1", "until.month", "3", "until.year", "2027")
	a := o.post(verify+"/pause", consul, form).status(http.StatusUnprocessableEntity)
	a.says("at the latest", `value="mission_unavailable" checked`, `name="until.year" value="2027"`)
	o.post(verify+"/pause", consul, with(form, "until.month", "12", "until.year", "2026")).status(http.StatusSeeOther)
	state := o.State(kenyan)
	asked, _ := state.Task("verify_nationality#1")
	require.Equal(t, casework.CauseMission, asked.Pause.Cause)
	require.Equal(t, time.Date(2026, 12, 1, 16, 59, 59, 0, time.UTC), asked.Pause.Until, "the last moment of the day at the desk")
	o.get(verify, consul).status(http.StatusOK).says("The state of origin’s time is running, until 1 December 2026")
}

// A caseworker sees which desks are on her team; a consulate does not.
func TestTheCaseNamesHerTeam(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	of := "/desk/cases/" + string(kenyan)
	o.get(of, caseworker).status(http.StatusOK).says("Her team", "Your desk", "Supervisor", "Casework desk")
	o.get(of, consul).status(http.StatusOK).never("Her team")
}
