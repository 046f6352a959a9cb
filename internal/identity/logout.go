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
	// logoutEvent is the event of a logout token (OpenID Connect Back-Channel Logout 1.0, 2.4).
	logoutEvent = "http://schemas.openid.net/event/backchannel-logout"
	// logoutFresh is the greatest age of a logout token, and logoutLasts its longest lifetime.
	logoutFresh = 10 * time.Minute
	logoutLasts = time.Hour
	// maxClaim is the length of the longest subject, session or token identifier that is accepted, in
	// bytes.
	maxClaim = 255
)

// Logout is a provider's message that a user has signed out there. The provider's identifiers are
// blinded.
type Logout struct {
	Provider string
	// TokenHash is the hash of the token's identifier. A token counts once until it Expires.
	TokenHash string
	Expires   time.Time
	// Link is the user. If its SubjectHash is "", SIDHash identifies the session alone.
	Link Link
	// SIDHash identifies the session at the provider that has ended; "" for all sessions of the user.
	SIDHash string
}

// LogoutStore ends sessions that a provider has ended.
type LogoutStore interface {
	// EndByProvider ends, in one transaction, the sessions that depend on a sign-in at the provider,
	// and returns their accounts. It writes ended to the audit log for each account. For a token that
	// was used before, it returns fault.Conflict and changes nothing.
	EndByProvider(ctx context.Context, l Logout, at time.Time, ended func(casework.AccountID) audit.Event) ([]casework.AccountID, error)
}

// errLogout is the answer to a provider whose token is refused. It does not say why.
func errLogout() error {
	return fault.New(fault.Malformed, "this is not a valid logout token")
}

// EndByProvider ends the sessions of a user who has signed out at the provider, as a logout token says,
// with the command line sessions that were handed over from them. It returns nil if there are none. It
// returns fault.Malformed, with the same message for every reason, if the token is not valid or was
// sent before, and fault.NotFound if there is no such provider.
func (s *Service) EndByProvider(ctx context.Context, provider, token string, v Visitor) error {
	i, ok := s.issuers[provider]
	if !ok {
		return fault.New(fault.NotFound, "there is no such provider")
	}
	l, wrong, err := s.readLogout(ctx, i, token)
	if err != nil {
		return err
	}
	var whose []casework.AccountID
	if wrong == "" {
		whose, err = s.store.EndByProvider(asSignIn(ctx), l, s.now(), func(account casework.AccountID) audit.Event {
			return s.atNow(audit.Event{
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

// refuseLogout counts and records a refused token. Only refused tokens are delayed: an attacker at the
// provider's own address cannot block its valid tokens.
func (s *Service) refuseLogout(ctx context.Context, v Visitor, wrong refusalReason) error {
	tried, err := s.attempt(ctx, tryLogout, v.Address)
	if err != nil {
		return err
	}
	s.recordRefusal(ctx, actLogout, "", string(wrong))
	if err := tried.failed(ctx); err != nil {
		return err
	}
	return errLogout()
}

// readLogout validates a logout token (Back-Channel Logout 1.0, 2.6).
func (s *Service) readLogout(ctx context.Context, i *issuer, raw string) (Logout, refusalReason, error) {
	if len(raw) > maxToken || !i.isLogout(raw) {
		return Logout{}, "type", nil
	}
	d, err := i.metadata(ctx)
	if err != nil {
		return Logout{}, "", err
	}
	token, err := i.verifier(d, i.Client).Verify(ctx, raw)
	if err != nil {
		return Logout{}, "token", nil //nolint:nilerr // the error quotes the token
	}
	l, wrong := s.logoutOf(i, token)
	return l, wrong, nil
}

// logoutOf reads a token whose signature, issuer, audience and expiry have been validated.
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
	case nonce: // an identity token is not a logout token
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

// sidHash returns the blinded form of a provider's session identifier; "" for none.
func (s *Service) sidHash(i *issuer, sid string) string {
	if sid == "" {
		return ""
	}
	return s.blind("identity.sid", i.Issuer+"\x00"+sid)
}

// isLogout reports whether a token has the type of a logout token. Providers older than that
// requirement send tokens without that type; they are accepted if the provider's entry says so.
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
		return i.UntypedLogout
	default:
		return false
	}
}
