package postgres

import (
	"context"
	"encoding/json"
	"fmt"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
)

// InspectedCases lists up to limit cases that are not erased, in the order of their references, from the first one after
// a reference, with the desks that have a part in each.
func (s *Store) InspectedCases(ctx context.Context, after casework.Ref, limit int) ([]record.InspectedCase, error) {
	var rows []inspectedRow
	err := s.tx(ctx, func(tx *db.Tx) error {
		rows = nil
		return db.List(ctx, tx, "list cases to inspect", &rows, `select `+caseColumns+`, c.state, p.birth, false as asked,
			coalesce((select jsonb_agg(jsonb_build_object('desk', x.desk, 'how', x.how) order by x.desk)
				from app.case_parts x where x.case_ref = c.ref and x.ended_at is null), '[]') as parts
			from app.cases c left join app.people p on p.case_ref = c.ref
			where c.erased_at is null and c.ref > $2 order by c.ref limit $3`, s.now(), after, limit)
	})
	if err != nil {
		return nil, err
	}
	of := make([]endedRow, len(rows))
	for i, r := range rows {
		of[i] = r.endedRow
	}
	if err := s.prefetchCases(ctx, of); err != nil {
		return nil, err
	}
	var out []record.InspectedCase
	for _, r := range rows {
		state, born, erased, err := s.caseWithBirth(ctx, r.caseRow, r.State, r.Birth)
		if err != nil {
			return nil, err
		}
		one := record.InspectedCase{State: state, Born: born, Erased: erased}
		if err := json.Unmarshal(r.Parts, &one.Parts); err != nil {
			return nil, fmt.Errorf("read the parts of a case: %w", err)
		}
		out = append(out, one)
	}
	return out, nil
}

// inspectedRow is a case with its parts.
type inspectedRow struct {
	endedRow

	Parts []byte `db:"parts"`
}
