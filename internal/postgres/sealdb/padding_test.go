package sealdb_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/postgres/sealdb"
)

func TestWhatIsFilledUpComesBack(t *testing.T) {
	t.Parallel()
	columns := sealdb.SealedColumns()
	rapid.Check(t, func(rt *rapid.T) {
		column := rapid.SampledFrom(columns).Draw(rt, "column").Column
		plain := rapid.SliceOfN(rapid.SampledFrom([]byte{0, 0x80, 'x'}), 0, 600).Draw(rt, "plain")
		if plain == nil {
			plain = []byte{}
		}
		filled := sealdb.Pad(column, plain)
		require.Greater(rt, len(filled), len(plain))
		require.Zero(rt, len(filled)%64)
		back, err := sealdb.Unpad(filled)
		require.NoError(rt, err)
		require.Equal(rt, plain, back)
	})
	require.Nil(t, sealdb.Pad("people.name", nil))
	for name, broken := range map[string][]byte{"no end": make([]byte, 64), "something behind the end": {0x80, 0, 1}, "nothing": {}} {
		_, err := sealdb.Unpad(broken)
		require.ErrorContains(t, err, "not padded as it should be", name)
	}
}

func FuzzUnfill(f *testing.F) {
	f.Add(sealdb.Pad("tasks.outcome", []byte("yes")))
	f.Add([]byte{0x80})
	f.Fuzz(func(t *testing.T, filled []byte) {
		plain, err := sealdb.Unpad(filled)
		if err == nil {
			require.LessOrEqual(t, len(plain), len(filled))
		}
	})
}
