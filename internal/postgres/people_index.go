package postgres

import (
	"context"

	"github.com/lib/pq"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
)

// fieldTwin marks tokens by which two records of one person are found. No search uses them.
const fieldTwin record.PersonField = "twin"

// indexPerson stores what a case can be found by. It only adds: a corrected name is still found by its old spelling.
func (s *Store) indexPerson(ctx context.Context, tx *db.Tx, ref casework.Ref) error {
	if s.index == nil {
		return nil
	}
	p, err := s.person(ctx, tx, ref)
	if err != nil || p == nil {
		return err
	}
	return s.insertTokens(ctx, tx, ref, s.tokensOf(ref, *p))
}

// indexDocument stores that a case can be found by the number of a document.
func (s *Store) indexDocument(ctx context.Context, tx *db.Tx, ref casework.Ref, number string) error {
	if s.index == nil {
		return nil
	}
	return s.insertTokens(ctx, tx, ref, s.tokensOf(ref, record.Person{DocumentNumber: number}))
}

func (s *Store) insertTokens(ctx context.Context, tx *db.Tx, ref casework.Ref, all []storedToken) error {
	if len(all) == 0 {
		return nil
	}
	fields, tokens := make(pq.StringArray, len(all)), make(pq.ByteaArray, len(all))
	for i, one := range all {
		fields[i], tokens[i] = string(one.field), one.token[:]
	}
	_, err := db.Exec(ctx, tx, "index person", `insert into app.people_index (case_ref, field, token, edition)
		select $1, field, token, 2 from unnest($2::text[], $3::bytea[]) as x (field, token)
		on conflict (case_ref, field, token) do nothing`, ref, fields, tokens)
	return err
}
