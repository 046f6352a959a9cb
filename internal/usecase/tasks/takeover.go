package tasks

import (
	"context"

	"example.org/homeward/internal/fault"
)

// takenOver ends the claim of a colleague if w asks for it, and returns w with the version that the task then
// has. A claim is advice between colleagues: it is ended on record, by an act of its own that has a key of
// its own, so that a repeated answer repeats it. If anything else has changed since the caller saw the
// claim, it returns fault.Stale.
func (s *Tasks) takenOver(ctx context.Context, w Write) (Write, error) {
	if !w.TakeOver {
		return w, nil
	}
	released, err := s.ReleaseTask(ctx, Write{Case: w.Case, Task: w.Task, Version: w.Version, Key: w.Key + " release"})
	if err != nil {
		return w, err
	}
	if released.Pending() {
		return w, fault.New(fault.Unavailable, "a colleague's claim is still being ended; send the answer again")
	}
	if w.TakeOver = false; w.Version != 0 {
		w.Version++
	}
	return w, nil
}
