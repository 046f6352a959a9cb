package casework

import (
	"slices"
	"strconv"
	"strings"
)

// Step is something that must be settled during a return.
type Step string

// The steps, in the order of the procedure. A follow-up step has the name of its visit after a slash,
// as "follow_up/3m"; see FollowUp.
const (
	StepEmbassyCommitment Step = "embassy_commitment" // lane B: staff named, onward plan, funding (G15)
	StepBorderSlot        Step = "border_slot"        // lane B: day, nationality rule, quota (G14)
	StepCrossing          Step = "crossing"           // lane B: entry to the host state
	StepRegister          Step = "register"
	StepTriage            Step = "triage"
	StepPlacement         Step = "placement"

	StepFearOfReturn   Step = "fear_of_return"
	StepScreening      Step = "screening"
	StepAgeAssessment  Step = "age_assessment"
	StepSecondLook     Step = "second_look" // another screener looks at "not indicated" again
	StepDetermination  Step = "determination"
	StepReview         Step = "review"
	StepReflection     Step = "reflection"
	StepGuardian       Step = "guardian"
	StepBestInterests  Step = "best_interests"
	StepRiskAssessment Step = "risk_assessment"
	StepSolution       Step = "solution"
	StepAsylumDecision Step = "protection_decision" // a protection authority decides her claim

	StepVerifyNationality  Step = "verify_nationality"
	StepNationalityDispute Step = "nationality_dispute" // a caseworker looks for another way
	StepDisputeReview      Step = "dispute_review"      // a lawyer looks at that way before a mission is asked again
	StepStatelessness      Step = "statelessness"
	StepTravelDocument     Step = "travel_document"
	StepExitPermit         Step = "exit_permit"
	StepFineWaiver         Step = "fine_waiver"
	StepLegalRelease       Step = "legal_release"
	StepFamilyAssessment   Step = "family_assessment"
	StepReception          Step = "reception"

	StepFitToTravel    Step = "fit_to_travel"
	StepSeat           Step = "seat"
	StepTicket         Step = "ticket"
	StepManifest       Step = "manifest"
	StepPreEmbarkation Step = "pre_embarkation"
	StepBoarding       Step = "boarding"
	StepDeparture      Step = "departure"
	StepArrival        Step = "arrival"
	StepStopJourney    Step = "stop_journey" // the escort, when she asks for protection on her way

	StepSafetyCall        Step = "safety_call"
	StepScreeningAtOrigin Step = "screening_at_origin" // settles the screening debt
	StepPlan              Step = "plan"
	StepFollowUp          Step = "follow_up"
	StepClosure           Step = "closure"

	StepInformation Step = "information" // an answer that another desk has asked for
	StepAttest      Step = "attest"      // a receiver attests that the data it received are deleted

	StepAccessReview Step = "access_review" // another officer reviews why break-glass access was used
	StepApproval     Step = "approval"      // a second person agrees to a proposal, or refuses it
	StepTellSurvivor Step = "tell_survivor" // her caseworker tells her which data were shared and are now asked back

	StepCaseReview Step = "case_review" // nothing else of the case has a clock
	StepBlocked    Step = "blocked"     // a gate has been closed for too long; its owner acts
	StepHoldReview Step = "hold_review" // the review date of a legal hold has come
)

// FollowUp returns the step of a follow-up visit, such as FollowUp("3m").
func FollowUp(visit string) Step { return StepFollowUp + "/" + Step(visit) }

// Attest returns the step of the attestation that a desk owes.
func Attest(desk DeskID) Step { return StepAttest + "/" + Step(desk) }

// TellSurvivor returns the step of the telling with a number, from 1 within the case.
func TellSurvivor(n int) Step { return StepTellSurvivor + "/" + Step(strconv.Itoa(n)) }

// Base returns the step without the part after the slash.
func (s Step) Base() Step {
	base, _, _ := strings.Cut(string(s), "/")
	return Step(base)
}

// Outcome is the outcome of a step.
type Outcome string

// The outcomes. The Spec of a step lists those that it can have.
const (
	Committed Outcome = "committed"
	Confirmed Outcome = "confirmed"
	Full      Outcome = "full"
	Crossed   Outcome = "crossed"
	Postponed Outcome = "postponed"

	Registered Outcome = "registered"
	Merged     Outcome = "merged"
	Green      Outcome = "green"
	Amber      Outcome = "amber"
	Red        Outcome = "red"
	Isolate    Outcome = "isolate"
	Placed     Outcome = "placed"
	Overflow   Outcome = "overflow"

	No              Outcome = "no"
	Yes             Outcome = "yes"
	Waived          Outcome = "waived"
	Refer           Outcome = "refer"
	NotIndicated    Outcome = "not_indicated"
	SecondInterview Outcome = "second_interview"
	ChildProtocol   Outcome = "child_protocol"
	Adult           Outcome = "adult"
	Minor           Outcome = "minor"
	Victim          Outcome = "victim"
	Vulnerable      Outcome = "vulnerable_migrant"
	NotVictim       Outcome = "not_victim"
	Offender        Outcome = "offender"
	Undetermined    Outcome = "undetermined"
	Upheld          Outcome = "upheld"
	Overturned      Outcome = "overturned"
	NotFiled        Outcome = "not_filed"
	Elapsed         Outcome = "elapsed"
	Appointed       Outcome = "appointed"
	NoneFound       Outcome = "none_found"
	Return          Outcome = "return"
	Stay            Outcome = "stay"
	Reunify         Outcome = "reunify"
	Low             Outcome = "low"
	Medium          Outcome = "medium"
	HighWithPlan    Outcome = "high_with_plan"
	Extreme         Outcome = "extreme"
	NotNow          Outcome = "not_now"
	ThirdCountry    Outcome = "third_country"
	Asylum          Outcome = "asylum"

	PermanentResident Outcome = "permanent_resident"
	NotNational       Outcome = "not_national"
	Insufficient      Outcome = "insufficient"
	Disputed          Outcome = "disputed"
	Stateless         Outcome = "stateless"
	MoreEvidence      Outcome = "more_evidence"
	Withdrawn         Outcome = "withdrawn"
	Appealed          Outcome = "appealed"
	SecondState       Outcome = "second_state"
	Recognised        Outcome = "recognised"
	NotRecognised     Outcome = "not_recognised"
	Issued            Outcome = "issued"
	Refused           Outcome = "refused"
	Granted           Outcome = "granted"
	NotDue            Outcome = "not_due"
	Released          Outcome = "released"
	TestimonyTaken    Outcome = "testimony_taken"
	Safe              Outcome = "safe"
	Unsafe            Outcome = "unsafe"
	NotFound          Outcome = "not_found"
	Declined          Outcome = "declined"
	Accepted          Outcome = "accepted"

	Fit         Outcome = "fit"
	FitWith     Outcome = "fit_with"
	Defer       Outcome = "defer"
	Unfit       Outcome = "unfit"
	Held        Outcome = "held"
	Ticketed    Outcome = "ticketed"
	Locked      Outcome = "locked"
	Returned    Outcome = "returned"
	Off         Outcome = "off"
	Boarded     Outcome = "boarded"
	NoShow      Outcome = "no_show"
	ChangedMind Outcome = "changed_mind"
	Offloaded   Outcome = "offloaded"
	Departed    Outcome = "departed"
	Met         Outcome = "met"
	NotMet      Outcome = "not_met"
	Detained    Outcome = "detained"
	Hospital    Outcome = "hospital"

	AtRisk      Outcome = "at_risk"
	NoAnswer    Outcome = "no_answer"
	Agreed      Outcome = "agreed"
	Reached     Outcome = "reached"
	Missed      Outcome = "missed"
	LostContact Outcome = "lost_contact"
	Closed      Outcome = "closed"
	Screened    Outcome = "screened"

	Stopped    Outcome = "stopped"
	NotStopped Outcome = "not_stopped"

	Answered    Outcome = "answered"
	Told        Outcome = "told"
	Unreachable Outcome = "unreachable"
	Attested    Outcome = "attested"

	Justified    Outcome = "justified"
	NotJustified Outcome = "not_justified"
	Harm         Outcome = "harm"

	Reviewed Outcome = "reviewed"
	Acted    Outcome = "acted"
	Kept     Outcome = "kept"
	Lifted   Outcome = "lifted"
)

// StepFor returns the specification of the step with a name.
func StepFor(name string) (Spec, bool) { return SpecOf(Step(name)) }

// stepsExcept lists every base step except those given.
func stepsExcept(leave ...Step) []Step {
	var out []Step
	for _, spec := range Specs() {
		if !slices.Contains(leave, spec.Step) {
			out = append(out, spec.Step)
		}
	}
	return out
}
