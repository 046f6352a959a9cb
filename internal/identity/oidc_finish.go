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

// refusalReason is a code for the reason why a sign-in was refused. It is written to the audit log, and
// never sent to the client.
type refusalReason string

// FinishOIDC finishes BeginOIDC or BeginOIDCStepUp with the query that the provider sent the browser
// back with, and the value of StateCookie. On success the session has a new token. Otherwise it returns
// fault.Unsigned, with the same message for every reason.
func (s *Service) FinishOIDC(ctx context.Context, answer url.Values, browser string, v Visitor) (Entry, error) {
	tried, err := s.attempt(ctx, trySignIn, v.Address)
	if err != nil {
		return Entry{}, err
	}
	n, wrong, err := s.checkCallback(ctx, answer, browser)
	if err != nil {
		return Entry{}, err
	}
	action := actSignIn
	if n.Session != "" {
		action = actProve
		if err := tried.addAccount(ctx, n.Account); err != nil {
			return Entry{}, err
		}
	}
	var claims *claims
	if wrong == "" {
		claims, wrong, err = s.exchangeCode(ctx, n, answer)
	}
	var entry Entry
	if wrong == "" && err == nil {
		if n.Session == "" {
			entry, wrong, err = s.signIn(ctx, n, claims, v)
		} else {
			entry, wrong, err = s.refreshProof(ctx, n, claims, v)
		}
	}
	switch {
	case err != nil:
		return Entry{}, err
	case wrong != "":
		return Entry{}, s.refuse(ctx, tried, action, n.Account, wrong)
	}
	entry.To = n.To
	return entry, tried.succeeded(ctx)
}

// refuse counts and records a failed attempt, and returns the error for the client.
func (s *Service) refuse(ctx context.Context, tried *attempt, action audit.Action, account casework.AccountID, wrong refusalReason) error {
	s.recordRefusal(ctx, action, account, string(wrong))
	if err := tried.failed(ctx); err != nil {
		return err
	}
	return signInFailed()
}

// checkCallback returns the pending sign-in of a callback. It checks that the browser is the one that
// began it, and that the provider reports no error.
func (s *Service) checkCallback(ctx context.Context, answer url.Values, browser string) (SignIn, refusalReason, error) {
	state, ok := single(answer, "state")
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

// single returns a parameter that occurs exactly once.
func single(q url.Values, name string) (string, bool) {
	all := q[name]
	if len(all) != 1 || all[0] == "" || len(all[0]) > 4096 {
		return "", false
	}
	return all[0], true
}

// exchangeCode exchanges the code for an identity token, and validates it.
func (s *Service) exchangeCode(ctx context.Context, n SignIn, answer url.Values) (*claims, refusalReason, error) {
	i, ok := s.issuers[n.Provider]
	if !ok {
		return nil, "provider", nil
	}
	d, err := i.metadata(ctx)
	if err != nil {
		return nil, "", err
	}
	// RFC 9207: if the provider sends its issuer, it must be the one that was asked, so that a code is
	// never sent to another provider.
	if names := answer["iss"]; (d.sendsIssuer || len(names) > 0) && (len(names) != 1 || names[0] != i.Issuer) {
		return nil, "issuer", nil
	}
	code, ok := single(answer, "code")
	if !ok {
		return nil, "code", nil
	}
	proof, err := i.clientAuth(d, n.Verifier)
	if err != nil {
		return nil, "own_key", nil //nolint:nilerr // the provider accepts no algorithm of our key
	}
	ctx = oidc.ClientContext(ctx, i.client)
	tokens, err := i.config(d, s.callback()).Exchange(ctx, code, proof...)
	if err != nil {
		return nil, "exchange", nil //nolint:nilerr // the error quotes the response of the provider
	}
	raw, ok := tokens.Extra("id_token").(string)
	if !ok || len(raw) > maxToken {
		return nil, "no_token", nil
	}
	token, err := i.verifier(d, i.Client).Verify(ctx, raw)
	if err != nil {
		return nil, "token", nil //nolint:nilerr // the error quotes the token
	}
	c, wrong := s.readClaims(i, token, n)
	if wrong == "" && token.AccessTokenHash != "" && token.VerifyAccessToken(tokens.AccessToken) != nil {
		wrong = "access_token"
	}
	return c, wrong, nil
}
