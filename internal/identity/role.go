package identity

import (
	"context"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// SwitchRole has a session act in another role of its account, under a new token: the old
// one opens nothing any more. A role that the account does not have is fault.Denied.
func (s *Service) SwitchRole(ctx context.Context, v Visitor, role casework.Role) (Entry, error) {
	session, account, err := s.load(ctx, v.Token)
	if err != nil {
		return Entry{}, err
	}
	if _, ok := s.seat(account, role); !ok {
		return Entry{}, fault.New(fault.Denied, "this account does not act in such a role")
	}
	session.Role = role
	return s.turn(ctx, session, account, v.Token, actRole)
}

// load reads a session and its account from the record, whatever is remembered of it.
func (s *Service) load(ctx context.Context, token string) (Session, Account, error) {
	if !isSecret(sessionPrefix, token) {
		return Session{}, Account{}, unsigned()
	}
	now := s.now()
	session, account, err := s.store.ResumeSession(asSignIn(ctx), hashOf(token), now, now.Add(-Idle))
	if fault.CodeOf(err) == fault.NotFound {
		return Session{}, Account{}, unsigned()
	}
	return session, account, err
}

// turn gives a session another token, with whatever role and proof it now has.
func (s *Service) turn(ctx context.Context, session Session, account Account, token string, why audit.Action) (Entry, error) {
	caller, ok := s.callerOf(session, account)
	if !ok {
		return Entry{}, unsigned()
	}
	next := secret(sessionPrefix)
	err := s.store.TurnSession(asSignIn(ctx), session, hashOf(token), hashOf(next), s.stamped(caller.event(why)))
	s.sessions.forget(account.ID)
	if fault.CodeOf(err) == fault.NotFound {
		return Entry{}, unsigned()
	}
	if err != nil {
		return Entry{}, err
	}
	return Entry{Token: next, Caller: caller, To: "/"}, nil
}

// Me is what somebody may know of themselves.
type Me struct {
	Account Account
	// Roles are those that the account can act in at its desk.
	Roles   []casework.Role
	Session Session
}

// Me tells the caller who they are. A machine has no session, and is fault.Denied.
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
			return Me{Account: account, Roles: s.sits(account), Session: session}, nil
		}
	}
	return Me{}, unsigned()
}
