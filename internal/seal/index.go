package seal

import (
	"context"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"

	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/prf"
)

// Token is what a blind index holds in place of a value: equal values of one field have equal
// tokens, and nobody without the key can go back. How often a token occurs, and that two rows
// share one, can be seen by whoever reads the index.
type Token [16]byte

// Index makes tokens for blind indexes. Each field has a key of its own, so that tokens of
// two fields cannot be compared. It can be used by many at once.
type Index struct {
	root [32]byte
}

// leastSecret is the shortest secret that an Index takes, in bytes.
const leastSecret = 32

// NewIndex makes an Index of a secret of at least 32 random bytes.
func NewIndex(secret []byte) (*Index, error) {
	if len(secret) < leastSecret {
		return nil, errors.New("make blind index: the secret is too short")
	}
	root, err := hkdf.Key(sha256.New, secret, nil, "homeward blind index", len(Index{}.root))
	if err != nil {
		return nil, errors.New("make blind index: no key can be derived")
	}
	return &Index{root: [32]byte(root)}, nil
}

// Token returns the token of a value of a field, such as "people.phone". The value MUST be in
// the one form that equal values share; "" has a token too, and is not worth keeping one of.
func (x *Index) Token(field, normalised string) Token {
	key, err := hkdf.Expand(sha256.New, x.root[:], "field:"+field, sha256.Size)
	if err != nil {
		panic(err) // only ever for keys longer than 8 kB
	}
	mac := hmac.New(sha256.New, key)
	_, _ = mac.Write([]byte(normalised)) // a hash takes everything
	return Token(mac.Sum(nil)[:len(Token{})])
}

// Index returns the Index whose key is stored, wrapped, for the subject ForIndex; the first call
// ever makes it. The same database and the same key-encryption key give the same tokens, in
// every process and after every rotation.
func (k *Keyed) Index(ctx context.Context) (*Index, error) {
	found, err := k.store.FindKeys(ctx, []Subject{ForIndex})
	if err != nil {
		return nil, fmt.Errorf("find the key of the blind indexes: %w", err)
	}
	stored, ok := found[ForIndex]
	if !ok {
		if stored, err = k.addIndex(ctx); err != nil {
			return nil, err
		}
	}
	if stored.Destroyed() {
		return nil, fmt.Errorf("find the key of the blind indexes: %w", ErrErased)
	}
	handle, err := k.keks.unwrap(ctx, ForIndex, stored)
	if err != nil {
		return nil, err
	}
	set, err := prf.NewPRFSet(handle)
	if err != nil {
		return nil, fmt.Errorf("read the key of the blind indexes: %w", ErrKEK)
	}
	secret, err := set.ComputePrimaryPRF([]byte("homeward blind index"), leastSecret)
	if err != nil {
		return nil, fmt.Errorf("read the key of the blind indexes: %w", ErrKEK)
	}
	return NewIndex(secret)
}

func (k *Keyed) addIndex(ctx context.Context) (Wrapped, error) {
	handle, err := keyset.NewHandle(prf.HKDFSHA256PRFKeyTemplate())
	if err != nil {
		return Wrapped{}, errors.New("make the key of the blind indexes: the library cannot")
	}
	wrapped, under, err := k.keks.wrap(ctx, ForIndex, handle)
	if err != nil {
		return Wrapped{}, err
	}
	now := k.now()
	stored, err := k.store.AddKey(ctx, ForIndex, Wrapped{Keyset: wrapped, KEK: under, Version: 1, MadeAt: now, RotatedAt: now})
	if err != nil {
		return Wrapped{}, fmt.Errorf("keep the key of the blind indexes: %w", err)
	}
	return stored, nil
}
