package stories_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/wire"
)

// reports has an officer report an event.
func (her *survivor) reports(o officer, event wire.EventReport) {
	her.t.Helper()
	receipt, err := her.as(o).ReportEvent(her.t.Context(), once(), her.ref, event)
	her.settled(o, receipt, err)
}

// agreesTo has a second person agree to what a proposal shows.
func (her *survivor) agreesTo(number wire.ProposalNumber, o officer) {
	her.t.Helper()
	view, err := her.as(o).ShowProposal(her.t.Context(), her.ref, number)
	her.fine(err)
	require.NotEmpty(her.t, view.Digest, "the second person agrees to exactly what the preview shows")
	receipt, err := her.as(o).AnswerProposal(her.t.Context(), once(), her.ref, number, wire.ProposalAnswer{Answer: casework.Agreed, Digest: view.Digest})
	her.settled(o, receipt, err)
}

// TestADeathTakesTwo: a doctor reports that she has died. Everything stands still at once, and the report takes effect
// when a second person has seen whom it is about. It was another woman: a supervisor and a second person take
// it back, and everybody asks again how she is.
func TestADeathTakesTwo(t *testing.T) {
	s := begin(t)
	her := s.burmese()
	her.isReceived()
	medic := s.at("tha-medical-bangkok")
	her.reports(medic, wire.EventReport{Event: casework.EventDeath, Words: "found in the morning"})
	require.False(t, her.now().Deceased, "one person's word ends no case")

	fear, caseworker := her.asked(casework.StepFearOfReturn)
	_, err := s.as(caseworker).DecideTask(t.Context(), seen(fear.Version), her.ref, fear.Name, wire.TaskDecision{
		Outcome: casework.No, Facts: statements("interpreter", "ok", "lawyer_told", "yes"),
	})
	s.refused(err, fault.Conflict)
	_, err = s.as(medic).AnswerProposal(t.Context(), once(), her.ref, 1, wire.ProposalAnswer{Answer: casework.Agreed})
	require.Contains(t, []fault.Code{fault.Denied, fault.Invalid}, s.codeOf(err), "nobody agrees with themselves")

	view, err := s.as(her.supervisor).ShowProposal(t.Context(), her.ref, 1)
	s.fine(err)
	require.Equal(t, "Nilar Htwe", view.Person.Person.Name)
	her.agreesTo(1, her.supervisor)
	require.True(t, her.now().Deceased)
	for _, task := range her.waiting().Tasks {
		require.Equal(t, string(her.supervisor.desk), task.Desk, "only the end of her case is left: %s", task.Step)
	}

	her.reports(her.supervisor, wire.EventReport{Event: casework.EventDeathCorrected, Reasons: "two women of one name shared the room"})
	require.True(t, her.now().Deceased, "and one person's word opens none")
	second, who := her.asked("approval/2")
	require.Equal(t, casework.Step("approval/2"), second.Step)
	if who.desk == her.supervisor.desk {
		who = who.colleague()
	}
	her.agreesTo(2, who)
	require.False(t, her.now().Deceased)
	her.decides(casework.StepTriage, casework.Green, knowing("needs_met", "yes"))
	her.decides(casework.StepPlacement, casework.Placed)
	require.True(t, her.isAsked(casework.StepFearOfReturn), "her case goes on")
	her.remember("death-corrected")
}

// TestSheIsOfAnotherState: she was entered with the nationality of her friends. Two officers of a desk correct it: the
// mission of the wrong state is asked no longer and sees nothing of her. Two officers move her to the corridor of her
// own state. She is asked whether she fears it before its mission learns of her; she does, and it never learns.
func TestSheIsOfAnotherState(t *testing.T) {
	s := begin(t)
	her := s.burmese()
	her.isReceived()
	her.isHeard(casework.No)
	wrongMission, ownMission := s.at("mmr-mission-bangkok"), s.at("lao-mission-bangkok")
	asked, _ := her.asked(casework.StepVerifyNationality)
	require.Equal(t, string(wrongMission.desk), asked.Desk)

	receipt, err := s.as(her.caseworker).CorrectIdentity(t.Context(), once(), her.ref, wire.IdentityCorrection{
		Person: wire.CorrectedPerson{Nationality: "LAO"}, Reasons: "she showed the book of her village",
	})
	her.settled(her.caseworker, receipt, err)
	require.Equal(t, "MMR", her.seenBy(her.caseworker).Person.Nationality, "one officer proposes only")
	her.agreesTo(1, her.caseworker.colleague())
	require.Equal(t, "LAO", her.seenBy(her.caseworker).Person.Nationality)
	versions, err := s.as(her.caseworker).ShowIdentity(t.Context(), her.ref)
	s.fine(err)
	require.Len(t, versions.Former, 1)
	require.False(t, her.isAsked(casework.StepVerifyNationality), "the mission of another state is asked nothing more")

	her.reports(her.supervisor, wire.EventReport{Event: casework.EventCorridorChanged, Corridor: "tha-lao", Words: "she is of another state"})
	_, err = s.as(ownMission).ShowCase(t.Context(), her.ref)
	s.refused(err, fault.NotFound)
	_, who := her.asked("approval/2")
	her.agreesTo(2, who)
	require.Equal(t, "tha-lao", her.now().Corridor)
	_, err = s.as(ownMission).ShowCase(t.Context(), her.ref)
	s.refused(err, fault.NotFound)
	her.decides(casework.StepFearOfReturn, casework.Yes, because("asked of her own state"), knowing("interpreter", "ok", "lawyer_told", "yes"))
	require.False(t, her.isAsked(casework.StepVerifyNationality))
	for _, mission := range []officer{wrongMission, ownMission} {
		inbox, err := s.as(mission).ListTasks(t.Context(), wire.ListTasksParams{})
		s.fine(err)
		for _, task := range inbox.Items {
			require.True(t, task.Case != her.ref || task.Step.Base() == casework.StepAttest, "%s is asked about her: %s", mission.desk, task.Step)
		}
	}
	_, err = s.as(ownMission).ShowCase(t.Context(), her.ref)
	s.refused(err, fault.NotFound)
	her.remember("another-state")
}
