// Package kek opens the key-encryption keys that wrap everybody's keys: one in a file that
// nobody else may read, or one that never leaves a Vault. It refuses what is not kept as such a
// key must be, says no word about a key but its name, and logs nothing.
package kek

import (
	"errors"
	"fmt"
	"strings"

	"example.org/homeward/internal/seal"
)

// Where a key is, in the names that Open takes: "file:/path" and "vault:<mount>/<key>".
const (
	inFile  = "file:"
	inVault = "vault:"
)

// Options say which keys are meant.
type Options struct {
	// Key wraps; it is required.
	Key string
	// Formerly are keys that Key has taken over from; they only unwrap.
	Formerly []string
	// Vault says how to reach a Vault, when one of the keys is there.
	Vault Vault
	// Development takes keys that were made for development.
	Development bool
}

// Valid reports whether a name has the form that Open takes.
func Valid(name string) bool {
	if path, ok := strings.CutPrefix(name, inFile); ok {
		return path != ""
	}
	at, ok := strings.CutPrefix(name, inVault)
	return ok && vaultPath.MatchString(at)
}

// Open opens the keys. It reads files, and does not reach a Vault yet.
func Open(o Options) (seal.KEKs, error) {
	var keks seal.KEKs
	var err error
	if keks.Now, err = o.open(o.Key); err != nil {
		return seal.KEKs{}, err
	}
	for _, name := range o.Formerly {
		former, err := o.open(name)
		if err != nil {
			return seal.KEKs{}, err
		}
		keks.Formerly = append(keks.Formerly, former)
	}
	return keks, nil
}

func (o Options) open(name string) (seal.KEK, error) {
	if path, ok := strings.CutPrefix(name, inFile); ok {
		return OpenFile(path, o.Development)
	}
	at, ok := strings.CutPrefix(name, inVault)
	if !ok || !vaultPath.MatchString(at) {
		return nil, errors.New("open key-encryption key: its name is neither file:/path nor vault:<mount>/<key>")
	}
	kek, err := o.Vault.open(at)
	if err != nil {
		return nil, fmt.Errorf("open key-encryption key vault:%s: %w", at, err)
	}
	return kek, nil
}
