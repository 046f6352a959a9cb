package api

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/wire"
)

// ListLists lists the lists of an operation.
func (s *Server) ListLists(ctx context.Context, r wire.ListListsRequestObject) (wire.ListListsResponseObject, error) {
	o, err := s.operationFor(ctx, r.Operation)
	if err != nil {
		return nil, err
	}
	page, err := pageOf(r.Params.Cursor, r.Params.Limit)
	if err != nil {
		return nil, err
	}
	found, err := s.Record.Lists(ctx, record.ListFilter{Operation: r.Operation, Page: page})
	if err != nil {
		return nil, err
	}
	v := wire.ListPage{Items: []wire.List{}, Next: encode.Next(found.Next)}
	named := s.mayReadRows(ctx, s.ofOperation(o.Operation))
	for _, one := range found.Rows {
		v.Items = append(v.Items, listView(one, named, request.From(ctx).Actor))
		s.noteList(ctx, one, named)
	}
	link := linkTo("/operations/"+string(r.Operation)+"/lists", v.Next, queryOf("limit", limitText(r.Params.Limit)))
	return wire.ListLists200JSONResponse{Body: v, Headers: wire.ListLists200ResponseHeaders{Link: link}}, nil
}

// ShowList shows a list, its reconciliation and its progress.
func (s *Server) ShowList(ctx context.Context, r wire.ShowListRequestObject) (wire.ShowListResponseObject, error) {
	l, err := s.listFor(ctx, r.List)
	if err != nil {
		return nil, err
	}
	subject, err := s.ofList(ctx, l.List)
	if err != nil {
		return nil, err
	}
	named := s.mayReadRows(ctx, subject)
	s.noteList(ctx, l, named)
	return wire.ShowList200JSONResponse(listView(l, named, request.From(ctx).Actor)), nil
}

// noteList notes that the name of a list's file is shown, which may be a person's.
func (s *Server) noteList(ctx context.Context, l record.ListSummary, named bool) {
	if named && l.Name != "" {
		request.From(ctx).Note(audit.Subject{Kind: audit.OfList, Ref: string(l.Ref)}, policy.Identity)
	}
}

// mayReadRows says whether the asker may see the rows of a list, and with them its name.
func (s *Server) mayReadRows(ctx context.Context, subject policy.Subject) bool {
	actor := request.From(ctx).Actor
	return policy.May(actor, policy.ShowListRows, subject.RelationsOf(actor))
}

// ListRows shows the lines of a list, as written and as read.
func (s *Server) ListRows(ctx context.Context, r wire.ListRowsRequestObject) (wire.ListRowsResponseObject, error) {
	l, err := s.listFor(ctx, r.List)
	if err != nil {
		return nil, err
	}
	page, err := pageOf(r.Params.Cursor, r.Params.Limit)
	if err != nil {
		return nil, err
	}
	rows, next, err := sift(page, func(p record.Page) ([]record.ListRow, *record.Cursor, error) {
		found, err := s.Record.ListRows(ctx, record.ListRowFilter{List: r.List, State: r.Params.State, Problem: r.Params.Problem, Page: p})
		return found.Rows, found.Next, err
	}, func(rows []record.ListRow) ([]record.ListRow, error) { return s.keepRows(ctx, l.List, rows) })
	if err != nil {
		return nil, err
	}
	v := wire.ListRowPage{Items: []wire.ListRow{}, Next: encode.Next(next)}
	q := request.From(ctx)
	for _, row := range rows {
		// A line as somebody wrote it may tell anything. Once it is a case it is hers.
		of := audit.Subject{Kind: audit.OfList, Ref: string(r.List)}
		if row.Case != "" {
			of = audit.Subject{Kind: audit.OfCase, Ref: string(row.Case)}
		}
		q.Note(of, policy.Identity, policy.Contact, policy.Narrative)
		cells := row.Raw
		if cells == nil {
			cells = []string{}
		}
		v.Items = append(v.Items, wire.ListRow{
			Line: row.Line, Number: row.Number, Cells: cells, Person: rowPerson(row.Read), Problems: row.Problems, State: row.State, Case: row.Case,
		})
	}
	link := linkTo("/lists/"+string(r.List)+"/rows", v.Next,
		queryOf("state", string(r.Params.State), "problem", r.Params.Problem, "limit", limitText(r.Params.Limit)))
	return wire.ListRows200JSONResponse{Body: v, Headers: wire.ListRows200ResponseHeaders{Link: link}}, nil
}

// keepRows keeps the rows that the asker may see: not those whose case she wants the asker kept out of.
func (s *Server) keepRows(ctx context.Context, l record.List, rows []record.ListRow) ([]record.ListRow, error) {
	subject, err := s.ofList(ctx, l)
	if err != nil {
		return nil, err
	}
	keeps, err := s.keptFrom(ctx, refsOfAll(rows, func(r record.ListRow) casework.Ref { return r.Case })...)
	if err != nil {
		return nil, err
	}
	var kept []record.ListRow
	for _, row := range rows {
		subject.Excluded = keeps(row.Case)
		if s.mayReadRows(ctx, subject) {
			kept = append(kept, row)
		}
	}
	return kept, nil
}

// listView shows a list; its file's name, which may be a person's, to those who may see the rows.
func listView(l record.ListSummary, named bool, asker policy.Actor) wire.List {
	v := wire.List{
		Ref: l.Ref, Operation: l.Operation, Author: l.Author, Kind: string(l.File.Kind), Bytes: l.Bytes, Hash: l.Hash, State: l.State,
		Rows: l.Rows, Readable: l.Readable, Unreadable: l.Unreadable, Minted: l.Minted, Opened: l.Opened,
		Reconciliation: reconciliationView(l.Reconciliation), UploadedAt: l.At.UTC(), UploadedBy: l.By.Desk,
		ProposedAt: encode.Time(l.ProposedAt), ConfirmedAt: encode.Time(l.ConfirmedAt),
	}
	if named {
		v.Name = l.Name
	}
	if l.ProposedBy != nil {
		v.ProposedBy, v.Mine = l.ProposedBy.Desk, l.ProposedBy.Account == asker.Account
	}
	if l.State == record.ListProposed {
		v.WaitsFor = policy.Roles(policy.ApproveList)
	}
	if l.ConfirmedBy != nil {
		v.ConfirmedBy = l.ConfirmedBy.Desk
	}
	return v
}

// reconciliationView shows counts and codes. Spellings are as somebody wrote them and may
// be anything: they are counted here and shown with their rows.
func reconciliationView(r roster.Reconciliation) wire.Reconciliation {
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
