package api_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
)

// Carriers and escorts read a name from when the manifest is locked until her arrival is confirmed; who
// approves it compares the names before.
func TestANameIsOnTheManifestWhileItIsNeeded(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	for state, reads := range map[movement.State]map[string]bool{
		movement.Held:       {transporter: false, escort: false, approver: true},
		movement.HasTicket:  {transporter: false, escort: false, approver: true},
		movement.OnManifest: {transporter: true, escort: true, approver: true},
		movement.Away:       {transporter: true, escort: true, approver: true},
		movement.HasArrived: {transporter: false, escort: false, approver: false},
	} {
		h.movement.Passengers[0].State = state
		for who, names := range reads {
			list := h.ok(http.StatusOK, get("/movements/"+string(moveRef)+"/manifest").as(who))
			require.Equal(t, names, strings.Contains(string(list.raw), mark), "%s of one who is %s", who, state)
		}
	}
}

// Immigration knows a movement by the person in whose case it has a part, and her only.
func TestImmigrationKnowsItsOwnPassengersOnly(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.trip("c0companion")
	h.refused(http.StatusNotFound, "not_found", get("/movements/"+string(moveRef)).as(immigration))
	h.refused(http.StatusNotFound, "not_found", get("/movements/"+string(moveRef)+"/manifest").as(immigration))
	require.Empty(t, h.ok(http.StatusOK, get("/movements").as(immigration)).at("items"))
	state := h.fake.caseState
	h.fake.caseState = func(ref casework.Ref) (casework.Case, error) {
		c, err := state(ref)
		if ref == caseRef {
			c.Tasks = append(c.Tasks, casework.Task{ID: "exit_permit#1", Step: casework.StepExitPermit, Desk: "tha-immigration-maesot", Kind: casework.DeskImmigration, Version: 1, OpenedAt: noon})
		}
		return c, err
	}
	trip := string(h.ok(http.StatusOK, get("/movements/"+string(moveRef)).as(immigration)).raw)
	require.Contains(t, trip, string(caseRef))
	require.NotContains(t, trip, "c0companion")
}

// What an officer may not read in her case, a movement does not say with other words: of a need the order is
// left, and of a separation that she waits.
func TestAMovementTellsNoFindingAndNoFear(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.trip("c0companion")
	h.movement.Passengers[1].Need = movement.Need{Medical: true, AtRisk: true}
	h.movement.Passengers[1].State, h.movement.Passengers[1].Why, h.movement.Passengers[1].Seat = movement.Standby, movement.WhySeparated, 0
	h.movement.Passengers[0].Need = movement.Need{Child: true}
	for _, who := range []string{transporter, approver, escort} {
		shown := h.ok(http.StatusOK, get("/movements/"+string(moveRef)).as(who))
		for _, word := range []string{"at_risk", `"medical"`} {
			require.NotContains(t, string(shown.raw), word, who)
		}
		before, _, _ := strings.Cut(string(shown.raw), `"child"`)
		require.Contains(t, before, "c0companion", "the order is the rank")
		arranges := who != escort
		require.Equal(t, arranges, shown.at("separations") != nil, who)
		require.Equal(t, arranges, strings.Contains(string(shown.raw), "separated"), who)
	}
}
