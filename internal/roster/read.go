package roster

import (
	"context"
	"errors"
	"fmt"
	"io"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster/refusal"
	"example.org/homeward/internal/roster/table"
)

// Options are facts about a list that the list does not contain.
type Options struct {
	// AsOf is the day on which the list was written or received. It must be valid: ages count back from
	// it, and it decides about two-digit years and minors.
	AsOf civil.Date
	// Nationality is the ISO 3166-1 alpha-3 code, or Stateless, of everyone on a list without a column
	// of nationalities, such as an embassy's. A column takes precedence.
	Nationality string
	// Sheet is the number of the only sheet of a workbook to read, from 1; 0 for the choice of the program.
	Sheet int
}

// Read reads a list. It reads at most table.MaxBytes+1 bytes from src. The error is a *refusal.Error if the file is
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
	if o.Nationality != "" && !v.people.Knows(o.Nationality) {
		return List{}, refusal.New(refusal.Nationality, "The nationality given for the whole list is not an ISO 3166-1 alpha-3 code.")
	}
	b, err := io.ReadAll(io.LimitReader(src, table.MaxBytes+1))
	if err != nil {
		return List{}, fmt.Errorf("read roster: %w", err)
	}
	if len(b) > table.MaxBytes {
		return List{}, refusal.New(refusal.TooLarge, "The file is too large for a list of people. Send the table alone, without pictures.")
	}
	sheets, err := table.Read(ctx, b, filename, v.heading)
	if err != nil {
		return List{}, err
	}
	return v.list(ctx, sheets, o)
}

// list recognises the rows of a file.
func (v *Vocabulary) list(ctx context.Context, sheets []table.Table, o Options) (List, error) {
	for i := range sheets {
		readOldFont(sheets[i].Records)
	}
	c, err := v.chooseSheets(sheets, o)
	if err != nil {
		return List{}, err
	}
	first := sheets[c.read[0]]
	out := List{Format: first.Format, Blank: first.Blank, AsOf: o.AsOf}
	if first.SeparatorLine != "" {
		out.OtherLines = append(out.OtherLines, OtherLine{Line: 1, Kind: SeparatorLine, Raw: []string{first.SeparatorLine}})
	}
	out.Format.OtherSheets, out.Format.Sheets = c.others(sheets), c.sheets
	b := builder{v: v, o: o, list: &out}
	for _, i := range c.read {
		for k := range c.blocks[i] {
			c.blocks[i][k].sheet = sheets[i].Format.Sheet
			if err := b.block(ctx, sheets[i], &c.blocks[i][k], i == c.read[0]); err != nil {
				return List{}, err
			}
		}
	}
	b.covers(sheets, c)
	if len(out.Rows) == 0 && len(out.Unreadable) == 0 {
		return List{}, refusal.New(refusal.NoRows, "The list has headings and no rows under them. Send the list again.")
	}
	if len(out.Tables) == 1 {
		out.Tables = nil
	}
	out.ClaimedTotal = claimedTotal(b.claims)
	out.Reconciliation = Reconcile(out, b.claims, o.AsOf)
	return out, nil
}

// claimedTotal returns the sum of the numbers in titles, one for each page, or else the number in the last
// closing row.
func claimedTotal(claims []Claim) *int {
	var titles, total *int
	for _, c := range claims {
		switch {
		case c.Where != TitleLine:
			total = &c.Total
		case titles == nil:
			titles = &c.Total
		default:
			sum := *titles + c.Total
			titles = &sum
		}
	}
	if titles != nil {
		return titles
	}
	return total
}
