package notice

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/operation"
)

// Kind is the kind of a notice: a casework.NoticeKind, a movement.NoticeKind or an operation.NoticeKind.
type Kind string

// Reading is how soon an officer of the desk has to read a notice.
type Reading string

// The readings.
const (
	NotNeeded Reading = "none"   // it may be read; something else has a clock of its own
	Calm      Reading = "calm"   // within CalmWithin
	Urgent    Reading = "urgent" // within UrgentWithin
)

// Rule is how soon a kind of notice has to be read, and why.
type Rule struct {
	Kind    Kind
	Reading Reading
	Why     string
}

// ReadingOf returns how soon a notice has to be read. The first levels of a late task go to the desk that has
// the task in its inbox, and need no reading. A kind without a rule is Calm.
func ReadingOf(kind Kind, level casework.EscalationLevel) Reading {
	if level == casework.EscalationDigest || level == casework.EscalationReminder {
		return NotNeeded
	}
	all := Rules()
	if i := slices.IndexFunc(all, func(r Rule) bool { return r.Kind == kind }); i >= 0 {
		return all[i].Reading
	}
	return Calm
}

// Rules is the table: every kind of notice, with its reading. No lawyer has checked it.
func Rules() []Rule {
	return slices.Concat(rulesOfCases(), rulesOfMovements(), rulesOfOperations(), rulesOfErasures(), rulesOfReading())
}

func rulesOfCases() []Rule {
	of := func(kind casework.NoticeKind, reading Reading, why string) Rule {
		return Rule{Kind(kind), reading, why}
	}
	return []Rule{
		of(casework.NoticeTaskOpened, NotNeeded, "The request is in the inbox until it is answered, and its own clock climbs."),
		of(casework.NoticeTaskRecalled, NotNeeded, "The request has left the inbox, so that nothing is left to do."),
		of(casework.NoticeSecond, NotNeeded, "The request stays in the inbox of the desk with its own clock."),
		of(casework.NoticeEscalation, Calm, "The clock of the request has climbed to an officer who does not have it in an inbox."),
		of(casework.NoticeAnswered, Calm, "The request is open again, and its clock climbs."),
		of(casework.NoticePauseOver, Calm, "The request is open again, and its clock climbs."),
		of(casework.NoticeAccessGiven, Calm, "The agency may read more than before, and loses only time by not knowing it."),
		of(casework.NoticeExclusions, Calm, "The desk may be unable to do its work, which the clocks of its requests show as well."),
		of(casework.NoticeProposalAnswered, Calm, "The page of the case shows what became of the proposal."),
		of(casework.NoticeCorrected, Calm, "The notes of a desk about her may be wrong; requests that rest on it are recalled and put again."),
		{MaybeTwice, Calm, "Two desks may work for one person without knowing of each other; nothing is done with her meanwhile that was not done before."},
		of(casework.NoticeOrderEnded, Calm, "Everything that rested on the order is closed already, and each desk that has to delete something is asked with a clock of its own."),
		of(casework.NoticeFrozen, Urgent, "A desk that goes on can have a person brought who must stay, or who has died."),
		of(casework.NoticeRecall, Urgent, "Every hour in which a withdrawn copy is used can harm her."),
		of(casework.NoticeStop, Urgent, "A desk that goes on can have her brought where she must not be."),
		of(casework.NoticeEmergency, Urgent, "An emergency was reported, and help cannot wait for the next day."),
		of(casework.NoticeBreakGlass, Urgent, "Her caseworker can see at once whether there was an emergency, and warn her if there was none."),
		of(casework.NoticeBreakGlassMisused, Urgent, "An officer who had no reason to look may be a danger to her."),
	}
}

func rulesOfMovements() []Rule {
	of := func(kind movement.NoticeKind, reading Reading, why string) Rule {
		return Rule{Kind(kind), reading, why}
	}
	return []Rule{
		of(movement.NoticeSeatFree, NotNeeded, "The page of the movement shows its free seats."),
		of(movement.NoticeArrivalDue, NotNeeded, "The alarm of the arrival follows by itself."),
		of(movement.NoticeDeparted, Calm, "The receiving desk knows the plan, and the arrival has a clock of its own."),
		of(movement.NoticeBlockOffStandby, Calm, "People who travel together need another plan, and none of them is on the way."),
		of(movement.NoticeManifest, Urgent, "The old manifest names people who do not travel, and misses people who do."),
		of(movement.NoticeSlipped, Urgent, "Escorts and receivers would wait at the wrong time."),
		of(movement.NoticeCancelled, Urgent, "Escorts and receivers would wait for a journey that does not take place."),
		of(movement.NoticeCancelWaits, Urgent, "Escorts and receivers prepare a journey that may not take place, and the proposal ends if it is not answered."),
		of(movement.NoticeUnreported, Urgent, "It is not known whether people are on the way."),
		of(movement.NoticeArrivalAlarm, Urgent, "It is not known where people are."),
		of(movement.NoticeNotMet, Urgent, "A person is alone at the place of arrival, or is missing."),
		of(movement.NoticeMessageRefused, Urgent, "The case and the movement disagree on where a person is."),
	}
}

func rulesOfOperations() []Rule {
	of := func(kind operation.NoticeKind, reading Reading, why string) Rule {
		return Rule{Kind(kind), reading, why}
	}
	return []Rule{
		of(operation.NoticeResumeWaits, Urgent, "Many people stand still until a second person has answered, and the proposal ends if none does."),
		of(operation.NoticeResumeAnswered, Calm, "The page of the operation shows whether it goes on."),
	}
}

func rulesOfErasures() []Rule {
	of := func(kind casework.NoticeKind, reading Reading, why string) Rule {
		return Rule{Kind(kind), reading, why}
	}
	return []Rule{
		of(erasure.NoticeDelete, NotNeeded, "The request to delete has a clock of its own, which climbs."),
		of(erasure.NoticeRequested, Calm, "Nothing is destroyed before another agency approves it."),
		of(erasure.NoticeStopped, Calm, "Nothing is destroyed any more."),
		of(erasure.NoticeApproved, Urgent, "An erasure by mistake can be stopped for 24 hours, and never after."),
		of(erasure.NoticeStuck, Urgent, "Data that she was promised to be erased are still there."),
	}
}

// MaybeTwice is the notice to the desk of an open case that another case was opened which may be about the same person. It
// does not name that case, because the desk may not be allowed to know of it.
const MaybeTwice Kind = "maybe_twice"

// ManyFiles is the notice to a data protection officer that an officer has read as many case files as the limit, and
// asks for another one.
const ManyFiles Kind = "many_files"

func rulesOfReading() []Rule {
	return []Rule{
		{ManyFiles, Urgent, "An officer who reads many files without a reason may be passing them on; one with a reason is slowed until this is looked at."},
	}
}
