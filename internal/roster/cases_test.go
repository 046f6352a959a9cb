package roster_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster"
)

// fieldDay is the day on which the lists of testdata/field were written.
func fieldDay() civil.Date { return civil.Date{Year: 2026, Month: 11, Day: 20} }

// fieldList reads a list of testdata/field.
func fieldList(tb testing.TB, file string) roster.List {
	tb.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "field", file))
	require.NoError(tb, err)
	l, err := vocabulary(tb).Read(tb.Context(), bytes.NewReader(b), file, roster.Options{AsOf: fieldDay()})
	require.NoError(tb, err)
	return l
}

// said returns what was read of a row, in one line that a person can compare with the list.
func said(r *roster.Row) string {
	nationality := r.Nationality.Code
	if len(r.Nationality.Candidates) > 0 {
		nationality += "?" + strings.Join(r.Nationality.Candidates, "/")
	}
	document := r.Document.Clean
	if document == "" {
		document = string(r.Document.Absent)
	}
	name := r.Name.Display
	if r.NativeName.Display != "" {
		name += " = " + r.NativeName.Display
	}
	out := fmt.Sprintf("%s; %s; %s; %s; %s; minor %s", name, r.Sex, nationality, document, days(r.BirthDate), r.BirthDate.Minor(fieldDay()))
	for _, p := range r.Problems {
		out += "; " + string(p)
	}
	return out
}

// Lists as officers write them, each with what a person reads in it.
func TestFieldLists(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob(filepath.Join("testdata", "field", "*.want"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, want := range files {
		name := strings.TrimSuffix(filepath.Base(want), ".want")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := fieldList(t, name)
			accounted(t, l)
			var got strings.Builder
			for i := range l.Rows {
				fmt.Fprintln(&got, said(&l.Rows[i]))
			}
			for _, u := range l.Unreadable {
				fmt.Fprintf(&got, "? line %d: %s\n", u.Line, u.Problem)
			}
			for _, a := range l.OtherLines {
				fmt.Fprintf(&got, "- line %d: %s\n", a.Line, a.Kind)
			}
			if *update {
				require.NoError(t, os.WriteFile(want, []byte(got.String()), 0o600))
			}
			expected, err := os.ReadFile(want)
			require.NoError(t, err)
			require.Equal(t, string(expected), got.String())
		})
	}
}
