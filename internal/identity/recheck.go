package identity

import (
	"net/http"
	"strings"

	"example.org/homeward/internal/fault"
)

// Recheck reports whether the sender of a long request, such as an event stream, is still signed in as
// was. It returns fault.Unsigned once the session has ended or has a new token, the account was
// disabled or moved to another desk, or the access token has expired. It reads the record each time and
// caches nothing. Calling it does not extend the session: a page that a browser leaves open must not
// keep its user signed in.
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

// lookup returns the sender of a request without extending their session.
func (s *Service) lookup(r *http.Request) (Caller, error) {
	token, bearer := presentedToken(r)
	if bearer && !strings.HasPrefix(token, sessionPrefix) {
		return s.machineOf(r.Context(), token)
	}
	if !isSecret(sessionPrefix, token) {
		return Caller{}, unsigned()
	}
	now := s.now()
	session, account, err := s.store.PeekSession(asSignIn(r.Context()), hashOf(token), now, now.Add(-IdleTimeout))
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
