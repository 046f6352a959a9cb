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

// keyedVersion is the first byte of what Keyed writes.
const keyedVersion byte = 0x02

// What stands before and after the encrypted bytes of a value: Keyed's version, the
// library's version and key number, the nonce, and the tag.
const (
	keyNumberAt = 2
	nonceAt     = keyNumberAt + 4
	leastKeyed  = nonceAt + 12 + 16
)

// KeyedOptions are what a Keyed needs. Store, KEKs.Now and Now are required.
type KeyedOptions struct {
	Store KeyStore
	KEKs  KEKs
	// Log names subjects that were erased, whatever a restored database says of them; nil knows of none.
	Log *KeyLog
	Now func() time.Time
	// MaxAge is how long an unwrapped keyset is used before it is asked again whether it was
	// destroyed; 0 is 30 s.
	MaxAge time.Duration
	// Size is how many unwrapped keysets are kept; 0 is 4,096.
	Size int
}

// Keyed is a Box that encrypts: AES-256 in GCM, with a keyset for each subject that is made
// when something is first sealed for it. A value is bound to its place. It can be used by many at once.
type Keyed struct {
	store   KeyStore
	keks    KEKs
	log     *KeyLog
	now     func() time.Time
	loading singleflight.Group

	mu     sync.RWMutex
	cache  *keysetCache
	erased map[Subject]struct{} // erased, for good
}

var _ Box = (*Keyed)(nil)

// NewKeyed makes a Keyed. It reaches neither the store nor the key-encryption key yet.
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

// Seal encrypts plain for its place.
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
		return nil, errors.New("seal: it cannot be encrypted") // too large; the library's text adds nothing
	}
	return slices.Concat([]byte{keyedVersion}, sealed), nil
}

// Open decrypts what was sealed at this place.
func (k *Keyed) Open(ctx context.Context, place Place, sealed []byte) ([]byte, error) {
	if sealed == nil {
		return nil, nil
	}
	if len(sealed) < leastKeyed || sealed[0] != keyedVersion {
		return nil, ErrForm
	}
	r, err := k.keyset(ctx, place.Subject, useCached)
	if err != nil {
		return nil, err
	}
	number := binary.BigEndian.Uint32(sealed[keyNumberAt:])
	if !slices.Contains(r.numbers, number) {
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

// Forget lets go of what is kept of a subject: the next use asks the store.
func (k *Keyed) Forget(subject Subject) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.cache.drop(subject)
}

// Destroy erases subjects for good: their names go into the key log first, and then their
// keys are destroyed. It may be run again. Other processes hear of it within MaxAge.
func (k *Keyed) Destroy(ctx context.Context, subjects ...Subject) error {
	for _, subject := range subjects {
		if subject == Installation || subject == ForIndex {
			return fmt.Errorf("erase %s: it is nobody's in particular", subject)
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

// bury remembers that subjects were erased, and lets go of their keys.
func (k *Keyed) forgetErased(subjects ...Subject) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, subject := range subjects {
		k.erased[subject] = struct{}{}
		k.cache.drop(subject)
	}
}
