package postgres

import (
	"context"
	"slices"

	"github.com/lib/pq"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/seal"
)

// Index makes the tokens that people are found by; seal.Index is one.
type Index interface {
	// Token returns the token of a value of a field. Equal values have equal tokens.
	Token(field, normalised string) seal.Token
}

// tokens returns the tokens of a value that is searched for or stored, one for each of its keys.
func (s *Store) tokens(field record.PersonField, keys []string) [][]byte {
	var out [][]byte
	for _, key := range keys {
		token := s.index.Token("people."+string(field), key)
		out = append(out, token[:])
	}
	return out
}

// indexPerson stores what a case can be found by. It only adds: a corrected name is still found by
// its old spelling.
func (s *Store) indexPerson(ctx context.Context, tx *db.Tx, ref casework.Ref, p record.Person) error {
	return s.indexFields(ctx, tx, ref, map[record.PersonField][]string{
		record.FieldName: person.NameKeys(p.Name), record.FieldNativeName: person.NameKeys(p.NativeName),
		record.FieldDocument: documentKeys(p.DocumentNumber), record.FieldPhone: person.PhoneKeys(p.Phone),
	})
}

func documentKeys(number string) []string {
	if key := person.DocumentKey(number); key != "" {
		return []string{key}
	}
	return nil
}

func (s *Store) indexFields(ctx context.Context, tx *db.Tx, ref casework.Ref, keys map[record.PersonField][]string) error {
	if s.index == nil {
		return nil
	}
	var fields pq.StringArray
	var tokens pq.ByteaArray
	for field, all := range keys {
		for _, token := range s.tokens(field, all) {
			fields, tokens = append(fields, string(field)), append(tokens, token)
		}
	}
	if len(fields) == 0 {
		return nil
	}
	_, err := db.Exec(ctx, tx, "index person", `insert into app.people_index (case_ref, field, token)
		select $1, field, token from unnest($2::text[], $3::bytea[]) as x (field, token) on conflict do nothing`, ref, fields, tokens)
	return err
}

// FindPeople lists the cases that match a part of the query: two words of the name or more, all of
// those in the query, in any order; the number of a document, claimed or issued; a telephone number.
// Cases that match more parts come first, then the newest. Erased cases are not found. Without an
// Index nothing is.
func (s *Store) FindPeople(ctx context.Context, q record.PersonQuery) (out []record.PersonHit, err error) {
	if s.index == nil || q.Most <= 0 {
		return nil, nil
	}
	names, natives := s.tokens(record.FieldName, person.NameKeys(q.Name)), s.tokens(record.FieldNativeName, person.NameKeys(q.Name))
	documents, phones := s.tokens(record.FieldDocument, documentKeys(q.Document)), s.tokens(record.FieldPhone, person.PhoneKeys(q.Phone))
	var rows []struct {
		caseRow

		State []byte         `db:"state"`
		Found pq.StringArray `db:"found"`
	}
	err = s.snapshot(ctx, func(tx *db.Tx) error {
		out, rows = nil, nil
		err := db.List(ctx, tx, "find people", &rows, `with hit as (
			select case_ref, field from app.people_index where field = 'name' and token = any($2::bytea[])
				group by case_ref, field having count(*) = cardinality($2::bytea[])
			union all select case_ref, field from app.people_index where field = 'native_name' and token = any($3::bytea[])
				group by case_ref, field having count(*) = cardinality($3::bytea[])
			union select case_ref, field from app.people_index where field = 'document' and token = any($4::bytea[])
			union select case_ref, field from app.people_index where field = 'phone' and token = any($5::bytea[])
			), found as (select case_ref, array_agg(field order by field) as found from hit group by case_ref)
			select `+caseColumns+`, c.state, f.found from found f join app.cases c on c.ref = f.case_ref
			order by cardinality(f.found) desc, c.opened_at desc, c.ref limit $6`,
			s.now(), pq.ByteaArray(names), pq.ByteaArray(natives), pq.ByteaArray(documents), pq.ByteaArray(phones), q.Most)
		if err != nil {
			return err
		}
		subjects := make([]seal.Subject, len(rows))
		for i, r := range rows {
			subjects[i] = sealdb.OfCase(r.Ref)
		}
		if err := s.box.Prefetch(ctx, subjects); err != nil {
			return err
		}
		for _, r := range rows {
			state, erased, err := s.state(ctx, r.caseRow, r.State)
			if err != nil {
				return err
			}
			if !erased {
				out = append(out, record.PersonHit{CaseSummary: r.summary(), State: state, Found: db.Codes[record.PersonField](r.Found)})
			}
		}
		return nil
	})
	return slices.Clip(out), err
}
