package identity

import (
	"context"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// SwitchRole changes the role of a session within its account. The session gets a new token, and the
// old one no longer works. It returns fault.Denied if the account does not have the role.
func (s *Service) SwitchRole(ctx context.Context, v Visitor, role casework.Role) (Entry, error) {
	session, account, err := s.loadSession(ctx, v.Token)
	if err != nil {
		return Entry{}, err
	}
	if _, ok := s.actorFor(account, role); !ok {
		return Entry{}, fault.New(fault.Denied, "this account does not have this role")
	}
	session.Role = role
	return s.rotateSession(ctx, session, account, v.Token, actRole)
}

// loadSession reads a session and its account from the record, not from the cache.
func (s *Service) loadSession(ctx context.Context, token string) (Session, Account, error) {
	if !isSecret(sessionPrefix, token) {
		return Session{}, Account{}, unsigned()
	}
	now := s.now()
	session, account, err := s.store.ResumeSession(asSignIn(ctx), hashOf(token), now, now.Add(-IdleTimeout))
	if fault.CodeOf(err) == fault.NotFound {
		return Session{}, Account{}, unsigned()
	}
	return session, account, err
}

// rotateSession replaces the token of a session, and stores its role and proof.
func (s *Service) rotateSession(ctx context.Context, session Session, account Account, token string, why audit.Action) (Entry, error) {
	caller, ok := s.callerOf(session, account)
	if !ok {
		return Entry{}, unsigned()
	}
	next := newSecret(sessionPrefix)
	err := s.store.RotateSession(asSignIn(ctx), session, hashOf(token), hashOf(next), s.atNow(caller.event(why)))
	s.sessions.forget(account.ID)
	if fault.CodeOf(err) == fault.NotFound {
		return Entry{}, unsigned()
	}
	if err != nil {
		return Entry{}, err
	}
	return Entry{Token: next, Caller: caller, To: "/"}, nil
}

// Me is what a caller may know about their own account.
type Me struct {
	Account Account
	// Roles are the roles in which the account can act at its desk.
	Roles   []casework.Role
	Session Session
}

// Me returns the caller's account and session. It returns fault.Denied for a machine, which has no
// session.
func (s *Service) Me(ctx context.Context, c Caller) (Me, error) {
	if c.Machine {
		return Me{}, fault.New(fault.Denied, "a machine has no session")
	}
	account, err := s.store.FindAccount(asSignIn(ctx), c.Actor.Account)
	if err != nil {
		return Me{}, err
	}
	all, err := s.Sessions(ctx, c)
	if err != nil {
		return Me{}, err
	}
	for _, session := range all {
		if session.ID == c.Session {
			return Me{Account: account, Roles: s.validRoles(account), Session: session}, nil
		}
	}
	return Me{}, unsigned()
}
