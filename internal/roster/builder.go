package roster

import (
	"context"
	"slices"
	"strings"

	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/table"
)

// builder collects the rows of all tables of a file.
type builder struct {
	v      *Vocabulary
	o      Options
	list   *List
	claims []Claim
	next   int // the first number that no line has yet
	about  section
}

// block reads the rows of a table. The first table keeps the numbers of its lines; those of the others
// continue them.
func (b *builder) block(ctx context.Context, t table.Table, k *block, firstSheet bool) error {
	v, l := b.v, k.layout
	if k.about != (section{}) || k.beside {
		b.about = k.about
	}
	at := func(r table.Record) (int, *At) {
		if k.offset == 0 && firstSheet && l.from == 0 {
			return r.Line, nil
		}
		return r.Line + k.offset, &At{Sheet: k.sheet, Line: r.Line, Column: l.from + 1}
	}
	last := 0
	for _, r := range t.Records {
		last = max(last, r.Line)
	}
	switch {
	case b.next == 0:
		b.list.Columns = l.columns
		b.next = last + 1
	case !firstSheet || l.from > 0:
		k.offset = b.next - 1
		b.next += last
	}
	b.titles(t, k, at)
	for _, h := range l.heads {
		line, place := at(h)
		b.list.OtherLines = append(b.list.OtherLines, OtherLine{Line: line, Kind: HeadingLine, Raw: h.Raw(), At: place})
	}
	v.ditto(l, k.rows)
	before := len(b.list.Rows) + len(b.list.Unreadable)
	if err := b.rows(ctx, t, k, at); err != nil {
		return err
	}
	heads := 0
	if len(l.heads) > 0 {
		heads = l.heads[0].Line
	}
	b.list.Tables = append(b.list.Tables, Table{
		Sheet: k.sheet, Line: heads, Column: l.from + 1, Columns: l.columns, Rows: len(b.list.Rows) + len(b.list.Unreadable) - before,
	})
	return nil
}

func (b *builder) titles(t table.Table, k *block, at func(table.Record) (int, *At)) {
	joiner := t.Format.Separator // the commas of a title have split it into cells
	if joiner == "" {
		joiner = " "
	}
	for _, r := range k.titles {
		line, place := at(r)
		b.list.OtherLines = append(b.list.OtherLines, OtherLine{Line: line, Kind: TitleLine, Raw: r.Raw(), At: place})
		if n, ok := b.v.titleClaim(strings.Join(r.Cells, joiner)); ok {
			b.claims = append(b.claims, Claim{Line: line, Where: TitleLine, Total: n})
		}
	}
}

// rows reads the rows below the headings.
func (b *builder) rows(ctx context.Context, t table.Table, k *block, at func(table.Record) (int, *At)) error {
	v, l := b.v, k.layout
	traces := v.tracesOf(l, k.rows)
	first, asked := len(b.list.Rows), make(map[int]flaw.Code)
	var drafts []birth.Draft
	summary := false
	for i, r := range k.rows {
		if i%512 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		var next *table.Record
		if i+1 < len(k.rows) {
			next = &k.rows[i+1]
		}
		line, place := at(r)
		aside := func(p flaw.Code) {
			b.list.Unreadable = append(b.list.Unreadable, Unreadable{Line: line, Raw: r.Raw(), Problem: p, At: place})
		}
		kind, totals := v.otherLineKind(l, r, k.rows[:i], next, &summary)
		if s, ok := v.sectionOf(l, r); ok && (kind == "" || kind == TitleLine) {
			b.about, kind = s, SectionLine
		}
		if kind == TotalLine {
			b.about = section{}
		}
		if kind != "" {
			b.list.OtherLines = append(b.list.OtherLines, OtherLine{Line: line, Kind: kind, Raw: r.Raw(), At: place})
			for _, n := range totals {
				b.claims = append(b.claims, Claim{Line: line, Where: kind, Total: n})
			}
			continue
		}
		row, problem := v.row(l, r, b.o, t.Shifts, t.Format.Separator)
		if problem != "" {
			aside(problem)
			continue
		}
		row.Line, row.At = line, place
		b.about.apply(l, &row)
		d := v.draftBirth(l, r, traces, b.o.AsOf)
		p, ok := l.isPerson(row, &d)
		if !ok {
			aside(flaw.NoPerson)
			continue
		}
		if p := v.asked(l, r); p != "" {
			asked[line] = p
		}
		row.note(p)
		summary = false
		b.list.Rows, drafts = append(b.list.Rows, row), append(drafts, d)
	}
	rows := b.list.Rows[first:]
	v.settleBirths(rows, drafts, l, t.Records, b.o.AsOf)
	v.families(rows)
	b.setAside(first, asked)
	return nil
}

// setAside moves the rows about which a person is asked, by their lines, from the rows that become cases to the unreadable ones, with what was
// recognised in them.
func (b *builder) setAside(first int, asked map[int]flaw.Code) {
	if len(asked) == 0 {
		return
	}
	kept := slices.Clone(b.list.Rows[:first])
	for i := range b.list.Rows[first:] {
		row := b.list.Rows[first+i]
		p, ask := asked[row.Line]
		if !ask {
			kept = append(kept, row)
			continue
		}
		u := Unreadable{Line: row.Line, Raw: row.Raw, Problem: p, At: row.At, Read: &row}
		u.Read.Raw = nil
		b.list.Unreadable = append(b.list.Unreadable, u)
	}
	b.list.Rows = kept
}

// covers sets the lines of sheets without a table aside.
func (b *builder) covers(sheets []table.Table, c sheetChoice) {
	for i, t := range sheets {
		if len(c.blocks[i]) > 0 {
			continue
		}
		last := 0
		for _, r := range t.Records {
			b.list.OtherLines = append(b.list.OtherLines, OtherLine{
				Line: b.next - 1 + r.Line, Kind: CoverLine, Raw: r.Raw(), At: &At{Sheet: t.Format.Sheet, Line: r.Line, Column: 1},
			})
			last = max(last, r.Line)
		}
		b.next += last
	}
}
