package roster

import (
	"context"
	"strings"
)

// builder collects the rows of all tables of a file.
type builder struct {
	v      *Vocabulary
	o      Options
	list   *List
	claims []Claim
	next   int // the first number that no line has yet
}

// block reads the rows of a table. The first table keeps the numbers of its lines; those of the others
// continue them.
func (b *builder) block(ctx context.Context, t table, k *block, firstSheet bool) error {
	v, l := b.v, k.layout
	at := func(r record) (int, *At) {
		if k.offset == 0 && firstSheet && l.from == 0 {
			return r.line, nil
		}
		return r.line + k.offset, &At{Sheet: k.sheet, Line: r.line, Column: l.from + 1}
	}
	last := 0
	for _, r := range t.records {
		last = max(last, r.line)
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
		b.list.OtherLines = append(b.list.OtherLines, OtherLine{Line: line, Kind: HeadingLine, Raw: h.cells, At: place})
	}
	v.ditto(l, k.rows)
	before := len(b.list.Rows) + len(b.list.Unreadable)
	if err := b.rows(ctx, t, k, at); err != nil {
		return err
	}
	heads := 0
	if len(l.heads) > 0 {
		heads = l.heads[0].line
	}
	b.list.Tables = append(b.list.Tables, Table{
		Sheet: k.sheet, Line: heads, Column: l.from + 1, Columns: l.columns, Rows: len(b.list.Rows) + len(b.list.Unreadable) - before,
	})
	return nil
}

func (b *builder) titles(t table, k *block, at func(record) (int, *At)) {
	joiner := t.format.Separator // the commas of a title have split it into cells
	if joiner == "" {
		joiner = " "
	}
	for _, r := range k.titles {
		line, place := at(r)
		b.list.OtherLines = append(b.list.OtherLines, OtherLine{Line: line, Kind: TitleLine, Raw: r.cells, At: place})
		if n, ok := b.v.titleClaim(strings.Join(r.cells, joiner)); ok {
			b.claims = append(b.claims, Claim{Line: line, Where: TitleLine, Total: n})
		}
	}
}

// rows reads the rows below the headings.
func (b *builder) rows(ctx context.Context, t table, k *block, at func(record) (int, *At)) error {
	v, l := b.v, k.layout
	traces := v.tracesOf(l, k.rows)
	first := len(b.list.Rows)
	var drafts []draft
	summary := false
	for i, r := range k.rows {
		if i%512 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		var next *record
		if i+1 < len(k.rows) {
			next = &k.rows[i+1]
		}
		line, place := at(r)
		aside := func(p Problem) {
			b.list.Unreadable = append(b.list.Unreadable, Unreadable{Line: line, Raw: r.cells, Problem: p, At: place})
		}
		kind, totals := v.otherLineKind(l, r, k.rows[:i], next, &summary)
		if kind != "" {
			b.list.OtherLines = append(b.list.OtherLines, OtherLine{Line: line, Kind: kind, Raw: r.cells, At: place})
			for _, n := range totals {
				b.claims = append(b.claims, Claim{Line: line, Where: kind, Total: n})
			}
			continue
		}
		if p := v.asked(l, r); p != "" {
			aside(p)
			continue
		}
		row, problem := v.row(l, r, b.o, t.shifts, t.format.Separator)
		if problem != "" {
			aside(problem)
			continue
		}
		row.Line, row.At = line, place
		d := v.draftBirth(l, r, traces, b.o.AsOf)
		p, ok := l.isPerson(row, d)
		if !ok {
			aside(NoPerson)
			continue
		}
		row.note(p)
		summary = false
		b.list.Rows, drafts = append(b.list.Rows, row), append(drafts, d)
	}
	rows := b.list.Rows[first:]
	settleBirths(rows, drafts, v.orderIn(l.heading(FieldBirthDate)), v.datesElsewhere(l, t.records), b.o.AsOf)
	v.families(rows)
	return nil
}

// covers sets the lines of sheets without a table aside.
func (b *builder) covers(sheets []table, c sheetChoice) {
	for i, t := range sheets {
		if len(c.blocks[i]) > 0 {
			continue
		}
		last := 0
		for _, r := range t.records {
			b.list.OtherLines = append(b.list.OtherLines, OtherLine{
				Line: b.next - 1 + r.line, Kind: CoverLine, Raw: r.cells, At: &At{Sheet: t.format.Sheet, Line: r.line, Column: 1},
			})
			last = max(last, r.line)
		}
		b.next += last
	}
}
