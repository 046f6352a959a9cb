package stories_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// TestSharingEnds: the agency that receives her has her file, and the agreement on sharing data ends. From then on it sees only its
// request to delete what it has, and her caseworker tells her. When the agreement is in force again, the agency is asked again.
func TestSharingEnds(t *testing.T) {
	s := begin(t)
	her := s.burmese()
	her.isReceived()
	her.isHeard(casework.No)
	her.isFound(casework.Victim)
	her.chooses(casework.Return)
	her.isExpected()
	reception, found := her.step(casework.StepReception)
	require.True(t, found && reception.Holds)
	receiver := s.at("mmr-receiving")
	require.Equal(t, "Nilar Htwe", her.seenBy(receiver).Person.Name)

	her.knows(her.supervisor.desk, "sharing_agreement", "ended")
	require.Contains(t, her.unmet("G05"), "sharing_agreement")
	reception, found = her.step(casework.StepReception)
	require.False(t, found && reception.Holds, "what rested on the agreement is closed")
	require.Empty(t, her.seenBy(receiver).Person.Name)
	attest, _ := her.asked(casework.Attest(receiver.desk))
	require.Equal(t, string(receiver.desk), attest.Desk)
	told, who := her.asked(casework.TellSurvivor(1))
	require.Equal(t, her.caseworker.desk, who.desk, "her caseworker tells her")
	require.False(t, told.Due.IsZero())

	her.knows(her.supervisor.desk, "sharing_agreement", "in_force")
	again, _ := her.asked(casework.StepReception)
	require.Equal(t, 2, again.Attempt)
}

// TestAHoldIsReviewed: she is kept as a witness until a day, and her supervisor puts that on record. On that day the
// prosecutor is asked whether it goes on, with a clock. A hold without a day that is to come is refused.
func TestAHoldIsReviewed(t *testing.T) {
	s := begin(t)
	her := s.burmese()
	her.isReceived()
	prosecutor := s.at("tha-prosecutor-bangkok")
	hold := func(review time.Time) (wire.Receipt, error) {
		return s.as(her.supervisor).ReportEvent(t.Context(), once(), her.ref, wire.EventReport{
			Event: casework.EventHoldSet, Hold: wire.HoldInput{Kind: "witness", ReviewBy: review.UTC().Truncate(time.Second)},
		})
	}
	_, err := hold(time.Now().Add(-day))
	s.refused(err, fault.Invalid)
	receipt, err := hold(time.Now().Add(3 * time.Second))
	s.settled(her.supervisor, receipt, err)
	require.Contains(t, her.unmet("G20"), string(casework.CondNoHold))
	var step casework.Step
	her.looksUntil("the hold is reviewed", func() bool {
		i := slices.IndexFunc(her.waiting().Tasks, func(one wire.WaitingTask) bool { step = one.Step; return step.Base() == casework.StepHoldReview })
		return i >= 0
	})
	review, who := her.asked(step)
	require.Equal(t, prosecutor.desk, who.desk)
	require.False(t, review.Due.IsZero())
	her.decides(step, casework.Lifted, because("she has testified"))
	require.NotContains(t, her.unmet("G20"), string(casework.CondNoHold))
}
