package roster

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"example.org/homeward/internal/civil"
)

// Options are facts about a list that the list does not contain.
type Options struct {
	// AsOf is the day on which the list was written or received. It must be valid: ages count back from
	// it, and it decides about two-digit years and minors.
	AsOf civil.Date
	// Nationality is the ISO 3166-1 alpha-3 code, or Stateless, of everyone on a list without a column
	// of nationalities, such as an embassy's. A column takes precedence.
	Nationality string
}

// Read reads a list. It reads at most MaxBytes+1 bytes from src. The error is a *Refusal if the file is
// at fault, ctx's error if ctx ends, and otherwise src's error or one about the options. filename only
// decides which separator is tried first; the kind of the file is recognised by its bytes.
func Read(ctx context.Context, src io.Reader, filename string, o Options) (List, error) {
	v, err := LoadVocabulary()
	if err != nil {
		return List{}, err
	}
	return v.Read(ctx, src, filename, o)
}

// Read is the function Read, for a caller that keeps the vocabulary.
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
	out := List{Format: t.format, Columns: layout.columns, OtherLines: t.otherLines, Blank: t.blank}
	traces := v.tracesOf(layout, t.records[head+1:])
	var claims []Claim
	var drafts []draft
	joiner := t.format.Separator // the commas of a title have split it into cells
	if joiner == "" {
		joiner = " "
	}
	for _, r := range t.records[:head] {
		out.OtherLines = append(out.OtherLines, OtherLine{Line: r.line, Kind: TitleLine, Raw: r.cells})
		if n, ok := v.titleClaim(strings.Join(r.cells, joiner)); ok {
			claims = append(claims, Claim{Line: r.line, Where: TitleLine, Total: n})
		}
	}
	for i, r := range t.records[head:] {
		if i%512 == 0 && ctx.Err() != nil {
			return List{}, ctx.Err()
		}
		kind, totals := v.otherLineKind(layout, r)
		if kind != "" {
			out.OtherLines = append(out.OtherLines, OtherLine{Line: r.line, Kind: kind, Raw: r.cells})
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
		d := v.draftBirth(layout, r, traces, o.AsOf)
		p, ok := layout.isPerson(row, d)
		if !ok {
			out.Unreadable = append(out.Unreadable, Unreadable{Line: r.line, Raw: r.cells, Problem: NoPerson})
			continue
		}
		row.note(p)
		out.Rows, drafts = append(out.Rows, row), append(drafts, d)
	}
	settleBirths(out.Rows, drafts, v.orderIn(layout.heading(FieldBirthDate)), v.datesElsewhere(layout, t.records), o.AsOf)
	if len(out.Rows) == 0 && len(out.Unreadable) == 0 {
		return List{}, refuse(RefusedNoRows, "The list has headings and no rows under them. Send the list again.")
	}
	out.ClaimedTotal = claimedTotal(claims)
	out.Reconciliation = reconcile(out, claims, o.AsOf)
	return out, nil
}

// otherLineKind returns the kind of a line that is not about a person; "" if it may be about one.
func (v *Vocabulary) otherLineKind(l layout, r record) (OtherLineKind, []int) {
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

// claimedTotal returns the number in the first title, or else in the last closing row.
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
