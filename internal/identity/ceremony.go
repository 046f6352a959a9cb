package identity

import (
	"context"
	"encoding/json"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// ceremonyTime is how long a browser may take for a ceremony.
const ceremonyTime = 5 * time.Minute

// maxCredential bounds the response of a browser in a ceremony, in bytes.
const maxCredential = 64 << 10

// Ceremony is what a browser needs to create or use a passkey (Web Authentication Level 3).
type Ceremony struct {
	// ID must be sent back with the response of the passkey. It can be used once.
	ID string
	// Make reports whether a new passkey is to be created. Otherwise an existing one is used.
	Make bool
	// Options is the value of publicKey.
	Options json.RawMessage
}

// Purpose is the purpose of a ceremony.
type Purpose string

// The purposes.
const (
	ToSignIn Purpose = "sign_in"
	ToProve  Purpose = "prove"
	ToEnrol  Purpose = "enrol"
	ToAdmit  Purpose = "admit"
)

// PendingCeremony is a ceremony that has begun and not ended.
type PendingCeremony struct {
	IDHash  string
	Purpose Purpose
	// Session and Account identify who must complete it; "" for a sign-in.
	Session string
	Account casework.AccountID
	// Admission is its invitation or recovery; "" if there is none.
	Admission string
	// State is what the WebAuthn library has to remember, including the challenge.
	State   []byte
	Expires time.Time
}

// PendingCeremonyStore stores pending ceremonies.
type PendingCeremonyStore interface {
	AddPendingCeremony(ctx context.Context, n PendingCeremony) error
	// TakePendingCeremony returns a ceremony and removes it, so that it can be used once, also if it
	// fails.
	TakePendingCeremony(ctx context.Context, idHash string, now time.Time) (PendingCeremony, error)
}

// newPasskeys returns the requirements for passkeys: bound to the host of our origin, used from our own
// pages, and unlocked by their owner with a fingerprint, a face or a PIN.
func (s *Service) newPasskeys() (*webauthn.WebAuthn, error) {
	return webauthn.New(&webauthn.Config{
		RPID: s.origin.Hostname(), RPDisplayName: "Homeward", RPOrigins: []string{s.origin.String()},
		AttestationPreference: protocol.PreferNoAttestation, // the make of the device does not matter
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, UserVerification: protocol.VerificationRequired,
		},
	})
}

// saveCeremony stores a pending ceremony, and returns what the browser needs.
func (s *Service) saveCeremony(ctx context.Context, n PendingCeremony, options any, state *webauthn.SessionData) (Ceremony, error) {
	public, err := json.Marshal(options)
	if err != nil {
		return Ceremony{}, fault.New(fault.Unknown, "a ceremony cannot be encoded")
	}
	if n.State, err = json.Marshal(state); err != nil {
		return Ceremony{}, fault.New(fault.Unknown, "a ceremony cannot be encoded")
	}
	id := newSecret("")
	n.IDHash, n.Expires = hashOf(id), s.now().Add(ceremonyTime)
	if err := s.store.AddPendingCeremony(asSignIn(ctx), n); err != nil {
		return Ceremony{}, err
	}
	return Ceremony{ID: id, Make: n.Purpose == ToEnrol || n.Purpose == ToAdmit, Options: public}, nil
}

// takeCeremony ends a ceremony. ok is false if it does not exist, was ended before, or has another
// purpose.
func (s *Service) takeCeremony(ctx context.Context, id string, purpose Purpose) (n PendingCeremony, state webauthn.SessionData, ok bool, err error) {
	if !isSecret("", id) {
		return PendingCeremony{}, state, false, nil
	}
	n, err = s.store.TakePendingCeremony(asSignIn(ctx), hashOf(id), s.now())
	switch {
	case fault.CodeOf(err) == fault.NotFound:
		return PendingCeremony{}, state, false, nil
	case err != nil:
		return PendingCeremony{}, state, false, err
	case n.Purpose != purpose:
		return n, state, false, nil
	case json.Unmarshal(n.State, &state) != nil:
		return n, state, false, fault.New(fault.Unknown, "a ceremony cannot be decoded")
	}
	return n, state, true, nil
}
