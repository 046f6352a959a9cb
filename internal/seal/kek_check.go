package seal

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
)

// Reach reports whether the key-encryption key of this process can be used now: it wraps something
// and unwraps it again. It asks no store and nothing that is remembered, and gives no details of
// where the key is. Whoever is asked often MUST remember the answer for a while.
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
