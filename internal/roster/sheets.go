package roster

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"example.org/homeward/internal/roster/refusal"
	"example.org/homeward/internal/roster/spelling"
	"example.org/homeward/internal/roster/table"
)

// sheetChoice is which sheets of a workbook are read.
type sheetChoice struct {
	blocks [][]block // by sheet
	read   []int
	sheets []table.Sheet // for a workbook with several
}

// chooseSheets chooses the first sheet with a table of people. The others with the same headings are read
// with it only if a sheet without a table counts as many people as all of them have together; otherwise
// they are named, and a person chooses.
func (v *Vocabulary) chooseSheets(sheets []table.Table, o Options) (sheetChoice, error) {
	c := sheetChoice{}
	var lists []int
	isTurned := false
	people := make([]int, len(sheets))
	for i, t := range sheets {
		blocks := v.blocks(t)
		if v.isTurned(t.Records) {
			blocks, isTurned = nil, true
		}
		c.blocks = append(c.blocks, blocks)
		if len(c.blocks[i]) > 0 {
			lists = append(lists, i)
			if len(sheets) > 1 {
				people[i] = v.countPeople(c.blocks[i])
			}
		}
	}
	if o.Sheet != 0 {
		at := slices.IndexFunc(sheets, func(t table.Table) bool { return t.Number == o.Sheet })
		if at < 0 || len(c.blocks[at]) == 0 {
			return c, noSheet(o.Sheet, sheets, c.blocks)
		}
		c.read = []int{at}
	} else {
		switch {
		case len(lists) == 0 && isTurned:
			return c, turned()
		case len(lists) == 0:
			return c, table.NoHeading()
		}
		c.read = lists[:1]
		if len(lists) > 1 && v.coverCounts(sheets, c, people, lists) {
			c.read = lists
		}
	}
	if len(sheets) > 1 {
		for i, t := range sheets {
			c.sheets = append(c.sheets, table.Sheet{Number: t.Number, Name: t.Format.Sheet, Rows: people[i], Read: slices.Contains(c.read, i), Hidden: t.Hidden})
		}
	}
	return c, nil
}

// noSheet is the refusal of a chosen sheet without column headings; it counts the sheets that can be chosen.
func noSheet(chosen int, sheets []table.Table, blocks [][]block) error {
	var can []string
	for i, t := range sheets {
		if len(blocks[i]) > 0 && t.Number > 0 {
			can = append(can, strconv.Itoa(t.Number))
		}
	}
	if len(can) == 0 {
		return refusal.New(refusal.Sheet, "The file has no sheet that could be chosen. Send it without the number of a sheet.")
	}
	return refusal.New(refusal.Sheet, fmt.Sprintf("Sheet %d of the workbook has no column headings of a list. These sheets have them, counted from the left: %s. "+
		"Choose one of them, or leave the choice out.", chosen, strings.Join(can, ", ")))
}

// others returns the names of the sheets that are not read.
func (c sheetChoice) others(sheets []table.Table) []string {
	var out []string
	for i, t := range sheets {
		if !slices.Contains(c.read, i) {
			out = append(out, t.Format.Sheet)
		}
	}
	return out
}

// countPeople counts the rows of tables that may be about people.
func (v *Vocabulary) countPeople(blocks []block) int {
	n := 0
	for _, b := range blocks {
		summary := false
		for i, r := range b.rows {
			var next *table.Record
			if i+1 < len(b.rows) {
				next = &b.rows[i+1]
			}
			if kind, _ := v.otherLineKind(b.layout, r, b.rows[:i], next, &summary); kind == "" {
				n++
			}
		}
	}
	return n
}

// coverCounts reports whether the largest number of a sheet without a table is that of the people whom all
// sheets with the same headings have together.
func (v *Vocabulary) coverCounts(sheets []table.Table, c sheetChoice, people, lists []int) bool {
	all := 0
	for _, i := range lists {
		if !sameColumns(c.blocks[i][0].layout.columns, c.blocks[lists[0]][0].layout.columns) {
			return false
		}
		all += people[i]
	}
	for i, t := range sheets {
		if len(c.blocks[i]) > 0 {
			continue
		}
		counts := coverNumbers(t)
		if len(counts) > 0 && slices.Max(counts) == all {
			return true
		}
		for _, r := range t.Records {
			if n, ok := v.titleClaim(strings.Join(r.Cells, " ")); ok && n == all {
				return true
			}
		}
	}
	return false
}

// coverNumbers returns the sums of the columns of a sheet.
func coverNumbers(t table.Table) []int {
	sums := make(map[int]int)
	for _, r := range t.Records {
		for i, s := range r.Cells {
			if n, ok := spelling.Figure(s); ok {
				sums[i] += n
			}
		}
	}
	var out []int
	for _, n := range sums {
		out = append(out, n)
	}
	return out
}

func sameColumns(a, b []Column) bool {
	return slices.EqualFunc(a, b, func(x, y Column) bool { return spelling.Fold(x.Heading) == spelling.Fold(y.Heading) })
}
