package identity

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// machineTime is how long an access token of a machine may be good: what was stolen is soon
// worth nothing, and nobody has to be asked whether it was taken back.
const machineTime = 15 * time.Minute

// machineOf checks an access token (RFC 9068): that an agency's provider has signed it, lately
// and for us, and to which of the programs in its entry. How the program has proved itself
// there (private_key_jwt, RFC 7523) is the provider's business. Everything else is fault.Unsigned.
func (s *Service) machineOf(ctx context.Context, token string) (Caller, error) {
	issuer, ok := tokenIssuer(token)
	if !ok {
		return Caller{}, unsigned()
	}
	for _, p := range s.providers {
		if p.Issuer == issuer && len(p.Machines.Clients) > 0 {
			return s.machineAt(ctx, s.issuers[p.ID], token)
		}
	}
	return Caller{}, unsigned()
}

func (s *Service) machineAt(ctx context.Context, i *issuer, raw string) (Caller, error) {
	d, err := i.describe(ctx)
	if err != nil {
		return Caller{}, err
	}
	token, err := i.verifier(d, i.Machines.Audience).Verify(ctx, raw)
	if err != nil {
		return Caller{}, unsigned() // its text quotes the token
	}
	var said struct {
		Client string `json:"client_id"`
	}
	now := s.now()
	switch {
	case token.Claims(&said) != nil, said.Client == "", token.Subject != said.Client, // one for a person is not for here
		token.IssuedAt.IsZero(), token.IssuedAt.After(now.Add(clockLeeway)), token.Expiry.Sub(token.IssuedAt) > machineTime,
		!now.Before(token.Expiry):
		return Caller{}, unsigned()
	}
	n := slices.IndexFunc(i.Machines.Clients, func(m Machine) bool { return m.Client == said.Client })
	if n < 0 {
		return Caller{}, unsigned()
	}
	m := i.Machines.Clients[n]
	account, ok := s.machine(i.Provider, m)
	actor, sits := s.seat(account, m.Role)
	if !ok || !sits {
		return Caller{}, unsigned()
	}
	return Caller{Actor: actor, Machine: true}, nil
}

// tokenIssuer reads who a token says that it is of, which says nothing yet about whether it
// is: it only says whose keys to hold it against. Only access tokens are looked at, so that an
// identity token is never taken for one.
func tokenIssuer(token string) (string, bool) {
	if len(token) > maxToken {
		return "", false
	}
	allowed := make([]jose.SignatureAlgorithm, 0, len(signing()))
	for _, one := range signing() {
		allowed = append(allowed, jose.SignatureAlgorithm(one))
	}
	signed, err := jose.ParseSignedCompact(token, allowed)
	if err != nil || len(signed.Signatures) != 1 {
		return "", false
	}
	typ, _ := signed.Signatures[0].Protected.ExtraHeaders[jose.HeaderType].(string)
	if t := strings.ToLower(typ); t != "at+jwt" && t != "application/at+jwt" {
		return "", false
	}
	var said struct {
		Issuer string `json:"iss"`
	}
	if json.Unmarshal(signed.UnsafePayloadWithoutVerification(), &said) != nil {
		return "", false
	}
	return said.Issuer, said.Issuer != ""
}
