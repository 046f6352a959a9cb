package identity

import (
	"context"
	"encoding/base64"
	"slices"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// Label says what a passkey is on, from a short list: a text of one's own would be a place
// for a name.
type Label string

// The labels.
const (
	LabelPhone    Label = "phone"
	LabelComputer Label = "computer"
	LabelKey      Label = "security_key"
	LabelOther    Label = "other"
)

// Labels lists every label.
func Labels() []Label { return []Label{LabelPhone, LabelComputer, LabelKey, LabelOther} }

// Passkey is somebody's key to come in with. Its private half never leaves their device.
type Passkey struct {
	// ID is our reference of it, which opens nothing.
	ID      string
	Account casework.AccountID
	Label   Label
	Added   time.Time
	Used    time.Time // zero when never

	// Credential is the device's own identifier, and Key the public half (COSE, RFC 9052); both as base64url.
	Credential string
	Key        string
	// Count is how often the device says that it was used; 0 when it does not count.
	Count uint32
	// Synced says that the device may keep copies of it elsewhere. It never changes.
	Synced     bool
	Transports []string
}

// PasskeyStore keeps passkeys.
type PasskeyStore interface {
	// AddPasskey keeps a passkey; fault.Conflict when it is on record already.
	AddPasskey(ctx context.Context, p Passkey, trace audit.Event) error
	Passkeys(ctx context.Context, account casework.AccountID) ([]Passkey, error)
	// FindPasskey finds a passkey by the device's identifier, and its account.
	FindPasskey(ctx context.Context, credential string) (Passkey, Account, error)
	// CountPasskey notes that a passkey was used. A count that has not gone up since the last
	// use is fault.Conflict: there are two of what there should be one of.
	CountPasskey(ctx context.Context, id string, count uint32, at time.Time) error
	RemovePasskey(ctx context.Context, account casework.AccountID, id string, trace audit.Event) error
}

// mostPasskeys is how many passkeys an account may have.
const mostPasskeys = 20

// holder is an account as the library wants it. What a device shows its owner is the desk and
// our code, because there is no name.
type holder struct {
	account Account
	shown   string
	keys    []Passkey
}

// WebAuthnID is what a device keeps of an account: its random code.
func (h holder) WebAuthnID() []byte { return []byte(h.account.ID) }

// WebAuthnName is what a device shows to tell accounts apart.
func (h holder) WebAuthnName() string { return string(h.account.ID) }

// WebAuthnDisplayName is what a device shows first.
func (h holder) WebAuthnDisplayName() string { return h.shown }

// WebAuthnCredentials lists the account's passkeys.
func (h holder) WebAuthnCredentials() []webauthn.Credential {
	out := make([]webauthn.Credential, 0, len(h.keys))
	for _, p := range h.keys {
		if c, ok := p.credential(); ok {
			out = append(out, c)
		}
	}
	return out
}

func (p Passkey) credential() (webauthn.Credential, bool) {
	id, err := base64.RawURLEncoding.DecodeString(p.Credential)
	key, wrong := base64.RawURLEncoding.DecodeString(p.Key)
	c := webauthn.Credential{
		ID: id, PublicKey: key, Flags: webauthn.CredentialFlags{UserPresent: true, UserVerified: true, BackupEligible: p.Synced},
		Authenticator: webauthn.Authenticator{SignCount: p.Count},
	}
	for _, t := range p.Transports {
		c.Transport = append(c.Transport, protocol.AuthenticatorTransport(t))
	}
	return c, err == nil && wrong == nil
}

// holderOf is an account with its passkeys.
func (s *Service) holderOf(ctx context.Context, a Account) (holder, error) {
	keys, err := s.store.Passkeys(asSignIn(ctx), a.ID)
	return s.held(a, keys), err
}

func (s *Service) held(a Account, keys []Passkey) holder {
	desk, _ := s.directory.Desk(a.Desk)
	return holder{account: a, shown: desk.Name, keys: keys}
}

// Passkeys lists the caller's passkeys, the oldest first.
func (s *Service) Passkeys(ctx context.Context, c Caller) ([]Passkey, error) {
	if c.Machine {
		return nil, nil
	}
	return s.store.Passkeys(asSignIn(ctx), c.Actor.Account)
}

// RemovePasskey takes a passkey of the caller away: it opens nothing any more. The last one of
// an account that comes in with nothing else is fault.Conflict.
func (s *Service) RemovePasskey(ctx context.Context, c Caller, id string) error {
	if err := s.proven(c); err != nil {
		return err
	}
	account, err := s.store.FindAccount(asSignIn(ctx), c.Actor.Account)
	if err != nil {
		return err
	}
	keys, err := s.store.Passkeys(asSignIn(ctx), account.ID)
	if err != nil {
		return err
	}
	if account.Source != FromProvider && len(keys) == 1 && keys[0].ID == id {
		return fault.New(fault.Conflict, "it is the only way in; add another passkey first")
	}
	return s.store.RemovePasskey(asSignIn(ctx), account.ID, id, s.stamped(c.event(actRemove)))
}

// label takes a label of the list; anything else is "other".
func label(l Label) Label {
	if slices.Contains(Labels(), l) {
		return l
	}
	return LabelOther
}
