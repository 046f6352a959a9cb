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

// ceremonyTime is how long a browser may take with a passkey.
const ceremonyTime = 5 * time.Minute

// maxCredential bounds what a browser may send of a passkey.
const maxCredential = 64 << 10

// Ceremony is what a browser has to ask of a passkey (Web Authentication, level 3).
type Ceremony struct {
	// ID is to be sent back with what the passkey says. It is good for one try.
	ID string
	// Make says that a new passkey is to be made, and else one that is there to be used.
	Make bool
	// Options is the value of publicKey.
	Options json.RawMessage
}

// Purpose is what a ceremony is for.
type Purpose string

// The purposes.
const (
	ToSignIn Purpose = "sign_in"
	ToProve  Purpose = "prove"
	ToEnrol  Purpose = "enrol"
	ToAdmit  Purpose = "admit"
)

// Rite is a ceremony that has begun and not ended.
type PendingCeremony struct {
	IDHash  string
	Purpose Purpose
	// Session and Account say whose it is to be; "" when somebody signs in.
	Session string
	Account casework.AccountID
	// Admission is the invitation or recovery that it belongs to; "" for none.
	Admission string
	// State is what the library has to remember, with the challenge.
	State   []byte
	Expires time.Time
}

// RiteStore keeps ceremonies that are under way.
type PendingCeremonyStore interface {
	AddPendingCeremony(ctx context.Context, n PendingCeremony) error
	// TakeRite gives a ceremony and forgets it, whatever comes of it: it is good for one try.
	TakePendingCeremony(ctx context.Context, idHash string, now time.Time) (PendingCeremony, error)
}

// newPasskeys says what passkeys have to be like: bound to the host of our origin, used from
// our own pages, and opened by whoever holds them with a finger, a face or a number.
func (s *Service) newPasskeys() (*webauthn.WebAuthn, error) {
	return webauthn.New(&webauthn.Config{
		RPID: s.origin.Hostname(), RPDisplayName: "Homeward", RPOrigins: []string{s.origin.String()},
		AttestationPreference: protocol.PreferNoAttestation, // which make of device somebody has is none of our business
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, UserVerification: protocol.VerificationRequired,
		},
	})
}

// open keeps a ceremony, and gives what the browser needs of it.
func (s *Service) open(ctx context.Context, n PendingCeremony, options any, state *webauthn.SessionData) (Ceremony, error) {
	public, err := json.Marshal(options)
	if err != nil {
		return Ceremony{}, fault.New(fault.Unknown, "a ceremony cannot be written down")
	}
	if n.State, err = json.Marshal(state); err != nil {
		return Ceremony{}, fault.New(fault.Unknown, "a ceremony cannot be written down")
	}
	id := secret("")
	n.IDHash, n.Expires = hashOf(id), s.now().Add(ceremonyTime)
	if err := s.store.AddPendingCeremony(asSignIn(ctx), n); err != nil {
		return Ceremony{}, err
	}
	return Ceremony{ID: id, Make: n.Purpose == ToEnrol || n.Purpose == ToAdmit, Options: public}, nil
}

// take ends a ceremony of a purpose. One that is not there, that somebody has ended, or that
// was for something else is not ok.
func (s *Service) take(ctx context.Context, id string, purpose Purpose) (n PendingCeremony, state webauthn.SessionData, ok bool, err error) {
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
		return n, state, false, fault.New(fault.Unknown, "a ceremony cannot be read")
	}
	return n, state, true, nil
}
