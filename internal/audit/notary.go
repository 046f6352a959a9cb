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

// Notary signs for a log: each leaf at its place, and heads. It remembers the newest head that
// it has signed, and never signs one that does not go on from it: who rewrites the database
// under a running log finds it silent. It can be used by many at once.
type Notary struct {
	signer note.Signer
	key    Key

	mu   sync.Mutex
	last Head
	kept func(signed string) error
}

// NewKey makes a new pair of keys for the log of an origin: the secret one, which the notary
// signs with and nobody else may read, and the public one.
func NewKey(origin string) (secret, public string, err error) {
	secret, public, err = note.GenerateKey(rand.Reader, origin)
	if err != nil {
		return "", "", fmt.Errorf("make audit key: %w", err)
	}
	return secret, public, nil
}

// NewNotary makes a notary of a secret key. Its error does not repeat the key.
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

// publicOf makes the public key that belongs to a secret one, which has been read before.
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

// Key is the public key, which verifies what the notary signs.
func (n *Notary) Key() Key { return n.key }

// Keep has every head that is signed from now on handed to keep, which puts it where the
// database cannot reach, and has the notary begin from the head that was kept last: "" for
// none. A head that the notary did not sign itself is ErrHead. When keep fails the head is
// not signed.
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

// ErrForked says that a tree does not go on from the newest head that was signed: somebody has
// rewritten the log, or put an older state of the database in its place.
var ErrForked = errors.New("the audit log does not go on from what was signed; nothing is signed any more")

// SignLeaf signs a leaf at its place.
func (n *Notary) SignLeaf(index int64, leaf tlog.Hash) ([]byte, error) {
	signature, err := n.signer.Sign(leafText(n.key.Name(), index, leaf))
	if err != nil {
		return nil, fmt.Errorf("sign audit leaf: %w", err)
	}
	return signature, nil
}

// Newest is the newest head that was signed or kept; the empty one when there is none.
func (n *Notary) Newest() Head {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.last
}

// SignHead signs a head of a tree whose hashes are read from stored. A head that does not go
// on from the newest one that was signed is ErrForked.
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
			return "", fmt.Errorf("keep audit head: %w", err)
		}
	}
	n.last = head
	return string(raw), nil
}

// goesOn checks that a head goes on from the newest one that was signed.
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
