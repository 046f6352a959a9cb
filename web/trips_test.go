package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/record"
)

const (
	booker = "tha-transport-bangkok transport_coordinator"
	trip   = "/desk/movements/m0000000aa"
)

func withTrip(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	departs := noon.Add(10 * 24 * time.Hour)
	o.Record.SeedMovement(movement.Movement{
		Ref: "m0000000aa", Seq: 1, Status: movement.Holding, Seats: 20, Blocked: 1, Desk: "tha-transport-bangkok", Receiving: "ken-receiving", Escorts: []casework.DeskID{"tha-escort-bangkok"}, PlannedAt: noon,
		Legs:       []movement.Leg{{Mode: movement.ByAir, From: "THDMK", To: "KENBO", DepartsAt: departs, ArrivesAt: departs.Add(11 * time.Hour)}},
		Passengers: []movement.Passenger{{Case: kenyan, Block: kenyan, State: movement.Held, Seat: 1, Since: noon}},
	})
	return o
}

func TestAMovementAndItsSeats(t *testing.T) {
	t.Parallel()
	o := withTrip(t)
	o.get("/desk/movements", booker).status(http.StatusOK).says(`href="`+trip+`"`, "1 of 19 taken", "Seats are held")
	o.get("/desk/movements?state=departed", booker).status(http.StatusOK).says("There is no movement in this state.")
	o.get("/desk/movements", caseworker).status(http.StatusForbidden).says("Your role does not work with movements.")
	a := o.get(trip, booker).status(http.StatusOK)
	a.says("18 seats free", "Bangkok, Don Mueang (THDMK)", "Nairobi (KENBO)", "at your desk", "Who could travel", string(kenyan), "Travels alone").never("Wanjiku")
	o.get(trip, "vnm-coordination supervisor").status(http.StatusNotFound)
	o.get("/desk/movements/m000000none", booker).status(http.StatusNotFound)
	o.get(trip, "tha-coordination national_coordinator").status(http.StatusOK).says("Seats are given by the desk that plans this movement.").never(`name="case"`)
	form := a.form(trip + "/release")
	o.post(trip+"/release", booker, with(form, "cause", "")).status(http.StatusUnprocessableEntity).says(`href="#release"`, `href="#cause"`)
	o.post(trip+"/hold", booker, with(form, "together", "alone")).status(http.StatusUnprocessableEntity).says(`href="#case"`)
	o.post(trip+"/hold", booker, with(form, "together", "alone", "case", "c00000none")).status(http.StatusConflict).says("cannot be booked by your agency")
	o.post(trip+"/hold", "tha-coordination national_coordinator", with(form, "together", "alone", "case", string(kenyan))).status(http.StatusForbidden)
	require.Empty(t, o.Commands.Sent())
}

// Where the embassy commits itself first, a seat is asked for before she has crossed the border, and the page
// of the movement offers it.
func TestASeatAskedBeforeTheBorderIsOffered(t *testing.T) {
	t.Parallel()
	const early = casework.Ref("case-early")
	o := withTrip(t)
	o.Ask(early, "tha-ken", 5*day)
	atBorder := strings.Replace(booker, "bangkok", "maesot", 1)
	o.Record.SeedMovement(movement.Movement{
		Ref: "m0000000bb", Seq: 1, Status: movement.Planned, Seats: 20, Desk: "tha-transport-maesot", Receiving: "ken-receiving", PlannedAt: noon,
		Legs: []movement.Leg{{Mode: movement.ByAir, From: "THDMK", To: "KENBO", DepartsAt: noon.Add(10 * day), ArrivesAt: noon.Add(11 * day)}},
	})
	o.get("/desk/movements/m0000000bb", atBorder).status(http.StatusOK).says("Who could travel").never(string(early))
	o.Settle(early, time.Hour, casework.StepEmbassyCommitment, casework.Committed, casework.RoleConsul)
	o.get("/desk/movements/m0000000bb", atBorder).says(string(early))
}

// My day shows what ends soon and the notices to the desk, and its number is that of the rows it opens.
func TestEndingsAndNotices(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.get("/desk/endings", caseworker).status(http.StatusOK).says("Nothing that you may see ends soon.")
	until := noon.Add(5 * 24 * time.Hour)
	o.Do(kenyan, time.Hour, casework.Command{
		Kind: casework.KindConsent, Consents: []casework.Consent{casework.ConsentPolice}, Mode: casework.ModeSignature, Language: "sw", Until: &until,
		By: casework.Actor{Account: "dev-1", Desk: "tha-caseworker-maesot", Role: casework.RoleCaseworker},
	})
	o.get("/day", caseworker).status(http.StatusOK).says(`<a href="/desk/endings"><b><bdi dir="ltr">1</bdi></b>`, "Ends soon", "Notices to read", "No notice waits to be read.")
	o.get("/desk/endings", caseworker).status(http.StatusOK).says("Consent:", string(kenyan), `href="`+ofKenyan+`/consents"`)
	o.get("/desk/told", consul).status(http.StatusOK).says("Your desk is asked something new.", `href="`+verify+`"`)
	o.get("/desk/told", "khm-caseworker-phnompenh caseworker").status(http.StatusOK).says("has no notices yet").never(string(kenyan))
}

// My day has the notices that are to be read, urgent ones first, with the thing to do; one act reads them all, and one
// reads a single one.
func TestNoticesAreReadOnMyDay(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, n := range []record.Notice{
		{Kind: "emergency", Desk: "tha-caseworker-maesot", Case: kenyan, From: "tha-shelter-maesot"},
		{Kind: "access_given", Desk: "tha-caseworker-maesot", Case: kenyan},
		{Kind: "arrival_alarm", Desk: "tha-caseworker-maesot", Movement: "m0000000bb", Raises: 1, RaisedFor: "ken-receiving"},
		{Kind: "emergency", Desk: "tha-caseworker-maesot", Case: "c0000000zz"},
	} {
		n.CreatedAt = noon.Add(-time.Hour)
		o.Record.SeedNotice(n)
	}
	day := o.get("/day", caseworker).status(http.StatusOK).says("Notices to read", "Urgent ones come first", "Open the case, and do what is needed now.",
		"I have read all of these", `href="`+ofKenyan+`"`, "Call the escort and the receiving desk now.", "Not read by:").never("c0000000zz", "Your desk is asked something new.", "Wanjiku")
	text := day.text()
	require.Less(t, strings.Index(text, "An emergency was reported"), strings.Index(text, "Your agency was given access"), "urgent ones first")
	all := day.form("/desk/told/read")
	o.post("/desk/told/read", caseworker, url.Values{"notices": {"none"}, "key": {"another-key-00000"}}).status(http.StatusUnprocessableEntity)
	one := o.post("/desk/told/read", caseworker, all)
	one.status(http.StatusSeeOther)
	require.Equal(t, "/day?done=told.read_done", one.Header.Get("Location"))
	o.post("/desk/told/read", caseworker, all).status(http.StatusSeeOther) // sent again, it is the same reading
	left := o.get("/day?done=told.read_done", caseworker).says("It is on record that you have read it.", "An emergency was reported").form("/desk/told/read")
	o.post("/desk/told/read", "khm-caseworker-phnompenh caseworker", with(left, "key", "another-key-00001")).status(http.StatusNotFound)
	rest := o.get("/desk/told", caseworker).says("I have read all of these")
	_, after, _ := strings.Cut(string(rest.raw), `</ul>`)
	require.Contains(t, after, "/desk/told/read")
	ids := regexp.MustCompile(`name="notices" value="([0-9 ]+)"`).FindStringSubmatch(after)
	require.Len(t, ids, 2)
	o.post("/desk/told/read", caseworker, with(left, "notices", ids[1], "key", "another-key-00002")).status(http.StatusSeeOther)
	o.get("/day", caseworker).says("No notice waits to be read.")
	o.get("/desk/told", caseworker).says("Read 2").never("I have read")
}
