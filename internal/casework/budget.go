package casework

import "time"

// The times of steps that are the same in every corridor. They are choices of this project; no lawyer has
// checked them.
const (
	// SecondLookWithin is the time in which another screener looks at "not indicated" again.
	SecondLookWithin = 72 * time.Hour
	// AsylumWithin is the time in which a protection authority decides a claim.
	AsylumWithin = 180 * 24 * time.Hour
	// DisputeReviewWithin is the time in which a lawyer looks at the way out of a disputed nationality.
	DisputeReviewWithin = 15 * 24 * time.Hour
	// StopJourneyWithin is the time in which the escort says whether the journey was stopped.
	StopJourneyWithin = 2 * time.Hour
	// TellWithin is the time in which her caseworker tells her that data about her were shared and are asked back.
	TellWithin = 3 * 24 * time.Hour
)
