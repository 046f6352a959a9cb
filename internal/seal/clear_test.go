package seal_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/seal"
)

func place(t *rapid.T, name string) seal.Place {
	part := rapid.StringMatching(`[a-c./]{0,4}`)
	return seal.Place{
		Subject: seal.Subject(part.Draw(t, name+" subject")), Column: part.Draw(t, name+" column"), Row: part.Draw(t, name+" row"),
	}
}

func TestClearOpensWhatItSealedAtTheSamePlaceOnly(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		here, there := place(rt, "here"), place(rt, "there")
		plain := rapid.SliceOf(rapid.Byte()).Draw(rt, "plain")
		if plain == nil {
			plain = []byte{}
		}
		sealed, err := seal.Clear{}.Seal(t.Context(), here, plain)
		require.NoError(rt, err)
		back, err := seal.Clear{}.Open(t.Context(), here, sealed)
		require.NoError(rt, err)
		require.Equal(rt, plain, back)

		_, err = seal.Clear{}.Open(t.Context(), there, sealed)
		if here == there {
			require.NoError(rt, err)
		} else {
			require.ErrorIs(rt, err, seal.ErrMoved)
		}
	})
}

func TestClearLeavesTheAbsentAbsent(t *testing.T) {
	t.Parallel()
	sealed, err := seal.Clear{}.Seal(t.Context(), seal.Place{}, nil)
	require.NoError(t, err)
	require.Nil(t, sealed)
	plain, err := seal.Clear{}.Open(t.Context(), seal.Place{}, nil)
	require.NoError(t, err)
	require.Nil(t, plain)
}

func FuzzOpen(f *testing.F) {
	here := seal.Place{Subject: "case/a", Column: "people.name"}
	good, err := seal.Clear{}.Seal(f.Context(), here, []byte("as written"))
	require.NoError(f, err)
	f.Add(good)
	f.Add([]byte{})
	f.Add([]byte{1})
	f.Add([]byte{2, 3, 4})
	f.Fuzz(func(t *testing.T, sealed []byte) {
		plain, err := seal.Clear{}.Open(t.Context(), here, sealed)
		if err != nil {
			require.Nil(t, plain)
			if len(sealed) > 20 {
				require.NotContains(t, err.Error(), string(sealed[17:]), "an error must not repeat what was sealed")
			}
			return
		}
		again, err := seal.Clear{}.Seal(t.Context(), here, plain)
		require.NoError(t, err)
		require.Equal(t, sealed, again)
	})
}
