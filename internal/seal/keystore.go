package seal

import (
	"context"
	"time"
)

// Wrapped is the keyset of one subject as it is stored: encrypted by a key-encryption key,
// and worth nothing without it.
type Wrapped struct {
	// Keyset is the encrypted keyset; nil when it was destroyed.
	Keyset []byte
	// KEK names the key-encryption key that it was wrapped under, with its version.
	KEK string
	// Version counts how often the keyset was written anew, from 1.
	Version int64
	// MadeAt is when the subject got its first key, RotatedAt when it got its newest one.
	MadeAt, RotatedAt time.Time
	// DestroyedAt is when the keyset was destroyed; zero while it stands. It never stands again.
	DestroyedAt time.Time
}

// Destroyed reports whether the subject was erased.
func (w Wrapped) Destroyed() bool { return !w.DestroyedAt.IsZero() }

// Row is a keyset with whose it is.
type Row struct {
	Subject Subject
	Wrapped
}

// KeyStore keeps wrapped keysets. It is used from within transactions of the record, and so
// MUST NOT wait for a connection that such a transaction may hold. All errors that may heal
// have the code fault.Unavailable or fault.Busy.
type KeyStore interface {
	// FindKeys finds what there is of some subjects, destroyed ones too; what is not there is
	// absent from the answer.
	FindKeys(ctx context.Context, subjects []Subject) (map[Subject]Wrapped, error)
	// AddKey keeps the first keyset of a subject and gives what is then there. Of several who
	// add at once the first one wins; what was destroyed stays destroyed.
	AddKey(ctx context.Context, subject Subject, w Wrapped) (Wrapped, error)
	// ReplaceKey keeps a keyset in place of the one that has a version, and says whether that
	// was still there.
	ReplaceKey(ctx context.Context, subject Subject, version int64, w Wrapped) (bool, error)
	// DestroyKeys destroys keysets for good: no key can be added for these subjects again, also
	// when there never was one. It gives how many had a keyset until now.
	DestroyKeys(ctx context.Context, subjects []Subject) (int, error)
	// ListKeys lists keysets, destroyed ones too, in the order of their subjects.
	ListKeys(ctx context.Context, after Subject, limit int) ([]Row, error)
}
