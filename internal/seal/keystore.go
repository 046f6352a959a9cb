package seal

import (
	"context"
	"time"
)

// Wrapped is the keyset of a subject as it is stored: encrypted with a key-encryption key, and useless
// without it.
type Wrapped struct {
	// Keyset is the encrypted keyset; nil if it was destroyed.
	Keyset []byte
	// KEK is the name and version of the key-encryption key that wrapped it.
	KEK string
	// Version counts how often the keyset was written, from 1.
	Version int64
	// MadeAt is when the subject got its first key, RotatedAt when it got its newest one.
	MadeAt, RotatedAt time.Time
	// DestroyedAt is when the keyset was destroyed; zero if it was not. A destroyed keyset never comes
	// back.
	DestroyedAt time.Time
}

// Destroyed reports whether the subject was erased.
func (w Wrapped) Destroyed() bool { return !w.DestroyedAt.IsZero() }

// Row is a keyset with its subject.
type Row struct {
	Subject Subject
	Wrapped
}

// KeyStore stores wrapped keysets. It is used within transactions of the record, and so MUST NOT wait
// for a connection that such a transaction may hold. Temporary errors have the code fault.Unavailable
// or fault.Busy.
type KeyStore interface {
	// FindKeys returns the keysets of some subjects, including destroyed ones. Subjects without one are
	// not in the result.
	FindKeys(ctx context.Context, subjects []Subject) (map[Subject]Wrapped, error)
	// AddKey stores the first keyset of a subject, and returns the stored one. Of concurrent calls the
	// first one wins. A destroyed keyset stays destroyed.
	AddKey(ctx context.Context, subject Subject, w Wrapped) (Wrapped, error)
	// ReplaceKey replaces the keyset that has a version, and reports whether it still had it.
	ReplaceKey(ctx context.Context, subject Subject, version int64, w Wrapped) (bool, error)
	// DestroyKeys destroys keysets for good: no key can be added for these subjects again, even if they
	// never had one. It returns the number of keysets that it destroyed.
	DestroyKeys(ctx context.Context, subjects []Subject) (int, error)
	// ListKeys lists keysets, including destroyed ones, ordered by subject.
	ListKeys(ctx context.Context, after Subject, limit int) ([]Row, error)
}
