package identity

import (
	"context"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// startSession begins a session for a user who has proved their identity.
func (s *Service) startSession(ctx context.Context, a Account, role casework.Role, method Method, proven time.Time, v Visitor, action audit.Action) (Entry, refusalReason, error) {
	session, entry, ok := s.newSession(a, role, method, v)
	if !ok {
		return Entry{}, "role", nil
	}
	session.ProvenAt, entry.Caller.ProvenAt = proven, proven
	return s.saveSession(ctx, session, entry, v, action)
}

// saveSession stores a new session. It ends the session that the browser had before, because its token
// may have been planted there.
func (s *Service) saveSession(ctx context.Context, session Session, entry Entry, v Visitor, action audit.Action) (Entry, refusalReason, error) {
	err := s.store.StartSession(asSignIn(ctx), session, hashOf(entry.Token), s.replacedSession(v), s.atNow(entry.Caller.event(action)))
	switch {
	case fault.CodeOf(err) == fault.NotFound: // disabled a moment ago
		return Entry{}, "disabled", nil
	case err != nil:
		return Entry{}, "", err
	}
	return entry, "", nil
}

// replacedSession returns the hash of the session that a new one replaces; "" for none.
func (s *Service) replacedSession(v Visitor) string {
	if !isSecret(sessionPrefix, v.Token) {
		return ""
	}
	hash := hashOf(v.Token)
	s.sessions.drop(hash)
	return hash
}
