package identity

import (
	"context"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/fault"
)

// Link is how an identity provider knows an account.
type Link struct {
	Issuer string
	// SubjectHash is the provider's own word for the person, blinded.
	SubjectHash string
}

func (s *Service) link(c *claims) Link {
	return Link{Issuer: c.issuer, SubjectHash: s.blind("identity.subject", c.issuer+"\x00"+c.subject)}
}

// signIn lets somebody in whom a provider vouches for. Their account is made at the first
// time; later it follows what the provider says of desk and roles, and then sessions that it
// had elsewhere end.
func (s *Service) signIn(ctx context.Context, n SignIn, c *claims, v Visitor) (Entry, refusalReason, error) {
	want := Account{ID: newAccount(), Desk: c.desk, Agency: c.agency, Roles: c.roles, Active: true, Source: FromProvider}
	account, changed, err := s.store.LinkAccount(asSignIn(ctx), s.link(c), want, s.now(), func(a Account) audit.Event {
		actor, _ := s.seat(a, a.Roles[0])
		return s.stamped(Caller{Actor: actor}.event(actMove))
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
	session, entry, ok := s.begin(account, account.Roles[0], ByProvider, v)
	if !ok {
		return Entry{}, "role", nil
	}
	session.Provider, session.SIDHash = n.Provider, c.sid
	session.ProvenAt, entry.Caller.ProvenAt = c.provenAt, c.provenAt
	return s.start(ctx, session, entry, v, actSignIn)
}

// prove gives a session that is there a fresh proof, when it is the same person's.
func (s *Service) prove(ctx context.Context, n SignIn, c *claims, v Visitor) (Entry, refusalReason, error) {
	session, account, err := s.load(ctx, v.Token)
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
	if c.sid != "" { // asking again may have begun another session there
		session.SIDHash = c.sid
	}
	entry, err := s.turn(ctx, session, account, v.Token, actProve)
	return entry, "", err
}
