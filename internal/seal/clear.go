package seal

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"slices"
)

// clearVersion is the first byte of what Clear writes. Other ways of sealing take other
// bytes, so that a store can hold several at once while it is being sealed anew.
const clearVersion byte = 0x01

// bindingLen is how much of the hash of its place stands in front of a value.
const bindingLen = 16

// Clear frames values without encrypting them: it protects against a value in the wrong
// place, and against nobody who can read the database. It is for tests, whose results must
// not vary from run to run; no configuration leads to it. Its zero value works.
type Clear struct{}

var _ Box = Clear{}

// Seal puts the version and the binding before plain.
func (Clear) Seal(_ context.Context, place Place, plain []byte) ([]byte, error) {
	if plain == nil {
		return nil, nil
	}
	return slices.Concat([]byte{clearVersion}, binding(place), plain), nil
}

// Open checks version and binding and gives what follows.
func (Clear) Open(_ context.Context, place Place, sealed []byte) ([]byte, error) {
	if sealed == nil {
		return nil, nil
	}
	if len(sealed) < 1+bindingLen || sealed[0] != clearVersion {
		return nil, ErrForm
	}
	if !bytes.Equal(sealed[1:1+bindingLen], binding(place)) {
		return nil, ErrMoved
	}
	return append([]byte{}, sealed[1+bindingLen:]...), nil // never nil: an empty value is not an absent one
}

// binding is a short name of a place.
func binding(place Place) []byte {
	hash := sha256.Sum256(place.bytes())
	return hash[:bindingLen]
}

// bytes writes a place down. Lengths stand before the parts, so that no two places are alike.
func (p Place) bytes() []byte {
	parts := []string{string(p.Subject), p.Column, p.Row}
	out := make([]byte, 0, 3*8+len(p.Subject)+len(p.Column)+len(p.Row))
	for _, part := range parts {
		out = binary.BigEndian.AppendUint64(out, uint64(len(part)))
		out = append(out, part...)
	}
	return out
}
