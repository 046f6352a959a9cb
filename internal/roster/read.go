package roster

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"example.org/homeward/internal/civil"
)

// Options are what the reader of a list knows and the list does not say.
type Options struct {
	// AsOf is the day that the list was written or received. It must be valid:
	// ages count back from it, two-digit years and minors are judged by it.
	AsOf civil.Date
	// Nationality is the ISO 3166-1 alpha-3 code, or Stateless, of everybody on a
	// list without a column of nationalities, such as an embassy's. A column wins.
	Nationality string
}

// Read reads a list. It takes at most MaxBytes and one more from src. The
// error is a *Refusal when the file is at fault, ctx's error when it ends, and
// otherwise src's own or a mistake of the caller. filename decides only which
// separator is tried first; what the file is, its bytes tell.
func Read(ctx context.Context, src io.Reader, filename string, o Options) (List, error) {
	v, err := LoadVocabulary()
	if err != nil {
		return List{}, err
	}
	return v.Read(ctx, src, filename, o)
}

// Read is the function Read for a caller who keeps the vocabulary.
func (v *Vocabulary) Read(ctx context.Context, src io.Reader, filename string, o Options) (List, error) {
	if !o.AsOf.Valid() {
		return List{}, errors.New("read roster: options have no valid day")
	}
	if o.Nationality != "" && !v.nationalities.known(o.Nationality) {
		return List{}, refuse(RefusedNationality, "The nationality given for the whole list is not an ISO 3166-1 alpha-3 code.")
	}
	b, err := io.ReadAll(io.LimitReader(src, MaxBytes+1))
	if err != nil {
		return List{}, fmt.Errorf("read roster: %w", err)
	}
	if len(b) > MaxBytes {
		return List{}, refuse(RefusedTooLarge, "The file is too large for a list of people. Send the table alone, without pictures.")
	}
	kind, err := kindOf(b)
	if err != nil {
		return List{}, err
	}
	var t table
	if kind == XLSX {
		t, err = readXLSX(ctx, b)
	} else {
		t, err = v.readCSV(ctx, b, filename)
	}
	if err != nil {
		return List{}, err
	}
	return v.list(ctx, t, o)
}

// list recognises the rows of a table.
func (v *Vocabulary) list(ctx context.Context, t table, o Options) (List, error) {
	head, found := v.heading(t.records)
	if found == 0 {
		return List{}, noHeading()
	}
	layout := v.newLayout(t, head)
	out := List{Format: t.format, Columns: layout.columns, Aside: t.aside, Blank: t.blank}
	var claims []Claim
	joiner := t.format.Separator // a title's own commas have cut it into cells
	if joiner == "" {
		joiner = " "
	}
	for _, r := range t.records[:head] {
		out.Aside = append(out.Aside, Aside{Line: r.line, Kind: TitleLine, Raw: r.cells})
		if n, ok := v.titleClaim(strings.Join(r.cells, joiner)); ok {
			claims = append(claims, Claim{Line: r.line, Where: TitleLine, Total: n})
		}
	}
	for i, r := range t.records[head:] {
		if i%512 == 0 && ctx.Err() != nil {
			return List{}, ctx.Err()
		}
		kind, totals := v.aside(layout, r)
		if kind != "" {
			out.Aside = append(out.Aside, Aside{Line: r.line, Kind: kind, Raw: r.cells})
			for _, n := range totals {
				claims = append(claims, Claim{Line: r.line, Where: kind, Total: n})
			}
			continue
		}
		row, problem := v.row(layout, r, o, t.shifts, t.format.Separator)
		if problem != "" {
			out.Unreadable = append(out.Unreadable, Unreadable{Line: r.line, Raw: r.cells, Problem: problem})
			continue
		}
		out.Rows = append(out.Rows, row)
	}
	if len(out.Rows) == 0 && len(out.Unreadable) == 0 {
		return List{}, refuse(RefusedNoRows, "The list has headings and no rows under them. Send the list again.")
	}
	out.ClaimedTotal = claimedTotal(claims)
	out.Reconciliation = reconcile(out, claims, o.AsOf)
	return out, nil
}

// aside recognises the lines that are not about a person.
func (v *Vocabulary) aside(l layout, r record) (AsideKind, []int) {
	if l.repeats(r) {
		return HeadingLine, nil
	}
	if is, totals := v.total(l, r); is {
		return TotalLine, totals
	}
	if at, ok := l.at[FieldRowNumber]; ok && at < len(r.cells) && isBlank(r.cells[:at]) && isBlank(r.cells[at+1:]) &&
		number(plain(r.cells[at])) >= 0 {
		return NumberLine, nil
	}
	return "", nil
}

// claimedTotal takes the first title's number, or else the last closing row's.
func claimedTotal(claims []Claim) *int {
	var total *int
	for _, c := range claims {
		if c.Where == TitleLine {
			return &c.Total
		}
		total = &c.Total
	}
	return total
}
