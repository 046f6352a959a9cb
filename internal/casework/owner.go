package casework

import (
	"strings"
	"time"
)

// The times of what is asked so that an open case always has an owner and a clock. No lawyer has checked
// them.
const (
	// CaseReviewWithin is the time for the review of a case in which nothing else has a clock.
	CaseReviewWithin = 7 * 24 * time.Hour
	// CaseReviewed is for how long such a review holds at most.
	CaseReviewed = 30 * 24 * time.Hour
	// GateWithin is how long a gate may stay closed before its owner is asked to act, and the time that the
	// owner then has.
	GateWithin = 5 * 24 * time.Hour
	// GateActed is for how long the answer of the owner of a gate holds at most.
	GateActed = 14 * 24 * time.Hour
	// HoldReviewWithin is the time for the review of a legal hold, from its review date on.
	HoldReviewWithin = 5 * 24 * time.Hour
	// HoldKept is for how long the answer that a legal hold stays holds at most.
	HoldKept = 90 * 24 * time.Hour
	// UntimedWithin is how long a request whose step has no budget may be open before the case is reviewed.
	UntimedWithin = 14 * 24 * time.Hour
)

// Blocked returns the step by which the owner of a closed gate is asked to act, such as "blocked/g02".
func Blocked(gate GateID) Step { return StepBlocked + "/" + Step(strings.ToLower(string(gate))) }

// HoldReview returns the step of the review of a legal hold.
func HoldReview(hold string) Step { return StepHoldReview + "/" + Step(hold) }

// KeepsOwner reports whether a step is asked only so that an open case has an owner and a clock. Such a
// request closes by itself when its reason is over, and cannot be recalled.
func (s Step) KeepsOwner() bool {
	switch s.Base() {
	case StepCaseReview, StepBlocked, StepHoldReview:
		return true
	default:
		return false
	}
}

// UntimedFrom returns from when on the case is reviewed if a task has no clock, because its corridor sets no
// budget for the step. It returns false for a task that has a clock, or whose pause has an end.
func (c *Case) UntimedFrom(t Task) (time.Time, bool) {
	return t.StartedAt.Add(c.Rules.Paced(UntimedWithin)), len(t.Escalations) == 0 && t.Pause == nil
}

// ownerDues lists the instants at which the case asks for an owner by itself: of a gate that stays closed, of
// a hold whose review date comes, of a case in which nothing has a clock, and again when such an answer has run out. A
// case that stands still asks for nothing; it goes on at an instant of its own.
func (c *Case) ownerDues() []time.Time {
	if _, frozen := c.Frozen(); !c.Protects() || frozen || c.Pause != nil {
		return nil
	}
	out := []time.Time{c.ReviewAt}
	for _, w := range c.Waits {
		if !w.AskAt.IsZero() {
			out = append(out, w.AskAt)
		}
	}
	for _, h := range c.OnHold {
		out = append(out, h.ReviewBy)
	}
	for _, s := range c.Settlements {
		if s.Step.KeepsOwner() && s.Until != nil {
			out = append(out, *s.Until)
		}
	}
	return out
}
