package casework

import (
	"slices"
	"time"
)

// Purpose says why somebody is let in. Which purposes there are says package policy.
type Purpose string

// How long access lasts at most. No lawyer has checked these.
const (
	// MaxGrant is the longest that a grant runs; it can be given again.
	MaxGrant = 366 * 24 * time.Hour
	// GlassLasts is how long broken glass stays open.
	BreakGlassDuration = 60 * time.Minute
	// ReviewWithin is how soon somebody else looks at why the glass was broken (field reference 10.11).
	ReviewWithin = 24 * time.Hour
)

// Grant is what an agency was given of a case: some field classes, for a purpose, until an
// instant, with a consent that it rests on. It ends by itself, or with that consent.
type Grant struct {
	ID     int      `json:"id"` // counts from 1 within the case
	Agency AgencyID `json:"agency"`
	// Desk is the agency's desk that hears of it, and that deletes what it was given when it ends; Kind is what it does.
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

// Glass is a case that somebody has opened by themselves in an emergency, for a reason on
// record. It closes after GlassLasts, or when its review says so.
type BreakGlass struct {
	ID      int       `json:"id"` // counts from 1 within the case
	By      Actor     `json:"by"`
	Purpose Purpose   `json:"purpose"`
	Since   time.Time `json:"since"`
	Until   time.Time `json:"until"`
	Key     Key       `json:"key"`
	EndedAt time.Time `json:"ended_at,omitzero"`
}

// Exclusion keeps an officer out of a case, because the survivor has said so.
type Exclusion struct {
	ID      int       `json:"id"` // counts from 1 within the case
	Account AccountID `json:"account"`
	// Of says at which desk, and in which role, the officer was met; "" where that is not known.
	Of      Actor     `json:"of,omitzero"`
	Since   time.Time `json:"since"`
	By      Actor     `json:"by"`
	Key     Key       `json:"key"`
	EndedAt time.Time `json:"ended_at,omitzero"`
}

// AccessReview names the review of broken glass.
func AccessReview(glass int) Step { return StepAccessReview + "/" + Step(number(glass)) }

// GrantConsents are the consents that a grant can rest on: her use of medicine (C3), the
// police (C6), her family (C7), the handover of her file (C10) and contact after the return
// (C11). Contact with her consulate is asked for by a step of its own, behind gate G03.
func GrantConsents() []Consent {
	return []Consent{ConsentMedical, ConsentPolice, ConsentFamily, ConsentHandover, ConsentFollowUp}
}

// Runs says whether a grant opens anything at an instant: it was not ended, its time is not
// over, and the consent that it rests on still holds.
func (c *Case) GrantActive(g Grant, at time.Time) bool {
	return g.EndedAt.IsZero() && at.Before(g.Until) && c.Consented(g.Consent, at)
}

// Open says whether broken glass is open at an instant.
func (g BreakGlass) Active(at time.Time) bool { return g.EndedAt.IsZero() && at.Before(g.Until) }

// Excludes says whether the survivor wants an account kept out now.
func (c *Case) Excludes(account AccountID) bool {
	return account != "" && slices.ContainsFunc(c.Excluded, func(e Exclusion) bool {
		return e.Account == account && e.EndedAt.IsZero()
	})
}

// GlassOf finds the broken glass that a review is about.
func (c *Case) BreakGlassUnderReview(review Step) (BreakGlass, bool) {
	for _, g := range c.BreakGlass {
		if AccessReview(g.ID) == review {
			return g, true
		}
	}
	return BreakGlass{}, false
}
