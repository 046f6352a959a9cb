package security_test

import (
	"testing"
	"time"

	openapi_types "github.com/oapi-codegen/runtime/types"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/wire"
)

// child is the case of a girl of eleven, for whom a panel decides: with a guardian, an assessment of her
// family, a hold of a court, a clock that is paused because of it, and an asylum claim.
func (h *installation) child(t *testing.T) *seeded {
	t.Helper()
	s := h.about(t, marksOf(1), "minor", "")
	delete(s.marks.all, "passport") // she has none yet
	delete(s.marks.all, "zone")
	her := s.life
	her.decides(casework.StepTriage, wire.TaskDecision{Outcome: casework.Amber, Facts: knowing("needs_met", "yes")})
	her.decides(casework.StepPlacement, wire.TaskDecision{Outcome: casework.Placed})
	her.decides(casework.StepRegister, wire.TaskDecision{Outcome: casework.Registered})
	her.decides(casework.StepGuardian, wire.TaskDecision{Outcome: casework.Appointed})
	her.agrees("C1", "C2", "C3", "C4", "C5", "C7", "C8", "C9", "C10", "C11")
	her.knows(caseworker, "recruiter_relation", "known")
	her.knows(supervisor, "sharing_agreement", "in_force")
	her.knows(at("tha-medical-bangkok", casework.RoleMedical), "contagious", "suspected")
	her.decides(casework.StepFearOfReturn, wire.TaskDecision{Outcome: casework.No, Facts: knowing("interpreter", "ok", "lawyer_told", "yes")})
	her.decides(casework.StepFamilyAssessment, wire.TaskDecision{Outcome: casework.Safe})
	her.decides(casework.StepScreening, wire.TaskDecision{Outcome: casework.Refer})
	her.isFound()
	her.decides(casework.StepRiskAssessment, wire.TaskDecision{Outcome: casework.Low})
	her.decides(casework.StepBestInterests, wire.TaskDecision{Outcome: casework.Return})
	her.isOrdered()
	s.task, s.asks = "determination.1", "tha-panel-bangkok" // whose answer not everybody may know
	s.surrounded()
	s.decides("attest/vnm-reintegration-desk", wire.TaskDecision{Outcome: casework.Attested}) // so that nothing is left of what they had
	her.decides(casework.StepRiskAssessment, wire.TaskDecision{Outcome: casework.Low})        // asked again, since data of hers were taken back
	s.settled(t, post(s.path("/gates/G28/waive"), m{"reasons": her.marks.words("waiver")}).as(at(supervisor.desk, casework.RoleBudgetHolder)))
	report := func(by officer, what m) {
		her.settled(t, post(her.path("/reports"), what).as(by))
	}
	report(supervisor, m{"event": "hold_set", "hold": m{"kind": "witness", "review_by": in(20 * day)}})
	release, prosecutor := her.asked(casework.StepLegalRelease)
	her.settled(t, post(her.path("/tasks/"+release.Name+"/ask"), m{"question": her.marks.words(string(casework.StepLegalRelease))}).as(prosecutor))
	solution, _ := her.asked(casework.StepSolution)
	her.settled(t, post(her.path("/tasks/"+solution.Name+"/recall"), m{"reasons": her.marks.words(string(casework.StepSolution))}).as(supervisor))
	report(supervisor, m{"event": "paused", "cause": "court", "words": her.marks.words("pause")})
	report(caseworker, m{"event": "asylum_claim", "words": her.marks.words("asylum")})
	return s
}

// returned is the case of an adult who has returned home, with a plan and a first visit.
func (h *installation) returned(t *testing.T) *seeded {
	t.Helper()
	s := h.about(t, marksOf(2), "adult", "")
	her := s.life
	her.isHeard()
	her.isCleared()
	her.knows(at("mmr-receiving", casework.RoleReceiver), "bilateral_agreed", "yes")
	her.fliesHome()
	her.decides(casework.StepSafetyCall, wire.TaskDecision{Outcome: casework.Safe})
	plan, helper := her.asked(casework.StepPlan)
	her.marks.all["plan"] = marked{"Qvzplan of hers", policy.Aftercare}
	her.marks.all["plan item"] = marked{"Qvzitem of hers", policy.Aftercare}
	her.settled(t, post(her.path("/reintegration/plan"), wire.PlanDecision{
		Outcome: casework.Agreed,
		Plan: wire.PlanInput{
			Dimensions: []wire.PlanInputDimensions{"economic", "social"}, Text: her.marks.text("plan"),
			Items: []wire.PlanItemInput{{Kind: "training", Text: her.marks.text("plan item"), By: openapi_types.Date{Time: in(90 * day)}}},
		},
	}).with("If-Match", version(plan)).as(helper))
	her.marks.all["asked for"] = marked{"Qvzname she uses", policy.Contact}
	her.marks.all["said as"] = marked{"Qvzschool of tailors", policy.Contact}
	her.marks.all["new phone"] = marked{"+95 9 88420 17755", policy.Contact}
	her.settled(t, post(her.path("/contact"), wire.ContactInput{
		Callers: policy.CallerKinds(), Woman: true, Ways: []wire.ContactWay{"phone"}, Times: []wire.ContactTime{"morning"}, AskFor: her.marks.text("asked for"),
		SayAs: her.marks.text("said as"), Phone: her.marks.text("new phone"),
	}).as(helper))
	visit, visitor := her.asked(casework.FollowUp("1w"))
	s.task, s.asks = visit.Name, visitor.desk
	her.settled(t, post(her.path("/reintegration/follow-ups/1w"), wire.FollowUpDecision{
		Outcome: casework.Reached, Reasons: her.marks.words(string(casework.FollowUp("1w"))),
		Score: wire.ScoreInput{Questionnaire: "homeward-reintegration", Version: 1, Answers: map[string]string{"income": "good", "food": "rarely", "borrowing": "declined", "debt": "unknown"}},
		Contact: wire.ContactTryInput{
			Tried: []wire.ContactWay{"phone"}, Reached: "phone", Next: openapi_types.Date{Time: in(90 * day)}, NextWay: "phone",
		},
	}).with("If-Match", version(visit)).as(visitor))
	s.surrounded()
	her.decides(casework.AccessReview(1), wire.TaskDecision{Outcome: "justified"})
	s.isOverdue(casework.FollowUp("1m"))
	return s
}

// isOverdue waits until the escalation of a request is complete. Then nothing changes during the test
// without a request.
func (s *seeded) isOverdue(step casework.Step) {
	s.tb.Helper()
	s.asked(step)
	require.Eventually(s.tb, func() bool {
		var line wire.TimelinePage
		s.send(s.tb, get(s.path("/timeline?limit=1")).as(supervisor)).into(s.tb, &line)
		return len(line.Items) == 1 && line.Items[0].Detail == "national_coordinator" && line.Items[0].Step == string(step)
	}, time.Minute, 100*time.Millisecond, "the ladder of %s is not climbed", step)
}

func (her *life) agrees(consents ...casework.Consent) {
	her.tb.Helper()
	her.settled(her.tb, post(her.path("/consents"), wire.ConsentGiving{
		Consents: consents, Mode: casework.ModeThumbprint, Language: "my", Words: her.marks.words("consent"),
	}).as(caseworker))
}

// isOrdered has her supervisor and a lawyer put an order of an authority on record, for her receiver.
func (her *life) isOrdered() {
	her.tb.Helper()
	her.marks.all["court"] = marked{"Qvzcourt of orders", policy.Legal}
	her.marks.all["order purpose"] = marked{"Qvzpurpose of the order", policy.Legal}
	her.settled(her.tb, post(her.path("/orders"), m{
		"kind": "legal_order", "classes": l{"C"}, "until": in(60 * day), "authority": her.marks.text("court"), "number": "17/2569", "date": "2026-11-03",
		"purpose": her.marks.text("order purpose"),
	}).as(supervisor))
	lawyer := at(supervisor.desk, casework.RoleLegal)
	var seen wire.ProposalView
	her.send(her.tb, get(her.path("/proposals/1")).as(lawyer)).into(her.tb, &seen)
	her.settled(her.tb, post(her.path("/proposals/1/answer"), m{"answer": "agreed", "digest": seen.Digest}).as(lawyer))
}

func (her *life) knows(by officer, pairs ...string) {
	her.tb.Helper()
	her.settled(her.tb, post(her.path("/facts"), wire.FactStatement{Facts: knowing(pairs...)}).as(by))
}

// isFound has a panel of three agencies find that she was trafficked.
func (her *life) isFound() {
	her.tb.Helper()
	for n, agency := range []casework.AgencyID{"tha-police", "tha-labour", "tha-social"} {
		task, member := her.asked(casework.StepDetermination)
		member.agency, member.account = agency, "acc-panel-"+string(agency)
		if n == 2 {
			member.role = casework.RolePanelChair
		}
		her.decidesAs(member, task, casework.StepDetermination, wire.TaskDecision{Outcome: casework.Victim})
	}
}

// fliesHome: seat, ticket, manifest, last check, door, departure, arrival.
func (her *life) fliesHome() {
	her.tb.Helper()
	departs := time.Now().Add(-100 * time.Minute).UTC().Truncate(time.Second) // half of the three hours have passed
	var receipt wire.Receipt
	her.settled(her.tb, post("/movements", m{
		"legs":  l{m{"mode": "air", "from": "THDMK", "to": "MMRGN", "departs_at": departs, "arrives_at": departs.Add(3 * time.Hour)}},
		"seats": 50, "receiving": "mmr-receiving", "escorts": l{"tha-escort-bangkok"},
	}).as(transport)).into(her.tb, &receipt)
	movement := string(receipt.Target.Ref)
	escort, approver := at("tha-escort-bangkok", casework.RoleEscort), at("tha-movement", casework.RoleMovementApprover)
	does := func(by officer, what string, body any) {
		a := her.settled(her.tb, post("/movements/"+movement+what, body).as(by))
		var done wire.Receipt
		a.into(her.tb, &done)
		for _, p := range done.Movement.Passengers {
			require.Empty(her.tb, p.Refused, "%s: %s", what, a.body)
		}
	}
	does(transport, "/hold", m{"blocks": l{m{"members": l{m{"case": her.ref}}}}})
	does(transport, "/ticket", m{})
	does(approver, "/lock", m{})
	her.decides(casework.StepPreEmbarkation, wire.TaskDecision{Outcome: casework.Fit})
	does(escort, "/board", m{"passengers": l{m{"case": her.ref, "outcome": "boarded", "identity_match": "yes", "consent_asked_again": "yes"}}})
	does(escort, "/depart", m{})
	does(at("mmr-receiving", casework.RoleReceiver), "/arrive", m{"passengers": l{m{"case": her.ref, "outcome": "met"}}})
}

// atTimes begins the reason of a field that is filled in one run and not in another.
const atTimes = "at times "

// unfilled are the fields that no life here fills, with why.
func unfilled() map[string]string {
	const (
		daily      = "counted by a daily look that is not made here; package api holds it"
		erasing    = "no erasure is carried out here; package api and the story of the erased hold it"
		proposing  = "of a death, of a request that moves, or of a proposal that is answered; package api holds it"
		listing    = "a number, a code or a reference of a list that nobody has confirmed; package api holds it"
		manifest   = "no manifest of the flight that is asked about is locked; the life after the return has flown on another"
		second     = "no second state is asked here; package api holds it"
		raising    = "of a notice that no desk has read for days; package officedb holds it"
		correcting = "no correction of who she is waits here; packages api and cases hold it"
		resuming   = "no operation here has so many open cases that resuming it takes two; package api holds it"
		many       = "no officer here decides so many requests at once that it takes two; package tasks and the story of a batch hold it"
		slowed     = "no officer is slowed here, so that each can be asked about every file; package api and the story of many files hold it"
		alike      = "nobody is opened here who looks like a person on record; package cases and the story of a person who is opened twice hold it"
		others     = "its class is that of the other fields of its line, which are filled"
	)
	return map[string]string{
		"Passenger.needs":       "they name a finding or a fear, and no desk that works on a movement sees both; package api holds it",
		"OperationAnswer.cases": others, "PassengerAnswer.refused": manifest, "PassengerAnswer.gates": manifest,
		"MovementLine.manifest": manifest, "Manifest.version": manifest, "Passenger.outcome": manifest, "ManifestLine.minor": "she is no child",
		"Passenger.why": "of somebody who waits for a seat, and she has one", "MovementLine.charter": others, "Trip.charter": others,
		"Operation.overdue_cases": others, "Funnel.deceased": others, "StageCount.overdue": others, "StageCount.paused": others, "StageCount.minors": others,
		"DeskLoad.overdue": others, "DeskLoad.paused": others,
		"Order.ended_at":        "no order has ended here; package api holds it",
		"ErasurePreview.erased": erasing, "ErasurePreview.due": erasing, "Erasure.decided_at": erasing, "Erasure.erased_at": erasing, "Erasure.stop_until": erasing, "Erasure.end_reasons": erasing,
		"OldThings.*": daily, "DueFile.*": daily,
		"List.unreadable": listing, "List.minted": listing, "List.opened": listing, "List.confirmed_at": listing, "List.confirmed_by": listing,
		"Reconciliation.unreadable": listing, "Reconciliation.difference": listing, "Reconciliation.problems": listing,
		"Reconciliation.ambiguous_birth_dates": listing, "Reconciliation.unresolved_nationalities": listing, "Reconciliation.duplicates": listing,
		"List.proposed_at": listing, "List.proposed_by": listing, "List.waits_for": listing, "OperationAnswer.waits": listing,
		"Operation.proposed_lists": listing, "ListPreview.unreadable": listing, "ListPreview.alike": listing, "ListPreview.second_person": listing,
		"ListPreview.proposed": listing, "Deletion.*": erasing,
		"ListPreview.left_out": listing, "ListPreview.possible_children": listing, "ListPreview.undated": listing, "ListPreview.children": listing, "ListPreview.doubts": listing,
		"ListSheet.*": listing, "ListDoubt.*": listing, "ListMeaning.*": listing, "ListOtherCell.*": listing, "ListTwin.*": listing,
		"AlikeCase.*": alike, "ListRowAnswer.*": listing, "ListAnswer.*": listing, "ListSettled.*": listing,
		"ListClaim.*": listing, "ListRow.number": listing, "ListRow.case": listing,
		"Person.nationality_as_written": "of a case that came from a list; its class is that of what was written of her birth",
		"Proposal.freezes":              proposing, "Proposal.moves": proposing, "Proposal.exclusion": proposing, "Proposal.to": proposing, "ProposalPreview.gates_opened": others,
		"ProposalPreview.asked_back": proposing, "ProposalPreview.gates_closed": proposing, "DeskClasses.*": proposing, "ProposalCorrection.*": correcting,
		"CorrectionPreview.*": correcting, "ProposedIdentity.*": correcting, "FormerIdentity.*": correcting,
		"Notice.role": others, "Notice.rung": raising, "Notice.escalated_at": raising, "Notice.escalated_to": raising, "Notice.unread_at": raising, "Notice.raised": raising,
		"ResumePreview.*": resuming, "Notice.operation": resuming, "ResumeProposal.*": resuming, "ReadingReview.*": slowed, "Notice.review": slowed, "Batch.*": many, "BatchItem.*": many, "BatchFact.*": many, "Task.fear_states": second,
		"CancelPreview.listed": manifest, "CancelPreview.changed": others, "Task.by_movement": others, "WaitingGate.overdue_seconds": others,
		"CaseLine.closed": others, "CaseLine.deceased": others, "CaseLine.ended_at": others,
		"SettledStep.state": second, "Task.asked_state": second, "Task.not_before": atTimes + "of a visit, until its day", "Plan.replaced": others,
		"BrokenGlass.ended_at": others, "KeptOut.ended_at": others, "AuditEvent.leaf": "nobody gives the log's lines their places here",
		"RevealedNumber.phone": "shown for a reason only; package usecase holds it",
		"AuditEvent.seq":       atTimes + "of a line about a change, if one is among the newest",
	}
}
