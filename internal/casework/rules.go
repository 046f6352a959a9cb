package casework

import (
	"slices"
	"time"
)

// Rules are the rules of a corridor for a case, pinned when the case is opened. A case keeps its
// version until an officer moves it to another, on record. Rules are plain data in the case's state and
// never change by themselves.
type Rules struct {
	Corridor string  `json:"corridor"`
	Version  int     `json:"version"`
	Host     Country `json:"host"`
	Origin   Country `json:"origin"` // the state of the verification mission; "" in a default corridor
	// Mission is the state that sends the mission of the corridor, if it acts for the state of origin; else "".
	Mission  Country  `json:"mission,omitempty"`
	Lane     Lane     `json:"lane"`
	Modality Modality `json:"modality"`
	// Steps lists the base steps of the corridor, in the order of Specs.
	Steps []Step `json:"steps"`
	// Desks maps each kind of desk to the desk. It holds every kind that the steps of the corridor
	// need.
	Desks map[DeskKind]DeskID `json:"desks"`
	// Override addresses single steps to another kind of desk than the Spec.
	Override map[Step]DeskKind `json:"override,omitempty"`
	// Quorum of the panel: Members votes from at least Agencies agencies.
	Quorum Quorum `json:"quorum"`
	// Validity is how long an answer to a step is valid. An answer to a step without an entry does not
	// expire.
	Validity map[Step]time.Duration `json:"validity,omitempty"`
	// PreEmbarkation is the greatest age of the last medical check at departure.
	PreEmbarkation time.Duration `json:"pre_embarkation"`
	// DocumentMargin is how long a travel document must still be valid after the departure.
	DocumentMargin time.Duration `json:"document_margin"`
	// Visits are the follow-up visits, in order.
	Visits []Visit `json:"visits,omitempty"`
	// Tries is the number of missed contacts of one visit after which the contact counts as lost.
	Tries int `json:"tries"`
	// Added and Dropped change gates: facts that must be "yes", and conditions that do not apply.
	Added   []AddedCondition   `json:"added,omitempty"`
	Dropped []DroppedCondition `json:"dropped,omitempty"`
	// RefusedCustodians lists the custodians from whom the host accepts no one (G14).
	RefusedCustodians []string `json:"refused_custodians,omitempty"`
	// SharingAgreement reports whether an agreement between host and receiver is in force (G05).
	SharingAgreement bool `json:"sharing_agreement"`
	// HostDuty reports whether the host must notify the consulate by law, with or without consent
	// (G03).
	HostDuty bool `json:"host_duty,omitempty"`
	// SeparateIssuer reports whether the mission is large enough for separate duties: the officer who
	// verified her nationality does not issue her document (field reference 4).
	SeparateIssuer bool `json:"another_signs,omitempty"`
	// ScreeningOwed reports whether survivors leave without formal identification, which is then owed
	// at origin.
	ScreeningOwed bool `json:"screening_owed,omitempty"`
	// Pace is how many times faster than real time the waits run that are the same in every corridor. It is
	// for development only; below 2 means real time.
	Pace int `json:"pace,omitempty"`
}

// Paced returns a wait that is the same in every corridor, at the pace of the case.
func (r *Rules) Paced(wait time.Duration) time.Duration {
	if r.Pace < 2 {
		return wait
	}
	return wait / time.Duration(r.Pace)
}

// ValidFor returns how long an answer to a step is valid if no last day is given with it, and false if it
// does not expire.
func (r *Rules) ValidFor(s Step) (time.Duration, bool) {
	if s == StepPreEmbarkation {
		return r.PreEmbarkation, true
	}
	valid, ok := r.Validity[s.Base()]
	return valid, ok
}

// Quorum is the number of members, and of their agencies, that decide together.
type Quorum struct {
	Members  int `json:"members"`
	Agencies int `json:"agencies"`
}

// Lacks returns what a panel lacks to decide after some votes: members, further agencies, and whether
// the chair has not voted yet.
func (q Quorum) Lacks(votes []Vote) (members, agencies int, chair bool) {
	var of []AgencyID
	chair = true
	for _, v := range votes {
		if !slices.Contains(of, v.By.Agency) {
			of = append(of, v.By.Agency)
		}
		chair = chair && v.By.Role != RolePanelChair
	}
	return max(0, q.Members-len(votes)), max(0, q.Agencies-len(of)), chair
}

// Visit is one follow-up after the arrival. It can take place from After minus Window until After plus
// Window, counted from the arrival.
type Visit struct {
	Name   string        `json:"name"`
	After  time.Duration `json:"after"`
	Window time.Duration `json:"window"`
}

// AddedCondition is a fact that a corridor requires at a gate.
type AddedCondition struct {
	Gate  GateID   `json:"gate"`
	Fact  FactName `json:"fact"`
	Owner DeskKind `json:"owner"`
}

// DroppedCondition is a condition that does not apply in a corridor. A corridor cannot drop a condition
// of a gate that cannot be waived.
type DroppedCondition struct {
	Gate      GateID      `json:"gate"`
	Condition ConditionID `json:"condition"`
}

// HasStep reports whether a case under these rules has a step. A step with a time that is the same in every
// corridor is part of each, also of one that a case pinned before there was such a step.
func (r *Rules) HasStep(s Step) bool {
	if slices.Contains(r.Steps, s.Base()) {
		return true
	}
	spec, known := SpecOf(s)
	return known && spec.FixedBudget > 0
}

// DeskOf returns the desk of a step and its kind. Both are empty if the step is unknown. The supervisor's desk
// stands in for a kind of desk that the corridor does not name.
func (r *Rules) DeskOf(s Step) (DeskID, DeskKind) {
	spec, ok := SpecOf(s)
	if !ok {
		return "", ""
	}
	kind := spec.Desk
	if other, ok := r.Override[s.Base()]; ok {
		kind = other
	}
	if kind == DeskSurvivor { // a right or a choice of the survivor: her caseworker records it
		return r.Desks[DeskCaseworker], kind
	}
	if spec.FixedBudget > 0 && r.Desks[kind] == "" && kind != DeskProtection { // a kind that a corridor need not have
		kind = DeskSupervisor
	}
	return r.deskFor(kind)
}

// deskFor returns the desk of a kind. Corridors that were pinned before there was a protection authority
// have none: the supervisor's desk takes its part, and finds the authority.
func (r *Rules) deskFor(kind DeskKind) (DeskID, DeskKind) {
	if r.Desks[kind] == "" && kind == DeskProtection {
		kind = DeskSupervisor
	}
	return r.Desks[kind], kind
}

// DeskFor returns the desk of a kind, or the one that stands in for it; see DeskOf.
func (r *Rules) DeskFor(kind DeskKind) DeskID {
	desk, _ := r.deskFor(kind)
	return desk
}
