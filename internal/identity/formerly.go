package identity

import (
	"context"
	"time"

	"example.org/homeward/internal/fault"
)

// FormerlyWithin is how long after its end a session still names its account to Formerly.
const FormerlyWithin = 12 * time.Hour

// Formerly returns who the caller of a session was that has expired: it was not used for IdleTimeout,
// or its time was over. It returns fault.Unsigned for any other token, above all for one of a session
// that was ended: by its user, a colleague, the operator or the provider. The caller is not signed
// in any longer: the result is for keeping what they had typed, and for nothing else.
func (s *Service) Formerly(ctx context.Context, token string) (Caller, error) {
	if !isSecret(sessionPrefix, token) {
		return Caller{}, unsigned()
	}
	now := s.now()
	session, account, err := s.store.ExpiredSession(asSignIn(ctx), hashOf(token), now, now.Add(-IdleTimeout), now.Add(-FormerlyWithin))
	if err != nil {
		if fault.CodeOf(err) == fault.NotFound {
			return Caller{}, unsigned()
		}
		return Caller{}, err
	}
	caller, ok := s.callerOf(session, account)
	if !ok {
		return Caller{}, unsigned()
	}
	caller.ProvenAt = time.Time{}
	return caller, nil
}
