package identity

import (
	"net/http"
	"strings"

	"example.org/homeward/internal/fault"
)

// Recheck returns nil if the sender of a long request r, such as an event stream, is still the caller
// previous. It returns fault.Unsigned if the session has ended or has a new token, the access token has
// expired, the account was disabled, or anything in the caller's Actor has changed, such as the desk or
// the role. Each call reads the session and the account from the record; a machine's access token is
// checked with the cached keys of its issuer. Recheck does not extend the session: a page that a browser
// leaves open must not keep its user signed in.
func (s *Service) Recheck(r *http.Request, previous Caller) error {
	current, err := s.lookup(r)
	if err != nil {
		return err
	}
	if current.Machine != previous.Machine || current.Session != previous.Session || current.Actor != previous.Actor {
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
