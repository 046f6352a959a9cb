// Package sealtest provides a seal for tests that encrypts as in production, with keys in memory. It is
// for tests only.
package sealtest

import (
	"context"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/tink"

	"example.org/homeward/internal/seal"
)

// New returns a new Keyed.
func New(tb testing.TB) *seal.Keyed {
	tb.Helper()
	return With(tb, seal.KeyedOptions{})
}

// With returns a Keyed with these options. It fills in those that are missing.
func With(tb testing.TB, o seal.KeyedOptions) *seal.Keyed {
	tb.Helper()
	if o.Store == nil {
		o.Store = &Store{}
	}
	if o.KEKs.Now == nil {
		o.KEKs.Now = NewKEK(tb, "test")
	}
	if o.Now == nil {
		o.Now = time.Now //nolint:forbidigo // a test that depends on time passes a clock
	}
	keyed, err := seal.NewKeyed(o)
	if err != nil {
		tb.Fatal(err)
	}
	return keyed
}

// KEK is a key-encryption key in memory.
type KEK struct {
	name   string
	cipher tink.AEAD
	mu     sync.Mutex
	fails  error
	used   int
}

// NewKEK returns a new key-encryption key.
func NewKEK(tb testing.TB, name string) *KEK {
	tb.Helper()
	handle, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	if err != nil {
		tb.Fatal(err)
	}
	cipher, err := aead.New(handle)
	if err != nil {
		tb.Fatal(err)
	}
	return &KEK{name: name, cipher: cipher}
}

// Fail makes the key return an error from now on; nil ends that.
func (k *KEK) Fail(err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.fails = err
}

// Used returns how often the key was used.
func (k *KEK) Used() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.used
}

func (k *KEK) use() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.used++
	return k.fails
}

// Name returns the name of the key.
func (k *KEK) Name() string { return k.name }

// Under returns the name, because there is one version.
func (k *KEK) Under([]byte) string { return k.name }

// EncryptWithContext wraps.
func (k *KEK) EncryptWithContext(_ context.Context, plain, ad []byte) ([]byte, error) {
	if err := k.use(); err != nil {
		return nil, err
	}
	return k.cipher.Encrypt(plain, ad)
}

// DecryptWithContext unwraps.
func (k *KEK) DecryptWithContext(_ context.Context, sealed, ad []byte) ([]byte, error) {
	if err := k.use(); err != nil {
		return nil, err
	}
	return k.cipher.Decrypt(sealed, ad)
}

// Store is a seal.KeyStore in memory. Its zero value is empty and ready for use.
type Store struct {
	mu    sync.Mutex
	keys  map[seal.Subject]seal.Wrapped
	fails error
	asked int
}

var _ seal.KeyStore = (*Store)(nil)

// Fail makes the store return an error from now on; nil ends that.
func (s *Store) Fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fails = err
}

// Asked returns how often the store was used.
func (s *Store) Asked() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked
}

// Set stores a keyset directly, as an attacker with access to the database could.
func (s *Store) Set(subject seal.Subject, w seal.Wrapped) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.keys == nil {
		s.keys = map[seal.Subject]seal.Wrapped{}
	}
	s.keys[subject] = w
}

// Copy returns a copy of the store, like a backup.
func (s *Store) Copy() *Store {
	s.mu.Lock()
	defer s.mu.Unlock()
	return &Store{keys: maps.Clone(s.keys)}
}

func (s *Store) do(fn func()) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked++
	if s.fails != nil {
		return s.fails
	}
	if s.keys == nil {
		s.keys = map[seal.Subject]seal.Wrapped{}
	}
	fn()
	return nil
}

// FindKeys returns keysets.
func (s *Store) FindKeys(_ context.Context, subjects []seal.Subject) (map[seal.Subject]seal.Wrapped, error) {
	found := map[seal.Subject]seal.Wrapped{}
	err := s.do(func() {
		for _, subject := range subjects {
			if w, ok := s.keys[subject]; ok {
				found[subject] = w
			}
		}
	})
	return found, err
}

// AddKey stores the first keyset of a subject.
func (s *Store) AddKey(_ context.Context, subject seal.Subject, w seal.Wrapped) (stored seal.Wrapped, err error) {
	err = s.do(func() {
		if _, there := s.keys[subject]; !there {
			s.keys[subject] = w
		}
		stored = s.keys[subject]
	})
	return stored, err
}

// ReplaceKey replaces the keyset that has a version.
func (s *Store) ReplaceKey(_ context.Context, subject seal.Subject, version int64, w seal.Wrapped) (replaced bool, err error) {
	err = s.do(func() {
		if there, ok := s.keys[subject]; ok && there.Version == version && !there.Destroyed() {
			s.keys[subject] = w
			replaced = true
		}
	})
	return replaced, err
}

// DestroyKeys destroys keysets.
func (s *Store) DestroyKeys(_ context.Context, subjects []seal.Subject) (destroyed int, err error) {
	err = s.do(func() {
		for _, subject := range subjects {
			w := s.keys[subject]
			if w.Destroyed() {
				continue
			}
			if w.Keyset != nil {
				destroyed++
			}
			s.keys[subject] = seal.Wrapped{Version: w.Version + 1, DestroyedAt: time.Unix(1, 0).UTC()}
		}
	})
	return destroyed, err
}

// ListKeys lists keysets.
func (s *Store) ListKeys(_ context.Context, after seal.Subject, limit int) (rows []seal.Row, err error) {
	err = s.do(func() {
		for _, subject := range slices.Sorted(maps.Keys(s.keys)) {
			if subject > after && len(rows) < limit {
				rows = append(rows, seal.Row{Subject: subject, Wrapped: s.keys[subject]})
			}
		}
	})
	return rows, err
}
