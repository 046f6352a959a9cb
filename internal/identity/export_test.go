package identity

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
)

// Enter signs in a user without asking for a proof.
func (s *Service) Enter(ctx context.Context, a Account, role casework.Role, proven time.Time, v Visitor) (Entry, error) {
	e, wrong, err := s.startSession(ctx, a, role, ByProvider, proven, v, actSignIn)
	if wrong != "" {
		return Entry{}, signInFailed()
	}
	return e, err
}
