package postgres

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

// CaseFiles returns the cases that exist, and that the principal may read, by their references: each as Case returns it,
// without its tasks. It is one transaction and three queries for all: use it where Case would be called in a loop.
func (s *Store) CaseFiles(ctx context.Context, refs []casework.Ref) (out map[casework.Ref]record.CaseDetail, err error) {
	subjects := make([]seal.Subject, len(refs))
	for i, ref := range refs {
		subjects[i] = sealdb.OfCase(ref)
	}
	if err := s.box.Prefetch(ctx, subjects); err != nil {
		return nil, err
	}
	err = s.snapshot(ctx, func(tx *db.Tx) error {
		out = make(map[casework.Ref]record.CaseDetail, len(refs))
		documents, err := s.documentsOf(ctx, tx, refs)
		if err != nil {
			return err
		}
		people, err := s.peopleOf(ctx, tx, refs)
		if err != nil {
			return err
		}
		var rows []struct {
			caseRow

			State []byte `db:"state"`
		}
		if err := db.List(ctx, tx, "list case files", &rows, `select `+caseColumns+`, c.state from app.cases c where c.ref = any($2)`, s.now(), db.Strings(refs)); err != nil {
			return err
		}
		for _, r := range rows {
			one := record.CaseDetail{CaseSummary: r.summary(), Person: people[r.Ref], Documents: documents[r.Ref]}
			if one.State, one.Erased, err = s.state(ctx, r.caseRow, r.State); err != nil {
				return err
			}
			one.Paused = one.State.Pause // with its cause
			out[r.Ref] = one
		}
		return nil
	})
	return out, err
}

// peopleOf reads the people of cases in one query, by case.
func (s *Store) peopleOf(ctx context.Context, tx *db.Tx, refs []casework.Ref) (map[casework.Ref]*record.Person, error) {
	var rows []struct {
		personRow

		Case casework.Ref `db:"case_ref"`
	}
	err := db.List(ctx, tx, "list people of cases", &rows, `select case_ref, `+personColumns+` from app.people where case_ref = any($1)`, db.Strings(refs))
	out := make(map[casework.Ref]*record.Person, len(rows))
	for i := range rows {
		if out[rows[i].Case], err = s.openPerson(ctx, rows[i].Case, &rows[i].personRow); err != nil {
			return nil, err
		}
	}
	return out, err
}
