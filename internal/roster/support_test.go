package roster_test

import (
	"encoding/binary"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/sample"
)

// asOf is the day on which the sample was written.
func asOf(tb testing.TB) civil.Date {
	tb.Helper()
	var d civil.Date
	require.NoError(tb, d.UnmarshalText([]byte(sample.AsOf)))
	return d
}

func vocabulary(tb testing.TB) *roster.Vocabulary {
	tb.Helper()
	v, err := roster.LoadVocabulary()
	require.NoError(tb, err)
	return v
}

// read reads text with a file name that reveals nothing.
func read(tb testing.TB, text, nationality string) (roster.List, error) {
	tb.Helper()
	return roster.Read(tb.Context(), strings.NewReader(text), "", roster.Options{AsOf: asOf(tb), Nationality: nationality})
}

func mustRead(tb testing.TB, text string) roster.List {
	tb.Helper()
	l, err := read(tb, text, "")
	require.NoError(tb, err)
	return l
}

// sampleList returns the bytes of a list of the sample.
func sampleList(tb testing.TB, file string) string {
	tb.Helper()
	b, err := fs.ReadFile(sample.Files(), file)
	require.NoError(tb, err)
	return string(b)
}

// surge returns the bytes of the list of 7,158 people.
func surge(tb testing.TB) string {
	tb.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "roster-7158", "custodian.csv"))
	require.NoError(tb, err)
	return string(b)
}

// seeds returns the files of a folder of seeds. It fails if there are none.
func seeds(tb testing.TB, folder string) map[string][]byte {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "seeds", folder, "*"))
	require.NoError(tb, err)
	require.NotEmpty(tb, files, "no seeds: the fuzz test would start from nothing")
	out := make(map[string][]byte)
	for _, f := range files {
		b, err := os.ReadFile(f)
		require.NoError(tb, err)
		out[filepath.Base(f)] = b
	}
	return out
}

// utf16Bytes writes text as UTF-16 in the order, with a byte order mark or without.
func utf16Bytes(text string, order binary.AppendByteOrder, bom bool) string {
	var out []byte
	if bom {
		out = order.AppendUint16(out, 0xfeff)
	}
	for _, u := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, u)
	}
	return string(out)
}

// accounted checks that every line that is not blank is in exactly one place, and that every count adds
// up to the rows.
func accounted(tb testing.TB, l roster.List) {
	tb.Helper()
	seen := make(map[int]int)
	for _, r := range l.Rows {
		seen[r.Line]++
	}
	for _, u := range l.Unreadable {
		seen[u.Line]++
		require.NotEmpty(tb, u.Problem)
	}
	for _, a := range l.OtherLines {
		seen[a.Line]++
		require.NotEmpty(tb, a.Kind)
	}
	for line, n := range seen {
		require.Positive(tb, line)
		require.Equal(tb, 1, n, "line %d is in more than one place", line)
	}
	r := l.Reconciliation
	require.Equal(tb, len(l.Rows), r.Rows)
	require.Equal(tb, len(l.Unreadable), r.Unreadable)
	require.Equal(tb, r.Rows, sum(r.Nationalities))
	require.Equal(tb, r.Rows, sum(r.Sexes))
	require.Equal(tb, r.Rows, sum(r.BirthDates))
	require.Equal(tb, r.Rows, sum(r.Documents))
	require.Equal(tb, r.Rows, r.Minors.Yes+r.Minors.Possible+r.Minors.No+r.Minors.Undated)
	unresolved := 0
	for _, s := range r.Unresolved {
		unresolved += s.Rows
	}
	require.Equal(tb, r.Nationalities[roster.UnknownNationality], unresolved)
	if l.ClaimedTotal != nil {
		require.Equal(tb, r.Rows+r.Unreadable-*l.ClaimedTotal, *r.Difference)
	}
}

func sum[K comparable](counts map[K]int) int {
	total := 0
	for _, n := range counts {
		total += n
	}
	return total
}
