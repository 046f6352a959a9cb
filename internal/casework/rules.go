package casework

import (
	"slices"
	"time"
)

// Rules is what a corridor says about a case, pinned when the case is opened. A case
// keeps the version it began with until somebody moves it, on record. It is plain
// data: it travels in the case's state and never changes on its own.
type Rules struct {
	Corridor string   `json:"corridor"`
	Version  int      `json:"version"`
	Host     Country  `json:"host"`
	Origin   Country  `json:"origin"` // the state of the verification mission; "" in a default corridor
	Lane     Lane     `json:"lane"`
	Modality Modality `json:"modality"`
	// Steps lists the base steps that are on, in the order of Specs.
	Steps []Step `json:"steps"`
	// Desks says whose desk each kind is; every kind of a step that is on has one.
	Desks map[DeskKind]DeskID `json:"desks"`
	// Override addresses single steps to another kind of desk than the Spec says.
	Override map[Step]DeskKind `json:"override,omitempty"`
	// Quorum of the panel: Members votes from at least Agencies agencies.
	Quorum Quorum `json:"quorum"`
	// Validity says how long an answer holds; a step without an entry holds for good.
	Validity map[Step]time.Duration `json:"validity,omitempty"`
	// PreEmbarkation is how old the last medical check may be at departure.
	PreEmbarkation time.Duration `json:"pre_embarkation"`
	// DocumentMargin is how long a travel document must still be valid after departure.
	DocumentMargin time.Duration `json:"document_margin"`
	// Visits are the follow-up visits, in order.
	Visits []Visit `json:"visits,omitempty"`
	// Ladder of a missed contact: after Tries misses of one visit the contact counts as lost.
	Tries int `json:"tries"`
	// Added and Dropped change gates: a fact that must be "yes", or a condition that does not apply.
	Added   []AddedCondition   `json:"added,omitempty"`
	Dropped []DroppedCondition `json:"dropped,omitempty"`
	// Custodians that the host does not accept a person from (G14).
	RefusedCustodians []string `json:"refused_custodians,omitempty"`
	// SharingAgreement is in force between host and receiver (G05).
	SharingAgreement bool `json:"sharing_agreement"`
	// HostDuty says that the host must by law notify the consulate, whatever is consented (G03).
	HostDuty bool `json:"host_duty,omitempty"`
	// AnotherSigns says that the mission is large enough for two: whoever verified her nationality
	// does not issue her document (field reference 4).
	SeparateIssuer bool `json:"another_signs,omitempty"`
	// ScreeningOwed says that a person leaves without formal identification and is owed it at origin.
	ScreeningOwed bool `json:"screening_owed,omitempty"`
}

// Quorum is how many members of how many agencies decide together.
type Quorum struct {
	Members  int `json:"members"`
	Agencies int `json:"agencies"`
}

// Visit is one follow-up after arrival. It can be done from After minus Window until
// After plus Window, counted from the arrival.
type Visit struct {
	Name   string        `json:"name"`
	After  time.Duration `json:"after"`
	Window time.Duration `json:"window"`
}

// AddedCondition is a fact that a corridor asks for at a gate.
type AddedCondition struct {
	Gate  GateID   `json:"gate"`
	Fact  FactName `json:"fact"`
	Owner DeskKind `json:"owner"`
}

// DroppedCondition does not apply in a corridor. It can never be one of a gate without a waiver.
type DroppedCondition struct {
	Gate      GateID      `json:"gate"`
	Condition ConditionID `json:"condition"`
}

// On says whether a step is part of this corridor.
func (r *Rules) HasStep(s Step) bool { return slices.Contains(r.Steps, s.Base()) }

// DeskOf says whose desk a step is, and of what kind.
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
	return r.Desks[kind], kind
}
