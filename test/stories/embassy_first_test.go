package stories_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// TestEmbassyFirst is lane B: a Kenyan is still held across the river. He does not cross before his
// embassy has committed itself, a seat home is held, and the border has given a day.
func TestEmbassyFirst(t *testing.T) {
	s := begin(t)
	he := s.opens("maesot", wire.CaseOpening{
		Host: "THA", Origin: "KEN", Custodian: "bgf", Age: "adult",
		Person: wire.PersonInput{Name: "Kamau Otieno", Sex: "M", Nationality: "KEN", Languages: []wire.Language{"sw", "en"}},
	})
	require.Equal(t, casework.LaneB, he.now().Lane)
	require.False(t, he.isAsked(casework.StepTriage), "no doctor can see him where he is")
	require.False(t, he.isAsked(casework.StepEmbassyCommitment), "and his embassy hears nothing yet")
	he.isRegistered()
	he.decides(casework.StepFearOfReturn, casework.No, knowing("interpreter", "ok", "lawyer_told", "yes"))

	flight := s.plans("maesot", "ken-receiving", "KENBO", 50, underway)
	early := flight.holds(he)
	require.Equal(t, fault.Conflict, early.Passengers[0].Refused, "a seat is held for nobody whose embassy has not committed itself")
	require.False(t, he.isAsked(casework.StepBorderSlot))

	he.decides(casework.StepEmbassyCommitment, casework.Committed)
	flight.becomes(flight.holds(he), "held", he)
	he.decides(casework.StepBorderSlot, casework.Confirmed, until(time.Now().Add(3*day)))
	require.Contains(t, he.unmet("G14"), "fact:mmr_mfa_approval", "those who hold him hand nobody over without the ministry's word")
	require.False(t, he.isAsked(casework.StepCrossing))
	he.knows("tha-border-maesot", "mmr_mfa_approval", "yes")
	he.decides(casework.StepCrossing, casework.Crossed)

	he.decides(casework.StepTriage, casework.Amber, knowing("needs_met", "yes"))
	he.decides(casework.StepPlacement, casework.Placed)
	he.decides(casework.StepScreening, casework.Refer)
	he.isFound(casework.Victim)
	he.chooses(casework.Return)
	he.isCleared()
	flight.becomes(flight.tickets(), "ticketed", he)
	flight.fliesHome(he)

	order := []casework.Step{
		casework.StepEmbassyCommitment, casework.StepSeat, casework.StepBorderSlot, casework.StepCrossing, casework.StepPlacement,
		casework.StepTicket, casework.StepDeparture, casework.StepArrival,
	}
	var passed []casework.Step
	for _, line := range he.lines(casework.EntryDecided) {
		for _, step := range order {
			if line.Step == string(step) {
				passed = append(passed, step)
			}
		}
	}
	require.Equal(t, order, passed)
	he.remember("embassy-first")
}
