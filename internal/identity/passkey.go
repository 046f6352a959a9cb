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

// Label is the kind of device of a passkey, from a short list: free text could contain a name.
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

// Passkey is a user's credential for signing in. The private key never leaves their device.
type Passkey struct {
	// ID is our reference of it. It gives no access.
	ID      string
	Account casework.AccountID
	Label   Label
	Added   time.Time
	Used    time.Time // zero if never

	// Credential is the device's identifier, and Key the public key (COSE, RFC 9052), both in
	// base64url.
	Credential string
	Key        string
	// Count is the device's signature counter; 0 if it does not count.
	Count uint32
	// Synced reports whether the device may synchronise copies of it. It never changes.
	Synced     bool
	Transports []string
}

// PasskeyStore stores passkeys.
type PasskeyStore interface {
	// AddPasskey stores a passkey. It returns fault.Conflict if it is stored already.
	AddPasskey(ctx context.Context, p Passkey, trace audit.Event) error
	Passkeys(ctx context.Context, account casework.AccountID) ([]Passkey, error)
	// FindPasskey returns a passkey by the device's identifier, with its account.
	FindPasskey(ctx context.Context, credential string) (Passkey, Account, error)
	// CountPasskey records a use of a passkey. It returns fault.Conflict if the counter has not
	// increased since the last use, which means that there is a copy.
	CountPasskey(ctx context.Context, id string, count uint32, at time.Time) error
	RemovePasskey(ctx context.Context, account casework.AccountID, id string, trace audit.Event) error
}

// maxPasskeys is the largest number of passkeys of an account.
const maxPasskeys = 20

// passkeyUser is an account as the WebAuthn library needs it. The device shows its owner the desk and
// our code, because there is no name.
type passkeyUser struct {
	account     Account
	displayName string
	keys        []Passkey
}

// WebAuthnID returns what a device stores for an account: its random code.
func (h passkeyUser) WebAuthnID() []byte { return []byte(h.account.ID) }

// WebAuthnName returns what a device shows to distinguish accounts.
func (h passkeyUser) WebAuthnName() string { return string(h.account.ID) }

// WebAuthnDisplayName returns what a device shows first.
func (h passkeyUser) WebAuthnDisplayName() string { return h.displayName }

// WebAuthnCredentials lists the account's passkeys.
func (h passkeyUser) WebAuthnCredentials() []webauthn.Credential {
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

// passkeyUserOf returns an account with its passkeys.
func (s *Service) passkeyUserOf(ctx context.Context, a Account) (passkeyUser, error) {
	keys, err := s.store.Passkeys(asSignIn(ctx), a.ID)
	return s.passkeyUserWith(a, keys), err
}

func (s *Service) passkeyUserWith(a Account, keys []Passkey) passkeyUser {
	desk, _ := s.directory.Desk(a.Desk)
	return passkeyUser{account: a, displayName: desk.Name, keys: keys}
}

// Passkeys lists the caller's passkeys, the oldest first.
func (s *Service) Passkeys(ctx context.Context, c Caller) ([]Passkey, error) {
	if c.Machine {
		return nil, nil
	}
	return s.store.Passkeys(asSignIn(ctx), c.Actor.Account)
}

// RemovePasskey removes a passkey of the caller. It returns fault.Conflict for the last one of an
// account that has no other way to sign in.
func (s *Service) RemovePasskey(ctx context.Context, c Caller, id string) error {
	if err := s.requireFreshProof(c); err != nil {
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
		return fault.New(fault.Conflict, "this is your only passkey; add another one first")
	}
	return s.store.RemovePasskey(asSignIn(ctx), account.ID, id, s.atNow(c.event(actRemove)))
}

// label returns l if it is in the list, and otherwise LabelOther.
func label(l Label) Label {
	if slices.Contains(Labels(), l) {
		return l
	}
	return LabelOther
}
