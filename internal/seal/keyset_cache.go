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

// unwrappedKeyset is the unwrapped keyset of a subject.
type unwrappedKeyset struct {
	subject Subject
	aead    tink.AEAD
	keyIDs  []uint32 // of its keys
	wrapped []byte   // the wrapped form from which it was unwrapped
	checked time.Time
}

func newUnwrappedKeyset(subject Subject, handle *keyset.Handle, wrapped []byte, checked time.Time) (*unwrappedKeyset, error) {
	cipher, err := aead.New(handle)
	if err != nil {
		return nil, fmt.Errorf("read the keyset of %s: %w", subject, ErrKEK)
	}
	r := &unwrappedKeyset{subject: subject, aead: cipher, wrapped: wrapped, checked: checked}
	for i := range handle.Len() {
		entry, err := handle.Entry(i)
		if err != nil {
			return nil, fmt.Errorf("read the keyset of %s: %w", subject, ErrKEK)
		}
		r.keyIDs = append(r.keyIDs, entry.KeyID())
	}
	return r, nil
}

// keptFor is how many times maxAge a keyset stays in the cache. After maxAge it is only compared with
// the store, which is cheaper than unwrapping it again.
const keptFor = 10

// keysetCache is a cache of keysets, limited in number and time, ordered by the time of their last
// check. It is not safe for concurrent use; Keyed has a lock. A cache of a library does not fit,
// because a keyset stays usable after its lifetime if the store still has the same one.
type keysetCache struct {
	size     int
	maxAge   time.Duration
	order    *list.List // of *unwrappedKeyset, the one checked last at the front
	elements map[Subject]*list.Element
}

func newKeysetCache(size int, maxAge time.Duration) *keysetCache {
	return &keysetCache{size: size, maxAge: maxAge, order: list.New(), elements: map[Subject]*list.Element{}}
}

// get returns the cached keyset, and whether it may be used without asking the store.
func (r *keysetCache) get(subject Subject, now time.Time) (found *unwrappedKeyset, fresh bool) {
	element := r.elements[subject]
	if element == nil {
		return nil, false
	}
	found, _ = element.Value.(*unwrappedKeyset) // the list holds nothing else
	age := now.Sub(found.checked)
	return found, age >= 0 && age < r.maxAge
}

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

// loadWithin limits the time for reading the store and unwrapping.
const loadWithin = 5 * time.Second

// keyset returns the unwrapped keyset of a subject, or ErrErased, or ErrNoKey if there is none and mode
// does not create it.
func (k *Keyed) keyset(ctx context.Context, subject Subject, w loadMode) (*unwrappedKeyset, error) {
	k.mu.RLock()
	_, gone := k.erased[subject]
	kept, fresh := k.cache.get(subject, k.now())
	k.mu.RUnlock()
	switch {
	case gone:
		return nil, ErrErased
	case fresh && w != reload:
		return kept, nil
	}
	// Concurrent callers wait for one load, which must not end with the context of the first caller.
	answer := k.loading.DoChan(string([]byte{byte(w)})+string(subject), func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), loadWithin)
		defer cancel()
		return k.load(ctx, subject, w)
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

func (k *Keyed) load(ctx context.Context, subject Subject, w loadMode) (*unwrappedKeyset, error) {
	asked := k.now()
	found, err := k.store.FindKeys(ctx, []Subject{subject})
	if err != nil {
		return nil, fmt.Errorf("find the key of %s: %w", subject, err)
	}
	stored, ok := found[subject]
	switch {
	case !ok && w != createIfMissing:
		return nil, fmt.Errorf("find the key of %s: %w", subject, ErrNoKey)
	case !ok:
		if stored, err = k.create(ctx, subject); err != nil {
			return nil, err
		}
	}
	return k.cacheStored(ctx, subject, stored, asked)
}

// create makes the first keyset of a subject, and returns the stored one: another process may have been
// faster.
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

// cacheStored unwraps the keyset that the store had at an instant, and caches it.
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
