package seal

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/keyset"
)

// Rotation says what is to be done to all keysets.
type Rotation struct {
	Store KeyStore
	KEKs  KEKs
	Now   func() time.Time
	// Data adds a new key to each keyset, with which everything is sealed from then on; what
	// was sealed before stays as it is. Keysets whose newest key was made after Since are left
	// alone, so that a rotation which was broken off goes on where it was.
	Data  bool
	Since time.Time
	// Progress, when set, hears after each keyset what has been done so far.
	Progress func(Rotated)
}

// Rotated is what has been done.
type Rotated struct {
	Wrapped int // under the present key-encryption key
	Added   int // new keys
	Left    int // were right already
	Erased  int // have no keys any more
	Failed  []Subject
}

// errFailed reports that some keysets could not be rotated; Rotated names them.
var errFailed = errors.New("some keysets could not be unwrapped, and are as they were")

// Run rotates all keysets. It may be broken off at any moment, and run again, also beside
// itself: each keyset is either as it was or done. Nothing that is being sealed or opened
// meanwhile is disturbed. Keysets that no key-encryption key opens are named and passed over.
func (r Rotation) Run(ctx context.Context) (Rotated, error) {
	var done Rotated
	under, err := r.under(ctx)
	if err != nil {
		return done, err
	}
	err = EachKey(ctx, r.Store, func(row Row) error {
		if err := r.one(ctx, row, under, &done); err != nil {
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

// under is what the key-encryption key wraps under now: the version may not be known before
// something was wrapped.
func (r Rotation) under(ctx context.Context) (string, error) {
	probe, err := r.KEKs.Now.EncryptWithContext(ctx, []byte("homeward"), associatedData("probe"))
	if err != nil {
		return "", fmt.Errorf("try the key-encryption key: %w", retryableOr(err, ErrKEK))
	}
	return r.KEKs.Now.Under(probe), nil
}

// rotateTries is how often a keyset is tried that somebody else writes at the same time.
const rotateTries = 5

// one rotates one keyset, again when somebody else has changed it meanwhile.
func (r Rotation) one(ctx context.Context, row Row, under string, done *Rotated) error {
	for range rotateTries {
		wrap, add := row.KEK != under, r.Data && row.Subject != ForIndex && row.RotatedAt.Before(r.Since)
		switch {
		case row.Destroyed():
			done.Erased++
			return nil
		case !wrap && !add:
			done.Left++
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
			return fmt.Errorf("keep the keyset of %s: %w", row.Subject, err)
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
	return fmt.Errorf("keep the keyset of %s: somebody else keeps changing it", row.Subject)
}

// turn returns a keyset wrapped anew, with a new key when one is wanted.
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
			return Wrapped{}, errors.New("make a key: the library cannot")
		}
		if err := manager.SetPrimary(number); err != nil {
			return Wrapped{}, errors.New("make a key: the library cannot")
		}
		if handle, err = manager.Handle(); err != nil {
			return Wrapped{}, errors.New("make a key: the library cannot")
		}
		next.RotatedAt = r.Now()
	}
	if next.Keyset, next.KEK, err = r.KEKs.wrap(ctx, row.Subject, handle); err != nil {
		return Wrapped{}, err
	}
	next.Version++
	return next, nil
}
