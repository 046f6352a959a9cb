package roster_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/roster"
)

// sheetDraw draws a file with tables below and beside each other, and the people whom it puts into them.
type sheetDraw struct {
	rows  [][]string
	names []string
}

// person draws the cells of one person under headings, with a name that no other person has.
func (d *sheetDraw) person(t *rapid.T, headings []string) []string {
	name := fmt.Sprintf("%s Xu%s", rapid.SampledFrom([]string{"Wanjiku", "Hana", "Kiprop", "Somchai", "Page", "Men"}).Draw(t, "given"), letters(len(d.names)))
	d.names = append(d.names, name)
	values := map[string][]string{
		"Name": {name}, "Sex": {"M", "F", "", "2. Female"}, "Nationality": {"Kenya", "", "ET", "Atlantis", "Kenyan / Ugandan"},
		"Age": {"17", "24", "", "8 months", "15+"}, "DOB": {"1999-04-02", "12/03/52", "", "with boss"},
		"Passport No": {"AK0101010", "", "none"}, "Remarks": {"", "ill", "Total 3", "received by her aunt"},
	}
	var out []string
	for _, h := range headings {
		if h == "No" {
			out = append(out, fmt.Sprint(len(d.names)))
			continue
		}
		out = append(out, rapid.SampledFrom(values[h]).Draw(t, h))
	}
	return out
}

// letters writes a number in letters only.
func letters(n int) string {
	return strings.Map(func(r rune) rune { return 'a' + r - '0' }, fmt.Sprint(n))
}

// table draws one table: its headings, its people, and what people write between them and below.
func (d *sheetDraw) table(t *rapid.T, headings []string) [][]string {
	width := len(headings)
	row := func(cells ...string) []string { return append(cells, make([]string, width-min(len(cells), width))...) }
	var out [][]string
	out = append(out, headings)
	for range rapid.IntRange(1, 4).Draw(t, "people") {
		if rapid.IntRange(0, 5).Draw(t, "section") == 0 {
			out = append(out, row(rapid.SampledFrom([]string{"A. KENYAN NATIONALS", "B. Ethiopian nationals (2)"}).Draw(t, "title")))
		}
		out = append(out, d.person(t, headings))
	}
	for range rapid.IntRange(0, 2).Draw(t, "below") {
		out = append(out, rapid.SampledFrom([][]string{
			row("", "Prepared by: Lt. Somdet"), row("TOTAL", "", "2"), row("", "Signature"), row(), row("Page 1 of 2"), row("", "see the other list"),
		}).Draw(t, "line"))
	}
	return out
}

func drawSheet(t *rapid.T) sheetDraw {
	d := sheetDraw{}
	headings := append([]string{"No", "Name"}, rapid.Permutation([]string{"Sex", "Nationality", "Age", "DOB", "Passport No", "Remarks"}).Draw(t, "columns")[:3]...)
	if rapid.Bool().Draw(t, "titled") {
		d.rows = append(d.rows, []string{"List of people at the shelter"})
	}
	for range rapid.IntRange(1, 3).Draw(t, "tables") {
		left := d.table(t, headings)
		if rapid.Bool().Draw(t, "beside") {
			right := d.table(t, headings)
			for i := range max(len(left), len(right)) {
				cells := make([]string, 2*len(headings))
				if i < len(left) {
					copy(cells, left[i])
				}
				if i < len(right) {
					copy(cells[len(headings):], right[i])
				}
				d.rows = append(d.rows, cells)
			}
			continue
		}
		d.rows = append(d.rows, left...)
	}
	return d
}

// Every cell that is not empty stands in exactly one place: with a person, in the headings, set aside with a reason, or in a
// question; and every person who was written is there once, and no other.
func TestNoShapeLosesACellOrAPerson(t *testing.T) {
	t.Parallel()
	rapid.Check(t, losesNothing(vocabulary(t)))
}

// FuzzNoShapeLosesAPerson searches such files with the coverage of the reader.
func FuzzNoShapeLosesAPerson(f *testing.F) { f.Fuzz(rapid.MakeFuzz(losesNothing(vocabulary(f)))) }

func losesNothing(v *roster.Vocabulary) func(*rapid.T) {
	return func(t *rapid.T) {
		d := drawSheet(t)
		var text bytes.Buffer
		require.NoError(t, csv.NewWriter(&text).WriteAll(d.rows))
		l, err := v.Read(t.Context(), &text, "", roster.Options{AsOf: fieldDay()})
		require.NoError(t, err)
		require.Equal(t, cellsOf(d.rows), cellsOf(everyLine(l)))
		var people []string
		for _, p := range everyone(l) {
			people = append(people, p.row.Name.Display)
		}
		slices.Sort(people)
		names := slices.Clone(d.names)
		slices.Sort(names)
		require.Equal(t, names, people)
	}
}

// cellsOf returns the cells that are not empty, in order.
func cellsOf(rows [][]string) []string {
	var out []string
	for _, r := range rows {
		for _, c := range r {
			if strings.TrimSpace(c) != "" {
				out = append(out, c)
			}
		}
	}
	slices.Sort(out)
	return out
}
