package inspection

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// openAlone: a case that is open and does not stand still has a request with a desk and a due instant, or a timer that
// will open one.
func openAlone(v view) bool {
	c := v.Case
	if _, frozen := c.Frozen(); !v.open() || frozen || c.Pause != nil {
		return false
	}
	return !slices.ContainsFunc(c.Tasks, moves) && c.NextDue().IsZero()
}

// moves reports whether a request moves the case and has an owner and a clock, or stands still until an instant or an
// answer. An attestation, an approval, a review of an access and a question do not move it.
func moves(t casework.Task) bool {
	switch t.Step.Base() {
	case casework.StepAttest, casework.StepApproval, casework.StepAccessReview, casework.StepInformation:
		return false
	default:
	}
	waits := t.Pause != nil && (!t.Pause.Until.IsZero() || t.Asked != "")
	return t.Desk != "" && (!t.DueAt().IsZero() && t.Pause == nil || waits)
}

// holdUnreviewed: the review date of a legal hold starts a clock. A case that stands still is asked when it goes on.
func holdUnreviewed(v view) bool {
	c := v.Case
	if _, frozen := c.Frozen(); !v.open() || frozen || c.Pause != nil {
		return false
	}
	return slices.ContainsFunc(c.OnHold, func(h casework.Hold) bool {
		_, asked := c.TaskFor(casework.HoldReview(h.ID))
		return h.ReviewBy.Before(v.now) && !asked
	})
}

// pausedForever: a pause has an owner and an end.
func pausedForever(v view) bool {
	p := v.Case.Pause
	return v.open() && p != nil && (p.Until.IsZero() || p.By.Desk == "")
}
