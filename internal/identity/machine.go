package identity

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// machineTokenLifetime is the longest lifetime of a machine's access token. It is short, so that a
// stolen token soon expires and the provider need not be asked whether it was revoked.
const machineTokenLifetime = 15 * time.Minute

// machineOf validates an access token (RFC 9068): an agency's provider must have signed it recently,
// for us and for one of the programs in its entry. How the program authenticates there
// (private_key_jwt, RFC 7523) is up to the provider. It returns fault.Unsigned for any
// other token.
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
	d, err := i.metadata(ctx)
	if err != nil {
		return Caller{}, err
	}
	token, err := i.verifier(d, i.Machines.Audience).Verify(ctx, raw)
	if err != nil {
		return Caller{}, unsigned() // the error quotes the token
	}
	var said struct {
		Client string `json:"client_id"`
	}
	now := s.now()
	switch {
	case token.Claims(&said) != nil, said.Client == "", token.Subject != said.Client, // a token for a person is not accepted here
		token.IssuedAt.IsZero(), token.IssuedAt.After(now.Add(clockLeeway)), token.Expiry.Sub(token.IssuedAt) > machineTokenLifetime,
		!now.Before(token.Expiry):
		return Caller{}, unsigned()
	}
	n := slices.IndexFunc(i.Machines.Clients, func(m Machine) bool { return m.Client == said.Client })
	if n < 0 {
		return Caller{}, unsigned()
	}
	m := i.Machines.Clients[n]
	account, ok := s.machine(i.Provider, m)
	actor, sits := s.actorFor(account, m.Role)
	if !ok || !sits {
		return Caller{}, unsigned()
	}
	return Caller{Actor: actor, Machine: true}, nil
}

// tokenIssuer returns the issuer that a token names. That is not validated yet; it only selects the
// keys to validate with. Only access tokens are read, so that an identity token is never accepted as
// one.
func tokenIssuer(token string) (string, bool) {
	if len(token) > maxToken {
		return "", false
	}
	allowed := make([]jose.SignatureAlgorithm, 0, len(signingAlgorithms()))
	for _, one := range signingAlgorithms() {
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
