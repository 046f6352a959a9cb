package identity

import (
	"context"
	"net/http"
	"strings"

	"example.org/homeward/internal/fault"
)

// SessionCookie holds the token of a session. The browser keeps a cookie of such a name only
// when it came over a safe connection, from this very host, and for all of it (RFC 6265bis).
const SessionCookie = "__Host-homeward"

// StateCookie binds a sign-in at a provider to the browser that began it.
const StateCookie = "__Host-homeward-signin"

// Resume finds who a session's token belongs to. A token that opens nothing, because it is
// wrong, has ended or its account was disabled, is fault.Unsigned.
func (s *Service) Resume(ctx context.Context, token string) (Caller, error) {
	if !isSecret(sessionPrefix, token) {
		return Caller{}, unsigned()
	}
	hash, now := hashOf(token), s.now()
	caller, turn, ok := s.sessions.find(hash, now)
	if ok {
		return caller, nil
	}
	session, account, err := s.store.ResumeSession(asSignIn(ctx), hash, now, now.Add(-Idle))
	if err != nil {
		if fault.CodeOf(err) == fault.NotFound {
			return Caller{}, unsigned()
		}
		return Caller{}, err
	}
	caller, ok = s.callerOf(session, account)
	if !ok {
		return Caller{}, unsigned()
	}
	until := now.Add(Remembered)
	if session.Until.Before(until) {
		until = session.Until
	}
	s.sessions.put(hash, turn, caller, until)
	return caller, nil
}

// callerOf says who a session is, while its account still has the role and the desk.
func (s *Service) callerOf(session Session, account Account) (Caller, bool) {
	actor, ok := s.seat(account, session.Role)
	return Caller{Actor: actor, Session: session.ID, Method: session.Method, ProvenAt: session.ProvenAt}, ok && account.Active
}

// Authenticate says who sends a request: by the session cookie, or by one bearer token, and
// never by both, because then one of them is somebody else's doing.
func (s *Service) Authenticate(r *http.Request) (Caller, error) {
	token, bearer := shown(r)
	switch {
	case bearer && !strings.HasPrefix(token, sessionPrefix):
		return s.machineOf(r.Context(), token)
	default:
		return s.Resume(r.Context(), token)
	}
}

// shown is the one token that a request shows, and whether it does so as its bearer; "" for
// none, for two, and for what is none.
func shown(r *http.Request) (token string, bearer bool) {
	cookies, bearers := r.CookiesNamed(SessionCookie), r.Header.Values("Authorization")
	switch {
	case len(cookies) == 1 && len(bearers) == 0:
		return cookies[0].Value, false
	case len(cookies) == 0 && len(bearers) == 1:
		scheme, token, _ := strings.Cut(bearers[0], " ")
		if strings.EqualFold(scheme, "Bearer") {
			return token, true
		}
	}
	return "", false
}
