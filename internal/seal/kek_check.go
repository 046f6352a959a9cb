package seal

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
)

// CheckKEK returns an error if the key-encryption key of this process cannot be used now. It wraps and
// unwraps something. It uses neither the store nor a cache, and its error does not say where the key
// is. A caller that is asked often MUST cache the answer for a while.
func (k *Keyed) CheckKEK(ctx context.Context) error {
	var plain [16]byte
	_, _ = rand.Read(plain[:]) // never fails: the program ends instead
	ad := []byte("homeward key: reach")
	wrapped, err := k.keks.Now.EncryptWithContext(ctx, plain[:], ad)
	if err != nil {
		return fmt.Errorf("reach the key-encryption key: %w", retryableOr(err, ErrKEK))
	}
	again, err := k.keks.Now.DecryptWithContext(ctx, wrapped, ad)
	if err != nil {
		return fmt.Errorf("reach the key-encryption key: %w", retryableOr(err, ErrKEK))
	}
	if !bytes.Equal(again, plain[:]) {
		return fmt.Errorf("reach the key-encryption key: %w", ErrKEK)
	}
	return nil
}
