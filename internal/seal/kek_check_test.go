package seal_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/sealtest"
)

// The check asks the key-encryption key itself, and no cache.
func TestTheKeyEncryptionKeyIsChecked(t *testing.T) {
	t.Parallel()
	key := sealtest.NewKEK(t, "one")
	box := sealtest.With(t, seal.KeyedOptions{KEKs: seal.KEKs{Now: key}})
	require.NoError(t, box.Ready(t.Context()))
	before := key.Used()
	require.NoError(t, box.CheckKEK(t.Context()))
	require.Equal(t, before+2, key.Used(), "to wrap, and to unwrap")
	key.Fail(fault.New(fault.Unavailable, "the keys cannot be reached"))
	require.Equal(t, fault.Unavailable, fault.CodeOf(box.CheckKEK(t.Context())))
	_, err := box.Seal(t.Context(), seal.Place{Subject: seal.Installation, Column: "t.c", Row: "1"}, []byte("x"))
	require.NoError(t, err, "what is remembered still works, and says nothing of it")
	key.Fail(nil)
	require.NoError(t, box.CheckKEK(t.Context()))
}
