package ratelimit

import (
	"time"

	"example.org/homeward/internal/fault"
)

// Wait is how long the caller has to wait; it is the detail of a refusal.
type Wait time.Duration

// Refusal returns the answer to a request over the limit: fault.TooMany, with the wait.
func Refusal(wait time.Duration) error {
	return fault.New(fault.TooMany, "too many requests in too short a time; wait, then send it again").With(Wait(wait))
}

// WaitOf returns how long the caller has to wait, in whole seconds and at least one; 0 for any other error.
func WaitOf(err error) int {
	wait, ok := fault.DetailsOf(err).(Wait)
	if !ok || fault.CodeOf(err) != fault.TooMany {
		return 0
	}
	return max(1, int((time.Duration(wait)+time.Second-1)/time.Second))
}
