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

// KEK is a key-encryption key: it wraps the keysets of all subjects, and whoever has none
// can read nothing. It lives outside the database and its backups. An error of it that may
// heal, such as that of a service that does not answer, MUST have a code of package fault.
type KEK interface {
	tink.AEADWithContext
	// Name tells this key from others, and is stored beside what it has wrapped. It is no secret.
	Name() string
	// Under is Name with the version of the key that has wrapped these bytes, for keys that have versions.
	Under(wrapped []byte) string
}

// ErrKEK reports that a keyset cannot be unwrapped: none of the key-encryption keys of this
// process has wrapped it, or it was changed since.
var ErrKEK = errors.New("no key-encryption key of this process opens the keyset")

// KEKs is the key-encryption key that wraps, and those that it has taken over from.
type KEKs struct {
	Now      KEK
	Formerly []KEK
}

// bound is what a wrapped keyset is bound to: nobody can pass the keyset of one subject off
// as that of another.
func associatedData(subject Subject) []byte { return []byte("homeward key:" + string(subject)) }

// witness keeps what a KEK has done and said, which the keyset library lets go of.
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

// wrap wraps a keyset, and names the key that has wrapped it.
func (k KEKs) wrap(ctx context.Context, subject Subject, handle *keyset.Handle) (wrapped []byte, under string, err error) {
	var out bytes.Buffer
	w := &loggingAEAD{KEK: k.Now}
	if err := handle.WriteWithContext(ctx, keyset.NewBinaryWriter(&out), w, associatedData(subject)); err != nil {
		return nil, "", fmt.Errorf("wrap the keyset of %s: %w", subject, retryableOr(w.err, errors.New("it cannot be encrypted")))
	}
	return out.Bytes(), k.Now.Under(w.wrapped), nil
}

// unwrap returns the keyset of a subject. What is not to be unwrapped is ErrKEK.
func (k KEKs) unwrap(ctx context.Context, subject Subject, stored Wrapped) (*keyset.Handle, error) {
	kek := k.of(stored.KEK)
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

// of finds the key that has wrapped under a name.
func (k KEKs) of(under string) KEK {
	for _, kek := range append([]KEK{k.Now}, k.Formerly...) {
		if rest, ok := strings.CutPrefix(under, kek.Name()); ok && (rest == "" || strings.HasPrefix(rest, ":")) {
			return kek
		}
	}
	return nil
}

// mayHeal is the error itself when it says that trying again can help, and otherwise another
// one: what a library says of a key stays inside.
func retryableOr(err, otherwise error) error {
	if err != nil && fault.CodeOf(err) != fault.Unknown {
		return err
	}
	return otherwise
}
