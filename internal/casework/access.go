package casework

import (
	"slices"
	"strconv"
	"time"
)

// Purpose is the reason for giving access. Package policy lists the purposes.
type Purpose string

// The longest durations of access. No lawyer has checked them.
const (
	// MaxGrant is the longest duration of a grant. A grant can be given again.
	MaxGrant = 366 * 24 * time.Hour
	// BreakGlassDuration is how long break-glass access lasts.
	BreakGlassDuration = 60 * time.Minute
	// ReviewWithin is the time within which another officer reviews the reason for a break-glass access
	// (field reference 10.11).
	ReviewWithin = 24 * time.Hour
)

// Grant is access of an agency to some field classes of a case, for a purpose, until an instant, on the
// basis of one consent. It ends at that instant, when it is ended, or when the consent no longer holds.
type Grant struct {
	ID     int      `json:"id"` // counts from 1 within the case
	Agency AgencyID `json:"agency"`
	// Desk is the desk of the agency that is notified, and that deletes the data when the grant ends.
	// Kind is the kind of that desk.
	Desk    DeskID    `json:"desk"`
	Kind    DeskKind  `json:"kind"`
	Classes []Class   `json:"classes"`
	Purpose Purpose   `json:"purpose"`
	Consent Consent   `json:"consent"`
	Since   time.Time `json:"since"`
	Until   time.Time `json:"until"`
	By      Actor     `json:"by"`
	Key     Key       `json:"key"`
	EndedAt time.Time `json:"ended_at,omitzero"`
}

// BreakGlass is emergency access of one officer to a case, for a recorded reason. It ends after
// BreakGlassDuration, or when its review ends it.
type BreakGlass struct {
	ID      int       `json:"id"` // counts from 1 within the case
	By      Actor     `json:"by"`
	Purpose Purpose   `json:"purpose"`
	Since   time.Time `json:"since"`
	Until   time.Time `json:"until"`
	Key     Key       `json:"key"`
	EndedAt time.Time `json:"ended_at,omitzero"`
}

// Exclusion keeps an officer out of a case because the survivor has said so.
type Exclusion struct {
	ID      int       `json:"id"` // counts from 1 within the case
	Account AccountID `json:"account"`
	// Of holds the desk and the role in which the survivor met the officer, or "" if unknown.
	Of      Actor     `json:"of,omitzero"`
	Since   time.Time `json:"since"`
	By      Actor     `json:"by"`
	Key     Key       `json:"key"`
	EndedAt time.Time `json:"ended_at,omitzero"`
}

// AccessReview returns the step that reviews the break-glass access with a number.
func AccessReview(glass int) Step { return StepAccessReview + "/" + Step(strconv.Itoa(glass)) }

// Approval returns the step in which a second person answers the proposal with a number.
func Approval(proposal int) Step { return StepApproval + "/" + Step(strconv.Itoa(proposal)) }

// GrantConsents returns the consents that a grant can be based on: medical use (C3), police (C6),
// family (C7), handover of her file (C10) and contact after the return (C11). Contact with her
// consulate is a step of its own, behind gate G03.
func GrantConsents() []Consent {
	return []Consent{ConsentMedical, ConsentPolice, ConsentFamily, ConsentHandover, ConsentFollowUp}
}

// GrantActive reports whether a grant gives access at an instant: it was not ended, its time is not
// over, and its consent still holds.
func (c *Case) GrantActive(g Grant, at time.Time) bool {
	return g.EndedAt.IsZero() && at.Before(g.Until) && c.Consented(g.Consent, at)
}

// Active reports whether the break-glass access lasts at an instant.
func (g BreakGlass) Active(at time.Time) bool { return g.EndedAt.IsZero() && at.Before(g.Until) }

// Excludes reports whether the survivor has excluded an account now.
func (c *Case) Excludes(account AccountID) bool {
	return account != "" && slices.ContainsFunc(c.Excluded, func(e Exclusion) bool {
		return e.Account == account && e.EndedAt.IsZero()
	})
}

// ExclusionOf returns the number of the exclusion that a command made, or 0 if it made none.
func (c *Case) ExclusionOf(key Key) int {
	for _, e := range c.Excluded {
		if e.Key == key {
			return e.ID
		}
	}
	return 0
}

// BreakGlassUnderReview returns the break-glass access that a review is about. ok is false if there is
// none.
func (c *Case) BreakGlassUnderReview(review Step) (BreakGlass, bool) {
	for _, g := range c.BreakGlass {
		if AccessReview(g.ID) == review {
			return g, true
		}
	}
	return BreakGlass{}, false
}

// ReviewsAccess reports whether a task is the review of a break-glass access. Such a task stays open
// until it is answered, through every other change of the case.
func (t Task) ReviewsAccess() bool { return t.Step.Base() == StepAccessReview }
