package activities

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
)

// Unread has the notices that were not read in time.
type Unread interface {
	// RaiseNotices raises up to limit of them to the desk of the next level above, each level once, and
	// returns their number. above returns false for a notice whose levels are not known now; it waits.
	// It is safe for concurrent use.
	RaiseNotices(ctx context.Context, limit int, above func(record.UnreadNotice) ([]casework.DeskID, bool)) (int, error)
}

// Offices has the desks above a desk.
type Offices interface {
	// Above returns the desks of the levels above a desk, "" for a level without one, and false if this
	// worker does not have the corridor version. corridor is "" for a notice about a movement or an operation; lead is then the
	// desk that planned or leads it.
	Above(corridor string, version int, desk, lead casework.DeskID) ([]casework.DeskID, bool)
}

// raise raises the notices that were not read in time.
func (s *Sweeper) raise(ctx context.Context) (int, error) {
	return s.Unread.RaiseNotices(ctx, noticeBatch, func(n record.UnreadNotice) ([]casework.DeskID, bool) {
		return s.Offices.Above(n.Corridor, n.Version, n.Desk, n.Lead)
	})
}
