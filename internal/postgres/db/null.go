package db

import "time"

// OrNil returns an instant as the argument of a parameter that may be null: nil for the zero time.
func OrNil(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}
