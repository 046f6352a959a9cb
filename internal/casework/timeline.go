package casework

import "slices"

// IndexOfCommand returns the index of the entry that records the command itself, among the entries that
// the command caused. Text that came with the command belongs to that entry. It returns 0 if no entry
// records the command, and -1 if there are no entries.
func IndexOfCommand(kind Kind, entries []Entry) int {
	if len(entries) == 0 {
		return -1
	}
	return max(0, slices.IndexFunc(entries, func(e Entry) bool { return e.Code == EntryProposed || commandKindOf(e.Code) == kind }))
}

// commandKindOf returns the kind of command that an entry records, or "" if it records a
// consequence.
func commandKindOf(code EntryCode) Kind {
	switch code {
	case EntryOpened:
		return KindOpen
	case EntryVoted, EntryDecided, EntryContactMissed:
		return KindDecide
	case EntryTaskClaimed:
		return KindClaim
	case EntryTaskReleased:
		return KindRelease
	case EntryClaimGiven:
		return KindGiveClaim
	case EntryTaskPaused:
		return KindPause
	case EntryTaskResumed:
		return KindResume
	case EntryTaskAsked:
		return KindAsk
	case EntryTaskAnswered:
		return KindAnswer
	case EntryTaskMoved:
		return KindReassign
	case EntryStepRecalled:
		return KindRecall
	case EntryStepAskAgain:
		return KindAskAgain
	case EntryFact:
		return KindState
	case EntryConsent:
		return KindConsent
	case EntryAccessGiven:
		return KindGiveAccess
	case EntryAccessEnded:
		return KindEndAccess
	case EntryExcluded:
		return KindExcludeOfficer
	case EntryReadmitted:
		return KindReadmitOfficer
	case EntryBreakGlass:
		return KindBreakGlass
	case EntryContactAgreed:
		return KindContact
	case EntryIdentity:
		return KindCorrect
	case EntryOrder:
		return KindOrder
	case EntryOrderEnded:
		return KindEndOrder
	case EntryWithdrawn:
		return KindWithdraw
	case EntryWaived:
		return KindWaive
	case EntryEvent:
		return KindReport
	case EntryMoved:
		return KindMove
	default:
		return ""
	}
}
