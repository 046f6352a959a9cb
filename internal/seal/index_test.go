package seal_test

import (
	"crypto/rand"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/sealtest"
)

func index(tb testing.TB) *seal.Index {
	tb.Helper()
	secret := make([]byte, 32)
	_, _ = rand.Read(secret)
	x, err := seal.NewIndex(secret)
	require.NoError(tb, err)
	return x
}

func TestEqualValuesOfOneFieldHaveEqualTokens(t *testing.T) {
	t.Parallel()
	x, other := index(t), index(t)
	rapid.Check(t, func(rt *rapid.T) {
		field := rapid.StringMatching(`[a-c.]{0,4}`)
		f, g := field.Draw(rt, "field"), field.Draw(rt, "another field")
		v, w := rapid.String().Draw(rt, "value"), rapid.String().Draw(rt, "another value")
		token := x.Token(f, v)
		require.Equal(rt, token, x.Token(f, v))
		require.Equal(rt, f == g && v == w, token == x.Token(g, w))
		require.NotEqual(rt, token, other.Token(f, v), "another key")
	})
}

func TestAShortSecretMakesNoIndex(t *testing.T) {
	t.Parallel()
	_, err := seal.NewIndex(make([]byte, 31))
	require.Error(t, err)
}

func TestTheIndexIsTheSameInEveryProcess(t *testing.T) {
	t.Parallel()
	store, kek := &sealtest.Store{}, sealtest.NewKEK(t, "test")
	options := seal.KeyedOptions{Store: store, KEKs: seal.KEKs{Now: kek}}
	first, err := sealtest.With(t, options).Index(t.Context())
	require.NoError(t, err)
	second, err := sealtest.With(t, options).Index(t.Context())
	require.NoError(t, err)
	require.Equal(t, first.Token("people.phone", "6681"), second.Token("people.phone", "6681"))
	_, err = sealtest.With(t, seal.KeyedOptions{Store: store, KEKs: seal.KEKs{Now: sealtest.NewKEK(t, "other")}}).Index(t.Context())
	require.ErrorIs(t, err, seal.ErrKEK)
}
