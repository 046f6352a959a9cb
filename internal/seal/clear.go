package seal

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"slices"
)

// clearVersion is the first byte that Clear writes. Other Boxes write other bytes, so that a store can
// hold values of several kinds while it is being encrypted again.
const clearVersion byte = 0x01

// bindingLen is the number of bytes of the place's hash before a value.
const bindingLen = 16

// Clear frames values without encrypting them. It detects values in the wrong place, and protects
// against no one who can read the database. It is for tests, whose results must not vary; no
// configuration selects it. Its zero value is ready for use.
type Clear struct{}

var _ Box = Clear{}

// Seal returns the version, the binding and plain.
func (Clear) Seal(_ context.Context, place Place, plain []byte) ([]byte, error) {
	if plain == nil {
		return nil, nil
	}
	return slices.Concat([]byte{clearVersion}, binding(place), plain), nil
}

// Open checks the version and the binding, and returns the rest.
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

// binding returns a short hash of a place.
func binding(place Place) []byte {
	hash := sha256.Sum256(place.bytes())
	return hash[:bindingLen]
}

// bytes encodes a place. Each part has its length before it, so that different places have different
// encodings.
func (p Place) bytes() []byte {
	parts := []string{string(p.Subject), p.Column, p.Row}
	out := make([]byte, 0, 3*8+len(p.Subject)+len(p.Column)+len(p.Row))
	for _, part := range parts {
		out = binary.BigEndian.AppendUint64(out, uint64(len(part)))
		out = append(out, part...)
	}
	return out
}
