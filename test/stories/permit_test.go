package stories_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/wire"
)

// TestThePermitRunsOutBeforeASlippedFlight: she is on the manifest when the flight moves by two days, to a
// time after the end of her exit permit. The gate closes again, she is removed from the manifest,
// immigration is asked again, and with a new permit she is on the manifest again and flies.
func TestThePermitRunsOutBeforeASlippedFlight(t *testing.T) {
	s := begin(t)
	her := s.burmese()
	her.isReceived()
	her.isHeard(casework.No)
	her.isFound(casework.Victim)
	her.chooses(casework.Return)
	her.decides(casework.StepVerifyNationality, casework.Confirmed)
	flight := s.plans("bangkok", "mmr-receiving", "MMRGN", 50, 2*time.Hour)
	her.getsPapers(flight.departs.Add(day))
	flight.becomes(flight.holds(her), "held", her)
	flight.becomes(flight.tickets(), "ticketed", her)
	flight.becomes(flight.locks(), "locked", her)
	her.decides(casework.StepPreEmbarkation, casework.Fit)
	first := flight.now().Manifest
	require.True(t, her.gate("G13").Open)

	flight.slips(flight.departs.Add(2 * day))
	require.Contains(t, her.unmet("G13"), "exit_permit_valid")
	her.looksUntil("she is struck from the manifest", func() bool { return flight.place(her).State == movement.HasTicket })
	require.Greater(t, flight.now().Manifest, first, "the list has a new version")
	permit, _ := her.step(casework.StepExitPermit)
	require.False(t, permit.Holds)

	renewal, _ := her.asked(casework.StepExitPermit)
	require.Equal(t, 2, renewal.Attempt)
	early, err := s.as(flight.escort).BoardPassengers(t.Context(), once(), flight.ref, wire.BoardingRoll{
		Passengers: []wire.BoardedPassenger{{Case: her.ref, Outcome: casework.Boarded, IdentityMatch: yes, ConsentAskedAgain: yes}},
	})
	require.Error(t, err, "nobody boards who is not on the manifest: %v", early.Movement)

	her.decides(casework.StepExitPermit, casework.Granted, until(flight.departs.Add(10*day)))
	her.looksUntil("the gate is open again", func() bool { return her.gate("G13").Open })
	flight.hurries()
	her.looksUntil("she knows the new departure", func() bool { return her.gate("G13").Open })
	flight.fliesHome(her)
	require.Equal(t, movement.HasArrived, flight.place(her).State)
	her.remember("permit")
	flight.remember("permit-flight")
}
