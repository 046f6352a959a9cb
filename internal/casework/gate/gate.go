package gate

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// Gate is a set of conditions that must be met before an action.
type Gate struct {
	ID         casework.GateID
	Blocks     []casework.Action
	Conditions []casework.ConditionID
	// Waiver says which roles may open the gate while conditions are unmet. If nil, the gate can never
	// be waived.
	Waiver *Waiver
	// Reason is the fact or norm behind the gate.
	Reason string
}

// Waiver says which roles may waive a gate, and to what extent.
type Waiver struct {
	// Roles are the roles that may waive. If Together, one officer of each role must waive.
	Roles    []casework.Role
	Together bool
	// Only limits the waiver to these conditions. If empty, it covers all conditions of the gate.
	Only []casework.ConditionID
	// Lanes limits the waiver to cases of these lanes. If empty, it covers all lanes.
	Lanes []casework.Lane
	// Needs lists facts that must first be on record with the value "yes".
	Needs []casework.FactName
}

// Never reports whether the gate cannot be waived. No code path may bypass such a gate.
func (g Gate) Never() bool { return g.Waiver == nil }

// All is the table of all gates, G01 to G30. It must not be modified.
func All() []Gate { return gateTable }

//nolint:gochecknoglobals // a read-only table; built once because every command reads it
var gateTable = gates()

func gates() []Gate {
	ready := []casework.ConditionID{
		casework.CondDocumentValid, casework.CondExitPermit, casework.CondFineSettled, casework.CondReturnConsent, casework.CondNoHold, casework.CondFit, casework.CondReception,
		casework.CondNotPaused, casework.CondNotWithdrawn,
	}
	return []Gate{
		{
			ID: "G01", Blocks: []casework.Action{casework.CollectData}, Conditions: []casework.ConditionID{casework.CondTold},
			Reason: "HTCDS consent points; PIM principles; emergency care is exempt",
		},
		{
			ID: "G02", Blocks: []casework.Action{casework.InterviewSurvivor}, Conditions: []casework.ConditionID{casework.CondNeedsMet, casework.CondInterpreter, casework.CondLawyerTold, casework.CondScreeningConsent},
			Waiver: &Waiver{Roles: []casework.Role{casework.RoleSupervisor}, Only: []casework.ConditionID{casework.CondNeedsMet, casework.CondInterpreter, casework.CondLawyerTold}},
			Reason: "Thai Anti-Trafficking Act s.33-34; needs come first",
		},
		{
			ID: "G03", Blocks: []casework.Action{casework.ContactConsulate}, Conditions: []casework.ConditionID{casework.CondFearAsked, casework.CondConsulateConsent, casework.CondNoAsylum},
			Waiver: &Waiver{Roles: []casework.Role{casework.RoleLegal, casework.RoleSupervisor}, Together: true, Only: []casework.ConditionID{casework.CondConsulateConsent}},
			Reason: "non-refoulement (UN experts 2025)",
		},
		{
			ID: "G04", Blocks: []casework.Action{casework.ContactFamily}, Conditions: []casework.ConditionID{casework.CondFamilyConsent, casework.CondRecruiterKnown},
			Reason: "the trafficker may be family (HTCDS)",
		},
		{
			ID: "G05", Blocks: []casework.Action{casework.ShareWithReceiver}, Conditions: []casework.ConditionID{casework.CondShareConsent, casework.CondReceiver, casework.CondSharingAgreement},
			Reason: "IOM data protection principle 5; a legal order is a condition of its own, not a waiver",
		},
		{
			ID: "G06", Blocks: []casework.Action{casework.DeclareNegative}, Conditions: []casework.ConditionID{casework.CondTwoScreenings, casework.CondInterpreter},
			Reason: "victims missed in short windows (US TIP 2017); written reasons are asked of every negative vote",
		},
		{
			ID: "G07", Blocks: []casework.Action{casework.Board, casework.Depart}, Conditions: []casework.ConditionID{casework.CondReflectionOver},
			Reason: "national referral mechanism; never by staff",
		},
		{
			ID: "G08", Blocks: []casework.Action{casework.Board, casework.Depart}, Conditions: []casework.ConditionID{casework.CondNoReview},
			Reason: "no removal while a review is pending unless the survivor asks in writing",
		},
		{
			ID: "G09", Blocks: []casework.Action{casework.TreatAsAdult}, Conditions: []casework.ConditionID{casework.CondAgeSettled},
			Reason: "benefit of the doubt",
		},
		{
			ID: "G10", Blocks: []casework.Action{casework.DecideReturn, casework.IssueTicket, casework.LockManifest, casework.Board, casework.Depart}, Conditions: []casework.ConditionID{casework.CondGuardian, casework.CondBestInterests, casework.CondChildView, casework.CondFamilyAssessed},
			Reason: "CRC; IOM TACT forms; met at once for an adult",
		},
		{
			ID: "G11", Blocks: []casework.Action{casework.RequestDocument}, Conditions: []casework.ConditionID{casework.CondVerified, casework.CondFearAsked, casework.CondNoAsylum},
			Waiver: &Waiver{Roles: []casework.Role{casework.RoleConsul}, Only: []casework.ConditionID{casework.CondVerified}},
			Reason: "Palermo Protocol art. 8(3) and 8(4)",
		},
		{
			ID: "G12", Blocks: []casework.Action{casework.IssueTicket}, Conditions: ready,
			Waiver: &Waiver{
				Roles: []casework.Role{casework.RoleBudgetHolder}, Only: []casework.ConditionID{casework.CondExitPermit, casework.CondFineSettled, casework.CondFit, casework.CondReception},
				Needs: []casework.FactName{casework.FactCharter, casework.FactLossAccepted},
			},
			Reason: "avoids wasted tickets; for charters the budget holder may accept the loss",
		},
		{
			ID: "G13", Blocks: []casework.Action{casework.LockManifest}, Conditions: append([]casework.ConditionID{casework.CondTicketMatches, casework.CondNamesMatch, casework.CondSeparated}, ready...),
			Reason: "both sides re-verify list and personal data before a handover (2026-01-20); a person is excluded, never waived",
		},
		{
			ID: "G14", Blocks: []casework.Action{casework.HandOver}, Conditions: []casework.ConditionID{casework.CondSlot, casework.CondCustodian},
			Reason: "weekday and quota rule of the host (2025-03-06)",
		},
		{
			ID: "G15", Blocks: []casework.Action{casework.EnterHost}, Conditions: []casework.ConditionID{casework.CondCommitment},
			Waiver: &Waiver{Roles: []casework.Role{casework.RoleBorder}, Lanes: []casework.Lane{casework.LaneB}},
			Reason: "embassy first (2025): staff present or named, onward plan, funding",
		},
		{
			ID: "G16", Blocks: []casework.Action{casework.Board}, Conditions: []casework.ConditionID{casework.CondManifest, casework.CondPreEmbarkation, casework.CondIdentityMatch, casework.CondReturnConsent, casework.CondAskedAgain, casework.CondNotPaused, casework.CondNotWithdrawn},
			Waiver: &Waiver{Roles: []casework.Role{casework.RoleMedical}, Only: []casework.ConditionID{casework.CondPreEmbarkation}},
			Reason: "rapid check 24-72 h before departure (Arch. Dis. Child.)",
		},
		{ID: "G17", Blocks: []casework.Action{casework.Board, casework.Depart}, Conditions: []casework.ConditionID{casework.CondNotContagious}, Reason: "public health"},
		{
			ID: "G18", Blocks: []casework.Action{casework.Board, casework.Depart}, Conditions: []casework.ConditionID{casework.CondReception, casework.CondPickUp},
			Waiver: &Waiver{Roles: []casework.Role{casework.RoleMissionHead}, Lanes: []casework.Lane{casework.LaneC}}, Reason: "people were left at airports",
		},
		{ID: "G19", Blocks: []casework.Action{casework.DecideReturn, casework.IssueTicket, casework.LockManifest, casework.Board, casework.Depart}, Conditions: []casework.ConditionID{casework.CondNotExtreme}, Reason: "non-refoulement"},
		{
			ID: "G20", Blocks: []casework.Action{casework.Board, casework.Depart}, Conditions: []casework.ConditionID{casework.CondNoHold},
			Waiver: &Waiver{Roles: []casework.Role{casework.RoleProsecutor}}, Reason: "Palermo Protocol art. 8(2); Thai Act s.31",
		},
		{ID: "G21", Blocks: []casework.Action{casework.CountVoluntary}, Conditions: []casework.ConditionID{casework.CondVoluntary, casework.CondInformed, casework.CondNoThreat}, Reason: "IOM AVRR voluntariness"},
		{
			ID: "G22", Blocks: []casework.Action{casework.CloseCase}, Conditions: []casework.ConditionID{casework.CondFollowedUp, casework.CondNoAlert, casework.CondNoComplaint, casework.CondSupportPaid, casework.CondDebtPaid, casework.CondNoHold, casework.CondUndone, casework.CondReviewed},
			Waiver: &Waiver{Roles: []casework.Role{casework.RoleSupervisor}, Only: []casework.ConditionID{casework.CondFollowedUp, casework.CondSupportPaid}}, Reason: "IOM Reintegration Handbook 2.7",
		},
		{
			ID: "G23", Blocks: []casework.Action{casework.DeleteRecord}, Conditions: []casework.ConditionID{casework.CondRetention, casework.CondNoHold, casework.CondNoAccessRequest},
			Waiver: &Waiver{Roles: []casework.Role{casework.RoleDPO}, Only: []casework.ConditionID{casework.CondRetention, casework.CondNoAccessRequest}}, Reason: "IOM principle 9",
		},
		{ID: "G24", Blocks: []casework.Action{casework.PublishStatistics}, Conditions: []casework.ConditionID{casework.CondCells}, Reason: "CTDC: k >= 11 after complementary suppression"},
		{
			ID: "G25", Blocks: []casework.Action{casework.ExportFile}, Conditions: []casework.ConditionID{casework.CondPurpose, casework.CondSecondApprover, casework.CondWatermark},
			Waiver: &Waiver{Roles: []casework.Role{casework.RoleDPO}}, Reason: "confidentiality",
		},
		{ID: "G26", Blocks: []casework.Action{casework.MergeRecords}, Conditions: []casework.ConditionID{casework.CondSecondApprover, casework.CondSnapshot}, Reason: "a wrong merge sends the wrong person home"},
		{ID: "G27", Blocks: []casework.Action{casework.MarkArrived}, Conditions: []casework.ConditionID{casework.CondDeparted, casework.CondReceiverSays}, Reason: "lost in transit"},
		{
			ID: "G28", Blocks: []casework.Action{casework.PayFine}, Conditions: []casework.ConditionID{casework.CondWaiverAnswered},
			Waiver: &Waiver{Roles: []casework.Role{casework.RoleBudgetHolder}}, Reason: "waivers are negotiated (Kemlu 2026)",
		},
		{
			ID: "G29", Blocks: []casework.Action{casework.ChildEscort}, Conditions: []casework.ConditionID{casework.CondRelation, casework.CondBackground},
			Waiver: &Waiver{Roles: []casework.Role{casework.RoleChildPanel}}, Reason: "child safety",
		},
		{ID: "G30", Blocks: []casework.Action{casework.MassAction}, Conditions: []casework.ConditionID{casework.CondPreviewed, casework.CondSecondApprover}, Reason: "blast radius"},
	}
}

// ByID returns the gate with an ID.
func ByID(id casework.GateID) (Gate, bool) {
	for _, g := range All() {
		if g.ID == id {
			return g, true
		}
	}
	return Gate{}, false
}

// Of lists the gates that block an action, in the order of Gates.
func Of(a casework.Action) []Gate {
	var out []Gate
	for _, g := range All() {
		if slices.Contains(g.Blocks, a) {
			out = append(out, g)
		}
	}
	return out
}
