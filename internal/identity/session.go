package identity

import (
	"context"
	"net/netip"
	"strings"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// Lifetimes of a session.
const (
	// IdleTimeout is how long an unused session lasts.
	IdleTimeout = 30 * time.Minute
	// MaxSession is the longest lifetime of a session, counted from the sign-in. It includes sessions
	// that were handed over from it.
	MaxSession = 12 * time.Hour
)

// Visitor is what is known of a sign-in request.
type Visitor struct {
	// Address is the origin of the request. It is used for counting and not stored.
	Address netip.Addr
	// Agent is the User-Agent header. Only the kind of device is stored.
	Agent string
	// Token is the session token that the browser has sent; "" for none.
	Token string
}

// Device is the kind of device of a session.
type Device string

// The devices.
const (
	OnPhone       Device = "phone"
	OnComputer    Device = "computer"
	OnCommandLine Device = "command_line"
	OnOther       Device = "other"
)

// device distinguishes phones from computers, and nothing else: the full header could identify an
// officer.
func (v Visitor) device() Device {
	has := func(words ...string) bool {
		for _, word := range words {
			if strings.Contains(v.Agent, word) {
				return true
			}
		}
		return false
	}
	switch {
	case has("Mobi", "Android", "iPhone", "iPad"):
		return OnPhone
	case has("Windows", "Macintosh", "X11", "CrOS"):
		return OnComputer
	default:
		return OnOther
	}
}

// Session is a session as it is shown to its owner. It contains no secret.
type Session struct {
	ID      string
	Account casework.AccountID
	Role    casework.Role
	Method  Method
	// Provider is the code of the provider that signed the user in; "" for other methods.
	Provider string
	Device   Device
	Since    time.Time // the time of the sign-in
	Seen     time.Time // the last use, within half a minute
	Until    time.Time // the latest time of its end
	ProvenAt time.Time // zero if never
	// SIDHash is the provider's session identifier, blinded; "" if there is none.
	SIDHash string
}

// Entry is the result of a sign-in or a new token: the session's token and caller.
type Entry struct {
	// Token is the secret of the session. It is returned once and not stored.
	Token  string
	Caller Caller
	// To is the local path to continue with.
	To string
	// Recovery is a code to write down. With it and a colleague's word the account can be recovered
	// after all its passkeys are lost. It is returned once; "" if none was made.
	Recovery string
}

// newSession returns a session for an account that is not stored yet. ok is false if the account is
// disabled or does not have the role.
func (s *Service) newSession(a Account, role casework.Role, method Method, v Visitor) (Session, Entry, bool) {
	actor, ok := s.actorFor(a, role)
	if !ok || !a.Active {
		return Session{}, Entry{}, false
	}
	now := s.now()
	session := Session{
		ID: newRef("s-"), Account: a.ID, Role: role, Method: method, Device: v.device(), Since: now, Seen: now, Until: now.Add(MaxSession),
	}
	if method == ByCommandLine {
		session.Device = OnCommandLine
	}
	return session, Entry{Token: newSecret(sessionPrefix), Caller: Caller{Actor: actor, Session: session.ID, Method: method}, To: "/"}, true
}

// SignOut ends the session of a token. It returns nil if there is none.
func (s *Service) SignOut(ctx context.Context, token string) error {
	caller, err := s.Resume(ctx, token)
	if err != nil {
		if fault.CodeOf(err) == fault.Unsigned {
			return nil
		}
		return err
	}
	return s.EndSession(ctx, caller, caller.Session)
}

// Sessions lists the caller's sessions that have not ended, the most recently used first.
func (s *Service) Sessions(ctx context.Context, c Caller) ([]Session, error) {
	if c.Machine {
		return nil, nil
	}
	return s.store.Sessions(asSignIn(ctx), c.Actor.Account, s.now(), s.now().Add(-IdleTimeout))
}

// EndSession ends one of the caller's sessions. It returns fault.NotFound if the session is not the
// caller's.
func (s *Service) EndSession(ctx context.Context, c Caller, id string) error {
	defer s.sessions.forget(c.Actor.Account)
	return s.store.EndSession(asSignIn(ctx), c.Actor.Account, id, s.now(), s.atNow(c.event(actSignOut)))
}

// EndAll ends every session of the caller, including this one, and returns their number.
func (s *Service) EndAll(ctx context.Context, c Caller) (int, error) {
	defer s.sessions.forget(c.Actor.Account)
	return s.store.EndSessions(asSignIn(ctx), c.Actor.Account, s.now(), s.atNow(c.event(actEndAll)))
}

// atNow returns the event with the current time.
func (s *Service) atNow(e audit.Event) audit.Event {
	e.At = s.now()
	return e
}
