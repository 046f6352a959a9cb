package roster_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/roster"
)

// BenchmarkSurge reads the list of 7,244 rows, with the vocabulary and without.
func BenchmarkSurge(b *testing.B) {
	text, options := surge(b), roster.Options{AsOf: asOf(b)}
	v := vocabulary(b)
	for name, read := range map[string]func() (roster.List, error){
		"kept vocabulary": func() (roster.List, error) { return v.Read(b.Context(), strings.NewReader(text), "", options) },
		"new vocabulary": func() (roster.List, error) {
			return roster.Read(b.Context(), strings.NewReader(text), "", options)
		},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				l, err := read()
				require.NoError(b, err)
				require.Len(b, l.Rows, 7244)
			}
		})
	}
}
