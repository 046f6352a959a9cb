package identity

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/go-jose/go-jose/v4"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

const (
	// logoutEvent is what a logout token says has happened (OpenID Connect Back-Channel Logout 1.0, 2.4).
	logoutEvent = "http://schemas.openid.net/event/backchannel-logout"
	// logoutFresh is how old a logout token may be, and logoutLasts how long it may be good.
	logoutFresh = 10 * time.Minute
	logoutLasts = time.Hour
	// maxClaim is the most that is taken of what a provider calls somebody or something, in bytes.
	maxClaim = 255
)

// Logout is what a provider has said about somebody who is signed out there. Everything that
// the provider calls them is blinded.
type Logout struct {
	Provider string
	// TokenHash is of the word itself, which counts once until it Expires.
	TokenHash string
	Expires   time.Time
	// Link is who it is; without a SubjectHash whoever has the session.
	Link Link
	// SIDHash is which session at the provider has ended; "" for all of the person's.
	SIDHash string
}

// LogoutStore ends sessions on the word of a provider.
type LogoutStore interface {
	// EndByProvider ends, in one transaction, the sessions that stand on a sign-in at the
	// provider, and gives whose they were; ended is recorded for each account. A word that has
	// counted before is fault.Conflict, and changes nothing.
	EndByProvider(ctx context.Context, l Logout, at time.Time, ended func(casework.AccountID) audit.Event) ([]casework.AccountID, error)
}

// errLogout is what a provider hears whose word is not taken; it does not say why.
func errLogout() error {
	return fault.New(fault.Malformed, "this is no logout token of the provider for us")
}

// EndByProvider ends the sessions of whom a provider says, in a logout token, that they are
// signed out there: what the command line was handed over from them too. It is done with when
// there were none. What is no such token, or was sent before, is fault.Malformed, in the same
// words whatever was wrong with it; a provider that there is not is fault.NotFound.
func (s *Service) EndByProvider(ctx context.Context, provider, token string, v Visitor) error {
	i, ok := s.issuers[provider]
	if !ok {
		return fault.New(fault.NotFound, "there is no such sign-in")
	}
	l, wrong, err := s.readLogout(ctx, i, token)
	if err != nil {
		return err
	}
	var whose []casework.AccountID
	if wrong == "" {
		whose, err = s.store.EndByProvider(asSignIn(ctx), l, s.now(), func(account casework.AccountID) audit.Event {
			return s.stamped(audit.Event{
				Action: actLogout, Outcome: audit.Allowed, Code: "provider", Subject: audit.Subject{Kind: audit.OfAccount, Ref: string(account)},
			})
		})
		if fault.CodeOf(err) == fault.Conflict {
			wrong, err = "again", nil
		}
	}
	if err != nil {
		return err
	}
	if wrong != "" {
		return s.refuseLogout(ctx, v, wrong)
	}
	for _, account := range whose {
		s.sessions.forget(account)
	}
	return nil
}

// refuseLogout counts and records a word that was not taken. Only those are slowed: whoever
// fails on purpose from the provider's own address does not keep its true word out.
func (s *Service) refuseLogout(ctx context.Context, v Visitor, wrong refusalReason) error {
	tried, err := s.attempt(ctx, tryLogout, v.Address)
	if err != nil {
		return err
	}
	s.turnedAway(ctx, actLogout, "", string(wrong))
	if err := tried.failed(ctx); err != nil {
		return err
	}
	return errLogout()
}

// readLogout checks a logout token (Back-Channel Logout 1.0, 2.6).
func (s *Service) readLogout(ctx context.Context, i *issuer, raw string) (Logout, refusalReason, error) {
	if len(raw) > maxToken || !i.isLogout(raw) {
		return Logout{}, "type", nil
	}
	d, err := i.describe(ctx)
	if err != nil {
		return Logout{}, "", err
	}
	token, err := i.verifier(d, i.Client).Verify(ctx, raw)
	if err != nil {
		return Logout{}, "token", nil //nolint:nilerr // its text quotes the token
	}
	l, wrong := s.logoutOf(i, token)
	return l, wrong, nil
}

// logoutOf reads a token whose signature, issuer, audience and end have been checked.
func (s *Service) logoutOf(i *issuer, token *oidc.IDToken) (Logout, refusalReason) {
	var said struct {
		ID      string                     `json:"jti"`
		Session string                     `json:"sid"`
		Events  map[string]json.RawMessage `json:"events"`
	}
	var all map[string]json.RawMessage
	if token.Claims(&said) != nil || token.Claims(&all) != nil {
		return Logout{}, "claims"
	}
	now := s.now()
	_, nonce := all["nonce"]
	switch {
	case nonce: // an identity token is no logout token
		return Logout{}, "nonce"
	case !bytes.HasPrefix(bytes.TrimSpace(said.Events[logoutEvent]), []byte{'{'}):
		return Logout{}, "event"
	case said.ID == "" || len(said.ID) > maxClaim:
		return Logout{}, "id"
	case token.IssuedAt.IsZero() || token.IssuedAt.After(now.Add(clockLeeway)) || token.IssuedAt.Before(now.Add(-logoutFresh)):
		return Logout{}, "issued"
	case !now.Before(token.Expiry) || token.Expiry.After(now.Add(logoutLasts)):
		return Logout{}, "expires"
	case token.Subject == "" && said.Session == "", len(token.Subject) > maxClaim, len(said.Session) > maxClaim:
		return Logout{}, "subject"
	}
	l := Logout{
		Provider: i.ID, TokenHash: s.blind("identity.logout", i.Issuer+"\x00"+said.ID), Expires: token.Expiry.Add(clockLeeway).UTC(),
		Link: Link{Issuer: i.Issuer}, SIDHash: s.sidHash(i, said.Session),
	}
	if token.Subject != "" {
		l.Link = s.link(&claims{issuer: i.Issuer, subject: token.Subject})
	}
	return l, ""
}

// sidHash is what is kept of a provider's own word for a session there; "" for none.
func (s *Service) sidHash(i *issuer, sid string) string {
	if sid == "" {
		return ""
	}
	return s.blind("identity.sid", i.Issuer+"\x00"+sid)
}

// isLogout says whether a token calls itself a logout token. Providers from before that was
// asked for call theirs nothing in particular; they are believed where the entry says so.
func (i *issuer) isLogout(raw string) bool {
	allowed := make([]jose.SignatureAlgorithm, 0, len(i.Algorithms))
	for _, one := range i.Algorithms {
		allowed = append(allowed, jose.SignatureAlgorithm(one))
	}
	signed, err := jose.ParseSignedCompact(raw, allowed)
	if err != nil || len(signed.Signatures) != 1 {
		return false
	}
	kind, _ := signed.Signatures[0].Protected.ExtraHeaders[jose.HeaderType].(string)
	switch strings.ToLower(kind) {
	case "logout+jwt", "application/logout+jwt":
		return true
	case "", "jwt", "application/jwt":
		return i.LooseLogout
	default:
		return false
	}
}
