package audit

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"sync"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Notary signs for a log: each leaf at its place, and heads. It remembers the newest head that it has
// signed, and refuses to sign one that does not extend it, so that it stops signing if the database of
// a running log is rewritten. It is safe for concurrent use.
type Notary struct {
	signer note.Signer
	key    Key

	mu   sync.Mutex
	last Head
	kept func(signed string) error
}

// NewKey returns a new key pair for the log of an origin: the secret key, which only the notary may
// read, and the public key.
func NewKey(origin string) (secret, public string, err error) {
	secret, public, err = note.GenerateKey(rand.Reader, origin)
	if err != nil {
		return "", "", fmt.Errorf("make audit key: %w", err)
	}
	return secret, public, nil
}

// NewNotary returns a notary with a secret key. Its error does not quote the key.
func NewNotary(secret string) (*Notary, error) {
	secret = strings.TrimSpace(secret)
	signer, err := note.NewSigner(secret)
	if err != nil {
		return nil, errSecret
	}
	public, err := publicOf(secret)
	if err != nil {
		return nil, err
	}
	return &Notary{signer: signer, key: public}, nil
}

// publicOf returns the public key of a secret key that was parsed before.
func publicOf(secret string) (Key, error) {
	parts := strings.SplitN(secret, "+", 5) // PRIVATE, KEY, name, hash, algorithm and seed
	if len(parts) != 5 {
		return Key{}, errSecret
	}
	raw, err := base64.StdEncoding.DecodeString(parts[4])
	if err != nil || len(raw) != 1+ed25519.SeedSize {
		return Key{}, errSecret
	}
	public, ok := ed25519.NewKeyFromSeed(raw[1:]).Public().(ed25519.PublicKey)
	if !ok {
		return Key{}, errSecret
	}
	text, err := note.NewEd25519VerifierKey(parts[2], public)
	if err != nil {
		return Key{}, errSecret
	}
	return ParseKey(text)
}

var errSecret = errors.New("not the secret key of a log, as `homeward audit key --make` writes it")

// Key returns the public key, which verifies the notary's signatures.
func (n *Notary) Key() Key { return n.key }

// Keep makes the notary pass every signed head to keep, which stores it out of reach of the database.
// last is the head that was stored last, from which the notary continues; "" for none. Keep returns
// ErrHead if the notary did not sign last. If keep fails, the head is not signed.
func (n *Notary) Keep(last string, keep func(signed string) error) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if last != "" {
		head, err := n.key.Open(last)
		if err != nil {
			return err
		}
		n.last = head
	}
	n.kept = keep
	return nil
}

// ErrForked means that a tree does not extend the newest head that was signed: the log was rewritten,
// or the database was reset to an earlier state.
var ErrForked = errors.New("the audit log does not extend the last signed head; nothing is signed any longer")

// SignLeaf signs a leaf at its place.
func (n *Notary) SignLeaf(index int64, leaf tlog.Hash) ([]byte, error) {
	signature, err := n.signer.Sign(leafText(n.key.Name(), index, leaf))
	if err != nil {
		return nil, fmt.Errorf("sign audit leaf: %w", err)
	}
	return signature, nil
}

// Newest returns the newest head that was signed or stored; the empty head if there is none.
func (n *Notary) Newest() Head {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.last
}

// SignHead signs a head of a tree whose hashes stored reads. It returns ErrForked if the head does not
// extend the newest one.
func (n *Notary) SignHead(head Head, stored Reader) (signed string, err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if err := n.extendsNewest(head, stored); err != nil {
		return "", err
	}
	raw, err := note.Sign(&note.Note{Text: head.text(n.key.Name())}, n.signer)
	if err != nil {
		return "", fmt.Errorf("sign audit head: %w", err)
	}
	if n.kept != nil {
		if err := n.kept(string(raw)); err != nil {
			return "", fmt.Errorf("store audit head: %w", err)
		}
	}
	n.last = head
	return string(raw), nil
}

// extendsNewest returns ErrForked unless the head extends the newest signed head.
func (n *Notary) extendsNewest(head Head, stored Reader) error {
	if n.last.Size == 0 {
		return nil
	}
	if head.Size < n.last.Size {
		return ErrForked
	}
	proof, err := ProveContinues(n.last.Size, head.Size, stored)
	if err != nil {
		return err
	}
	if !head.Continues(n.last, proof) {
		return ErrForked
	}
	return nil
}
