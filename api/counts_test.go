package api_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/record"
)

// A caller without a case role sees no count of fewer than eleven people, and no count from which such
// a count can be computed; a caller with a case role sees them all.
func TestSmallCountsAreWithheld(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.fake.funnel = func(ref casework.Ref) (record.Funnel, error) {
		return record.Funnel{
			Operation: ref, Total: 104, Deceased: 1, At: noon,
			Stages: []record.StageCount{
				{Stage: casework.StageRescue, Cases: 60, Overdue: 3, Paused: 20, Minors: 60},
				{Stage: casework.StageClearance, Cases: 29},
				{Stage: casework.StageTransport, Cases: 12},
				{Stage: casework.StageClosed, Cases: 3},
			},
			Lanes: []record.LaneCount{{Lane: casework.LaneA, Cases: 2}, {Lane: casework.LaneB, Cases: 102}},
			Desks: []record.DeskLoad{{Desk: "tha-medical-maesot", Kind: casework.DeskMedical, Open: 9}},
		}, nil
	}
	const auditor = "tha-coordination auditor"
	funnel := "/operations/" + string(opRef) + "/funnel"
	told := h.ok(http.StatusOK, get(funnel).as(auditor))
	require.Equal(t, true, told.at("withheld"))
	require.InDelta(t, 104, told.at("total"), 0)
	require.Nil(t, told.at("deceased"))
	require.Equal(t, []any{
		map[string]any{"stage": "rescue", "cases": 60.0, "paused": 20.0, "minors": 60.0}, map[string]any{"stage": "clearance", "cases": 29.0},
	}, told.at("stages"), "of the three that are closed nothing, and nothing of the next smallest")
	require.Empty(t, told.at("lanes"))
	require.Empty(t, told.at("desks"))
	whole := h.ok(http.StatusOK, get(funnel).as(coordinator))
	require.Nil(t, whole.at("withheld"))
	require.Len(t, whole.at("stages"), 4)

	for _, who := range []string{auditor, "tha-coordination budget_holder"} {
		one := h.ok(http.StatusOK, get("/operations/"+string(opRef)).as(who))
		require.Equal(t, true, one.at("withheld"), who)
		require.InDelta(t, 104, one.at("cases"), 0)
		require.Nil(t, one.at("open_cases"))
		require.Nil(t, one.at("overdue_cases"))
	}
	one := h.ok(http.StatusOK, get("/operations/"+string(opRef)).as(lead))
	require.Nil(t, one.at("withheld"))
	require.InDelta(t, 3, one.at("overdue_cases"), 0)
}

// The number of passengers is such a count too, and the number of free seats reveals it.
func TestSmallCountsOfPassengersAreWithheld(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		sold, standby int
		tells         map[string]any
	}{
		"few":         {3, 2, map[string]any{"sold": nil, "standby": nil, "free": nil}},
		"many":        {11, 30, map[string]any{"sold": 11.0, "standby": 30.0, "free": 36.0}},
		"a few wait":  {40, 10, map[string]any{"sold": 40.0, "standby": nil, "free": 7.0}},
		"nobody does": {0, 0, map[string]any{"sold": nil, "standby": nil, "free": nil}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newTestAPI(t)
			at := "/movements/" + string(moveRef)
			one, all := h.fake.movement, h.fake.movements
			h.fake.movement = func(ref casework.Ref) (record.MovementDetail, error) {
				m, err := one(ref)
				m.Sold, m.Standby, m.State.Passengers = tt.sold, tt.standby, nil
				for range tt.sold {
					m.State.Passengers = append(m.State.Passengers, movement.Passenger{Case: caseRef, State: movement.Held, Since: noon})
				}
				return m, err
			}
			h.fake.movements = func(f record.MovementFilter) (record.Movements, error) {
				found, err := all(f)
				for i := range found.Rows {
					found.Rows[i].Sold, found.Rows[i].Standby = tt.sold, tt.standby
				}
				return found, err
			}
			const payer = "tha-transport-maesot budget_holder"
			trip := h.ok(http.StatusOK, get(at).as(payer))
			items, ok := h.ok(http.StatusOK, get("/movements").as(payer)).at("items").([]any)
			require.True(t, ok)
			for told, want := range tt.tells {
				require.Equal(t, want, trip.at(told), "%s", told)
				if told != "free" {
					require.Equal(t, want, field(t, items[0], told), "%s", told)
				}
			}
			require.Equal(t, true, trip.at("withheld"))
			whole := h.ok(http.StatusOK, get(at).as(transporter))
			require.Nil(t, whole.at("withheld"))
			if tt.sold > 0 {
				require.InDelta(t, tt.sold, whole.at("sold"), 0)
			}
			require.InDelta(t, 50-3-tt.sold, whole.at("free"), 0)
		})
	}
}
