package identity

import (
	"net/http"
	"strings"

	"example.org/homeward/internal/fault"
)

// Still says whether a request that goes on, as an event stream does, is still its sender's:
// nil while it is, and fault.Unsigned once the session has ended, its token was turned, its
// account was disabled or sits elsewhere, or the access token is over. The record is asked each
// time and nothing is remembered of it. To ask is no use of the session: what a browser leaves
// open by itself must not keep somebody signed in.
func (s *Service) Recheck(r *http.Request, was Caller) error {
	is, err := s.lookup(r)
	if err != nil {
		return err
	}
	if is.Machine != was.Machine || is.Session != was.Session || is.Actor != was.Actor {
		return unsigned()
	}
	return nil
}

// peek finds who sends a request, without that being a use of their session.
func (s *Service) lookup(r *http.Request) (Caller, error) {
	token, bearer := shown(r)
	if bearer && !strings.HasPrefix(token, sessionPrefix) {
		return s.machineOf(r.Context(), token)
	}
	if !isSecret(sessionPrefix, token) {
		return Caller{}, unsigned()
	}
	now := s.now()
	session, account, err := s.store.PeekSession(asSignIn(r.Context()), hashOf(token), now, now.Add(-Idle))
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
	return caller, nil
}
