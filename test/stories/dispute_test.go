package stories_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// TestHerNationalityIsDisputed: she has a ticket, and the consul takes back that she is a national. Document, seat and ticket
// fall at once. The consul denies it then; her caseworker looks for another way, a lawyer reviews it, and only then is a
// mission asked again.
func TestHerNationalityIsDisputed(t *testing.T) {
	s := begin(t)
	her, _ := s.withTicket()
	mission := s.at("mmr-mission-bangkok")
	her.reports(mission, wire.EventReport{Event: casework.EventSuperseded, Step: casework.StepVerifyNationality, Reasons: "the register is of another village"})

	for _, step := range []casework.Step{casework.StepVerifyNationality, casework.StepTravelDocument, casework.StepSeat, casework.StepTicket} {
		settled, found := her.step(step)
		require.False(t, found && settled.Holds, "%s rested on her nationality", step)
	}
	s.until("she has no seat any more", func() bool { return her.now().Movement == "" })
	require.False(t, her.isAsked(casework.StepTravelDocument))
	her.decides(casework.StepVerifyNationality, casework.NotNational, because("she is not in any register"))
	require.False(t, her.isAsked(casework.StepVerifyNationality), "no mission is asked before a review")

	her.decides(casework.StepNationalityDispute, casework.MoreEvidence, because("the household list was found"))
	require.False(t, her.isAsked(casework.StepVerifyNationality))
	review, lawyer := her.asked(casework.StepDisputeReview)
	require.NotEqual(t, string(her.caseworker.desk), review.Desk, "another desk reviews it")
	require.False(t, review.Due.IsZero(), "with a clock")
	her.decides(casework.StepDisputeReview, casework.Agreed, because("the list is genuine"))
	again, _ := her.asked(casework.StepVerifyNationality)
	require.Equal(t, string(mission.desk), again.Desk)
	require.Equal(t, 3, again.Attempt)
	_, err := s.as(lawyer).DecideTask(t.Context(), seen(again.Version), her.ref, again.Name, wire.TaskDecision{Outcome: casework.Confirmed})
	require.Contains(t, []fault.Code{fault.Denied, fault.NotFound}, s.codeOf(err), "only her state knows its nationals")
}

// TestOneScreenerAloneEndsNothing: after one interview a screener finds no indication. A colleague takes a second look and upholds
// it, and she can still have it reviewed.
func TestOneScreenerAloneEndsNothing(t *testing.T) {
	s := begin(t)
	her := s.burmese()
	her.isReceived()
	her.decides(casework.StepFearOfReturn, casework.No, knowing("interpreter", "ok", "lawyer_told", "yes"))
	interview, screener := her.asked(casework.StepScreening)
	_, err := s.as(screener).DecideTask(t.Context(), seen(interview.Version), her.ref, interview.Name, wire.TaskDecision{Outcome: casework.NotIndicated})
	s.refused(err, fault.Invalid) // without reasons
	her.decides(casework.StepScreening, casework.NotIndicated, because("she came to visit her sister"))

	look, _ := her.asked(casework.StepSecondLook)
	require.False(t, look.Due.IsZero(), "with a clock")
	require.False(t, her.isAsked(casework.StepRiskAssessment), "nothing goes on before the second look")
	upheld := wire.TaskDecision{Outcome: casework.Upheld, Reasons: "the same on reading it again"}
	_, err = s.as(screener).DecideTask(t.Context(), seen(look.Version), her.ref, look.Name, upheld)
	s.refused(err, fault.Denied)
	her.decides(casework.StepSecondLook, casework.Upheld, by(screener.colleague()), because("the same on reading it again"))
	require.True(t, her.isAsked(casework.StepReview), "she can have it reviewed")
}
