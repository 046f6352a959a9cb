package seal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/tink"

	"example.org/homeward/internal/fault"
)

// KEK is a key-encryption key. It wraps the keysets of all subjects; without it they cannot be read. It
// is stored outside the database and its backups. Temporary errors, such as those of a service that
// does not answer, MUST have a code of package fault.
type KEK interface {
	tink.AEADWithContext
	// Name identifies the key. It is stored beside what the key has wrapped, and is not secret.
	Name() string
	// Under returns Name with the version of the key that wrapped these bytes, for keys that have
	// versions.
	Under(wrapped []byte) string
}

// ErrKEK means that a keyset cannot be unwrapped: no key-encryption key of this process wrapped it, or
// it was modified.
var ErrKEK = errors.New("no key-encryption key of this process unwraps the keyset")

// KEKs are the key-encryption key that wraps, and its predecessors, which only unwrap.
type KEKs struct {
	Now      KEK
	Formerly []KEK
}

// associatedData binds a wrapped keyset to its subject, so that it cannot be used for another subject.
func associatedData(subject Subject) []byte { return []byte("homeward key:" + string(subject)) }

// loggingAEAD records the result and the error of a KEK, which the keyset library does not return.
type loggingAEAD struct {
	KEK

	wrapped []byte
	err     error
}

func (w *loggingAEAD) EncryptWithContext(ctx context.Context, plain, ad []byte) (out []byte, err error) {
	w.wrapped, w.err = w.KEK.EncryptWithContext(ctx, plain, ad)
	return w.wrapped, w.err
}

func (w *loggingAEAD) DecryptWithContext(ctx context.Context, sealed, ad []byte) (out []byte, err error) {
	out, w.err = w.KEK.DecryptWithContext(ctx, sealed, ad)
	return out, w.err
}

// wrap wraps a keyset. under is the name and version of the key that wrapped it.
func (k KEKs) wrap(ctx context.Context, subject Subject, handle *keyset.Handle) (wrapped []byte, under string, err error) {
	var out bytes.Buffer
	w := &loggingAEAD{KEK: k.Now}
	if err := handle.WriteWithContext(ctx, keyset.NewBinaryWriter(&out), w, associatedData(subject)); err != nil {
		return nil, "", fmt.Errorf("wrap the keyset of %s: %w", subject, retryableOr(w.err, errors.New("it cannot be encrypted")))
	}
	return out.Bytes(), k.Now.Under(w.wrapped), nil
}

// unwrap returns the keyset of a subject, or ErrKEK if it cannot be unwrapped.
func (k KEKs) unwrap(ctx context.Context, subject Subject, stored Wrapped) (*keyset.Handle, error) {
	kek := k.named(stored.KEK)
	if kek == nil {
		return nil, fmt.Errorf("unwrap the keyset of %s: wrapped under %s: %w", subject, stored.KEK, ErrKEK)
	}
	w := &loggingAEAD{KEK: kek}
	handle, err := keyset.ReadWithContext(ctx, keyset.NewBinaryReader(bytes.NewReader(stored.Keyset)), w, associatedData(subject))
	if err != nil {
		return nil, fmt.Errorf("unwrap the keyset of %s: %w", subject, retryableOr(w.err, ErrKEK))
	}
	return handle, nil
}

// named returns the key whose name is a prefix of under, or nil.
func (k KEKs) named(under string) KEK {
	for _, kek := range append([]KEK{k.Now}, k.Formerly...) {
		if rest, ok := strings.CutPrefix(under, kek.Name()); ok && (rest == "" || strings.HasPrefix(rest, ":")) {
			return kek
		}
	}
	return nil
}

// retryableOr returns err if it has a fault code, which means that a retry may help, and otherwise the
// other error: errors of the library about a key are not passed on.
func retryableOr(err, otherwise error) error {
	if err != nil && fault.CodeOf(err) != fault.Unknown {
		return err
	}
	return otherwise
}
