package policy

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// PurposeRule is one rule of the table of purposes: for one of these purposes access can be given to an agency
// that has a desk of one of these kinds, with one of these consents.
type PurposeRule struct {
	Purposes []Purpose
	Kinds    []casework.DeskKind
	Consents []casework.Consent
}

// PurposeRules is the table of what access can be given for. A purpose that is in no rule, such as oversight or
// an emergency, is never one. No lawyer has checked it.
func PurposeRules() []PurposeRule {
	return []PurposeRule{
		{[]Purpose{ForCare}, []casework.DeskKind{casework.DeskMedical, casework.DeskShelter, casework.DeskCaseworker}, []casework.Consent{casework.ConsentMedical}},
		{[]Purpose{ForJustice}, []casework.DeskKind{casework.DeskProsecutor}, []casework.Consent{casework.ConsentPolice}},
		{
			[]Purpose{ForReception},
			[]casework.DeskKind{casework.DeskReceiving, casework.DeskShelter, casework.DeskCaseworker},
			[]casework.Consent{casework.ConsentFamily, casework.ConsentHandover},
		},
		{
			[]Purpose{ForReintegration},
			[]casework.DeskKind{casework.DeskReintegration, casework.DeskCaseworker},
			[]casework.Consent{casework.ConsentFamily, casework.ConsentHandover, casework.ConsentFollowUp},
		},
	}
}

// PurposeFitsAgency reports whether access can be given for a purpose to an agency with desks of these kinds.
func PurposeFitsAgency(p Purpose, kinds ...casework.DeskKind) bool {
	return slices.ContainsFunc(PurposeRules(), func(r PurposeRule) bool {
		return slices.Contains(r.Purposes, p) && slices.ContainsFunc(kinds, func(k casework.DeskKind) bool { return slices.Contains(r.Kinds, k) })
	})
}

// PurposeFitsConsent reports whether access for a purpose can rest on a consent.
func PurposeFitsConsent(p Purpose, c casework.Consent) bool {
	return slices.ContainsFunc(PurposeRules(), func(r PurposeRule) bool {
		return slices.Contains(r.Purposes, p) && slices.Contains(r.Consents, c)
	})
}
