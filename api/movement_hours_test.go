package api_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
)

// No passenger is on the way, or met, long before the time: what is reported then did not happen.
func TestNothingIsReportedLongBeforeItsTime(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	send := func(verb string) request {
		body, who := any(m{}), escort
		switch verb {
		case "board":
			body = m{"passengers": l{m{"case": string(caseRef), "outcome": "boarded", "identity_match": "yes", "consent_asked_again": "yes"}}}
		case "arrive":
			body, who = m{"passengers": l{m{"case": string(caseRef), "outcome": "met"}}}, receiver
		}
		return post("/movements/"+string(moveRef)+"/"+verb, body).as(who)
	}
	times := func(departs, arrives, left time.Duration) {
		h.movement.Legs[0].DepartsAt, h.movement.Legs[0].ArrivesAt = noon.Add(departs), noon.Add(arrives)
		h.movement.DepartedAt = time.Time{}
		if left != 0 {
			h.movement.DepartedAt = noon.Add(left)
		}
	}
	for _, verb := range []string{"board", "depart"} {
		times(6*time.Hour+time.Second, 12*time.Hour, 0)
		require.Contains(t, h.refused(http.StatusConflict, "conflict", send(verb)).Detail, "six hours before")
		times(6*time.Hour, 12*time.Hour, 0)
		h.ok(http.StatusOK, send(verb))
	}
	for _, early := range [][3]time.Duration{{-time.Hour, 2 * time.Hour, 0}, {2 * time.Hour, 5 * time.Hour, -time.Hour}, {-time.Hour, 2 * time.Hour, -time.Minute}} {
		times(early[0], early[1], early[2])
		require.Contains(t, h.refused(http.StatusConflict, "conflict", send("arrive")).Detail, "half of the planned travel time")
	}
	for _, late := range [][3]time.Duration{{-2 * time.Hour, 2 * time.Hour, 0}, {2 * time.Hour, 6 * time.Hour, -2 * time.Hour}, {-2 * time.Hour, 2 * time.Hour, -time.Minute}} {
		times(late[0], late[1], late[2])
		h.ok(http.StatusOK, send("arrive"))
	}
}

// A person whom a movement brings is met by those who meet the movement: her receiving desk cannot confirm
// an arrival that it did not see. A passenger who was not met then is answered for later.
func TestAnArrivalIsConfirmedForTheMovement(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.state.Tasks = append(h.state.Tasks, casework.Task{
		ID: "arrival#1", Step: casework.StepArrival, Desk: "eth-receiving", Kind: casework.DeskReceiving, Version: 1, OpenedAt: noon,
	})
	met := func() request {
		return post("/cases/"+string(caseRef)+"/tasks/arrival.1/decide", m{"outcome": "met"}).with("If-Match", `"1"`).as(receiver)
	}
	h.ok(http.StatusOK, met())
	h.state.Trip = &casework.Trip{Movement: moveRef, DepartsAt: noon}
	p := h.refused(http.StatusConflict, "conflict", met())
	require.Equal(t, "confirm the arrival of the movement "+string(moveRef), p.Detail)
	h.state.Trip.Movement = "m0000other"
	h.refused(http.StatusConflict, "conflict", met())
	h.state.Trip.Movement = moveRef
	h.movement.Passengers[0].State, h.movement.Passengers[0].Outcome = movement.HasArrived, casework.NotMet
	h.ok(http.StatusOK, met())
}
