package lists

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/api/respond"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/table"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/rescues"
	"example.org/homeward/internal/wire"
)

type listLists struct {
	wire.ListListsParams

	Operation casework.Ref `path:"operation"`
}

func (h handlers) list(ctx context.Context, p listLists) (respond.Result[wire.ListPage], error) {
	found, err := h.do.ListLists(ctx, p.Operation, act.Paging{Cursor: p.Cursor, Limit: p.Limit})
	v := wire.ListPage{Items: []wire.List{}, Next: encode.Next(found.Next)}
	for _, one := range found.Rows {
		v.Items = append(v.Items, line(one))
	}
	return respond.Result[wire.ListPage]{Body: v, Next: v.Next}, err
}

func (h handlers) show(ctx context.Context, p ofList) (wire.List, error) {
	l, err := h.do.ShowList(ctx, p.List)
	return line(l), err
}

type listRows struct {
	ofList
	wire.ListRowsParams
}

func (h handlers) listRows(ctx context.Context, p listRows) (respond.Result[wire.ListRowPage], error) {
	found, err := h.do.ListRows(ctx, p.List, record.ListRowFilter{State: p.State, Problem: p.Problem}, act.Paging{Cursor: p.Cursor, Limit: p.Limit})
	v := wire.ListRowPage{Items: []wire.ListRow{}, Next: encode.Next(found.Next)}
	for _, row := range found.Rows {
		cells := row.Raw
		if cells == nil {
			cells = []string{}
		}
		v.Items = append(v.Items, wire.ListRow{
			Line: row.Line, Number: row.Number, Cells: cells, Person: person(row.Read), Problems: row.Problems, State: row.State, Case: row.Case,
			Doubts: doubts(row.Doubts), Answers: rowAnswers(row),
		})
	}
	return respond.Result[wire.ListRowPage]{Body: v, Next: v.Next}, err
}

// person is a row of a list as it was recognised.
func person(r *roster.Row) wire.Person {
	if r == nil {
		return wire.Person{}
	}
	return wire.Person{
		Name: r.Name.Display, NativeName: r.NativeName.Display, Nationality: r.Nationality.Code, Sex: encode.Sex(r.Sex),
		NationalityAsWritten: r.Nationality.AsWritten, DocumentNumber: r.Document.Clean, Phone: r.Phone, Place: r.Place,
		Birth: encode.Birth(r.BirthDate),
	}
}

func line(l rescues.List) wire.List {
	v := wire.List{
		Ref: l.Ref, Operation: l.Operation, Name: l.Name, Author: l.Author, Kind: string(l.File.Kind), Bytes: l.Bytes, Hash: l.Hash, State: l.State,
		Rows: l.Rows, Readable: l.Readable, Unreadable: l.Unreadable, Minted: l.Minted, Opened: l.Opened,
		Reconciliation: reconciliation(l.Reconciliation), UploadedAt: l.At.UTC(), UploadedBy: l.By.Desk,
		ProposedAt: encode.Time(l.ProposedAt), ConfirmedAt: encode.Time(l.ConfirmedAt), Mine: l.Mine, WaitsFor: l.WaitsFor,
		Sheets: sheets(l.File.Sheets),
	}
	if l.ProposedBy != nil {
		v.ProposedBy = l.ProposedBy.Desk
	}
	if l.ConfirmedBy != nil {
		v.ConfirmedBy = l.ConfirmedBy.Desk
	}
	return v
}

// sheets shows the sheets of a workbook with several. Their names are as written, and not for everybody.
func sheets(in []table.Sheet) []wire.ListSheet {
	var out []wire.ListSheet
	for _, s := range in {
		out = append(out, wire.ListSheet{Number: s.Number, Name: s.Name, Rows: s.Rows, Read: s.Read, Hidden: s.Hidden})
	}
	return out
}

// reconciliation shows counts and codes. Spellings of the author may hold any text, so they are only
// counted here; the rows show them.
func reconciliation(r roster.Reconciliation) wire.Reconciliation {
	v := wire.Reconciliation{
		Headline: r.Headline(), Rows: r.Rows, Unreadable: r.Unreadable, Difference: r.Difference,
		Nationalities: counts(r.Nationalities), Sexes: counts(r.Sexes), BirthDates: counts(r.BirthDates),
		Documents: counts(r.Documents), Problems: counts(r.Problems), AmbiguousBirthDates: r.AmbiguousBirthDates,
		Minors:                  wire.Counts{"yes": r.Minors.Yes, "possible": r.Minors.Possible, "no": r.Minors.No, "undated": r.Minors.Undated},
		UnresolvedNationalities: len(r.Unresolved), Duplicates: len(r.Duplicates),
	}
	for _, c := range r.Claims {
		v.Claims = append(v.Claims, wire.ListClaim{Line: c.Line, Where: string(c.Where), Total: c.Total})
	}
	return v
}

func counts[K ~string](in map[K]int) wire.Counts {
	out := wire.Counts{}
	for k, n := range in {
		out[string(k)] = n
	}
	return out
}
