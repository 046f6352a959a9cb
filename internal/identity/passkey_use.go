package identity

import (
	"bytes"
	"context"
	"encoding/base64"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"example.org/homeward/internal/fault"
)

// BeginPasskey begins to sign somebody in with a passkey. Whose it is the passkey will say.
func (s *Service) BeginPasskey(ctx context.Context, v Visitor) (Ceremony, error) {
	if _, err := s.attempt(ctx, trySignIn, v.Address); err != nil {
		return Ceremony{}, err
	}
	assertion, state, err := s.passkeys.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return Ceremony{}, fault.New(fault.Unknown, "a ceremony cannot begin")
	}
	return s.open(ctx, PendingCeremony{Purpose: ToSignIn}, assertion.Response, state)
}

// FinishPasskey signs in whose passkey has answered. An account that an agency's provider
// signs in cannot come in this way: it would stay open to somebody whom the agency has let go.
func (s *Service) FinishPasskey(ctx context.Context, ceremony string, response []byte, v Visitor) (Entry, error) {
	tried, err := s.attempt(ctx, trySignIn, v.Address)
	if err != nil {
		return Entry{}, err
	}
	_, state, ok, err := s.take(ctx, ceremony, ToSignIn)
	if err != nil {
		return Entry{}, err
	}
	if !ok {
		return Entry{}, s.refuse(ctx, tried, actSignIn, "", "ceremony")
	}
	account, wrong, err := s.asserted(ctx, tried, state, nil, response)
	if err == nil && wrong == "" {
		switch {
		case !account.Active:
			wrong = "disabled"
		case account.Source == FromProvider:
			wrong = "not_this_way"
		case len(s.sits(account)) == 0:
			wrong = "role"
		}
	}
	var entry Entry
	if err == nil && wrong == "" {
		entry, wrong, err = s.enter(ctx, account, s.sits(account)[0], ByPasskey, s.now(), v, actSignIn)
	}
	switch {
	case err != nil:
		return Entry{}, err
	case wrong != "":
		return Entry{}, s.refuse(ctx, tried, actSignIn, account.ID, wrong)
	}
	return entry, tried.worked(ctx)
}

// BeginPasskeyStepUp begins to have somebody who is signed in prove with a passkey that it is
// them. Whoever has none is fault.NotFound.
func (s *Service) BeginPasskeyStepUp(ctx context.Context, v Visitor) (Ceremony, error) {
	session, account, err := s.load(ctx, v.Token)
	if err != nil {
		return Ceremony{}, err
	}
	tried, err := s.attempt(ctx, trySignIn, v.Address)
	if err != nil {
		return Ceremony{}, err
	}
	if err := tried.of(ctx, account.ID); err != nil {
		return Ceremony{}, err
	}
	h, err := s.holderOf(ctx, account)
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
	return s.open(ctx, PendingCeremony{Purpose: ToProve, Session: session.ID, Account: account.ID}, assertion.Response, state)
}

// FinishPasskeyStepUp gives the session a fresh proof, under a new token.
func (s *Service) FinishPasskeyStepUp(ctx context.Context, ceremony string, response []byte, v Visitor) (Entry, error) {
	session, account, err := s.load(ctx, v.Token)
	if err != nil {
		return Entry{}, err
	}
	tried, err := s.attempt(ctx, trySignIn, v.Address)
	if err != nil {
		return Entry{}, err
	}
	if err := tried.of(ctx, account.ID); err != nil {
		return Entry{}, err
	}
	n, state, ok, err := s.take(ctx, ceremony, ToProve)
	if err != nil {
		return Entry{}, err
	}
	wrong := refusalReason("ceremony")
	if ok && n.Session == session.ID && n.Account == account.ID {
		var h holder
		if h, err = s.holderOf(ctx, account); err == nil {
			_, wrong, err = s.asserted(ctx, tried, state, &h, response)
		}
	}
	switch {
	case err != nil:
		return Entry{}, err
	case wrong != "":
		return Entry{}, s.refuse(ctx, tried, actProve, account.ID, wrong)
	}
	session.ProvenAt = s.now()
	entry, err := s.turn(ctx, session, account, v.Token, actProve)
	if err != nil {
		return Entry{}, err
	}
	return entry, tried.worked(ctx)
}

// asserted checks what a passkey has signed, notes that it was used, and gives its account.
// whose is nil when the passkey itself has to say whose it is.
func (s *Service) asserted(ctx context.Context, tried *attempt, state webauthn.SessionData, whose *holder, response []byte) (Account, refusalReason, error) {
	if len(response) > maxCredential {
		return Account{}, "assertion", nil
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(response)
	if err != nil {
		return Account{}, "assertion", nil //nolint:nilerr // its text quotes what was sent
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
		return h.account, "assertion", nil //nolint:nilerr // its text quotes what was sent
	}
	wrong, err := s.counted(ctx, *h, used)
	return h.account, wrong, err
}

// owner finds whose passkey answers; nil when it is nobody's.
func (s *Service) owner(ctx context.Context, tried *attempt, parsed *protocol.ParsedCredentialAssertionData) (*holder, error) {
	p, account, err := s.store.FindPasskey(asSignIn(ctx), base64.RawURLEncoding.EncodeToString(parsed.RawID))
	switch {
	case fault.CodeOf(err) == fault.NotFound:
		return nil, nil //nolint:nilnil // nobody is no error
	case err != nil:
		return nil, err
	}
	if err := tried.of(ctx, account.ID); err != nil {
		return nil, err
	}
	h := s.held(account, []Passkey{p})
	return &h, nil
}

// counted notes the use of a passkey. A count that does not go up is the sign of a copy.
func (s *Service) counted(ctx context.Context, h holder, used *webauthn.Credential) (refusalReason, error) {
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
