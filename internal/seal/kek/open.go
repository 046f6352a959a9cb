// Package kek opens the key-encryption keys that wrap all keysets: a key in a file that no other
// account can read, or a key that never leaves a Vault. It refuses a key file with wrong permissions,
// reveals nothing about a key except its name, and logs nothing.
package kek

import (
	"errors"
	"fmt"
	"strings"

	"example.org/homeward/internal/seal"
)

// The places of a key, in the names that Open accepts: "file:/path" and "vault:<mount>/<key>".
const (
	inFile  = "file:"
	inVault = "vault:"
)

// Options name the keys.
type Options struct {
	// Key wraps. It is required.
	Key string
	// Formerly are the predecessors of Key; they only unwrap.
	Formerly []string
	// Vault is how to reach a Vault, if one of the keys is in one.
	Vault Vault
	// Development accepts keys that were made for development.
	Development bool
}

// Valid reports whether a name has a form that Open accepts.
func Valid(name string) bool {
	if path, ok := strings.CutPrefix(name, inFile); ok {
		return path != ""
	}
	at, ok := strings.CutPrefix(name, inVault)
	return ok && vaultPath.MatchString(at)
}

// Open opens the keys. It reads files, and does not connect to a Vault yet.
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
