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

// ring is the keyset of a subject, unwrapped.
type unwrappedKeyset struct {
	subject Subject
	aead    tink.AEAD
	numbers []uint32 // of its keys
	wrapped []byte   // what it was unwrapped from
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
		r.numbers = append(r.numbers, entry.KeyID())
	}
	return r, nil
}

// keptFor is how many times as long as it may be used a keyset is kept, so that to go on
// using one that still stands takes a look into the store and no unwrapping.
const keptFor = 10

// rings are the keysets that are kept, bounded in number and in time. The order is that in
// which they were checked. It is not safe for use by many; Keyed has a lock.
type keysetCache struct {
	size   int
	maxAge time.Duration
	order  *list.List // of *ring, the one checked last in front
	of     map[Subject]*list.Element
}

func newKeysetCache(size int, maxAge time.Duration) *keysetCache {
	return &keysetCache{size: size, maxAge: maxAge, order: list.New(), of: map[Subject]*list.Element{}}
}

// get returns what is kept, and whether it may be used without asking.
func (r *keysetCache) get(subject Subject, now time.Time) (found *unwrappedKeyset, fresh bool) {
	element := r.of[subject]
	if element == nil {
		return nil, false
	}
	found, _ = element.Value.(*unwrappedKeyset) // nothing else is in the list
	age := now.Sub(found.checked)
	return found, age >= 0 && age < r.maxAge
}

func (r *keysetCache) put(one *unwrappedKeyset) {
	r.drop(one.subject)
	r.of[one.subject] = r.order.PushFront(one)
	for element := r.order.Back(); element != nil; element = r.order.Back() {
		last, _ := element.Value.(*unwrappedKeyset)
		if r.order.Len() <= r.size && one.checked.Sub(last.checked) < keptFor*r.maxAge {
			return
		}
		r.drop(last.subject)
	}
}

func (r *keysetCache) drop(subject Subject) {
	if element := r.of[subject]; element != nil {
		r.order.Remove(element)
		delete(r.of, subject)
	}
}

// How a ring is asked for.
type loadMode byte

const (
	useCached       loadMode = iota // as it is
	createIfMissing                 // made when there is none
	reload                          // read from the store whatever is kept
)

// loadWithin bounds a look into the key store together with an unwrapping.
const loadWithin = 5 * time.Second

// ring returns the unwrapped keyset of a subject.
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
	// Whoever asks for the same meanwhile waits for this answer; it must not end with the first of them.
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
		found, _ := result.Val.(*unwrappedKeyset) // load gives nothing else
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
		if stored, err = k.add(ctx, subject); err != nil {
			return nil, err
		}
	}
	return k.take(ctx, subject, stored, asked)
}

// add makes the first keyset of a subject, and gives what is then stored: somebody else may
// have been quicker.
func (k *Keyed) add(ctx context.Context, subject Subject) (Wrapped, error) {
	handle, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	if err != nil {
		return Wrapped{}, errors.New("make a key: the library cannot")
	}
	wrapped, under, err := k.keks.wrap(ctx, subject, handle)
	if err != nil {
		return Wrapped{}, err
	}
	now := k.now()
	stored, err := k.store.AddKey(ctx, subject, Wrapped{Keyset: wrapped, KEK: under, Version: 1, MadeAt: now, RotatedAt: now})
	if err != nil {
		return Wrapped{}, fmt.Errorf("keep the key of %s: %w", subject, err)
	}
	return stored, nil
}

// take keeps what the store had at an instant, unwrapped.
func (k *Keyed) take(ctx context.Context, subject Subject, stored Wrapped, asked time.Time) (*unwrappedKeyset, error) {
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
	if _, gone := k.erased[subject]; gone { // erased while this was being read
		return nil, ErrErased
	}
	k.cache.put(r)
	return r, nil
}
