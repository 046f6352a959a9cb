package stories_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/wire"
)

// TestAnAdultGoesHome is the usual order, lane A, from the shelter to the last visit a year after the
// return. All her personal data have marks, so that the test can check afterwards where they are: in the
// record, and nowhere else.
func TestAnAdultGoesHome(t *testing.T) {
	s := begin(t)
	m := marked()
	her := s.goesHome(m, func(string) {})
	s.marksAreOnRecord(her, m)
	s.marksAreNowhereElse(m)
	s.countsItsEvents(her)
	her.remember("adult")
}

// goesHome is the story itself. It says before each turn where it is, for those who disturb it.
func (s *story) goesHome(m marks, at func(where string)) *survivor {
	her := s.opens("bangkok", m.opening())
	s.errsWith(her, m)

	at("rescue")
	her.decides(casework.StepTriage, casework.Green, because(m.words["triage"]), knowing("needs_met", "yes"))
	her.decides(casework.StepPlacement, casework.Placed, because(m.words["placement"]))
	her.decides(casework.StepRegister, casework.Registered, because(m.words["register"]), knowing("age", "adult"))
	her.agrees("C1", "C2", "C3", "C4", "C5", "C8", "C9", "C10", "C11")

	at("identification")
	her.decides(casework.StepFearOfReturn, casework.No, because(m.words["fear"]), knowing("interpreter", "ok", "lawyer_told", "yes"))
	her.decides(casework.StepScreening, casework.Refer, because(m.words["screening"]))
	her.isFound(casework.Victim)
	at("reflection")
	her.knows(her.caseworker.desk, "information_given", "yes")
	her.chooses(casework.Return)

	at("clearance")
	her.isAskedWhereSheWasBorn(m)
	her.decides(casework.StepVerifyNationality, casework.Confirmed, because(m.words["verify"]))
	her.decides(casework.StepTravelDocument, casework.Issued, until(time.Now().Add(300*day)), m.document())
	her.decides(casework.StepExitPermit, casework.Granted, until(time.Now().Add(30*day)), because(m.words["permit"]))
	her.decides(casework.StepFineWaiver, casework.NotDue)
	her.isExpected()
	her.decides(casework.StepFitToTravel, casework.Fit, because(m.words["fit"]))

	at("transport")
	flight := s.plans("bangkok", "mmr-receiving", "MMRGN", 50, underway)
	flight.becomes(flight.holds(her), "held", her)
	flight.becomes(flight.tickets(), "ticketed", her)
	flight.takesOff(her)
	s.manifestNames(flight, m)
	flight.becomes(flight.meets(her), "arrived", her)
	flight.remember("adult-flight")

	at("reintegration")
	her.decides(casework.StepSafetyCall, casework.Safe, because(m.words["call"]))
	her.agreesPlan(m)
	for _, visit := range []string{"1w", "1m", "3m", "6m", "12m"} {
		at(visit)
		her.isVisited(visit, m.words["visit"])
	}
	her.decides(casework.StepClosure, casework.Closed, because(m.words["closure"]))

	closed := her.now()
	require.True(s.t, closed.Closed)
	require.Equal(s.t, casework.StageClosed, closed.Stage)
	require.Empty(s.t, closed.Tasks)
	require.True(s.t, her.gate("G21").Open, "she was informed, was not threatened and chose: a voluntary return")
	return her
}

// isAskedWhereSheWasBorn: the consulate asks a question, and its clock is paused until the caseworker has answered.
func (her *survivor) isAskedWhereSheWasBorn(m marks) {
	her.t.Helper()
	task, consul := her.asked(casework.StepVerifyNationality)
	receipt, err := her.as(consul).AskAtTask(her.t.Context(), once(), her.ref, task.Name, wire.Question{Question: m.words["question"]})
	her.settled(consul, receipt, err)
	task, _ = her.asked(casework.StepVerifyNationality)
	require.Equal(her.t, casework.CauseInformation, task.Paused.Cause)

	question, asked := her.asked(casework.StepInformation + "/" + casework.StepVerifyNationality)
	receipt, err = her.as(asked).AnswerTask(her.t.Context(), once(), her.ref, question.Name, wire.QuestionAnswer{Answer: m.words["answer"]})
	her.settled(asked, receipt, err)
	task, _ = her.asked(casework.StepVerifyNationality)
	require.Empty(her.t, task.Paused.Cause)
}

// agreesPlan makes the plan with her.
func (her *survivor) agreesPlan(m marks) {
	her.t.Helper()
	task, helper := her.asked(casework.StepPlan)
	receipt, err := her.as(helper).SettlePlan(her.t.Context(), seen(task.Version), her.ref, wire.PlanDecision{
		Outcome: casework.Agreed,
		Plan: wire.PlanInput{
			Dimensions: []wire.PlanInputDimensions{"economic", "social"}, Text: m.words["plan"],
			Items: []wire.PlanItemInput{{Kind: "training", Text: m.words["item"]}},
		},
	})
	her.settled(helper, receipt, err)
}

// isVisited: she is reached and answers the questionnaire, except one question that she prefers not to answer.
func (her *survivor) isVisited(visit, words string) {
	her.t.Helper()
	task, helper := her.asked(casework.FollowUp(visit))
	receipt, err := her.as(helper).SettleFollowUp(her.t.Context(), seen(task.Version), her.ref, visit, wire.FollowUpDecision{
		Outcome: casework.Reached, Reasons: words,
		Score: wire.ScoreInput{Questionnaire: "homeward-reintegration", Version: 1, Answers: map[string]string{"income": "good", "food": "rarely", "borrowing": "declined"}},
	})
	her.settled(helper, receipt, err)
	after, err := her.as(helper).ShowReintegration(her.t.Context(), her.ref)
	her.fine(err)
	score := after.Scores[len(after.Scores)-1]
	require.Equal(her.t, visit, score.Visit)
	require.Equal(her.t, 2, score.Answered)
	require.Equal(her.t, 1, score.Declined)
	require.NotNil(her.t, score.Composite)
	require.InDelta(her.t, 0.75, *score.Composite, 0.001)
}
