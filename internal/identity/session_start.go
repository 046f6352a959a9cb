package identity

import (
	"context"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// enter begins a session for somebody who has proved who they are.
func (s *Service) enter(ctx context.Context, a Account, role casework.Role, method Method, proven time.Time, v Visitor, action audit.Action) (Entry, refusalReason, error) {
	session, entry, ok := s.begin(a, role, method, v)
	if !ok {
		return Entry{}, "role", nil
	}
	session.ProvenAt, entry.Caller.ProvenAt = proven, proven
	return s.start(ctx, session, entry, v, action)
}

// start puts a session on record. Whatever session the browser had before is ended: its token
// may have been put there by somebody else.
func (s *Service) start(ctx context.Context, session Session, entry Entry, v Visitor, action audit.Action) (Entry, refusalReason, error) {
	err := s.store.StartSession(asSignIn(ctx), session, hashOf(entry.Token), s.instead(v), s.stamped(entry.Caller.event(action)))
	switch {
	case fault.CodeOf(err) == fault.NotFound: // disabled a moment ago
		return Entry{}, "disabled", nil
	case err != nil:
		return Entry{}, "", err
	}
	return entry, "", nil
}

// instead is the hash of the session that a new one takes the place of; "" for none.
func (s *Service) instead(v Visitor) string {
	if !isSecret(sessionPrefix, v.Token) {
		return ""
	}
	hash := hashOf(v.Token)
	s.sessions.drop(hash)
	return hash
}
