package roster_test

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/refusal"
)

// drawnCell draws a text that clerks write into cells, or one that they should not write.
func drawnCell() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.SampledFrom([]string{
			"", " ", "-", "N/A", "M", "female", "ชาย", "LI PING", "  Bùi  Minh", "邓波", "HO, Cong", "a \"b\" c", "two\nlines",
			"VN", "P.R.C", "Congo", "Atlantis", "stateless", "E86O31628", "with boss", "in process", "1993-06-04", "20.9.85",
			"04/12/2535", "age 17", "2007", "31/02/1999", "KK Park", "TOTAL", "102", "7,141", "Name", "Nationality", "\ufffd", "A\x01B",
			"รวม", "persons", "sep=;",
		}),
		rapid.String(),
	)
}

// For any list, every row that is not blank is returned once, as it was written, and all counts
// add up.
func TestNothingIsLost(t *testing.T) {
	t.Parallel()
	v := vocabulary(t)
	today := asOf(t)
	headings := []string{"No", "NAME", "M/F", "Nationality", "Passport No.", "D.O.B", "Place", "Remarks"}
	rapid.Check(t, func(t *rapid.T) {
		columns := rapid.Permutation(headings).Draw(t, "columns")[:rapid.IntRange(3, len(headings)).Draw(t, "width")]
		if !slices.Contains(columns, "NAME") {
			columns[0] = "NAME"
		}
		cell := rapid.Map(drawnCell(), func(s string) string {
			return strings.NewReplacer("\r", " ", "\x00", " ").Replace(s) // the csv package itself turns \r\n into \n
		})
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, 1, len(columns)+1), 1, 12).Draw(t, "rows")
		comma := rapid.SampledFrom([]rune{',', ';', '\t'}).Draw(t, "separator")

		var text bytes.Buffer
		w := csv.NewWriter(&text)
		w.Comma = comma
		require.NoError(t, w.WriteAll(append([][]string{columns}, rows...)))
		dress := rapid.SampledFrom([]func(string) string{
			func(s string) string { return s },
			func(s string) string { return "\ufeff" + s },
			func(s string) string { return utf16Bytes(s, binary.LittleEndian, true) },
			func(s string) string { return utf16Bytes(s, binary.BigEndian, true) },
		}).Draw(t, "encoding")

		l, err := v.Read(t.Context(), strings.NewReader(dress(text.String())), "", roster.Options{AsOf: today})
		var written [][]string
		for _, r := range rows {
			if strings.TrimSpace(strings.Join(r, "")) != "" {
				written = append(written, r)
			}
		}
		if err != nil {
			var r *refusal.Error
			require.ErrorAs(t, err, &r)
			require.Equal(t, refusal.NoRows, r.Code, "a sound list is refused only when nobody is on it")
			return
		}
		accountedRapid(t, l)
		require.ElementsMatch(t, append([][]string{columns}, written...), everyLine(l))
	})
}

// accountedRapid is accounted for rapid's T.
func accountedRapid(t *rapid.T, l roster.List) {
	r := l.Reconciliation
	require.Equal(t, len(l.Rows), r.Rows)
	for _, n := range []int{
		sum(r.Nationalities), sum(r.Sexes), sum(r.BirthDates), sum(r.Documents),
		r.Minors.Yes + r.Minors.Possible + r.Minors.No + r.Minors.Undated,
	} {
		require.Equal(t, r.Rows, n, "the sum of all states is the rows imported")
	}
}

// everyLine returns the raw cells of every line of a list.
func everyLine(l roster.List) [][]string {
	var out [][]string
	for _, r := range l.Rows {
		out = append(out, r.Raw)
	}
	for _, u := range l.Unreadable {
		out = append(out, u.Raw)
	}
	for _, a := range l.OtherLines {
		out = append(out, a.Raw)
	}
	return out
}

// A day is read in the same way from a spreadsheet and from text.
func TestXLSXReadsAsCSVDoes(t *testing.T) {
	t.Parallel()
	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(sampleList(t, "custodian.csv"), "\ufeff"))).ReadAll()
	require.NoError(t, err)
	rows := make([][]any, len(lines))
	for i, l := range lines {
		for _, c := range l {
			rows[i] = append(rows[i], c)
		}
	}
	got, err := readWorkbook(t, workbook(t, map[string][][]any{"List": rows}, "List"))
	require.NoError(t, err)
	want := mustRead(t, sampleList(t, "custodian.csv"))
	require.Equal(t, want.Reconciliation, got.Reconciliation)
	require.Equal(t, want.Columns, got.Columns)
	for i := range want.Rows {
		for len(got.Rows[i].Raw) < len(want.Rows[i].Raw) { // a spreadsheet does not store empty cells at the end
			got.Rows[i].Raw = append(got.Rows[i].Raw, "")
		}
	}
	require.Equal(t, want.Rows, got.Rows)
}
