package stories_test

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/wire"
)

const (
	yes = wire.YesNo("yes")
	day = 24 * time.Hour
)

// The parts of a case that many stories share. Each answers the open tasks in the usual way. Special
// events are in the stories themselves.

// isReceived: she is seen by a doctor, under a roof and on record.
func (her *survivor) isReceived() {
	her.t.Helper()
	her.decides(casework.StepTriage, casework.Green, knowing("needs_met", "yes"))
	her.decides(casework.StepPlacement, casework.Placed)
	her.isRegistered()
}

func (her *survivor) isRegistered() {
	her.t.Helper()
	her.decides(casework.StepRegister, casework.Registered, knowing("age", "adult"))
	her.agrees("C1", "C2", "C3", "C4", "C5", "C8", "C9", "C10", "C11")
}

// isHeard: the question about fear of return, before any contact with her consulate, and the interview.
func (her *survivor) isHeard(fear casework.Outcome) {
	her.t.Helper()
	her.decides(casework.StepFearOfReturn, fear, because("asked twice, with an interpreter"), knowing("interpreter", "ok", "lawyer_told", "yes"))
	her.decides(casework.StepScreening, casework.Refer)
}

// isFound: three members of three agencies vote, the chair last. It holds for every panel here.
func (her *survivor) isFound(outcome casework.Outcome) {
	her.t.Helper()
	for n, agency := range []casework.AgencyID{"tha-police", "tha-labour", "tha-social"} {
		_, member := her.asked(casework.StepDetermination)
		member.agency, member.account = agency, "panel-"+string(agency)
		if n == 2 {
			member.role = casework.RolePanelChair
		}
		her.decides(casework.StepDetermination, outcome, by(member), because("indicators weighed one by one"))
	}
}

// chooses: the risk is assessed, then she decides. Her reflection period ends without an act.
func (her *survivor) chooses(solution casework.Outcome) {
	her.t.Helper()
	her.decides(casework.StepRiskAssessment, casework.Low)
	her.decides(casework.StepSolution, solution)
}

// isCleared: her state knows her, and she has the papers to leave and an agency that receives her.
func (her *survivor) isCleared() {
	her.t.Helper()
	her.decides(casework.StepVerifyNationality, casework.Confirmed)
	her.getsPapers(time.Now().Add(30 * day))
}

// getsPapers: document, permit, waiver of the fine, reception, and fit to travel.
func (her *survivor) getsPapers(permitUntil time.Time) {
	her.t.Helper()
	her.decides(casework.StepTravelDocument, casework.Issued, until(time.Now().Add(300*day)), document("QV4471902"))
	her.decides(casework.StepExitPermit, casework.Granted, until(permitUntil))
	her.decides(casework.StepFineWaiver, casework.Granted, until(time.Now().Add(30*day)))
	her.isExpected()
	her.decides(casework.StepFitToTravel, casework.Fit)
}

// isExpected: both sides may share the necessary data, and the receiver names the person who meets her.
func (her *survivor) isExpected() {
	her.t.Helper()
	her.knows(her.supervisor.desk, "sharing_agreement", "in_force")
	_, receiver := her.asked(casework.StepReception)
	her.decides(casework.StepReception, casework.Accepted, knowing("pick_up_named", "yes"))
	if !her.gate("G18").Open { // some corridors ask for one thing more
		her.knows(receiver.desk, "bilateral_agreed", "yes")
	}
}

// document is a travel document; its number is invented.
func document(number string) with {
	return func(a *answer) {
		a.body.Document = wire.DocumentInput{Type: "single_sheet_etd", Number: number, ExpiresAt: a.body.Until}
	}
}

// fliesHome: manifest, last check, boarding, departure, arrival.
func (m *trip) fliesHome(all ...*survivor) {
	m.t.Helper()
	m.takesOff(all...)
	m.becomes(m.meets(all...), "arrived", all...)
}

// takesOff is fliesHome up to the departure.
func (m *trip) takesOff(all ...*survivor) {
	m.t.Helper()
	m.becomes(m.locks(), "locked", all...)
	for _, one := range all {
		one.decides(casework.StepPreEmbarkation, casework.Fit)
	}
	m.becomes(m.boards(all...), "boarded", all...)
	m.becomes(m.leaves(), "departed", all...)
}

// burmese is an adult from Myanmar in a shelter in Bangkok: lane A.
func (s *story) burmese() *survivor {
	s.t.Helper()
	return s.opens("bangkok", wire.CaseOpening{
		Host: "THA", Origin: "MMR", Custodian: "state", Age: "adult",
		Person: wire.PersonInput{Name: "Nilar Htwe", Sex: "F", Nationality: "MMR", Languages: []wire.Language{"my"}},
	})
}
