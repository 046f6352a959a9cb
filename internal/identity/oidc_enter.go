package identity

import (
	"context"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/fault"
)

// Link is an account's identity at an identity provider.
type Link struct {
	Issuer string
	// SubjectHash is the provider's subject identifier, blinded.
	SubjectHash string
}

func (s *Service) link(c *claims) Link {
	return Link{Issuer: c.issuer, SubjectHash: s.blind("identity.subject", c.issuer+"\x00"+c.subject)}
}

// signIn signs in a user whom a provider has authenticated. Their account is created at the first
// sign-in. Later its desk and roles follow the provider's claims; if the desk changes, its sessions at
// the old desk end.
func (s *Service) signIn(ctx context.Context, n SignIn, c *claims, v Visitor) (Entry, refusalReason, error) {
	want := Account{ID: newAccountID(), Desk: c.desk, Agency: c.agency, Roles: c.roles, Active: true, Source: FromProvider}
	account, changed, err := s.store.LinkAccount(asSignIn(ctx), s.link(c), want, s.now(), func(a Account) audit.Event {
		actor, _ := s.actorFor(a, a.Roles[0])
		return s.atNow(Caller{Actor: actor}.event(actMove))
	})
	if err != nil {
		return Entry{}, "", err
	}
	if changed {
		s.sessions.forget(account.ID)
	}
	if !account.Active {
		return Entry{}, "disabled", nil
	}
	session, entry, ok := s.newSession(account, account.Roles[0], ByProvider, v)
	if !ok {
		return Entry{}, "role", nil
	}
	session.Provider, session.SIDHash = n.Provider, c.sid
	session.ProvenAt, entry.Caller.ProvenAt = c.provenAt, c.provenAt
	return s.saveSession(ctx, session, entry, v, actSignIn)
}

// refreshProof stores a fresh proof in the session, if the token is of the session's account.
func (s *Service) refreshProof(ctx context.Context, n SignIn, c *claims, v Visitor) (Entry, refusalReason, error) {
	session, account, err := s.loadSession(ctx, v.Token)
	switch {
	case fault.CodeOf(err) == fault.Unsigned:
		return Entry{}, "session", nil
	case err != nil:
		return Entry{}, "", err
	case session.ID != n.Session || account.ID != n.Account || session.Provider != n.Provider:
		return Entry{}, "session", nil
	}
	linked, err := s.store.LinkedAccount(asSignIn(ctx), s.link(c))
	switch {
	case fault.CodeOf(err) == fault.NotFound, err == nil && linked != account.ID:
		return Entry{}, "somebody_else", nil
	case err != nil:
		return Entry{}, "", err
	}
	session.ProvenAt = c.provenAt
	if c.sid != "" { // asking again may have begun a new session there
		session.SIDHash = c.sid
	}
	entry, err := s.rotateSession(ctx, session, account, v.Token, actProve)
	return entry, "", err
}
