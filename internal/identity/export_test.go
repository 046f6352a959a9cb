package identity

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
)

// Enter lets somebody in whom nobody has asked for a proof.
func (s *Service) Enter(ctx context.Context, a Account, role casework.Role, proven time.Time, v Visitor) (Entry, error) {
	e, wrong, err := s.enter(ctx, a, role, ByProvider, proven, v, actSignIn)
	if wrong != "" {
		return Entry{}, notIn()
	}
	return e, err
}
