package web_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
)

const (
	tripList = trip + "/list"
	escorted = "tha-escort-bangkok escort"
)

// tripAt makes an office with the movement of withTrip at a status, whose one passenger is in a state.
func tripAt(t *testing.T, status movement.Status, state movement.State) *office {
	t.Helper()
	o := newOffice(t)
	departs := noon.Add(time.Hour)
	o.Record.SeedMovement(movement.Movement{
		Ref: "m0000000aa", Seq: 1, Status: status, Seats: 20, Desk: "tha-transport-bangkok", Receiving: "ken-receiving", Escorts: []casework.DeskID{"tha-escort-bangkok"}, PlannedAt: noon,
		Legs:       []movement.Leg{{Mode: movement.ByAir, From: "THDMK", To: "KENBO", DepartsAt: departs, ArrivesAt: departs.Add(11 * time.Hour)}},
		Passengers: []movement.Passenger{{Case: kenyan, Block: kenyan, State: state, Seat: 1, Since: noon}},
	})
	return o
}

// Each desk is offered its own act, in its own time, and no other desk's.
func TestThePassengerListOffersEachDeskItsOwnAct(t *testing.T) {
	t.Parallel()
	for name, one := range map[string]struct {
		status movement.Status
		state  movement.State
		acts   map[string][]string // by user
	}{
		"tickets":   {movement.Holding, movement.Held, map[string][]string{booker: {"ticket"}, escorted: nil}},
		"the lock":  {movement.Ticketed, movement.HasTicket, map[string][]string{booker: nil, escorted: nil}},
		"boarding":  {movement.Locked, movement.OnManifest, map[string][]string{booker: nil, escorted: {"board"}}},
		"departure": {movement.Boarding, movement.Aboard, map[string][]string{booker: nil, escorted: {"depart"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := tripAt(t, one.status, one.state)
			for user, acts := range one.acts {
				a := o.get(tripList, user).status(http.StatusOK).says("Passenger list", "Seat 1")
				for _, d := range []string{"ticket", "lock", "board", "depart", "arrive", "unlock"} {
					action := `action="` + tripList + "/" + d + `"`
					if len(acts) == 1 && acts[0] == d {
						a.says(action)
						continue
					}
					a.never(action)
				}
			}
		})
	}
}

// A roll call that answers for no one is refused with a way to the field; an answer is sent on.
func TestARollCall(t *testing.T) {
	t.Parallel()
	o := tripAt(t, movement.Locked, movement.OnManifest)
	o.get(trip, escorted).status(http.StatusOK).says(`href="`+tripList+`"`, "your desk acts now")
	form := o.get(tripList, escorted).status(http.StatusOK).form(tripList + "/board")
	field := "said." + string(kenyan)
	o.post(tripList+"/board", escorted, form).status(http.StatusUnprocessableEntity).says(`href="#`+field+`"`, "Answer for at least one person.")
	o.post(tripList+"/board", escorted, with(form, field, "flew")).status(http.StatusUnprocessableEntity).says(`href="#` + field + `"`)
	require.Empty(t, o.Commands.Sent())
	o.post(tripList+"/board", booker, with(form, field, "boarded")).status(http.StatusForbidden)
	require.Empty(t, o.Commands.Sent())
	sent := o.post(tripList+"/board", escorted, with(form, field, "boarded"))
	sent.status(http.StatusConflict).says("Nothing was recorded", `value="boarded" selected`) // the office of tests carries out commands of cases only
	require.Len(t, o.Commands.Sent(), 1)
}
