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
type ring struct {
	subject Subject
	aead    tink.AEAD
	numbers []uint32 // of its keys
	wrapped []byte   // what it was unwrapped from
	checked time.Time
}

func newRing(subject Subject, handle *keyset.Handle, wrapped []byte, checked time.Time) (*ring, error) {
	cipher, err := aead.New(handle)
	if err != nil {
		return nil, fmt.Errorf("read the keyset of %s: %w", subject, ErrKEK)
	}
	r := &ring{subject: subject, aead: cipher, wrapped: wrapped, checked: checked}
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
type rings struct {
	size   int
	maxAge time.Duration
	order  *list.List // of *ring, the one checked last in front
	of     map[Subject]*list.Element
}

func newRings(size int, maxAge time.Duration) *rings {
	return &rings{size: size, maxAge: maxAge, order: list.New(), of: map[Subject]*list.Element{}}
}

// get gives what is kept, and whether it may be used without asking.
func (r *rings) get(subject Subject, now time.Time) (found *ring, fresh bool) {
	element := r.of[subject]
	if element == nil {
		return nil, false
	}
	found, _ = element.Value.(*ring) // nothing else is in the list
	age := now.Sub(found.checked)
	return found, age >= 0 && age < r.maxAge
}

func (r *rings) put(one *ring) {
	r.drop(one.subject)
	r.of[one.subject] = r.order.PushFront(one)
	for element := r.order.Back(); element != nil; element = r.order.Back() {
		last, _ := element.Value.(*ring)
		if r.order.Len() <= r.size && one.checked.Sub(last.checked) < keptFor*r.maxAge {
			return
		}
		r.drop(last.subject)
	}
}

func (r *rings) drop(subject Subject) {
	if element := r.of[subject]; element != nil {
		r.order.Remove(element)
		delete(r.of, subject)
	}
}

// How a ring is asked for.
type wish byte

const (
	look   wish = iota // as it is
	orMake             // made when there is none
	again              // read from the store whatever is kept
)

// loadWithin bounds a look into the key store together with an unwrapping.
const loadWithin = 5 * time.Second

// ring gives the unwrapped keyset of a subject.
func (k *Keyed) ring(ctx context.Context, subject Subject, w wish) (*ring, error) {
	k.mu.RLock()
	_, gone := k.gone[subject]
	kept, fresh := k.rings.get(subject, k.now())
	k.mu.RUnlock()
	switch {
	case gone:
		return nil, ErrErased
	case fresh && w != again:
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
		found, _ := result.Val.(*ring) // load gives nothing else
		return found, nil
	}
}

func (k *Keyed) load(ctx context.Context, subject Subject, w wish) (*ring, error) {
	asked := k.now()
	found, err := k.store.FindKeys(ctx, []Subject{subject})
	if err != nil {
		return nil, fmt.Errorf("find the key of %s: %w", subject, err)
	}
	stored, ok := found[subject]
	switch {
	case !ok && w != orMake:
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
func (k *Keyed) take(ctx context.Context, subject Subject, stored Wrapped, asked time.Time) (*ring, error) {
	if stored.Destroyed() {
		k.bury(subject)
		return nil, ErrErased
	}
	k.mu.RLock()
	kept, _ := k.rings.get(subject, asked)
	k.mu.RUnlock()
	var r *ring
	if kept != nil && bytes.Equal(kept.wrapped, stored.Keyset) {
		same := *kept
		same.checked = asked
		r = &same
	} else {
		handle, err := k.keks.unwrap(ctx, subject, stored)
		if err != nil {
			return nil, err
		}
		if r, err = newRing(subject, handle, stored.Keyset, asked); err != nil {
			return nil, err
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if _, gone := k.gone[subject]; gone { // erased while this was being read
		return nil, ErrErased
	}
	k.rings.put(r)
	return r, nil
}
