package casework

import (
	"slices"
	"time"
)

// Spec is what is true of a step in every corridor. A corridor says whether it has the step, which desk
// it goes to and how long it may take.
type Spec struct {
	Step     Step
	Stage    Stage
	Desk     DeskKind
	Outcomes []Outcome
	// Reasoned lists the outcomes that need written reasons.
	Reasoned []Outcome
	// Coded lists the coded reasons of the refusing outcomes. The rules do not require one, because answers
	// of earlier releases and of programs have none; a page does.
	Coded []CodedOutcomes
	// Dated lists the outcomes that must say until when they hold.
	Dated []Outcome
	// Repeat lists the outcomes after which the step must still be done: the answer is recorded and the
	// request is sent again.
	Repeat []Outcome
	// Ask is the action that sending the request is; its gates must be open first. "" if no gate blocks
	// it.
	Ask Action
	// Guards lists the actions that an answer can be; their gates must be open when it is given.
	Guards []Guard
	// Quorum marks a step that n members of m agencies decide; the corridor has the numbers.
	Quorum bool
	// ByMovement marks a step that a movement settles, not an answer to the task.
	ByMovement bool
	// TwoPeople lists the outcomes that two people must give, one after the other (G26).
	TwoPeople []Outcome
	// Second is the kind of desk whose officer gives the second answer, if an earlier answer makes one
	// necessary. "" if none ever does.
	Second DeskKind
	// Alike lists the outcomes that an officer may give to many alike requests at once. Every other
	// outcome is about one person, and is given one by one.
	Alike []Outcome
	// FixedBudget is the time for a step that is the same in every corridor; no corridor can drop such
	// a step or change its time. 0 if the corridor decides.
	FixedBudget time.Duration
	// Longest is for how long a dated outcome may hold at most. 0 if there is no limit.
	Longest time.Duration
	// Retired lists outcomes that earlier releases recorded and that cannot be given any more.
	Retired []Outcome
	// Requires lists the steps that a corridor with this step must have as well.
	Requires []Step
}

// Guard is the action that giving one of these outcomes is. The action has gates of its own.
type Guard struct {
	Outcomes []Outcome
	Action   Action
}

// Specs is the table of all steps, in the order of the procedure (field reference 3). It must not be
// modified.
func Specs() []Spec { return specTable }

//nolint:gochecknoglobals // a read-only table; built once because every command reads it
var specTable = specs()

func specs() []Spec {
	return []Spec{
		{
			Step: StepEmbassyCommitment, Stage: StageRescue, Desk: DeskConsulate, Ask: ContactConsulate,
			Outcomes: []Outcome{Committed, Declined}, Reasoned: []Outcome{Declined}, Repeat: []Outcome{Declined}, Requires: []Step{StepFearOfReturn},
			Alike: []Outcome{Committed},
			Coded: []CodedOutcomes{{[]Outcome{Declined}, []Reason{ReasonCapital, ReasonNoFunds, ReasonNoCapacity, ReasonOtherState}}},
		},
		{
			Step: StepBorderSlot, Stage: StageRescue, Desk: DeskBorder, Ask: EnterHost,
			Outcomes: []Outcome{Confirmed, Full}, Dated: []Outcome{Confirmed}, Repeat: []Outcome{Full}, Requires: []Step{StepEmbassyCommitment},
			Alike: []Outcome{Confirmed},
		},
		{
			Step: StepCrossing, Stage: StageRescue, Desk: DeskBorder, Ask: HandOver,
			Outcomes: []Outcome{Crossed, Postponed}, Repeat: []Outcome{Postponed}, Requires: []Step{StepBorderSlot},
			Alike: []Outcome{Crossed},
		},
		{
			Step: StepRegister, Stage: StageRescue, Desk: DeskRegistrar, Outcomes: []Outcome{Registered, Merged},
			Guards: []Guard{{[]Outcome{Merged}, MergeRecords}}, TwoPeople: []Outcome{Merged}, Retired: []Outcome{Merged},
			Alike: []Outcome{Registered},
		},
		{Step: StepTriage, Stage: StageRescue, Desk: DeskMedical, Outcomes: []Outcome{Green, Amber, Red, Isolate}},
		{Step: StepPlacement, Stage: StageRescue, Desk: DeskShelter, Outcomes: []Outcome{Placed, Overflow}, Requires: []Step{StepTriage}},

		{
			Step: StepFearOfReturn, Stage: StageIdentification, Desk: DeskCaseworker, Ask: CollectData,
			Outcomes: []Outcome{No, Yes, Waived}, Reasoned: []Outcome{Waived}, Requires: []Step{StepRegister}, Second: DeskSupervisor,
		},
		{
			Step: StepScreening, Stage: StageIdentification, Desk: DeskScreener, Ask: InterviewSurvivor,
			Outcomes: []Outcome{Refer, NotIndicated, SecondInterview, ChildProtocol}, Repeat: []Outcome{SecondInterview},
			Reasoned: []Outcome{NotIndicated}, Requires: []Step{StepRegister},
		},
		{
			Step: StepSecondLook, Stage: StageIdentification, Desk: DeskScreener, FixedBudget: SecondLookWithin,
			Outcomes: []Outcome{Upheld, Refer, SecondInterview}, Reasoned: []Outcome{Upheld, Refer},
		},
		{
			Step: StepAgeAssessment, Stage: StageIdentification, Desk: DeskChildPanel,
			Outcomes: []Outcome{Adult, Minor}, Reasoned: []Outcome{Adult},
		},
		{
			Step: StepDetermination, Stage: StageIdentification, Desk: DeskPanel, Quorum: true,
			Guards:   []Guard{{[]Outcome{NotVictim, Offender}, DeclareNegative}},
			Outcomes: []Outcome{Victim, Vulnerable, NotVictim, Offender, Undetermined, Minor},
			Reasoned: []Outcome{NotVictim, Offender, Undetermined}, Requires: []Step{StepScreening},
		},
		{
			Step: StepReview, Stage: StageIdentification, Desk: DeskReview,
			Outcomes: []Outcome{Upheld, Overturned, NotFiled}, Reasoned: []Outcome{Upheld, Overturned}, Requires: []Step{StepDetermination},
		},
		{
			Step: StepReflection, Stage: StageIdentification, Desk: DeskSurvivor,
			Outcomes: []Outcome{Elapsed, Waived}, Reasoned: []Outcome{Waived},
		},
		{
			Step: StepGuardian, Stage: StageIdentification, Desk: DeskChildPanel,
			Outcomes: []Outcome{Appointed, NoneFound}, Repeat: []Outcome{NoneFound},
		},
		{
			Step: StepBestInterests, Stage: StageIdentification, Desk: DeskChildPanel,
			Outcomes: []Outcome{Return, Stay, Reunify}, Reasoned: []Outcome{Return, Stay, Reunify},
		},
		{
			Step: StepRiskAssessment, Stage: StageIdentification, Desk: DeskCaseworker,
			Outcomes: []Outcome{Low, Medium, HighWithPlan, Extreme}, Reasoned: []Outcome{HighWithPlan, Extreme},
		},
		{
			Step: StepSolution, Stage: StageIdentification, Desk: DeskCaseworker,
			Guards:   []Guard{{[]Outcome{Return}, DecideReturn}},
			Outcomes: []Outcome{Return, NotNow, Stay, ThirdCountry, Asylum}, Dated: []Outcome{NotNow}, Repeat: []Outcome{NotNow}, Requires: []Step{StepRiskAssessment},
		},
		{
			Step: StepAsylumDecision, Stage: StageIdentification, Desk: DeskProtection, FixedBudget: AsylumWithin,
			Outcomes: []Outcome{Granted, Refused, Withdrawn, Appealed}, Reasoned: []Outcome{Refused}, Repeat: []Outcome{Appealed},
		},

		{
			Step: StepVerifyNationality, Stage: StageClearance, Desk: DeskConsulate, Ask: ContactConsulate,
			Outcomes: []Outcome{Confirmed, PermanentResident, NotNational, Insufficient, Disputed, Stateless},
			Reasoned: []Outcome{NotNational, Disputed}, Repeat: []Outcome{Insufficient}, Requires: []Step{StepFearOfReturn},
			Alike: []Outcome{Confirmed, PermanentResident},
			Coded: []CodedOutcomes{{[]Outcome{NotNational, Disputed}, []Reason{ReasonNoRecord, ReasonDiffers, ReasonNotIssued, ReasonOtherState, ReasonEnded}}},
		},
		{
			Step: StepNationalityDispute, Stage: StageClearance, Desk: DeskCaseworker,
			Outcomes: []Outcome{MoreEvidence, SecondState, Stateless}, Reasoned: []Outcome{MoreEvidence, SecondState, Stateless},
		},
		{
			Step: StepDisputeReview, Stage: StageClearance, Desk: DeskReview, FixedBudget: DisputeReviewWithin,
			Outcomes: []Outcome{Agreed, Refused}, Reasoned: []Outcome{Agreed, Refused},
		},
		{
			Step: StepStatelessness, Stage: StageClearance, Desk: DeskReview,
			Outcomes: []Outcome{Recognised, NotRecognised}, Reasoned: []Outcome{NotRecognised},
		},
		{
			Step: StepTravelDocument, Stage: StageClearance, Desk: DeskConsulate, Ask: RequestDocument,
			Outcomes: []Outcome{Issued, Refused}, Dated: []Outcome{Issued}, Reasoned: []Outcome{Refused}, Repeat: []Outcome{Refused},
			Requires: []Step{StepVerifyNationality},
			Coded:    []CodedOutcomes{{[]Outcome{Refused}, []Reason{ReasonNationalityOpen, ReasonIdentity, ReasonPapers, ReasonFee, ReasonBarred}}},
		},
		{
			Step: StepExitPermit, Stage: StageClearance, Desk: DeskImmigration,
			Outcomes: []Outcome{Granted, Refused}, Dated: []Outcome{Granted}, Reasoned: []Outcome{Refused}, Repeat: []Outcome{Refused},
			Alike: []Outcome{Granted},
			Coded: []CodedOutcomes{{[]Outcome{Refused}, []Reason{ReasonDocument, ReasonFine, ReasonPapers, ReasonProceedings, ReasonBarred}}},
		},
		{
			Step: StepFineWaiver, Stage: StageClearance, Desk: DeskImmigration,
			Outcomes: []Outcome{Granted, Refused, NotDue}, Dated: []Outcome{Granted}, Reasoned: []Outcome{Refused},
			Alike: []Outcome{Granted, NotDue},
			Coded: []CodedOutcomes{{[]Outcome{Refused}, []Reason{ReasonNoGround, ReasonIdentity, ReasonPapers}}},
		},
		{
			Step: StepLegalRelease, Stage: StageClearance, Desk: DeskProsecutor,
			Outcomes: []Outcome{Released, TestimonyTaken, Refused}, Reasoned: []Outcome{Refused}, Repeat: []Outcome{Refused},
			Coded: []CodedOutcomes{{[]Outcome{Refused}, []Reason{ReasonTestimony, ReasonProceedings}}},
		},
		{
			Step: StepFamilyAssessment, Stage: StageClearance, Desk: DeskReceiving, Ask: ContactFamily,
			Outcomes: []Outcome{Safe, Unsafe, NotFound, Declined},
		},
		{
			Step: StepReception, Stage: StageClearance, Desk: DeskReceiving, Ask: ShareWithReceiver,
			Outcomes: []Outcome{Accepted, Declined}, Reasoned: []Outcome{Declined}, Repeat: []Outcome{Declined},
			Alike: []Outcome{Accepted},
			Coded: []CodedOutcomes{{[]Outcome{Declined}, []Reason{ReasonNoCapacity, ReasonNoFunds, ReasonMandate, ReasonNeeds, ReasonPapers}}},
		},

		{
			Step: StepFitToTravel, Stage: StageTransport, Desk: DeskMedical,
			Outcomes: []Outcome{Fit, FitWith, Defer, Unfit}, Dated: []Outcome{Defer}, Repeat: []Outcome{Defer, Unfit},
		},
		{Step: StepSeat, Stage: StageTransport, Desk: DeskTransport, Outcomes: []Outcome{Held, Released}, ByMovement: true, Repeat: []Outcome{Released}},
		{Step: StepTicket, Stage: StageTransport, Desk: DeskTransport, Ask: IssueTicket, Outcomes: []Outcome{Ticketed}, Guards: []Guard{{[]Outcome{Ticketed}, IssueTicket}}, ByMovement: true, Requires: []Step{StepSeat}},
		{
			Step: StepManifest, Stage: StageTransport, Desk: DeskMovement, Ask: LockManifest, Guards: []Guard{{[]Outcome{Locked}, LockManifest}},
			Outcomes: []Outcome{Locked, Returned}, ByMovement: true, Repeat: []Outcome{Returned}, Requires: []Step{StepTicket},
		},
		{Step: StepPreEmbarkation, Stage: StageTransport, Desk: DeskMedical, Outcomes: []Outcome{Fit, Off}, Repeat: []Outcome{Off}},
		{
			Step: StepBoarding, Stage: StageTransport, Desk: DeskEscort, Ask: LockManifest, Guards: []Guard{{[]Outcome{Boarded}, Board}},
			Outcomes: []Outcome{Boarded, NoShow, ChangedMind, Offloaded}, Repeat: []Outcome{NoShow, ChangedMind, Offloaded}, ByMovement: true, Requires: []Step{StepPreEmbarkation},
		},
		{Step: StepDeparture, Stage: StageTransport, Desk: DeskEscort, Outcomes: []Outcome{Departed}, Guards: []Guard{{[]Outcome{Departed}, Depart}}, ByMovement: true, Requires: []Step{StepBoarding}},
		{
			Step: StepArrival, Stage: StageTransport, Desk: DeskReceiving, Guards: []Guard{{[]Outcome{Met, NotMet, Detained, Hospital}, MarkArrived}},
			Outcomes: []Outcome{Met, NotMet, Detained, Hospital}, Repeat: []Outcome{NotMet}, Requires: []Step{StepDeparture},
		},
		{Step: StepStopJourney, Stage: StageTransport, Desk: DeskEscort, FixedBudget: StopJourneyWithin, Outcomes: []Outcome{Stopped, NotStopped}, Reasoned: []Outcome{NotStopped}},

		{Step: StepSafetyCall, Stage: StageReintegration, Desk: DeskReintegration, Outcomes: []Outcome{Safe, AtRisk, NoAnswer}, Repeat: []Outcome{NoAnswer}},
		{
			Step: StepScreeningAtOrigin, Stage: StageReintegration, Desk: DeskReintegration,
			Outcomes: []Outcome{Screened, Declined}, Reasoned: []Outcome{Declined},
		},
		{Step: StepPlan, Stage: StageReintegration, Desk: DeskReintegration, Outcomes: []Outcome{Agreed, Declined}},
		{Step: StepFollowUp, Stage: StageReintegration, Desk: DeskReintegration, Outcomes: []Outcome{Reached, Missed, LostContact, Declined}, Repeat: []Outcome{Missed}},
		{
			Step: StepClosure, Stage: StageReintegration, Desk: DeskSupervisor, Guards: []Guard{{[]Outcome{Closed}, CloseCase}},
			Outcomes: []Outcome{Closed, Refused}, Reasoned: []Outcome{Closed, Refused}, Repeat: []Outcome{Refused},
		},

		{Step: StepInformation, Stage: StageRescue, Desk: DeskCaseworker, Outcomes: []Outcome{Answered}},
		{Step: StepAttest, Stage: StageRescue, Desk: DeskReceiving, Outcomes: []Outcome{Attested, Refused}, Reasoned: []Outcome{Refused}},
		{
			Step: StepAccessReview, Stage: StageRescue, Desk: DeskSupervisor, FixedBudget: ReviewWithin,
			Outcomes: []Outcome{Justified, NotJustified, Harm}, Reasoned: []Outcome{Justified, NotJustified, Harm},
		},
		{
			Step: StepApproval, Stage: StageRescue, Desk: DeskSupervisor, FixedBudget: ApprovalWithin,
			Outcomes: []Outcome{Agreed, Refused}, Reasoned: []Outcome{Refused},
		},
		{Step: StepTellSurvivor, Stage: StageRescue, Desk: DeskCaseworker, FixedBudget: TellWithin, Outcomes: []Outcome{Told, Unreachable}, Repeat: []Outcome{Unreachable}},
		{
			Step: StepCaseReview, Stage: StageRescue, Desk: DeskCaseworker, FixedBudget: CaseReviewWithin, Longest: CaseReviewed,
			Outcomes: []Outcome{Reviewed}, Reasoned: []Outcome{Reviewed}, Dated: []Outcome{Reviewed},
		},
		{
			Step: StepBlocked, Stage: StageRescue, Desk: DeskCaseworker, FixedBudget: GateWithin, Longest: GateActed,
			Outcomes: []Outcome{Acted}, Reasoned: []Outcome{Acted}, Dated: []Outcome{Acted},
		},
		{
			Step: StepHoldReview, Stage: StageRescue, Desk: DeskProsecutor, FixedBudget: HoldReviewWithin, Longest: HoldKept,
			Outcomes: []Outcome{Kept, Lifted}, Reasoned: []Outcome{Kept, Lifted}, Dated: []Outcome{Kept},
		},
	}
}

// SpecOf returns the specification of s, or of its base step.
func SpecOf(s Step) (Spec, bool) {
	base := s.Base()
	for _, spec := range Specs() {
		if spec.Step == base {
			return spec, true
		}
	}
	return Spec{}, false
}

// AsksSecond reports whether the second of two answers is ever asked of a desk of a kind.
func (s Spec) AsksSecond(kind DeskKind) bool {
	return len(s.TwoPeople) > 0 && s.Desk == kind || s.Second != "" && s.Second == kind
}

// Offered lists the outcomes that can be given.
func (s Spec) Offered() []Outcome {
	var out []Outcome
	for _, o := range s.Outcomes {
		if !slices.Contains(s.Retired, o) {
			out = append(out, o)
		}
	}
	return out
}

// Allows reports whether o is one of the step's outcomes.
func (s Spec) Allows(o Outcome) bool { return slices.Contains(s.Outcomes, o) }

// NeedsReasons reports whether o needs written reasons.
func (s Spec) NeedsReasons(o Outcome) bool { return slices.Contains(s.Reasoned, o) }

// NeedsDate reports whether o must say until when it is valid.
func (s Spec) NeedsDate(o Outcome) bool { return slices.Contains(s.Dated, o) }

// Repeats reports whether the step must still be done after o.
func (s Spec) Repeats(o Outcome) bool { return slices.Contains(s.Repeat, o) }
