package identity

import (
	"context"
	"crypto/subtle"
	"net/url"

	"github.com/coreos/go-oidc/v3/oidc"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// why is a word of our own for why somebody was not let in: it is in the audit log, and never
// in the answer.
type refusalReason string

// FinishOIDC ends what BeginOIDC or BeginOIDCStepUp began, with what the provider has sent the
// browser back with and what StateCookie holds. Whoever proves who they are is let in under a
// new token. Anything else is fault.Unsigned, in the same words whatever was wrong.
func (s *Service) FinishOIDC(ctx context.Context, answer url.Values, browser string, v Visitor) (Entry, error) {
	tried, err := s.attempt(ctx, trySignIn, v.Address)
	if err != nil {
		return Entry{}, err
	}
	n, wrong, err := s.returned(ctx, answer, browser)
	if err != nil {
		return Entry{}, err
	}
	action := actSignIn
	if n.Session != "" {
		action = actProve
		if err := tried.of(ctx, n.Account); err != nil {
			return Entry{}, err
		}
	}
	var claims *claims
	if wrong == "" {
		claims, wrong, err = s.redeem(ctx, n, answer)
	}
	var entry Entry
	if wrong == "" && err == nil {
		if n.Session == "" {
			entry, wrong, err = s.signIn(ctx, n, claims, v)
		} else {
			entry, wrong, err = s.prove(ctx, n, claims, v)
		}
	}
	switch {
	case err != nil:
		return Entry{}, err
	case wrong != "":
		return Entry{}, s.refuse(ctx, tried, action, n.Account, wrong)
	}
	entry.To = n.To
	return entry, tried.worked(ctx)
}

// refuse counts and records an attempt that did not work, and gives what is said of it.
func (s *Service) refuse(ctx context.Context, tried *attempt, action audit.Action, account casework.AccountID, wrong refusalReason) error {
	s.turnedAway(ctx, action, account, string(wrong))
	if err := tried.failed(ctx); err != nil {
		return err
	}
	return notIn()
}

// returned finds the sign-in that a browser comes back from, and says whether it is the
// browser that went, and whether the provider says that all is well.
func (s *Service) returned(ctx context.Context, answer url.Values, browser string) (SignIn, refusalReason, error) {
	state, ok := one(answer, "state")
	if !ok || !isSecret("", state) {
		return SignIn{}, "state", nil
	}
	n, err := s.store.TakeSignIn(asSignIn(ctx), hashOf(state), s.now())
	switch {
	case fault.CodeOf(err) == fault.NotFound:
		return SignIn{}, "state", nil
	case err != nil:
		return SignIn{}, "", err
	case subtle.ConstantTimeCompare([]byte(n.BrowserHash), []byte(hashOf(browser))) != 1:
		return n, "browser", nil
	case answer.Has("error"):
		return n, "provider_refused", nil
	default:
		return n, "", nil
	}
}

// one gives a parameter that stands there once.
func one(q url.Values, name string) (string, bool) {
	all := q[name]
	if len(all) != 1 || all[0] == "" || len(all[0]) > 4096 {
		return "", false
	}
	return all[0], true
}

// redeem trades the code for an identity token, and checks that.
func (s *Service) redeem(ctx context.Context, n SignIn, answer url.Values) (*claims, refusalReason, error) {
	i, ok := s.issuers[n.Provider]
	if !ok {
		return nil, "provider", nil
	}
	d, err := i.describe(ctx)
	if err != nil {
		return nil, "", err
	}
	// RFC 9207: a provider that names itself must be the one that was asked, so that no other
	// one is given its code.
	if names := answer["iss"]; (d.names || len(names) > 0) && (len(names) != 1 || names[0] != i.Issuer) {
		return nil, "issuer", nil
	}
	code, ok := one(answer, "code")
	if !ok {
		return nil, "code", nil
	}
	proof, err := i.proof(d, n.Verifier)
	if err != nil {
		return nil, "own_key", nil //nolint:nilerr // the provider takes no signature of our key
	}
	ctx = oidc.ClientContext(ctx, i.client)
	tokens, err := i.config(d, s.callback()).Exchange(ctx, code, proof...)
	if err != nil {
		return nil, "exchange", nil //nolint:nilerr // its text quotes what the provider has answered
	}
	raw, ok := tokens.Extra("id_token").(string)
	if !ok || len(raw) > maxToken {
		return nil, "no_token", nil
	}
	token, err := i.verifier(d, i.Client).Verify(ctx, raw)
	if err != nil {
		return nil, "token", nil //nolint:nilerr // its text quotes the token
	}
	c, wrong := s.read(i, token, n)
	if wrong == "" && token.AccessTokenHash != "" && token.VerifyAccessToken(tokens.AccessToken) != nil {
		wrong = "access_token"
	}
	return c, wrong, nil
}
