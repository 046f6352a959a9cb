package casework

import "slices"

// Stage is how far the return of a survivor has come. Tracks run in parallel, so it is the furthest
// stage that has begun. People sort by it; no rule reads it. A stage begins with the settlement that
// leads to it: register, the choice to return or the first paper, the ticket, the arrival.
type Stage string

// The stages.
const (
	StageRescue         Stage = "rescue"
	StageIdentification Stage = "identification"
	StageClearance      Stage = "clearance"
	StageTransport      Stage = "transport"
	StageReintegration  Stage = "reintegration"
	StageClosed         Stage = "closed"
)

// Stages lists the stages in order.
func Stages() []Stage {
	return []Stage{StageRescue, StageIdentification, StageClearance, StageTransport, StageReintegration, StageClosed}
}

// After reports whether s comes after other in the order of Stages.
func (s Stage) After(other Stage) bool {
	return slices.Index(Stages(), s) > slices.Index(Stages(), other)
}

// Lane is one of the three forms of return that were used in 2025.
type Lane string

// The lanes.
const (
	LaneA Lane = "A" // individual referral: the normal order, months to years
	LaneB Lane = "B" // embassy first: commitment, seat and slot before entry
	LaneC Lane = "C" // state to state: recorded, never called voluntary, screening owed at origin
)

// Modality is the legal form of a return. It is required, and a return that is not voluntary is never
// reported as voluntary (Palermo Protocol art. 8(2); IOM AVRR Framework 2018).
type Modality string

// The modalities of return.
const (
	VoluntaryAssisted       Modality = "voluntary_assisted"
	VoluntarySelfOrganised  Modality = "voluntary_self_organised"
	StateFacilitated        Modality = "state_facilitated"
	ConsularEmergency       Modality = "consular_emergency"
	DeportationWithHelp     Modality = "deportation_with_assistance"
	Deportation             Modality = "deportation"
	Extradition             Modality = "extradition"
	MedicalTransfer         Modality = "medical_transfer"
	ChildProtectionTransfer Modality = "child_protection_transfer"
	InternalTransfer        Modality = "internal_transfer"
	DeathInCare             Modality = "death_in_care"
)

// Modalities lists every modality.
func Modalities() []Modality {
	return []Modality{
		VoluntaryAssisted, VoluntarySelfOrganised, StateFacilitated, ConsularEmergency, DeportationWithHelp,
		Deportation, Extradition, MedicalTransfer, ChildProtectionTransfer, InternalTransfer, DeathInCare,
	}
}

// ByForceOfLaw reports whether a return of this kind takes place without the survivor's consent. Such a
// return is recorded with its risks; it is never arranged as voluntary.
func (m Modality) ByForceOfLaw() bool {
	return m == Deportation || m == DeportationWithHelp || m == Extradition || m == StateFacilitated
}
