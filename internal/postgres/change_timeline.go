package postgres

import (
	"context"

	"example.org/homeward/internal/casework"
)

// deedAt finds the entry of the deed itself among its consequences: the words of the person
// belong to it. It is the first one when no entry is known as the deed, -1 without entries.
func deedAt(kind casework.Kind, entries []casework.Entry) int {
	if len(entries) == 0 {
		return -1
	}
	for i, e := range entries {
		if deedOf(e.Code) == kind {
			return i
		}
	}
	return 0
}

// deedOf says which kind of command an entry is the deed of; "" for a consequence.
func deedOf(code casework.EntryCode) casework.Kind {
	switch code {
	case casework.EntryOpened:
		return casework.KindOpen
	case casework.EntryVoted, casework.EntryDecided, casework.EntryContactMissed:
		return casework.KindDecide
	case casework.EntryTaskClaimed:
		return casework.KindClaim
	case casework.EntryTaskReleased:
		return casework.KindRelease
	case casework.EntryTaskPaused:
		return casework.KindPause
	case casework.EntryTaskResumed:
		return casework.KindResume
	case casework.EntryTaskAsked:
		return casework.KindAsk
	case casework.EntryTaskAnswered:
		return casework.KindAnswer
	case casework.EntryTaskMoved:
		return casework.KindReassign
	case casework.EntryStepRecalled:
		return casework.KindRecall
	case casework.EntryStepAskAgain:
		return casework.KindAskAgain
	case casework.EntryFact:
		return casework.KindState
	case casework.EntryConsent:
		return casework.KindConsent
	case casework.EntryAccessGiven:
		return casework.KindGive
	case casework.EntryAccessEnded:
		return casework.KindEnd
	case casework.EntryExcluded:
		return casework.KindExclude
	case casework.EntryReadmitted:
		return casework.KindReadmit
	case casework.EntryGlassBroken:
		return casework.KindGlass
	case casework.EntryWithdrawn:
		return casework.KindWithdraw
	case casework.EntryWaived:
		return casework.KindWaive
	case casework.EntryEvent:
		return casework.KindReport
	case casework.EntryMoved:
		return casework.KindMove
	default:
		return ""
	}
}

// stopNotices makes sure that once the survivor has died nothing that waits is ever sent.
func (w *writing) stopNotices(ctx context.Context) error {
	if !w.deceased() {
		return nil
	}
	_, err := exec(ctx, w.tx, "stop notices", `update app.notices set stopped_at = $2
		where case_ref = $1 and sent_at is null and stopped_at is null`, w.Ref, w.At)
	return err
}
