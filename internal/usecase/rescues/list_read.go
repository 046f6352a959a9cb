package rescues

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// ListLists lists the lists of an operation.
func (s *Rescues) ListLists(ctx context.Context, ref casework.Ref, paging act.Paging) (act.Page[List], error) {
	return act.Run(ctx, s.core, policy.ListLists, act.OfOperationRef(ref), func(ctx context.Context) (act.Page[List], error) {
		out := act.Page[List]{Rows: []List{}}
		of, err := s.operationFor(ctx, ref)
		if err != nil {
			return out, err
		}
		page, err := paging.Page()
		if err != nil {
			return out, err
		}
		found, err := s.store.Lists(ctx, record.ListFilter{Operation: ref, Page: page})
		if err != nil {
			return out, err
		}
		r := request.From(ctx)
		named := r.May(policy.ShowListRows, s.core.OfOperation(of.Operation))
		for _, one := range found.Rows {
			out.Rows = append(out.Rows, listLine(one, named, r))
		}
		out.Next = found.Next
		return out, nil
	})
}

// ShowList shows a list, its reconciliation and its progress.
func (s *Rescues) ShowList(ctx context.Context, ref casework.Ref) (List, error) {
	return act.Run(ctx, s.core, policy.ShowList, ofListRef(ref), func(ctx context.Context) (List, error) {
		l, subject, err := s.listFor(ctx, ref)
		if err != nil {
			return List{}, err
		}
		r := request.From(ctx)
		return listLine(l, r.May(policy.ShowListRows, subject), r), nil
	})
}

// ListRows shows the lines of a list as written and as read. The filter's List and Page are set here.
func (s *Rescues) ListRows(ctx context.Context, ref casework.Ref, filter record.ListRowFilter, paging act.Paging) (act.Page[record.ListRow], error) {
	return act.Run(ctx, s.core, policy.ShowListRows, ofListRef(ref), func(ctx context.Context) (act.Page[record.ListRow], error) {
		none := act.Page[record.ListRow]{Rows: []record.ListRow{}}
		l, subject, err := s.listFor(ctx, ref)
		if err != nil {
			return none, err
		}
		page, err := paging.Page()
		if err != nil {
			return none, err
		}
		filter.List = ref
		found, err := act.Fill(page, func(p record.Page) ([]record.ListRow, *record.Cursor, error) {
			filter.Page = p
			found, err := s.store.ListRows(ctx, filter)
			return found.Rows, found.Next, err
		}, func(rows []record.ListRow) ([]record.ListRow, error) { return s.rowsFor(ctx, l, subject, rows) })
		if err != nil {
			return none, err
		}
		return found, nil
	})
}

// visibleRows keeps the rows that the caller may see: not those of cases that keep the caller out.
func (s *Rescues) visibleRows(ctx context.Context, subject policy.Subject, rows []record.ListRow) ([]record.ListRow, error) {
	excluded, err := s.core.Exclusions(ctx, act.RefsOf(rows, func(row record.ListRow) casework.Ref { return row.Case })...)
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
