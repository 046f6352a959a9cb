package api_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
)

// An officer whom a passenger has excluded causes nothing on a movement that carries her, or has carried
// her: every command is refused as for a movement that does not exist, and none is sent.
func TestAnExcludedOfficerCausesNothingOnHerMovement(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.accept(casework.Command{
		Key: "out", Kind: casework.KindExcludeOfficer, Account: "dev-9", By: casework.Actor{Account: "dev-2", Desk: "tha-caseworker-maesot", Role: casework.RoleCaseworker},
	})
	h.movement.Legs[0].DepartsAt, h.movement.Legs[0].ArrivesAt = noon, noon
	her := l{m{"case": string(caseRef)}}
	acts := map[string]struct {
		who  string
		body any
	}{
		"hold":        {transporter, m{"blocks": l{m{"members": her}}}},
		"standby":     {transporter, m{"blocks": l{m{"members": her}}}},
		"release":     {transporter, m{"cases": l{string(caseRef)}, "cause": "medical"}},
		"ticket":      {transporter, m{}},
		"separations": {transporter, m{"a": string(caseRef), "b": "c0companion"}},
		"swap":        {transporter, m{"seats": 40}},
		"slip":        {transporter, m{"departs_at": "2026-12-09T10:00:00Z", "cause": "medical"}},
		"lock":        {approver, m{}},
		"unlock":      {approver, nil},
		"board":       {escort, m{"passengers": l{m{"case": string(caseRef), "outcome": "offloaded", "identity_match": "yes", "consent_asked_again": "yes"}}}},
		"depart":      {escort, m{}},
		"arrive":      {receiver, m{"passengers": l{m{"case": string(caseRef), "outcome": "not_met"}}}},
		"cancel":      {transporter, m{"cause": "border_closed"}},
	}
	for _, state := range []movement.State{movement.Held, movement.OnManifest, movement.Off} {
		h.movement.Passengers[0].State = state
		for verb, act := range acts {
			ask := func(ref casework.Ref) problem {
				p := h.refused(http.StatusNotFound, "not_found", post("/movements/"+string(ref)+"/"+verb, act.body).as(act.who+" dev-9"))
				p.RequestID = ""
				return p
			}
			require.Equal(t, ask("m0000never"), ask(moveRef), "%s of one who is %s", verb, state)
		}
	}
	require.Zero(t, h.commands.count())
	h.movement.Passengers[0].State = movement.Held
	h.ok(http.StatusOK, post("/movements/"+string(moveRef)+"/release", m{"cases": l{string(caseRef)}}).as(transporter))
}

// Two people are kept apart by an officer who may know of both. A pair with one who has excluded the officer
// is answered as a pair with one who does not exist.
func TestOnlyThoseWhoCanTravelAreKeptApart(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.trip("c0companion")
	h.movement.Passengers = h.movement.Passengers[1:] // she is on no movement
	pair := func(ref casework.Ref) request {
		return post("/movements/"+string(moveRef)+"/separations", m{"a": "c0companion", "b": string(ref)}).as(transporter + " dev-9")
	}
	h.ok(http.StatusOK, pair(caseRef))
	h.accept(casework.Command{
		Key: "out", Kind: casework.KindExcludeOfficer, Account: "dev-9", By: casework.Actor{Account: "dev-2", Desk: "tha-caseworker-maesot", Role: casework.RoleCaseworker},
	})
	sent := h.commands.count()
	hers, unknown := h.refused(http.StatusUnprocessableEntity, "invalid", pair(caseRef)), h.refused(http.StatusUnprocessableEntity, "invalid", pair("c0000never"))
	hers.RequestID = unknown.RequestID
	require.Equal(t, unknown, hers)
	require.Equal(t, "/b", hers.Errors[0].Pointer)
	require.Equal(t, sent, h.commands.count())
	list := h.ok(http.StatusOK, get("/movements?case="+string(caseRef)).as(transporter+" dev-9"))
	require.NotContains(t, string(list.raw), string(moveRef))
}
