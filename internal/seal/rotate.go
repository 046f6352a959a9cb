package seal

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/keyset"
)

// Rotation is a rotation of all keysets.
type Rotation struct {
	Store KeyStore
	KEKs  KEKs
	Now   func() time.Time
	// Data adds a new key to each keyset. New values are encrypted with it; older values stay as they
	// are. Keysets whose newest key was made after Since are skipped, so that an interrupted rotation
	// continues where it was.
	Data  bool
	Since time.Time
	// Progress, if set, is called after each keyset with the result so far.
	Progress func(Rotated)
}

// Rotated is the result of a rotation.
type Rotated struct {
	Wrapped   int // with the current key-encryption key
	Added     int // new keys
	Unchanged int // needed no change
	Erased    int // have no keys any longer
	Failed    []Subject
}

// errFailed means that some keysets could not be rotated. Rotated.Failed lists them.
var errFailed = errors.New("some keysets could not be unwrapped and were not changed")

// Run rotates all keysets. It can be interrupted at any moment, repeated, and run several times at
// once: each keyset is either unchanged or done. Sealing and opening continue in the meantime. Keysets
// that no key-encryption key unwraps are listed and skipped.
func (r Rotation) Run(ctx context.Context) (Rotated, error) {
	var done Rotated
	under, err := r.under(ctx)
	if err != nil {
		return done, err
	}
	err = EachKey(ctx, r.Store, func(row Row) error {
		if err := r.rotateOne(ctx, row, under, &done); err != nil {
			return err
		}
		if r.Progress != nil {
			r.Progress(done)
		}
		return context.Cause(ctx)
	})
	if err == nil && len(done.Failed) > 0 {
		err = errFailed
	}
	return done, err
}

// under returns the name and version with which the key-encryption key wraps now. The version may be
// known only after wrapping something.
func (r Rotation) under(ctx context.Context) (string, error) {
	probe, err := r.KEKs.Now.EncryptWithContext(ctx, []byte("homeward"), associatedData("probe"))
	if err != nil {
		return "", fmt.Errorf("try the key-encryption key: %w", retryableOr(err, ErrKEK))
	}
	return r.KEKs.Now.Under(probe), nil
}

// rotateTries is how often a keyset is tried that another process writes at the same time.
const rotateTries = 5

// rotateOne rotates one keyset. It tries again if another process has changed the keyset.
func (r Rotation) rotateOne(ctx context.Context, row Row, under string, done *Rotated) error {
	for range rotateTries {
		wrap, add := row.KEK != under, r.Data && row.Subject != ForIndex && row.RotatedAt.Before(r.Since)
		switch {
		case row.Destroyed():
			done.Erased++
			return nil
		case !wrap && !add:
			done.Unchanged++
			return nil
		}
		next, err := r.rewrap(ctx, row, add)
		if errors.Is(err, ErrKEK) {
			done.Failed = append(done.Failed, row.Subject)
			return nil
		}
		if err != nil {
			return err
		}
		replaced, err := r.Store.ReplaceKey(ctx, row.Subject, row.Version, next)
		if err != nil {
			return fmt.Errorf("store the keyset of %s: %w", row.Subject, err)
		}
		if replaced {
			if add {
				done.Added++
			}
			if wrap {
				done.Wrapped++
			}
			return nil
		}
		found, err := r.Store.FindKeys(ctx, []Subject{row.Subject})
		if err != nil {
			return fmt.Errorf("find the key of %s: %w", row.Subject, err)
		}
		row.Wrapped = found[row.Subject]
	}
	return fmt.Errorf("store the keyset of %s: another process keeps changing it", row.Subject)
}

// rewrap returns the keyset wrapped with the current key, with a new key in it if add is true.
func (r Rotation) rewrap(ctx context.Context, row Row, add bool) (Wrapped, error) {
	handle, err := r.KEKs.unwrap(ctx, row.Subject, row.Wrapped)
	if err != nil {
		return Wrapped{}, err
	}
	next := row.Wrapped
	if add {
		manager := keyset.NewManagerFromHandle(handle)
		number, err := manager.Add(aead.AES256GCMKeyTemplate())
		if err != nil {
			return Wrapped{}, errors.New("make a key: the library failed")
		}
		if err := manager.SetPrimary(number); err != nil {
			return Wrapped{}, errors.New("make a key: the library failed")
		}
		if handle, err = manager.Handle(); err != nil {
			return Wrapped{}, errors.New("make a key: the library failed")
		}
		next.RotatedAt = r.Now()
	}
	if next.Keyset, next.KEK, err = r.KEKs.wrap(ctx, row.Subject, handle); err != nil {
		return Wrapped{}, err
	}
	next.Version++
	return next, nil
}
