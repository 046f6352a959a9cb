package identity

import (
	"bytes"
	"context"
	"encoding/base64"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"example.org/homeward/internal/fault"
)

// BeginPasskey begins a sign-in with a passkey. The passkey identifies the account.
func (s *Service) BeginPasskey(ctx context.Context, v Visitor) (Ceremony, error) {
	if _, err := s.attempt(ctx, trySignIn, v.Address); err != nil {
		return Ceremony{}, err
	}
	assertion, state, err := s.passkeys.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return Ceremony{}, fault.New(fault.Unknown, "a ceremony cannot begin")
	}
	return s.saveCeremony(ctx, PendingCeremony{Purpose: ToSignIn}, assertion.Response, state)
}

// FinishPasskey finishes a sign-in with a passkey. An account of an agency with its own provider cannot
// sign in this way, because then an officer could still sign in after the agency has removed them.
func (s *Service) FinishPasskey(ctx context.Context, ceremony string, response []byte, v Visitor) (Entry, error) {
	tried, err := s.attempt(ctx, trySignIn, v.Address)
	if err != nil {
		return Entry{}, err
	}
	_, state, ok, err := s.takeCeremony(ctx, ceremony, ToSignIn)
	if err != nil {
		return Entry{}, err
	}
	if !ok {
		return Entry{}, s.refuse(ctx, tried, actSignIn, "", "ceremony")
	}
	account, wrong, err := s.checkAssertion(ctx, tried, state, nil, response)
	if err == nil && wrong == "" {
		switch {
		case !account.Active:
			wrong = "disabled"
		case account.Source == FromProvider:
			wrong = "not_this_way"
		case len(s.validRoles(account)) == 0:
			wrong = "role"
		}
	}
	var entry Entry
	if err == nil && wrong == "" {
		entry, wrong, err = s.startSession(ctx, account, s.validRoles(account)[0], ByPasskey, s.now(), v, actSignIn)
	}
	switch {
	case err != nil:
		return Entry{}, err
	case wrong != "":
		return Entry{}, s.refuse(ctx, tried, actSignIn, account.ID, wrong)
	}
	return entry, tried.succeeded(ctx)
}

// BeginPasskeyStepUp begins a proof of presence with a passkey, for a user who is signed in. It returns
// fault.NotFound if they have none.
func (s *Service) BeginPasskeyStepUp(ctx context.Context, v Visitor) (Ceremony, error) {
	session, account, err := s.loadSession(ctx, v.Token)
	if err != nil {
		return Ceremony{}, err
	}
	tried, err := s.attempt(ctx, trySignIn, v.Address)
	if err != nil {
		return Ceremony{}, err
	}
	if err := tried.addAccount(ctx, account.ID); err != nil {
		return Ceremony{}, err
	}
	h, err := s.passkeyUserOf(ctx, account)
	if err != nil {
		return Ceremony{}, err
	}
	if len(h.keys) == 0 {
		return Ceremony{}, fault.New(fault.NotFound, "this account has no passkey")
	}
	assertion, state, err := s.passkeys.BeginLogin(h, webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return Ceremony{}, fault.New(fault.Unknown, "a ceremony cannot begin")
	}
	return s.saveCeremony(ctx, PendingCeremony{Purpose: ToProve, Session: session.ID, Account: account.ID}, assertion.Response, state)
}

// FinishPasskeyStepUp stores a fresh proof in the session, which gets a new token.
func (s *Service) FinishPasskeyStepUp(ctx context.Context, ceremony string, response []byte, v Visitor) (Entry, error) {
	session, account, err := s.loadSession(ctx, v.Token)
	if err != nil {
		return Entry{}, err
	}
	tried, err := s.attempt(ctx, trySignIn, v.Address)
	if err != nil {
		return Entry{}, err
	}
	if err := tried.addAccount(ctx, account.ID); err != nil {
		return Entry{}, err
	}
	n, state, ok, err := s.takeCeremony(ctx, ceremony, ToProve)
	if err != nil {
		return Entry{}, err
	}
	wrong := refusalReason("ceremony")
	if ok && n.Session == session.ID && n.Account == account.ID {
		var h passkeyUser
		if h, err = s.passkeyUserOf(ctx, account); err == nil {
			_, wrong, err = s.checkAssertion(ctx, tried, state, &h, response)
		}
	}
	switch {
	case err != nil:
		return Entry{}, err
	case wrong != "":
		return Entry{}, s.refuse(ctx, tried, actProve, account.ID, wrong)
	}
	session.ProvenAt = s.now()
	entry, err := s.rotateSession(ctx, session, account, v.Token, actProve)
	if err != nil {
		return Entry{}, err
	}
	return entry, tried.succeeded(ctx)
}

// checkAssertion validates the signature of a passkey, records its use, and returns its account. whose
// is nil if the passkey identifies the account.
func (s *Service) checkAssertion(ctx context.Context, tried *attempt, state webauthn.SessionData, whose *passkeyUser, response []byte) (Account, refusalReason, error) {
	if len(response) > maxCredential {
		return Account{}, "assertion", nil
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(response)
	if err != nil {
		return Account{}, "assertion", nil //nolint:nilerr // the error quotes the input
	}
	h := whose
	if h == nil {
		if h, err = s.owner(ctx, tried, parsed); err != nil || h == nil {
			return Account{}, "unknown_passkey", err
		}
	}
	var used *webauthn.Credential
	if whose != nil {
		used, err = s.passkeys.ValidateLogin(h, state, parsed)
	} else {
		_, used, err = s.passkeys.ValidatePasskeyLogin(func([]byte, []byte) (webauthn.User, error) { return h, nil }, state, parsed)
	}
	if err != nil {
		return h.account, "assertion", nil //nolint:nilerr // the error quotes the input
	}
	wrong, err := s.recordUse(ctx, *h, used)
	return h.account, wrong, err
}

// owner returns the owner of a passkey; nil if it is unknown.
func (s *Service) owner(ctx context.Context, tried *attempt, parsed *protocol.ParsedCredentialAssertionData) (*passkeyUser, error) {
	p, account, err := s.store.FindPasskey(asSignIn(ctx), base64.RawURLEncoding.EncodeToString(parsed.RawID))
	switch {
	case fault.CodeOf(err) == fault.NotFound:
		return nil, nil //nolint:nilnil // an unknown passkey is not an error
	case err != nil:
		return nil, err
	}
	if err := tried.addAccount(ctx, account.ID); err != nil {
		return nil, err
	}
	h := s.passkeyUserWith(account, []Passkey{p})
	return &h, nil
}

// recordUse records the use of a passkey. A signature counter that does not increase indicates a copy.
func (s *Service) recordUse(ctx context.Context, h passkeyUser, used *webauthn.Credential) (refusalReason, error) {
	if used.Authenticator.CloneWarning {
		return "count", nil
	}
	for _, p := range h.keys {
		id, err := base64.RawURLEncoding.DecodeString(p.Credential)
		if err != nil || !bytes.Equal(id, used.ID) {
			continue
		}
		err = s.store.CountPasskey(asSignIn(ctx), p.ID, used.Authenticator.SignCount, s.now())
		if fault.CodeOf(err) == fault.Conflict {
			return "count", nil
		}
		return "", err
	}
	return "unknown_passkey", nil
}
