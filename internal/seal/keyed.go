package seal

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

// keyedVersion is the first byte that Keyed writes.
const keyedVersion byte = 0x02

// The layout of a value: Keyed's version, the library's version and key ID, the nonce, the ciphertext,
// the tag.
const (
	keyNumberAt = 2
	nonceAt     = keyNumberAt + 4
	minKeyed    = nonceAt + 12 + 16
)

// KeyedOptions are the parts of a Keyed. Store, KEKs.Now and Now are required.
type KeyedOptions struct {
	Store KeyStore
	KEKs  KEKs
	// Log lists the subjects that were erased, even if a restored database still has their keys. nil
	// lists none.
	Log *KeyLog
	Now func() time.Time
	// MaxAge is how long an unwrapped keyset is used before the store is asked whether it was
	// destroyed. 0 is 30 s.
	MaxAge time.Duration
	// Size is the number of cached keysets. 0 is 4,096.
	Size int
}

// Keyed is a Box that encrypts with AES-256-GCM. It has a keyset for each subject, which is created
// when a value is first sealed for it. A value is bound to its place. It is safe for concurrent use.
type Keyed struct {
	store   KeyStore
	keks    KEKs
	log     *KeyLog
	now     func() time.Time
	loading singleflight.Group

	mu     sync.RWMutex
	cache  *keysetCache
	erased map[Subject]struct{} // subjects that were erased for good
}

var _ Box = (*Keyed)(nil)

// NewKeyed returns a Keyed. It does not use the store or the key-encryption key yet.
func NewKeyed(o KeyedOptions) (*Keyed, error) {
	if o.Store == nil || o.KEKs.Now == nil || o.Now == nil {
		return nil, errors.New("open seal: key store, key-encryption key and clock are required")
	}
	if o.MaxAge <= 0 {
		o.MaxAge = 30 * time.Second
	}
	if o.Size <= 0 {
		o.Size = 4096
	}
	k := &Keyed{store: o.Store, keks: o.KEKs, log: o.Log, now: o.Now, cache: newKeysetCache(o.Size, o.MaxAge), erased: map[Subject]struct{}{}}
	if o.Log != nil {
		for _, subject := range o.Log.Subjects() {
			k.erased[subject] = struct{}{}
		}
	}
	return k, nil
}

// Seal encrypts plain for its place. It creates the subject's keyset if there is none.
func (k *Keyed) Seal(ctx context.Context, place Place, plain []byte) ([]byte, error) {
	if plain == nil {
		return nil, nil
	}
	r, err := k.keyset(ctx, place.Subject, createIfMissing)
	if err != nil {
		return nil, err
	}
	sealed, err := r.aead.Encrypt(plain, place.bytes())
	if err != nil {
		return nil, errors.New("seal: the value cannot be encrypted") // too large; the library's text adds nothing
	}
	return slices.Concat([]byte{keyedVersion}, sealed), nil
}

// Open decrypts a value that was sealed at this place.
func (k *Keyed) Open(ctx context.Context, place Place, sealed []byte) ([]byte, error) {
	if sealed == nil {
		return nil, nil
	}
	if len(sealed) < minKeyed || sealed[0] != keyedVersion {
		return nil, ErrForm
	}
	r, err := k.keyset(ctx, place.Subject, useCached)
	if err != nil {
		return nil, err
	}
	number := binary.BigEndian.Uint32(sealed[keyNumberAt:])
	if !slices.Contains(r.keyIDs, number) {
		// Another process may have added a key since this keyset was read.
		if r, err = k.keyset(ctx, place.Subject, reload); err != nil {
			return nil, err
		}
	}
	plain, err := r.aead.Decrypt(sealed[1:], place.bytes())
	if err != nil {
		return nil, ErrMoved
	}
	if plain == nil {
		plain = []byte{} // an empty value is not an absent one
	}
	return plain, nil
}

// Forget drops the cached keyset of a subject, so that the next use reads the store.
func (k *Keyed) Forget(subject Subject) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.cache.drop(subject)
}

// Destroy erases subjects for good: it writes their names to the key log, then destroys their keys. It
// can be repeated. Other processes notice within MaxAge.
func (k *Keyed) Destroy(ctx context.Context, subjects ...Subject) error {
	for _, subject := range subjects {
		if subject == Installation || subject == ForIndex {
			return fmt.Errorf("erase %s: this subject cannot be erased", subject)
		}
	}
	if k.log != nil {
		if err := k.log.Append(k.now(), subjects...); err != nil {
			return err
		}
	}
	k.forgetErased(subjects...)
	if _, err := k.store.DestroyKeys(ctx, subjects); err != nil {
		return fmt.Errorf("destroy keys: %w", err)
	}
	return nil
}

// forgetErased records that subjects were erased, and drops their cached keysets.
func (k *Keyed) forgetErased(subjects ...Subject) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, subject := range subjects {
		k.erased[subject] = struct{}{}
		k.cache.drop(subject)
	}
}
