package api_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
)

// A case with problems, as seen by the roles that have to know.
func TestACaseInTrouble(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	by := casework.Actor{Account: "dev-5", Desk: "tha-supervisor-maesot", Role: casework.RoleSupervisor}
	h.state.OnHold = []casework.Hold{{ID: "hold1", Kind: "witness", Since: noon, ReviewBy: noon.Add(time.Hour), By: by}}
	h.state.Pause = &casework.Pause{Cause: casework.CauseCourt, Since: noon.Add(-time.Hour), By: by}
	h.state.Waivers = []casework.WaiverGiven{{Gate: "G02", Conditions: []casework.ConditionID{casework.CondNeedsMet, casework.CondNoAsylum}, By: by, At: noon}}
	h.state.Undo = []casework.UndoEntry{{ID: 1, Kind: casework.UndoTicket, State: casework.UndoImpossible, Step: casework.StepTicket, Desk: "tha-transport-maesot"}}
	h.state.Recalled = []casework.Step{casework.StepTriage}
	h.state.Trip = &casework.Trip{Movement: moveRef, DepartsAt: noon}
	h.state.Waits = []casework.Wait{{Gate: "G03", For: casework.StepVerifyNationality, Since: noon.Add(-time.Minute)}}
	a := h.ok(http.StatusOK, get("/cases/c7m2k9x4pq").as(supervisor))
	for _, word := range []string{`"witness"`, `"court"`, `"needs_met"`, `"ticket_cost_lost"`, `"recalled":["triage"]`, string(moveRef)} {
		require.Contains(t, string(a.raw), word)
	}
	b := h.ok(http.StatusOK, get("/cases/c7m2k9x4pq").as(coordinator))
	require.NotContains(t, string(b.raw), "witness")
	require.NotContains(t, string(b.raw), "no_asylum_claim")

	w := h.ok(http.StatusOK, get("/cases/c7m2k9x4pq/waiting").as(coordinator))
	require.Equal(t, "court", w.at("paused", "cause"))
	require.Contains(t, string(w.raw), `"gate":"G03"`)
	require.Contains(t, string(w.raw), `"withheld"`)
	require.Contains(t, string(w.raw), `"overdue_seconds":172800`)
	own := h.ok(http.StatusOK, get("/cases/c7m2k9x4pq/waiting").as(caseworker))
	require.Contains(t, string(own.raw), `"fear_of_return_asked"`)
}

// A consulate that waits because of a court does not see the court. A role that sees the whole case
// sees it, because it must know which desk not to remind.
func TestWhyAClockStandsStill(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.state.Attempts[casework.StepVerifyNationality] = 1
	h.state.Settlements = append(h.state.Settlements, casework.Settlement{
		Step: casework.StepVerifyNationality, Outcome: casework.Confirmed, Attempt: 1, At: noon, By: casework.Actor{Desk: "eth-mission-newdelhi"},
	})
	by := casework.Actor{Account: "dev-5", Desk: "tha-supervisor-maesot", Role: casework.RoleSupervisor}
	for cause, shown := range map[casework.Cause]bool{casework.CauseCourt: false, casework.CauseMission: true} {
		h.state.Pause = &casework.Pause{Cause: cause, Since: noon.Add(-time.Hour), Until: noon.Add(time.Hour), By: by}
		for _, path := range []string{"/cases/c7m2k9x4pq", "/cases/c7m2k9x4pq/waiting"} {
			outside := h.ok(http.StatusOK, get(path).as(consul))
			require.Equal(t, shown, outside.at("paused", "cause") != nil, "%s %s", path, outside.raw)
			require.Equal(t, shown, outside.at("paused", "whose_time") != nil)
			require.Equal(t, shown, outside.at("paused", "until") != nil, "its length would tell the cause")
			require.NotNil(t, outside.at("paused", "since"))
			require.Equal(t, string(cause), h.ok(http.StatusOK, get(path).as(coordinator)).at("paused", "cause"))
		}
	}
}
