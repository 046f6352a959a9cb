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

// BeginEnrolment begins to add a passkey to the account of somebody who has lately proved who
// they are; else it is ErrStepUp.
func (s *Service) BeginEnrolment(ctx context.Context, v Visitor) (Ceremony, error) {
	session, account, err := s.enrolling(ctx, v)
	if err != nil {
		return Ceremony{}, err
	}
	h, err := s.holderOf(ctx, account)
	if err != nil {
		return Ceremony{}, err
	}
	if len(h.keys) >= mostPasskeys {
		return Ceremony{}, fault.New(fault.Conflict, "there are enough passkeys; remove one first")
	}
	return s.make(ctx, h, PendingCeremony{Purpose: ToEnrol, Session: session.ID, Account: account.ID})
}

// FinishEnrolment adds the passkey that a browser has made.
func (s *Service) FinishEnrolment(ctx context.Context, ceremony string, label Label, response []byte, v Visitor) (Passkey, error) {
	session, account, err := s.enrolling(ctx, v)
	if err != nil {
		return Passkey{}, err
	}
	n, state, ok, err := s.take(ctx, ceremony, ToEnrol)
	if err != nil {
		return Passkey{}, err
	}
	if !ok || n.Session != session.ID || n.Account != account.ID {
		return Passkey{}, notMade()
	}
	h, err := s.holderOf(ctx, account)
	if err != nil {
		return Passkey{}, err
	}
	p, ok := s.made(h, state, label, response)
	if !ok {
		s.turnedAway(ctx, actEnrol, account.ID, "attestation")
		return Passkey{}, notMade()
	}
	caller, _ := s.callerOf(session, account)
	return p, s.store.AddPasskey(asSignIn(ctx), p, s.stamped(caller.event(actEnrol)))
}

func notMade() error {
	return fault.New(fault.Invalid, "the passkey was not made; begin again")
}

// enrolling finds who adds a passkey. It takes a session in a browser and a fresh proof.
func (s *Service) enrolling(ctx context.Context, v Visitor) (Session, Account, error) {
	session, account, err := s.load(ctx, v.Token)
	if err != nil {
		return Session{}, Account{}, err
	}
	caller, ok := s.callerOf(session, account)
	if !ok || session.Method == ByCommandLine {
		return Session{}, Account{}, fault.New(fault.Denied, "a passkey is added in a browser")
	}
	return session, account, s.proven(caller)
}

// make asks a browser to make a passkey for somebody.
func (s *Service) make(ctx context.Context, h holder, n PendingCeremony) (Ceremony, error) {
	var known []protocol.CredentialDescriptor
	for _, c := range h.WebAuthnCredentials() {
		known = append(known, c.Descriptor())
	}
	creation, state, err := s.passkeys.BeginRegistration(h, webauthn.WithExclusions(known), webauthn.WithCredentialParameters(parameters()))
	if err != nil {
		return Ceremony{}, fault.New(fault.Unknown, "a ceremony cannot begin")
	}
	return s.open(ctx, n, creation.Response, state)
}

// parameters lists the signatures that a passkey may make, the best first.
func parameters() []protocol.CredentialParameter {
	var out []protocol.CredentialParameter
	for _, alg := range []webauthncose.COSEAlgorithmIdentifier{webauthncose.AlgES256, webauthncose.AlgEdDSA, webauthncose.AlgRS256} {
		out = append(out, protocol.CredentialParameter{Type: protocol.PublicKeyCredentialType, Algorithm: alg})
	}
	return out
}

// made checks what a browser says of the passkey that it has made: that it is for us, answers
// our challenge, and that its owner has shown that it is theirs.
func (s *Service) made(h holder, state webauthn.SessionData, given Label, response []byte) (Passkey, bool) {
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
		ID: code("k-"), Account: h.account.ID, Label: label(given), Added: s.now(), Count: c.Authenticator.SignCount, Synced: c.Flags.BackupEligible,
		Credential: base64.RawURLEncoding.EncodeToString(c.ID), Key: base64.RawURLEncoding.EncodeToString(c.PublicKey),
	}
	for _, t := range c.Transport {
		if slices.Contains(transports(), t) {
			p.Transports = append(p.Transports, string(t))
		}
	}
	return p, true
}

// transports lists how a device may be reached; a browser could say anything.
func transports() []protocol.AuthenticatorTransport {
	return []protocol.AuthenticatorTransport{protocol.USB, protocol.NFC, protocol.BLE, protocol.SmartCard, protocol.Hybrid, protocol.Internal}
}
