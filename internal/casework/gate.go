package casework

import "slices"

// GateID is the number of a gate in section 4 of the field reference.
type GateID string

// Gate is a set of conditions that must be met before an action.
type Gate struct {
	ID         GateID
	Blocks     []Action
	Conditions []ConditionID
	// Waiver says which roles may open the gate while conditions are unmet. If nil, the gate can never
	// be waived.
	Waiver *Waiver
	// Reason is the fact or norm behind the gate.
	Reason string
}

// Waiver says which roles may waive a gate, and to what extent.
type Waiver struct {
	// Roles are the roles that may waive. If Together, one officer of each role must waive.
	Roles    []Role
	Together bool
	// Only limits the waiver to these conditions. If empty, it covers all conditions of the gate.
	Only []ConditionID
	// Lanes limits the waiver to cases of these lanes. If empty, it covers all lanes.
	Lanes []Lane
	// Needs lists facts that must first be on record with the value "yes".
	Needs []FactName
}

// Never reports whether the gate cannot be waived. No code path may bypass such a gate.
func (g Gate) Never() bool { return g.Waiver == nil }

// Gates is the table of all gates, G01 to G30. It must not be modified.
func Gates() []Gate { return gateTable }

//nolint:gochecknoglobals // a read-only table; built once because every command reads it
var gateTable = gates()

func gates() []Gate {
	ready := []ConditionID{
		CondDocumentValid, CondExitPermit, CondFineSettled, CondReturnConsent, CondNoHold, CondFit, CondReception,
		CondNotPaused, CondNotWithdrawn,
	}
	return []Gate{
		{
			ID: "G01", Blocks: []Action{CollectData}, Conditions: []ConditionID{CondTold},
			Reason: "HTCDS consent points; PIM principles; emergency care is exempt",
		},
		{
			ID: "G02", Blocks: []Action{InterviewSurvivor}, Conditions: []ConditionID{CondNeedsMet, CondInterpreter, CondLawyerTold, CondScreeningConsent},
			Waiver: &Waiver{Roles: []Role{RoleSupervisor}, Only: []ConditionID{CondNeedsMet, CondInterpreter, CondLawyerTold}},
			Reason: "Thai Anti-Trafficking Act s.33-34; needs come first",
		},
		{
			ID: "G03", Blocks: []Action{ContactConsulate}, Conditions: []ConditionID{CondFearAsked, CondConsulateConsent, CondNoAsylum},
			Waiver: &Waiver{Roles: []Role{RoleLegal, RoleSupervisor}, Together: true, Only: []ConditionID{CondConsulateConsent}},
			Reason: "non-refoulement (UN experts 2025)",
		},
		{
			ID: "G04", Blocks: []Action{ContactFamily}, Conditions: []ConditionID{CondFamilyConsent, CondRecruiterKnown},
			Reason: "the trafficker may be family (HTCDS)",
		},
		{
			ID: "G05", Blocks: []Action{ShareWithReceiver}, Conditions: []ConditionID{CondShareConsent, CondSharingAgreement},
			Reason: "IOM data protection principle 5; a legal order is a condition of its own, not a waiver",
		},
		{
			ID: "G06", Blocks: []Action{DeclareNegative}, Conditions: []ConditionID{CondTwoScreenings, CondInterpreter},
			Reason: "victims missed in short windows (US TIP 2017); written reasons are asked of every negative vote",
		},
		{
			ID: "G07", Blocks: []Action{Board, Depart}, Conditions: []ConditionID{CondReflectionOver},
			Reason: "national referral mechanism; never by staff",
		},
		{
			ID: "G08", Blocks: []Action{Board, Depart}, Conditions: []ConditionID{CondNoReview},
			Reason: "no removal while a review is pending unless the survivor asks in writing",
		},
		{
			ID: "G09", Blocks: []Action{TreatAsAdult}, Conditions: []ConditionID{CondAgeSettled},
			Reason: "benefit of the doubt",
		},
		{
			ID: "G10", Blocks: []Action{DecideReturn, IssueTicket, LockManifest, Board, Depart}, Conditions: []ConditionID{CondGuardian, CondBestInterests, CondChildView, CondFamilyAssessed},
			Reason: "CRC; IOM TACT forms; met at once for an adult",
		},
		{
			ID: "G11", Blocks: []Action{RequestDocument}, Conditions: []ConditionID{CondVerified, CondFearAsked, CondNoAsylum},
			Waiver: &Waiver{Roles: []Role{RoleConsul}, Only: []ConditionID{CondVerified}},
			Reason: "Palermo Protocol art. 8(3) and 8(4)",
		},
		{
			ID: "G12", Blocks: []Action{IssueTicket}, Conditions: ready,
			Waiver: &Waiver{
				Roles: []Role{RoleBudgetHolder}, Only: []ConditionID{CondExitPermit, CondFineSettled, CondFit, CondReception},
				Needs: []FactName{FactCharter, FactLossAccepted},
			},
			Reason: "avoids wasted tickets; for charters the budget holder may accept the loss",
		},
		{
			ID: "G13", Blocks: []Action{LockManifest}, Conditions: append([]ConditionID{CondTicketMatches, CondNamesMatch, CondSeparated}, ready...),
			Reason: "both sides re-verify list and personal data before a handover (2026-01-20); a person is excluded, never waived",
		},
		{
			ID: "G14", Blocks: []Action{HandOver}, Conditions: []ConditionID{CondSlot, CondCustodian},
			Reason: "weekday and quota rule of the host (2025-03-06)",
		},
		{
			ID: "G15", Blocks: []Action{EnterHost}, Conditions: []ConditionID{CondCommitment},
			Waiver: &Waiver{Roles: []Role{RoleBorder}, Lanes: []Lane{LaneB}},
			Reason: "embassy first (2025): staff present or named, onward plan, funding",
		},
		{
			ID: "G16", Blocks: []Action{Board}, Conditions: []ConditionID{CondManifest, CondPreEmbarkation, CondIdentityMatch, CondReturnConsent, CondAskedAgain, CondNotPaused, CondNotWithdrawn},
			Waiver: &Waiver{Roles: []Role{RoleMedical}, Only: []ConditionID{CondPreEmbarkation}},
			Reason: "rapid check 24-72 h before departure (Arch. Dis. Child.)",
		},
		{ID: "G17", Blocks: []Action{Board, Depart}, Conditions: []ConditionID{CondNotContagious}, Reason: "public health"},
		{
			ID: "G18", Blocks: []Action{Board, Depart}, Conditions: []ConditionID{CondReception, CondPickUp},
			Waiver: &Waiver{Roles: []Role{RoleMissionHead}, Lanes: []Lane{LaneC}}, Reason: "people were left at airports",
		},
		{ID: "G19", Blocks: []Action{DecideReturn, IssueTicket, LockManifest, Board, Depart}, Conditions: []ConditionID{CondNotExtreme}, Reason: "non-refoulement"},
		{
			ID: "G20", Blocks: []Action{Board, Depart}, Conditions: []ConditionID{CondNoHold},
			Waiver: &Waiver{Roles: []Role{RoleProsecutor}}, Reason: "Palermo Protocol art. 8(2); Thai Act s.31",
		},
		{ID: "G21", Blocks: []Action{CountVoluntary}, Conditions: []ConditionID{CondVoluntary, CondInformed, CondNoThreat}, Reason: "IOM AVRR voluntariness"},
		{
			ID: "G22", Blocks: []Action{CloseCase}, Conditions: []ConditionID{CondFollowedUp, CondNoAlert, CondNoComplaint, CondSupportPaid, CondDebtPaid, CondNoHold, CondUndone, CondReviewed},
			Waiver: &Waiver{Roles: []Role{RoleSupervisor}, Only: []ConditionID{CondFollowedUp, CondSupportPaid}}, Reason: "IOM Reintegration Handbook 2.7",
		},
		{
			ID: "G23", Blocks: []Action{DeleteRecord}, Conditions: []ConditionID{CondRetention, CondNoHold, CondNoAccessRequest},
			Waiver: &Waiver{Roles: []Role{RoleDPO}, Only: []ConditionID{CondRetention, CondNoAccessRequest}}, Reason: "IOM principle 9",
		},
		{ID: "G24", Blocks: []Action{PublishStatistics}, Conditions: []ConditionID{CondCells}, Reason: "CTDC: k >= 11 after complementary suppression"},
		{
			ID: "G25", Blocks: []Action{ExportFile}, Conditions: []ConditionID{CondPurpose, CondSecondApprover, CondWatermark},
			Waiver: &Waiver{Roles: []Role{RoleDPO}}, Reason: "confidentiality",
		},
		{ID: "G26", Blocks: []Action{MergeRecords}, Conditions: []ConditionID{CondSecondApprover, CondSnapshot}, Reason: "a wrong merge sends the wrong person home"},
		{ID: "G27", Blocks: []Action{MarkArrived}, Conditions: []ConditionID{CondDeparted, CondReceiverSays}, Reason: "lost in transit"},
		{
			ID: "G28", Blocks: []Action{PayFine}, Conditions: []ConditionID{CondWaiverAnswered},
			Waiver: &Waiver{Roles: []Role{RoleBudgetHolder}}, Reason: "waivers are negotiated (Kemlu 2026)",
		},
		{
			ID: "G29", Blocks: []Action{ChildEscort}, Conditions: []ConditionID{CondRelation, CondBackground},
			Waiver: &Waiver{Roles: []Role{RoleChildPanel}}, Reason: "child safety",
		},
		{ID: "G30", Blocks: []Action{MassAction}, Conditions: []ConditionID{CondPreviewed, CondSecondApprover}, Reason: "blast radius"},
	}
}

// GateByID returns the gate with an ID.
func GateByID(id GateID) (Gate, bool) {
	for _, g := range Gates() {
		if g.ID == id {
			return g, true
		}
	}
	return Gate{}, false
}

// GatesOf lists the gates that block an action, in the order of Gates.
func GatesOf(a Action) []Gate {
	var out []Gate
	for _, g := range Gates() {
		if slices.Contains(g.Blocks, a) {
			out = append(out, g)
		}
	}
	return out
}
