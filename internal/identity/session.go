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

// How long a session lasts.
const (
	// Idle is how long a session lasts that nobody uses.
	Idle = 30 * time.Minute
	// Longest is how long a session lasts at most from signing in, however it is used, and
	// whoever it is handed over to.
	Longest = 12 * time.Hour
)

// Visitor is what is known of a request to sign in, whoever sends it.
type Visitor struct {
	// Address is where the request comes from. It is counted by, and not kept.
	Address netip.Addr
	// Agent is the User-Agent header. Only what sort of device it is is kept.
	Agent string
	// Token is the session that the browser has shown; "" for none.
	Token string
}

// Device is what sort of device a session is on.
type Device string

// The devices.
const (
	OnPhone       Device = "phone"
	OnComputer    Device = "computer"
	OnCommandLine Device = "command_line"
	OnOther       Device = "other"
)

// device tells a phone from a computer, and no more: the header itself could tell one officer
// from another.
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

// Session is one of somebody's sessions, as they are shown it. Nothing in it opens anything.
type Session struct {
	ID      string
	Account casework.AccountID
	Role    casework.Role
	Method  Method
	// Provider is the code of the provider that signed them in; "" for others.
	Provider string
	Device   Device
	Since    time.Time // when they signed in
	Seen     time.Time // when it was last used, to the half minute
	Until    time.Time // when it ends at the latest
	ProvenAt time.Time // zero when never
	// SIDHash is what the provider calls its own session, blinded; "" when it calls it nothing.
	SIDHash string
}

// Entry is somebody who was let in: a session that has just begun, or goes on under a new token.
type Entry struct {
	// Token opens the session. It is told this once and kept by nobody but its owner.
	Token  string
	Caller Caller
	// To is the path of ours where they wanted to go.
	To string
	// Recovery is a code to write down, with which the account can be had back when all its
	// passkeys are lost and a colleague vouches. It is told this once; "" when none was made.
	Recovery string
}

// begin is a session for an account, not yet on record.
func (s *Service) begin(a Account, role casework.Role, method Method, v Visitor) (Session, Entry, bool) {
	actor, ok := s.seat(a, role)
	if !ok || !a.Active {
		return Session{}, Entry{}, false
	}
	now := s.now()
	session := Session{
		ID: code("s-"), Account: a.ID, Role: role, Method: method, Device: v.device(), Since: now, Seen: now, Until: now.Add(Longest),
	}
	if method == ByCommandLine {
		session.Device = OnCommandLine
	}
	return session, Entry{Token: secret(sessionPrefix), Caller: Caller{Actor: actor, Session: session.ID, Method: method}, To: "/"}, true
}

// SignOut ends the session of a token; one that is not there has ended already.
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

// Sessions lists the caller's own sessions that have not ended, the one used last first.
func (s *Service) Sessions(ctx context.Context, c Caller) ([]Session, error) {
	if c.Machine {
		return nil, nil
	}
	return s.store.Sessions(asSignIn(ctx), c.Actor.Account, s.now(), s.now().Add(-Idle))
}

// EndSession ends one of the caller's own sessions; fault.NotFound when it is none of theirs.
func (s *Service) EndSession(ctx context.Context, c Caller, id string) error {
	defer s.sessions.forget(c.Actor.Account)
	return s.store.EndSession(asSignIn(ctx), c.Actor.Account, id, s.now(), s.stamped(c.event(actSignOut)))
}

// EndAll ends every session of the caller, this one too, and says how many there were.
func (s *Service) EndAll(ctx context.Context, c Caller) (int, error) {
	defer s.sessions.forget(c.Actor.Account)
	return s.store.EndSessions(asSignIn(ctx), c.Actor.Account, s.now(), s.stamped(c.event(actEndAll)))
}

// stamped puts the hour on an event.
func (s *Service) stamped(e audit.Event) audit.Event {
	e.At = s.now()
	return e
}
