package seal

import (
	"context"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"sync"

	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/prf"
)

// Token replaces a value in a blind index. Equal values of one field have equal tokens, and a token
// cannot be reversed without the key. A reader of the index can see how often a token occurs, and which
// rows share it.
type Token [16]byte

// Index computes the tokens of blind indexes. Each field has its own key, so that tokens of different
// fields cannot be compared. It is safe for concurrent use.
type Index struct {
	root   [32]byte
	fields sync.Map // the key of each field, as bytes
}

// minSecret is the length of the shortest secret of an Index, in bytes.
const minSecret = 32

// NewIndex returns an Index with a secret of at least 32 random bytes.
func NewIndex(secret []byte) (*Index, error) {
	if len(secret) < minSecret {
		return nil, errors.New("make blind index: the secret is too short")
	}
	root, err := hkdf.Key(sha256.New, secret, nil, "homeward blind index", len(Index{}.root))
	if err != nil {
		return nil, errors.New("make blind index: no key can be derived")
	}
	return &Index{root: [32]byte(root)}, nil
}

// Token returns the token of a value of a field, such as "people.phone". The value MUST be normalised:
// values that count as equal must have the same form. "" has a token too, which is not worth storing.
func (x *Index) Token(field, normalised string) Token {
	mac := hmac.New(sha256.New, x.keyOf(field))
	_, _ = mac.Write([]byte(normalised)) // a hash never fails
	return Token(mac.Sum(nil)[:len(Token{})])
}

// keyOf returns the key of a field. The fields are a few constants of the program.
func (x *Index) keyOf(field string) []byte {
	if kept, ok := x.fields.Load(field); ok {
		if key, ok := kept.([]byte); ok {
			return key
		}
	}
	key, err := hkdf.Expand(sha256.New, x.root[:], "field:"+field, sha256.Size)
	if err != nil {
		panic(err) // for keys longer than 8 kB only
	}
	x.fields.Store(field, key)
	return key
}

// Index returns the Index whose key is stored, wrapped, for the subject ForIndex. The first call
// creates the key. The same database and key-encryption key give the same tokens in every process and
// after every rotation.
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
		return nil, fmt.Errorf("read the key of the blind indexes: %w", errUnusable)
	}
	secret, err := set.ComputePrimaryPRF([]byte("homeward blind index"), minSecret)
	if err != nil {
		return nil, fmt.Errorf("read the key of the blind indexes: %w", errUnusable)
	}
	return NewIndex(secret)
}

func (k *Keyed) addIndex(ctx context.Context) (Wrapped, error) {
	handle, err := keyset.NewHandle(prf.HKDFSHA256PRFKeyTemplate())
	if err != nil {
		return Wrapped{}, errors.New("make the key of the blind indexes: the library failed")
	}
	wrapped, under, err := k.keks.wrap(ctx, ForIndex, handle)
	if err != nil {
		return Wrapped{}, err
	}
	now := k.now()
	stored, err := k.store.AddKey(ctx, ForIndex, Wrapped{Keyset: wrapped, KEK: under, Version: 1, MadeAt: now, RotatedAt: now})
	if err != nil {
		return Wrapped{}, fmt.Errorf("store the key of the blind indexes: %w", err)
	}
	return stored, nil
}
