package identity

import (
	"context"
	"net/http"
	"strings"

	"example.org/homeward/internal/fault"
)

// SessionCookie holds the token of a session. A browser accepts a cookie with this prefix only over a
// secure connection, from this host, and for the whole host (RFC 6265bis).
const SessionCookie = "__Host-homeward"

// StateCookie binds a sign-in at a provider to the browser that began it.
const StateCookie = "__Host-homeward-signin"

// Resume returns the caller of a session token. It returns fault.Unsigned if the token is wrong, the
// session has ended, or the account is disabled.
func (s *Service) Resume(ctx context.Context, token string) (Caller, error) {
	if !isSecret(sessionPrefix, token) {
		return Caller{}, unsigned()
	}
	hash, now := hashOf(token), s.now()
	caller, turn, ok := s.sessions.find(hash, now)
	if ok {
		return caller, nil
	}
	session, account, err := s.store.ResumeSession(asSignIn(ctx), hash, now, now.Add(-IdleTimeout))
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
	until := now.Add(SessionCacheTime)
	if session.Until.Before(until) {
		until = session.Until
	}
	s.sessions.put(hash, turn, caller, until)
	return caller, nil
}

// callerOf returns the caller of a session. ok is false if the account is disabled, or no longer has
// the role at its desk.
func (s *Service) callerOf(session Session, account Account) (Caller, bool) {
	actor, ok := s.actorFor(account, session.Role)
	return Caller{Actor: actor, Session: session.ID, Method: session.Method, ProvenAt: session.ProvenAt}, ok && account.Active
}

// Authenticate returns the sender of a request. The request must have one session cookie or one bearer
// token. If it has both, one of them may be forged, and the request is refused.
func (s *Service) Authenticate(r *http.Request) (Caller, error) {
	token, bearer := presentedToken(r)
	switch {
	case bearer && !strings.HasPrefix(token, sessionPrefix):
		return s.machineOf(r.Context(), token)
	default:
		return s.Resume(r.Context(), token)
	}
}

// presentedToken returns the one token of a request, and whether it is a bearer token. It returns "" if
// there is none or more than one.
func presentedToken(r *http.Request) (token string, bearer bool) {
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
