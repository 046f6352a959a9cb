package usecase

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// ListLists lists the lists of an operation.
func (s *Service) ListLists(ctx context.Context, ref casework.Ref, paging Paging) (Page[List], error) {
	return run(ctx, s, policy.ListLists, ofOperationRef(ref), func(ctx context.Context) (Page[List], error) {
		out := Page[List]{Rows: []List{}}
		of, err := s.operationFor(ctx, ref)
		if err != nil {
			return out, err
		}
		page, err := paging.page()
		if err != nil {
			return out, err
		}
		found, err := s.Store.Lists(ctx, record.ListFilter{Operation: ref, Page: page})
		if err != nil {
			return out, err
		}
		r := request.From(ctx)
		named := r.May(policy.ShowListRows, s.ofOperation(of.Operation))
		for _, one := range found.Rows {
			out.Rows = append(out.Rows, listLine(one, named, r))
		}
		out.Next = found.Next
		return out, nil
	})
}

// ShowList shows a list, its reconciliation and its progress.
func (s *Service) ShowList(ctx context.Context, ref casework.Ref) (List, error) {
	return run(ctx, s, policy.ShowList, ofListRef(ref), func(ctx context.Context) (List, error) {
		l, subject, err := s.listFor(ctx, ref)
		if err != nil {
			return List{}, err
		}
		r := request.From(ctx)
		return listLine(l, r.May(policy.ShowListRows, subject), r), nil
	})
}

// ListRows shows the lines of a list as written and as read. The filter's List and Page are set here.
func (s *Service) ListRows(ctx context.Context, ref casework.Ref, filter record.ListRowFilter, paging Paging) (Page[record.ListRow], error) {
	return run(ctx, s, policy.ShowListRows, ofListRef(ref), func(ctx context.Context) (Page[record.ListRow], error) {
		none := Page[record.ListRow]{Rows: []record.ListRow{}}
		_, subject, err := s.listFor(ctx, ref)
		if err != nil {
			return none, err
		}
		page, err := paging.page()
		if err != nil {
			return none, err
		}
		filter.List = ref
		found, err := fill(page, func(p record.Page) ([]record.ListRow, *record.Cursor, error) {
			filter.Page = p
			found, err := s.Store.ListRows(ctx, filter)
			return found.Rows, found.Next, err
		}, func(rows []record.ListRow) ([]record.ListRow, error) { return s.visibleRows(ctx, subject, rows) })
		if err != nil {
			return none, err
		}
		r := request.From(ctx)
		for _, row := range found.Rows {
			// A line as its author wrote it may hold any text. Once it has become a case, the case is shown instead.
			of := ofListRef(ref)
			if row.Case != "" {
				of = ofCase(row.Case)
			}
			r.Note(of, policy.Identity, policy.Contact, policy.Narrative)
		}
		return found, nil
	})
}

// visibleRows keeps the rows that the caller may see: not those of cases that keep the caller out.
func (s *Service) visibleRows(ctx context.Context, subject policy.Subject, rows []record.ListRow) ([]record.ListRow, error) {
	excluded, err := s.exclusions(ctx, refsOf(rows, func(row record.ListRow) casework.Ref { return row.Case })...)
	if err != nil {
		return nil, err
	}
	var kept []record.ListRow
	for _, row := range rows {
		subject.Excluded = excluded(row.Case)
		if request.From(ctx).May(policy.ShowListRows, subject) {
			kept = append(kept, row)
		}
	}
	return kept, nil
}
