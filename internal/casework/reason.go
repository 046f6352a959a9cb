package casework

import "slices"

// Reason is the coded reason of a refusing answer. The list is closed. A code holds no personal data; it is
// visible to those who may read the written reasons of its step, and to no one else.
type Reason string

// The reasons. Which of them fit an outcome is in the table of steps; ReasonOther fits every one of those.
const (
	ReasonNoRecord        Reason = "no_record"           // the registers have no such person
	ReasonDiffers         Reason = "particulars_differ"  // the registers have other particulars
	ReasonNotIssued       Reason = "document_not_issued" // the state did not issue the document that was shown
	ReasonOtherState      Reason = "other_state"         // the answer is another state's to give
	ReasonEnded           Reason = "nationality_ended"   // a former national
	ReasonNationalityOpen Reason = "nationality_open"    // nationality is not settled
	ReasonIdentity        Reason = "identity_in_doubt"
	ReasonPapers          Reason = "papers_missing" // a form, a photo or a paper is missing or cannot be used
	ReasonFee             Reason = "fee_unpaid"
	ReasonFine            Reason = "fine_unpaid"
	ReasonDocument        Reason = "document_not_accepted" // the travel document is not accepted
	ReasonBarred          Reason = "legal_bar"             // a law or an order of a court forbids it
	ReasonNoGround        Reason = "no_legal_ground"       // no law allows it
	ReasonProceedings     Reason = "proceedings_open"
	ReasonTestimony       Reason = "testimony_needed"
	ReasonCapital         Reason = "capital_decides" // the ministry has not decided
	ReasonNoFunds         Reason = "no_funds"
	ReasonNoCapacity      Reason = "no_capacity" // no place, or no staff
	ReasonMandate         Reason = "outside_mandate"
	ReasonNeeds           Reason = "needs_not_met" // the desk cannot give the care that is needed
	ReasonOther           Reason = "other"
)

// CodedOutcomes are outcomes with the coded reasons that fit them.
type CodedOutcomes struct {
	Outcomes []Outcome
	Reasons  []Reason
}

// ReasonsFor lists the coded reasons that fit an outcome; none for an outcome that has none.
func (s Spec) ReasonsFor(o Outcome) []Reason {
	for _, coded := range s.Coded {
		if slices.Contains(coded.Outcomes, o) {
			return append(slices.Clone(coded.Reasons), ReasonOther)
		}
	}
	return nil
}

// AllReasons lists the coded reasons of every outcome of the step, each once.
func (s Spec) AllReasons() []Reason {
	var out []Reason
	for _, coded := range s.Coded {
		for _, reason := range coded.Reasons {
			if !slices.Contains(out, reason) {
				out = append(out, reason)
			}
		}
	}
	if out == nil {
		return nil
	}
	return append(out, ReasonOther)
}
