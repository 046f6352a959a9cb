package postgres

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/seal"
)

// endedRow is an ended case with what the rules of retention need of it.
type endedRow struct {
	caseRow

	State []byte `db:"state"`
	Birth []byte `db:"birth"`
	Asked bool   `db:"asked"`
}

// EndedCases lists up to limit cases that ended before an instant and are not erased, in the
// order of their references, from the first one after a reference.
func (s *Store) EndedCases(ctx context.Context, before time.Time, after casework.Ref, limit int) ([]record.EndedCase, error) {
	var rows []endedRow
	err := s.tx(ctx, func(tx *db.Tx) error {
		rows = nil
		return db.List(ctx, tx, "list ended cases", &rows, `select `+caseColumns+`, c.state, p.birth,
			exists (select from app.erasures e where e.case_ref = c.ref and e.state in ('requested', 'approved')) as asked
			from app.cases c left join app.people p on p.case_ref = c.ref
			where c.ended_at < $2 and c.erased_at is null and c.ref > $3 order by c.ref limit $4`, s.now(), before, after, limit)
	})
	if err != nil {
		return nil, err
	}
	if err := s.prefetchCases(ctx, rows); err != nil {
		return nil, err
	}
	out := make([]record.EndedCase, len(rows))
	for i, r := range rows {
		if out[i], err = s.endedCase(ctx, r); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *Store) endedCase(ctx context.Context, r endedRow) (record.EndedCase, error) {
	state, born, erased, err := s.caseWithBirth(ctx, r.caseRow, r.State, r.Birth)
	return record.EndedCase{State: state, Born: born, Erased: erased, Asked: r.Asked}, err
}

// caseWithBirth opens the state of a case, and the latest day of birth that is on record.
func (s *Store) caseWithBirth(ctx context.Context, row caseRow, sealed, born []byte) (casework.Case, time.Time, bool, error) {
	state, erased, err := s.state(ctx, row, sealed)
	if err != nil {
		return casework.Case{}, time.Time{}, false, err
	}
	var day birth.Date
	if _, err := s.box.OpenJSON(ctx, sealdb.OfCase(row.Ref), sealdb.ColBirth, "", born, &day); err != nil {
		return casework.Case{}, time.Time{}, false, err
	}
	return state, record.LatestBirth(day), erased, nil
}

// prefetchCases fetches the keys of cases together.
func (s *Store) prefetchCases(ctx context.Context, rows []endedRow) error {
	subjects := make([]seal.Subject, len(rows))
	for i, r := range rows {
		subjects[i] = sealdb.OfCase(r.Ref)
	}
	return s.box.Prefetch(ctx, subjects)
}
