package site_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/fault"
	"example.org/homeward/web/site"
)

// Filters that can be read are written as they were read; others are refused whole.
func FuzzReadQuery(f *testing.F) {
	for _, seed := range []string{"", "queue=overdue&step=reception", "ref=case-a&ref=case-b", "page=%zz", "a;b", "%", "a=b%26c"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		query, err := site.ReadQuery(raw)
		if err != nil {
			require.Equal(t, fault.Invalid, fault.CodeOf(err))
			require.Nil(t, query)
			return
		}
		again, err := site.ReadQuery(query.Encode())
		require.NoError(t, err)
		require.Equal(t, query, again)
	})
}
