package casework

import "slices"

// IdentityField is a field of her identity on record that a correction changes. The values are personal, and are
// in the record alone.
type IdentityField string

// The fields.
const (
	IdentityName        IdentityField = "name" // in any script
	IdentityNationality IdentityField = "nationality"
	IdentityBirth       IdentityField = "birth_date"
	IdentityDocument    IdentityField = "document" // the number that she has named, or that a list has
	IdentitySex         IdentityField = "sex"
)

// IdentityFields lists every field, in the order in which a correction names them.
func IdentityFields() []IdentityField {
	return []IdentityField{IdentityName, IdentityNationality, IdentityBirth, IdentityDocument, IdentitySex}
}

// DetailCorrected is the detail of timeline entries that follow from a correction of her identity.
const DetailCorrected = "identity_corrected"

// Lapse is what rests on a field of her identity, and is done again when the field is corrected. No lawyer has
// checked the table.
type Lapse struct {
	Field IdentityField
	// Steps are the answers that do not hold any longer.
	Steps []Step
	// Undoes are the acts that are undone.
	Undoes []UndoKind
	// Asked are the open requests that named her by the former value. They are recalled and put again.
	Asked []Step
}

// Lapses is the table of what rests on a field.
func Lapses() []Lapse {
	named := []Step{StepEmbassyCommitment, StepVerifyNationality, StepTravelDocument, StepReception, StepFamilyAssessment}
	papers := []UndoKind{UndoManifest, UndoTicket} // they name her, or her document
	return []Lapse{
		{IdentityName, []Step{StepVerifyNationality, StepTravelDocument}, papers, named},
		{
			IdentityNationality,
			[]Step{StepVerifyNationality, StepNationalityDispute, StepTravelDocument},
			[]UndoKind{UndoManifest, UndoTicket, UndoSeat},
			named,
		},
		{IdentityBirth, []Step{StepVerifyNationality, StepTravelDocument}, papers, named},
		{IdentityDocument, nil, papers, []Step{StepVerifyNationality, StepTravelDocument}},
		{IdentitySex, []Step{StepTravelDocument}, papers, []Step{StepVerifyNationality, StepTravelDocument}},
	}
}

// LapsesWith returns what rests on any of these fields, as one. Field is empty.
func LapsesWith(fields []IdentityField) Lapse {
	var out Lapse
	for _, one := range Lapses() {
		if slices.Contains(fields, one.Field) {
			out.Steps = addNew(out.Steps, one.Steps)
			out.Undoes = addNew(out.Undoes, one.Undoes)
			out.Asked = addNew(out.Asked, one.Asked)
		}
	}
	return out
}

func addNew[T comparable](to, more []T) []T {
	for _, one := range more {
		if !slices.Contains(to, one) {
			to = append(to, one)
		}
	}
	return to
}

// AsksNoState reports whether no mission and no receiver is asked about her: her nationality on record is that of
// another state than the one that the corridor names, and no person has chosen a state yet.
func (c *Case) AsksNoState() bool { return c.WrongState && c.Second == nil }

// TowardsOrigin reports whether a step shows her to an office of the state of origin, or to a receiver there.
func (s Step) TowardsOrigin() bool {
	switch s.Base() {
	case StepEmbassyCommitment, StepVerifyNationality, StepTravelDocument, StepReception, StepFamilyAssessment:
		return true
	default:
		return false
	}
}
