package seal_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/sealtest"
)

// An attacker who can write to the table of keys can destroy a key, but can neither forge one nor crash
// the reader.
func FuzzWrapped(f *testing.F) {
	kek := sealtest.NewKEK(f, "test")
	good := &sealtest.Store{}
	sealed, err := sealtest.With(f, seal.KeyedOptions{Store: good, KEKs: seal.KEKs{Now: kek}}).Seal(f.Context(), nameOf("case/a"), []byte(word))
	require.NoError(f, err)
	found, err := good.FindKeys(f.Context(), []seal.Subject{"case/a"})
	require.NoError(f, err)
	kept := found["case/a"]
	f.Add(kept.Keyset)
	f.Add(kept.Keyset[:len(kept.Keyset)/2])
	f.Add([]byte{0x12, 0xff, 0xff, 0xff, 0xff, 0x0f})
	f.Fuzz(func(t *testing.T, keyset []byte) {
		other := &sealtest.Store{}
		_, err := other.AddKey(t.Context(), "case/a", seal.Wrapped{Keyset: keyset, KEK: "test", Version: 1, MadeAt: time.Unix(0, 0)})
		require.NoError(t, err)
		plain, err := sealtest.With(t, seal.KeyedOptions{Store: other, KEKs: seal.KEKs{Now: kek}}).Open(t.Context(), nameOf("case/a"), sealed)
		if err != nil {
			require.Nil(t, plain)
			return
		}
		require.Equal(t, word, string(plain), "what unwraps is the same key")
	})
}
