package erasure_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/policy"
)

// over returns a closed case that can be erased.
func over() casework.Case {
	return casework.Case{Ref: "case-1", OpenedAt: noon.AddDate(-2, 0, 0), Ended: &casework.End{At: noon.AddDate(-1, 0, 0), Closed: true}}
}

func TestGate(t *testing.T) {
	t.Parallel()
	hold := casework.Hold{ID: "h", Kind: "witness", Since: noon.AddDate(0, -1, 0), ReviewBy: noon.AddDate(0, 1, 0)}
	fact := func(name casework.FactName, value string) casework.Fact {
		return casework.Fact{Name: name, Value: value, At: noon.AddDate(0, 0, -3)}
	}
	for name, c := range map[string]struct {
		change func(*casework.Case)
		basis  erasure.Basis
		unmet  []casework.ConditionID
	}{
		"she has asked":                     {func(*casework.Case) {}, erasure.SurvivorAsked, nil},
		"a court has ordered":               {func(*casework.Case) {}, erasure.CourtOrder, nil},
		"time has not passed":               {func(*casework.Case) {}, erasure.RetentionReached, []casework.ConditionID{casework.CondRetention}},
		"time has passed":                   {func(c *casework.Case) { c.Facts = append(c.Facts, fact(casework.FactRetentionReached, "yes")) }, erasure.RetentionReached, nil},
		"a hold":                            {func(c *casework.Case) { c.OnHold = append(c.OnHold, hold) }, erasure.CourtOrder, []casework.ConditionID{casework.CondNoHold}},
		"a hold and time":                   {func(c *casework.Case) { c.OnHold = append(c.OnHold, hold) }, erasure.RetentionReached, []casework.ConditionID{casework.CondRetention, casework.CondNoHold}},
		"she waits to see her file":         {func(c *casework.Case) { c.Facts = append(c.Facts, fact(casework.FactAccessPending, "open")) }, erasure.SurvivorAsked, []casework.ConditionID{casework.CondNoAccessRequest}},
		"the case runs":                     {func(c *casework.Case) { c.Ended = nil }, erasure.SurvivorAsked, []casework.ConditionID{erasure.CaseOver}},
		"the case runs, and she has a seat": {func(c *casework.Case) { c.Ended, c.Trip = nil, &casework.Trip{Movement: "m"} }, erasure.RegisteredWrongly, []casework.ConditionID{erasure.OffMovement}},
		"nobody should be registered":       {func(c *casework.Case) { c.Ended = nil }, erasure.RegisteredWrongly, nil},
		"she came home": {func(c *casework.Case) {
			c.Trip, c.Settlements = &casework.Trip{Movement: "m"}, append(c.Settlements, casework.Settlement{Step: casework.StepDeparture, Outcome: casework.Departed, At: noon})
		}, erasure.SurvivorAsked, nil},
		"she died with a seat": {func(c *casework.Case) {
			c.Ended.Deceased, c.Trip = true, &casework.Trip{Movement: "m"}
		}, erasure.CourtOrder, []casework.ConditionID{erasure.OffMovement}},
		"her ticket is being given back": {func(c *casework.Case) {
			c.Undo = append(c.Undo, casework.UndoEntry{ID: 1, Kind: casework.UndoTicket, State: casework.UndoOrdered, Movement: "m"})
		}, erasure.SurvivorAsked, []casework.ConditionID{erasure.OffMovement}},
		"her seat is being given back, by hand": {func(c *casework.Case) {
			c.Undo = append(c.Undo, casework.UndoEntry{ID: 1, Kind: casework.UndoSeat, State: casework.UndoOrdered, ByHand: true, Movement: "m"})
		}, erasure.SurvivorAsked, nil},
		"a look waits for its review": {func(c *casework.Case) {
			c.Tasks = append(c.Tasks, casework.Task{ID: "access_review#1", Step: "access_review", OpenedAt: noon})
		}, erasure.SurvivorAsked, []casework.ConditionID{erasure.NoAccessReview}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			state := over()
			c.change(&state)
			status := erasure.Gate(state, c.basis, time.Time{}, noon)
			var unmet []casework.ConditionID
			for _, u := range status.Unmet {
				unmet = append(unmet, u.Condition)
				require.NotEmpty(t, u.Owner, "somebody can meet it")
				require.False(t, u.Since.IsZero(), "it is unmet since some day")
			}
			require.Equal(t, c.unmet, unmet)
			require.Equal(t, len(c.unmet) == 0, status.Open)
		})
	}
}

// A waiver does not lift a hold: at gate G23 the data protection officer can waive only the period and requests.
func TestNoWaiverLiftsAHold(t *testing.T) {
	t.Parallel()
	state := over()
	state.OnHold = []casework.Hold{{ID: "h", Kind: "witness", Since: noon, ReviewBy: noon.Add(time.Hour)}}
	state.Waivers = []casework.WaiverGiven{{Gate: "G23", Conditions: []casework.ConditionID{casework.CondNoHold, casework.CondRetention}, By: officer("dpo"), At: noon}}
	status := erasure.Gate(state, erasure.RetentionReached, noon.AddDate(0, 0, -1), noon)
	require.False(t, status.Open)
	require.Len(t, status.Unmet, 1, "time has passed; the hold has not")
	require.Equal(t, casework.CondNoHold, status.Unmet[0].Condition)
}

func TestTimeIsReachedByTheRules(t *testing.T) {
	t.Parallel()
	require.True(t, erasure.Gate(over(), erasure.RetentionReached, noon, noon).Open, "at the very instant")
	require.False(t, erasure.Gate(over(), erasure.RetentionReached, noon.Add(time.Second), noon).Open)
}

func TestGone(t *testing.T) {
	t.Parallel()
	require.False(t, erasure.Gone().Open)
}

// An officer who may request an erasure sees what prevents it, because they may know the state of the case.
func TestItsOwnConditionsAreToldToThoseWhoAsk(t *testing.T) {
	t.Parallel()
	for _, id := range []casework.ConditionID{erasure.CaseOver, erasure.OffMovement, erasure.NotErased} {
		require.Equal(t, policy.Operational, policy.ConditionClass(id), "%s", id)
	}
}
