package cli

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"example.org/homeward/internal/wire"
)

// Table prints rows in aligned columns.
type Table struct{ w *tabwriter.Writer }

// NewTable starts a table with the heads of its columns.
func NewTable(out io.Writer, heads ...string) *Table {
	t := &Table{tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)}
	row := make([]any, len(heads))
	for i, h := range heads {
		row[i] = h
	}
	t.Row(row...)
	return t
}

// Row adds a row; an empty cell shows as a dash.
func (t *Table) Row(cells ...any) {
	texts := make([]string, len(cells))
	for i, c := range cells {
		if texts[i] = fmt.Sprint(c); texts[i] == "" {
			texts[i] = "-"
		}
	}
	_, _ = fmt.Fprintln(t.w, strings.Join(texts, "\t"))
}

// Flush prints the table.
func (t *Table) Flush() { _ = t.w.Flush() }

// Instant formats an instant in UTC, to the minute; "" for the zero time.
func Instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04")
}

// age formats a duration as people say it; "" for none.
func age(d time.Duration) string {
	switch {
	case d <= 0:
		return ""
	case d < time.Minute:
		return fmt.Sprintf("%d s", int(d.Seconds()))
	case d < 2*time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", int(d.Hours()))
	default:
		return fmt.Sprintf("%d d", int(d.Hours()/24))
	}
}

func seconds(n int) string { return age(time.Duration(n) * time.Second) }

// words joins codes with commas.
func words[T ~string](list []T) string {
	texts := make([]string, len(list))
	for i, one := range list {
		texts[i] = string(one)
	}
	return strings.Join(texts, ", ")
}

// yes returns "yes" or "".
func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// people formats a number of people. A number that is withheld, because it is so small that it
// could identify a person, is not shown as 0.
func people(n int, withheld bool) string {
	if n == 0 && withheld {
		return "withheld"
	}
	return strconv.Itoa(n)
}

// counts formats numbers by code, the greatest first.
func counts(c wire.Counts) string {
	names := make([]string, 0, len(c))
	for name := range c {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		if c[a] != c[b] {
			return c[b] - c[a]
		}
		return strings.Compare(a, b)
	})
	for i, name := range names {
		names[i] = fmt.Sprintf("%s %d", name, c[name])
	}
	return strings.Join(names, ", ")
}

// gateRows adds a closed gate: a row for each unmet condition.
func gateRows(t *Table, g wire.Gate) {
	waiver := "never"
	if !g.Never {
		waiver = words(g.Waiver)
		if g.Together {
			waiver = strings.ReplaceAll(waiver, ", ", " and ")
		}
	}
	if len(g.Unmet) == 0 {
		t.Row(g.Gate, "", "", "", waiver)
	}
	for i, u := range g.Unmet {
		gate := string(g.Gate)
		if i > 0 {
			gate, waiver = " ", " "
		}
		whose := string(u.Owner)
		if u.Desk != "" {
			whose = string(u.Desk)
		}
		condition := u.Condition
		switch {
		case u.Answered:
			condition += " (answered)"
		case u.Recalled:
			condition += " (taken back)"
		}
		t.Row(gate, condition, whose, seconds(u.AgeSeconds), waiver)
	}
}
