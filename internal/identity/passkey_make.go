package identity

import (
	"context"
	"encoding/base64"
	"slices"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/protocol/webauthncose"
	"github.com/go-webauthn/webauthn/webauthn"

	"example.org/homeward/internal/fault"
)

// BeginEnrolment begins to add a passkey to the account of a caller with a fresh proof. Without one it
// returns ErrStepUp.
func (s *Service) BeginEnrolment(ctx context.Context, v Visitor) (Ceremony, error) {
	session, account, err := s.enrollingAccount(ctx, v)
	if err != nil {
		return Ceremony{}, err
	}
	h, err := s.passkeyUserOf(ctx, account)
	if err != nil {
		return Ceremony{}, err
	}
	if len(h.keys) >= maxPasskeys {
		return Ceremony{}, fault.New(fault.Conflict, "there are too many passkeys; remove one first")
	}
	return s.beginCreation(ctx, h, PendingCeremony{Purpose: ToEnrol, Session: session.ID, Account: account.ID})
}

// FinishEnrolment adds the passkey that a browser has created.
func (s *Service) FinishEnrolment(ctx context.Context, ceremony string, label Label, response []byte, v Visitor) (Passkey, error) {
	session, account, err := s.enrollingAccount(ctx, v)
	if err != nil {
		return Passkey{}, err
	}
	n, state, ok, err := s.takeCeremony(ctx, ceremony, ToEnrol)
	if err != nil {
		return Passkey{}, err
	}
	if !ok || n.Session != session.ID || n.Account != account.ID {
		return Passkey{}, notMade()
	}
	h, err := s.passkeyUserOf(ctx, account)
	if err != nil {
		return Passkey{}, err
	}
	p, ok := s.checkCreation(h, state, label, response)
	if !ok {
		s.recordRefusal(ctx, actEnrol, account.ID, "attestation")
		return Passkey{}, notMade()
	}
	caller, _ := s.callerOf(session, account)
	return p, s.store.AddPasskey(asSignIn(ctx), p, s.atNow(caller.event(actEnrol)))
}

func notMade() error {
	return fault.New(fault.Invalid, "the passkey was not created; begin again")
}

// enrollingAccount returns the session and account to which a passkey is added. It needs a session in a
// browser and a fresh proof.
func (s *Service) enrollingAccount(ctx context.Context, v Visitor) (Session, Account, error) {
	session, account, err := s.loadSession(ctx, v.Token)
	if err != nil {
		return Session{}, Account{}, err
	}
	caller, ok := s.callerOf(session, account)
	if !ok || session.Method == ByCommandLine {
		return Session{}, Account{}, fault.New(fault.Denied, "add a passkey in a browser")
	}
	return session, account, s.requireFreshProof(caller)
}

// beginCreation begins the creation of a passkey in a browser.
func (s *Service) beginCreation(ctx context.Context, h passkeyUser, n PendingCeremony) (Ceremony, error) {
	var known []protocol.CredentialDescriptor
	for _, c := range h.WebAuthnCredentials() {
		known = append(known, c.Descriptor())
	}
	creation, state, err := s.passkeys.BeginRegistration(h, webauthn.WithExclusions(known), webauthn.WithCredentialParameters(parameters()))
	if err != nil {
		return Ceremony{}, fault.New(fault.Unknown, "a ceremony cannot begin")
	}
	return s.saveCeremony(ctx, n, creation.Response, state)
}

// parameters lists the permitted signature algorithms, the preferred first.
func parameters() []protocol.CredentialParameter {
	var out []protocol.CredentialParameter
	for _, alg := range []webauthncose.COSEAlgorithmIdentifier{webauthncose.AlgES256, webauthncose.AlgEdDSA, webauthncose.AlgRS256} {
		out = append(out, protocol.CredentialParameter{Type: protocol.PublicKeyCredentialType, Algorithm: alg})
	}
	return out
}

// checkCreation validates a created passkey: it must be for our origin, answer our challenge, and its
// owner must have been verified.
func (s *Service) checkCreation(h passkeyUser, state webauthn.SessionData, given Label, response []byte) (Passkey, bool) {
	if len(response) > maxCredential {
		return Passkey{}, false
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(response)
	if err != nil {
		return Passkey{}, false
	}
	c, err := s.passkeys.CreateCredential(h, state, parsed)
	if err != nil || !c.Flags.UserVerified || len(c.ID) > 1023 {
		return Passkey{}, false
	}
	p := Passkey{
		ID: newRef("k-"), Account: h.account.ID, Label: label(given), Added: s.now(), Count: c.Authenticator.SignCount, Synced: c.Flags.BackupEligible,
		Credential: base64.RawURLEncoding.EncodeToString(c.ID), Key: base64.RawURLEncoding.EncodeToString(c.PublicKey),
	}
	for _, t := range c.Transport {
		if slices.Contains(transports(), t) {
			p.Transports = append(p.Transports, string(t))
		}
	}
	return p, true
}

// transports lists the permitted transports, because a browser could send anything.
func transports() []protocol.AuthenticatorTransport {
	return []protocol.AuthenticatorTransport{protocol.USB, protocol.NFC, protocol.BLE, protocol.SmartCard, protocol.Hybrid, protocol.Internal}
}
