package roster_test

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/refusal"
)

// tally counts how fields were read.
type tally struct {
	counts map[verdict]int
	faults []string
}

func (y *tally) add(v verdict, format string, args ...any) {
	y.counts[v]++
	if v != right && v != inDoubt {
		y.faults = append(y.faults, string(v)+": "+fmt.Sprintf(format, args...))
	}
}

func (y *tally) String() string {
	return fmt.Sprintf("right %d, in doubt %d, needless doubt %d, wrong %d, silent %d, too certain %d",
		y.counts[right], y.counts[inDoubt], y.counts[needless], y.counts[wrong], y.counts[silent], y.counts[certain])
}

// The field lists: every field that a person reads is right or in doubt, nothing that a person reads plainly is in
// doubt, and no person is lost or invented.
func TestAPersonReadsTheFieldListsSo(t *testing.T) {
	t.Parallel()
	all := &tally{counts: make(map[verdict]int)}
	for name, want := range folderRead(t, "field") {
		y := compared(t, "field", name, want)
		all.merge(y)
		for _, f := range y.faults {
			t.Errorf("%s: %s", name, f)
		}
	}
	t.Log(all)
}

// Lists of other kinds, written without looking at the reader: nothing in them is read wrongly. A needless doubt is
// only shown.
func TestAPersonReadsOtherListsSo(t *testing.T) {
	t.Parallel()
	all := &tally{counts: make(map[verdict]int)}
	for name, want := range folderRead(t, "others") {
		y := compared(t, "others", name, want)
		all.merge(y)
		for _, f := range y.faults {
			if strings.HasPrefix(f, string(needless)) {
				t.Logf("%s: %s", name, f)
				continue
			}
			t.Errorf("%s: %s", name, f)
		}
	}
	t.Log(all)
}

func (y *tally) merge(o *tally) {
	for v, n := range o.counts {
		y.counts[v] += n
	}
}

// compared compares what the program reads in a file with what a person does.
func compared(tb testing.TB, folder, name string, want reading) *tally {
	tb.Helper()
	y := &tally{counts: make(map[verdict]int)}
	b, err := os.ReadFile(filepath.Join("testdata", folder, name))
	require.NoError(tb, err)
	l, err := vocabulary(tb).Read(tb.Context(), bytes.NewReader(b), name, roster.Options{AsOf: fieldDay()})
	if refused, ok := errors.AsType[*refusal.Error](err); ok {
		if want.refusal {
			y.add(inDoubt, "refused")
		} else {
			y.add(wrong, "refused: %s", refused.Code)
		}
		return y
	}
	require.NoError(tb, err)
	y.list(l, want)
	for _, u := range l.Unreadable {
		if u.Read == nil {
			y.add(needless, "line %d is asked about: %s", u.Line, u.Problem)
		}
	}
	people := everyone(l)
	if len(people) != len(want.people) {
		y.add(silent, "%d people instead of %d", len(people), len(want.people))
	}
	families := make(map[string]int)
	for i, p := range want.people {
		if i >= len(people) {
			break
		}
		y.person(p, people[i], families)
	}
	return y
}

// everyone returns the people of a list in the order of their lines.
func everyone(l roster.List) []found {
	var out []found
	for i := range l.Rows {
		out = append(out, found{row: &l.Rows[i]})
	}
	for _, u := range l.Unreadable {
		if u.Read != nil {
			out = append(out, found{row: u.Read, asked: true})
		}
	}
	slices.SortStableFunc(out, func(a, b found) int { return cmp.Compare(a.row.Line, b.row.Line) })
	return out
}

// list compares what is said about the list as a whole.
func (y *tally) list(l roster.List, want reading) {
	for key, value := range want.list {
		got := ""
		switch key {
		case "total":
			got = "-"
			if l.ClaimedTotal != nil {
				got = strconv.Itoa(*l.ClaimedTotal)
			}
		case "sheet":
			got = l.Format.Sheet
		case "others":
			got = strings.Join(l.Format.OtherSheets, ",")
		}
		if got == value {
			y.add(right, "")
		} else {
			y.add(silent, "%s is %s instead of %s", key, got, value)
		}
	}
}

// person compares one person. families has the family of the program for each of the file.
func (y *tally) person(want human, got found, families map[string]int) {
	for key, c := range want {
		value := c.values[0]
		switch key {
		case "family":
			y.family(got, value, c.either, families)
		case "asked":
			y.question(got, value)
		case "name":
			s := got.field(key, c)
			if len(got.row.Name.Parts) > 1 && sameWords(s.readings[0], value) {
				s.readings[0] = value
			}
			y.add(judge(key, c, s), "line %d name", got.row.Line)
		default:
			if key == "phone" {
				c.values = []string{digitsOf(value)}
			}
			s := got.field(key, c)
			y.add(judge(key, c, s), "line %d %s: %v instead of %v (%v)", got.row.Line, key, s.readings, c.values, got.row.Problems)
		}
	}
}

func (y *tally) family(got found, value string, either bool, families map[string]int) {
	f := got.row.Family
	known, seen := families[value]
	switch {
	case value == "-" && f == 0, value != "-" && f != 0 && (!seen || known == f):
		y.add(right, "")
	case either:
		y.add(inDoubt, "")
	default:
		y.add(silent, "line %d family %d", got.row.Line, f)
	}
	families[value] = f
}

// question compares whether a person is asked about a row as a whole.
func (y *tally) question(got found, value string) {
	asked := got.asked || slices.ContainsFunc(got.row.Problems, func(p flaw.Code) bool {
		return slices.Contains([]flaw.Code{flaw.HiddenRow, flaw.ChildInRemark, flaw.StruckOff, flaw.Deceased}, p)
	})
	switch {
	case asked == (value == "yes"):
		y.add(right, "")
	case asked:
		y.add(needless, "line %d is asked about: %v", got.row.Line, got.row.Problems)
	default:
		y.add(silent, "line %d is not asked about", got.row.Line)
	}
}

func sameWords(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(x, y)
}
