package seal

import (
	"bytes"
	"container/list"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/tink"
)

// unwrappedKeyset is a keyset whose keys are in clear text and ready for use.
type unwrappedKeyset struct {
	subject Subject
	aead    tink.AEAD
	keyIDs  []uint32  // of the keys in the keyset
	wrapped []byte    // the bytes in the store from which it was unwrapped
	checked time.Time // when the store last had these bytes
}

// errUnusable means that a keyset was unwrapped, but the library cannot encrypt with it. The error of
// the library is not passed on, because it may quote a key.
var errUnusable = errors.New("the library cannot use the keyset")

func newUnwrappedKeyset(subject Subject, handle *keyset.Handle, wrapped []byte, checked time.Time) (*unwrappedKeyset, error) {
	cipher, err := aead.New(handle)
	if err != nil {
		return nil, fmt.Errorf("read the keyset of %s: %w", subject, errUnusable)
	}
	r := &unwrappedKeyset{subject: subject, aead: cipher, wrapped: wrapped, checked: checked}
	for i := range handle.Len() {
		entry, err := handle.Entry(i)
		if err != nil {
			return nil, fmt.Errorf("read the keyset of %s: %w", subject, errUnusable)
		}
		r.keyIDs = append(r.keyIDs, entry.KeyID())
	}
	return r, nil
}

// keptFor limits how long an entry stays in the cache: it is evicted after keptFor times maxAge. Between
// maxAge and that it is used only after its wrapped bytes were compared with the store, which avoids
// unwrapping it again.
const keptFor = 10

// keysetCache is a cache of keysets, limited in number and time, ordered by the time of their last
// check. It is not safe for concurrent use; Keyed has a lock. No cache package is used, because an
// expired entry is still useful: if the store has the same bytes, it is valid again.
type keysetCache struct {
	size     int
	maxAge   time.Duration
	order    *list.List // of *unwrappedKeyset, the one checked last at the front
	elements map[Subject]*list.Element
}

func newKeysetCache(size int, maxAge time.Duration) *keysetCache {
	return &keysetCache{size: size, maxAge: maxAge, order: list.New(), elements: map[Subject]*list.Element{}}
}

// get returns the cached keyset, or nil. fresh is true if the keyset may be used without asking the
// store.
func (r *keysetCache) get(subject Subject, now time.Time) (found *unwrappedKeyset, fresh bool) {
	element := r.elements[subject]
	if element == nil {
		return nil, false
	}
	found, _ = element.Value.(*unwrappedKeyset) // the list holds nothing else
	age := now.Sub(found.checked)
	return found, age >= 0 && age < r.maxAge
}

// put adds a keyset, and evicts those that are too many or too old.
func (r *keysetCache) put(one *unwrappedKeyset) {
	r.drop(one.subject)
	r.elements[one.subject] = r.order.PushFront(one)
	for element := r.order.Back(); element != nil; element = r.order.Back() {
		last, _ := element.Value.(*unwrappedKeyset)
		if r.order.Len() <= r.size && one.checked.Sub(last.checked) < keptFor*r.maxAge {
			return
		}
		r.drop(last.subject)
	}
}

func (r *keysetCache) drop(subject Subject) {
	if element := r.elements[subject]; element != nil {
		r.order.Remove(element)
		delete(r.elements, subject)
	}
}

// loadMode says how a keyset is loaded.
type loadMode byte

const (
	useCached       loadMode = iota // from the cache, or else from the store
	createIfMissing                 // created if there is none
	reload                          // always from the store
)

// loadWithin limits the time for a load: reading the store, creating a keyset if needed, and unwrapping.
const loadWithin = 5 * time.Second

// keyset returns the unwrapped keyset of a subject. It returns ErrErased if the subject was erased,
// ErrNoKey if there is no keyset and mode is not createIfMissing, and ErrKEK if the keyset cannot be
// unwrapped. It can also fail because the store or the key-encryption key is unavailable or too slow.
func (k *Keyed) keyset(ctx context.Context, subject Subject, mode loadMode) (*unwrappedKeyset, error) {
	k.mu.RLock()
	_, gone := k.erased[subject]
	kept, fresh := k.cache.get(subject, k.now())
	k.mu.RUnlock()
	switch {
	case gone:
		return nil, ErrErased
	case fresh && mode != reload:
		return kept, nil
	}
	// Concurrent callers share one load: cancelling the first caller must not cancel the load.
	answer := k.loading.DoChan(string([]byte{byte(mode)})+string(subject), func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), loadWithin)
		defer cancel()
		return k.load(ctx, subject, mode)
	})
	select {
	case <-ctx.Done():
		return nil, fmt.Errorf("find the key of %s: %w", subject, context.Cause(ctx))
	case result := <-answer:
		if result.Err != nil {
			return nil, result.Err
		}
		found, _ := result.Val.(*unwrappedKeyset) // load returns nothing else
		return found, nil
	}
}

// load reads the keyset from the store, creates it if mode says so, and caches it.
func (k *Keyed) load(ctx context.Context, subject Subject, mode loadMode) (*unwrappedKeyset, error) {
	asked := k.now()
	found, err := k.store.FindKeys(ctx, []Subject{subject})
	if err != nil {
		return nil, fmt.Errorf("find the key of %s: %w", subject, err)
	}
	stored, ok := found[subject]
	switch {
	case !ok && mode != createIfMissing:
		return nil, fmt.Errorf("find the key of %s: %w", subject, ErrNoKey)
	case !ok:
		if stored, err = k.create(ctx, subject); err != nil {
			return nil, err
		}
	}
	return k.cacheStored(ctx, subject, stored, asked)
}

// create makes a keyset for a subject and stores it. It returns the stored keyset, which is not the new
// one if another process has stored one first.
func (k *Keyed) create(ctx context.Context, subject Subject) (Wrapped, error) {
	handle, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	if err != nil {
		return Wrapped{}, errors.New("make a key: the library failed")
	}
	wrapped, under, err := k.keks.wrap(ctx, subject, handle)
	if err != nil {
		return Wrapped{}, err
	}
	now := k.now()
	stored, err := k.store.AddKey(ctx, subject, Wrapped{Keyset: wrapped, KEK: under, Version: 1, MadeAt: now, RotatedAt: now})
	if err != nil {
		return Wrapped{}, fmt.Errorf("store the key of %s: %w", subject, err)
	}
	return stored, nil
}

// cacheStored returns the keyset that the store had at the instant asked, and caches it. It unwraps the
// keyset only if the cache does not have the same bytes. If the stored keyset is destroyed, it marks the
// subject as erased and returns ErrErased.
func (k *Keyed) cacheStored(ctx context.Context, subject Subject, stored Wrapped, asked time.Time) (*unwrappedKeyset, error) {
	if stored.Destroyed() {
		k.forgetErased(subject)
		return nil, ErrErased
	}
	k.mu.RLock()
	kept, _ := k.cache.get(subject, asked)
	k.mu.RUnlock()
	var r *unwrappedKeyset
	if kept != nil && bytes.Equal(kept.wrapped, stored.Keyset) {
		same := *kept
		same.checked = asked
		r = &same
	} else {
		handle, err := k.keks.unwrap(ctx, subject, stored)
		if err != nil {
			return nil, err
		}
		if r, err = newUnwrappedKeyset(subject, handle, stored.Keyset, asked); err != nil {
			return nil, err
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if _, gone := k.erased[subject]; gone { // erased while it was being read
		return nil, ErrErased
	}
	k.cache.put(r)
	return r, nil
}
