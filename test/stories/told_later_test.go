package stories_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// TestFearToldLater: she was asked with her brother-in-law in the room and said that she feared nothing, and her
// mission has confirmed her. Later she tells. From that instant her mission sees nothing but a request to delete, it
// does not find her, and it is asked nothing more.
func TestFearToldLater(t *testing.T) {
	s := begin(t)
	her, mission := s.knownAtHome()
	her.reports(her.supervisor, wire.EventReport{Event: casework.EventSuperseded, Step: casework.StepFearOfReturn, Reasons: "the interpreter was his friend"})
	her.isLostTo(mission)
	her.decides(casework.StepFearOfReturn, casework.Yes, because("asked alone"), knowing("interpreter", "ok", "lawyer_told", "yes"))
	her.isLostTo(mission)
	her.decides(casework.StepRiskAssessment, casework.Extreme, because("known in her village"))
	require.True(t, her.isAsked(casework.StepSolution), "she chooses again")
	her.isForgottenBy(mission)
	require.False(t, her.isAsked(casework.StepVerifyNationality))
	her.remember("fear-told-later")
}

// TestSheAsksForProtection: she asks for asylum when her mission has confirmed her. The authority of the host state
// decides; its yes orders neither leaving nor staying: she chooses, and no mission is asked.
func TestSheAsksForProtection(t *testing.T) {
	s := begin(t)
	her, mission := s.knownAtHome()
	her.reports(her.caseworker, wire.EventReport{Event: casework.EventAsylumClaim, Words: "asked through her lawyer"})
	her.isLostTo(mission)
	her.decides(casework.StepAsylumDecision, casework.Granted, because("heard with counsel"))
	if her.isAsked(casework.StepRiskAssessment) {
		her.decides(casework.StepRiskAssessment, casework.Extreme, because("as the authority found"))
	}
	require.True(t, her.isAsked(casework.StepSolution), "she chooses again")
	her.isForgottenBy(mission)
	require.False(t, her.isAsked(casework.StepVerifyNationality))
	her.decides(casework.StepSolution, casework.Stay)
	her.remember("protection-granted")
}

// TestHeIsAfraidAndStillHeld: lane B, and he fears his state, so that no embassy is asked. A desk is still waited for in
// his case, and by a day.
func TestHeIsAfraidAndStillHeld(t *testing.T) {
	s := begin(t)
	he := s.opens("maesot", wire.CaseOpening{
		Host: "THA", Origin: "KEN", Custodian: "bgf", Age: "adult",
		Person: wire.PersonInput{Name: "Wanjiru Kariuki", Sex: "M", Nationality: "KEN", Languages: []wire.Language{"sw"}},
	})
	he.isRegistered()
	he.decides(casework.StepFearOfReturn, casework.Yes, because("named by those who sold him"), knowing("interpreter", "ok", "lawyer_told", "yes"))
	require.False(t, he.isAsked(casework.StepEmbassyCommitment))
	waiting := he.waiting().Tasks
	require.NotEmpty(t, waiting, "an open case always has an owner")
	for _, task := range waiting {
		require.NotEmpty(t, task.Desk)
		require.False(t, task.Due.IsZero(), "and a clock: %s", task.Step)
	}
	he.remember("afraid-and-held")
}

// TestOnlyAMissionThatAnswersIsAsked: a question of a state goes to no mission that does not answer for it.
func TestOnlyAMissionThatAnswersIsAsked(t *testing.T) {
	s := begin(t)
	her := s.burmese()
	her.isReceived()
	her.isHeard(casework.No)
	her.isFound(casework.Victim)
	her.chooses(casework.Return)
	her.decides(casework.StepVerifyNationality, casework.NotNational, because("no entry in the register of the township"))
	task, caseworker := her.asked(casework.StepNationalityDispute)
	to := func(state wire.Country, desk wire.DeskId) error {
		_, err := s.as(caseworker).DecideTask(t.Context(), seen(task.Version), her.ref, task.Name, wire.TaskDecision{
			Outcome: casework.SecondState, Reasons: "her mother is from there", State: state, Desk: desk,
		})
		return err
	}
	problem := s.refused(to("KEN", "mmr-mission-bangkok"), fault.Invalid)
	require.NotEmpty(t, problem.Errors)
	require.Equal(t, "not_accredited", problem.Errors[0].Code)
	require.False(t, her.isAsked(casework.StepDisputeReview))
	her.remember("mission-not-accredited")
}

// knownAtHome runs a story up to the answer of her mission that it knows her.
func (s *story) knownAtHome() (*survivor, officer) {
	s.t.Helper()
	her := s.burmese()
	her.isReceived()
	her.isHeard(casework.No)
	her.isFound(casework.Victim)
	her.chooses(casework.Return)
	her.decides(casework.StepVerifyNationality, casework.Confirmed)
	mission := s.at("mmr-mission-bangkok")
	require.Equal(s.t, "Nilar Htwe", her.seenBy(mission).Person.Name)
	return her, mission
}

// isLostTo wants a mission to see nothing of her but its own request to delete.
func (her *survivor) isLostTo(mission officer) {
	her.t.Helper()
	c := her.seenBy(mission)
	require.Empty(her.t, c.Person.Name)
	require.Empty(her.t, c.Steps)
	inbox, err := her.as(mission).ListTasks(her.t.Context(), wire.ListTasksParams{Case: her.ref})
	her.fine(err)
	for _, task := range inbox.Items {
		require.Equal(her.t, casework.StepAttest, task.Step.Base())
	}
	found, err := her.as(mission).SearchPeople(her.t.Context(), wire.PeopleSearch{Name: "Nilar Htwe"})
	her.fine(err)
	for _, one := range found.Items {
		require.NotEqual(her.t, her.ref, one.Case.Ref, "her mission finds her")
	}
}

// isForgottenBy has a mission attest that it deleted what it had. It knows no case then.
func (her *survivor) isForgottenBy(mission officer) {
	her.t.Helper()
	her.decides(casework.Step("attest/"+string(mission.desk)), casework.Attested)
	_, err := her.as(mission).ShowCase(her.t.Context(), her.ref)
	her.refused(err, fault.NotFound)
}
