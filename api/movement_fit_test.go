package api_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
)

// A seat is for a person whose corridor leads where the movement goes: the same receiving desk, and her
// state. The answer to a seat for another person is the one for a case that does not exist.
func TestASeatLeadsToHerOwnState(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	ask := func(verb string, ref casework.Ref) request {
		return post("/movements/"+string(moveRef)+"/"+verb, m{"blocks": l{m{"members": l{m{"case": string(ref)}}}}}).as(transporter)
	}
	sample := h.movement
	for what, change := range map[string]func(*movement.Movement){
		"another receiver":       func(to *movement.Movement) { to.Receiving = "ken-receiving" },
		"another state":          func(to *movement.Movement) { to.Legs[0].To = "CNKMG" },
		"a change of planes":     func(to *movement.Movement) { to.Legs[0].From, to.Legs[0].To = "ETADD", "AEDXB" },
		"another agency's trips": func(to *movement.Movement) { to.Desk = "khm-transport-phnompenh" },
	} {
		changed := sample
		changed.Legs = append([]movement.Leg(nil), sample.Legs...)
		change(&changed)
		h.movement = changed
		for _, verb := range []string{"hold", "standby"} {
			hers := h.refused(http.StatusUnprocessableEntity, "invalid", ask(verb, caseRef))
			unknown := h.refused(http.StatusUnprocessableEntity, "invalid", ask(verb, "c0000never"))
			hers.RequestID = unknown.RequestID
			require.Equal(t, unknown, hers, "%s by %s", what, verb)
		}
	}
	require.Zero(t, h.commands.count())
	h.movement = sample
	for _, verb := range []string{"hold", "standby"} {
		h.ok(http.StatusOK, ask(verb, caseRef))
	}
	h.state.Second = &casework.OtherState{State: "KEN", Desk: "ken-mission-bangkok"}
	h.movement.Legs[0].To = "KENBO"
	h.ok(http.StatusOK, ask("hold", caseRef))
}

// An escort reads the names on the manifest and speaks for the passengers at the door. No third state does.
func TestNoThirdStateEscorts(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	plan := func(escort, to string) request {
		return post("/movements", m{"seats": 5, "receiving": "chn-receiving", "escorts": l{"tha-escort-maesot", escort}, "legs": l{m{
			"mode": "air", "from": "THDMK", "to": to, "departs_at": "2026-12-01T10:00:00Z", "arrives_at": "2026-12-01T18:00:00Z",
		}}}).as(transporter)
	}
	p := h.refused(http.StatusUnprocessableEntity, "invalid", plan("vnm-escort-laocai", "CNKMG"))
	require.Equal(t, "an escort is of the host state, or of the state that receives the passengers", p.Detail)
	require.Equal(t, "/escorts/1", p.Errors[0].Pointer)
	require.Zero(t, h.commands.count())
	h.ok(http.StatusCreated, plan("tha-escort-bangkok", "CNKMG"))
	h.ok(http.StatusCreated, plan("intl-escort", "CNKMG"))
	h.ok(http.StatusCreated, plan("vnm-escort-laocai", "VNHAN"))
}
