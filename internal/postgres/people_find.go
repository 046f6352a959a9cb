package postgres

import (
	"context"
	"slices"

	"github.com/lib/pq"

	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/naming"
	"example.org/homeward/internal/seal"
)

// foundRow is a case in which something of a query is found.
type foundRow struct {
	caseRow

	State  []byte                                `db:"state"`
	Name   []byte                                `db:"name"`
	Native []byte                                `db:"native_name"`
	Fields db.JSON[map[record.PersonField][]int] `db:"fields"`
	Nation bool                                  `db:"nation"`
}

// findPeople takes the time, the numbers and tokens of what is asked for, the nationality, how many tokens of the first
// edition a name must have, and the greatest number of cases. A term of a name is enough with a birth year, a
// nationality or a document; two terms are enough.
const findPeople = `with asked as (select x.term, x.token from unnest($2::int[], $3::bytea[]) as x (term, token)),
	hit as (select i.case_ref, i.field, array_agg(distinct a.term) as terms, count(distinct a.term) filter (where a.term < 1000) as parts,
			bool_or(a.term = 1000) as whole, count(distinct a.term) filter (where a.term >= 2000) as earlier
		from asked a join app.people_index i on i.token = a.token group by i.case_ref, i.field),
	found as (select case_ref, jsonb_object_agg(field, terms) as fields, coalesce(max(parts), 0) as parts, bool_or(whole) as whole,
			bool_or(field in ('document', 'phone')) as number, bool_or(field in ('birth_year', 'nationality', 'document')) as support,
			$5::int > 0 and max(earlier) = $5::int as earlier
		from hit group by case_ref)
	select ` + caseColumns + `, c.state, p.name, p.native_name, f.fields, c.origin = $4 as nation
	from found f join app.cases c on c.ref = f.case_ref left join app.people p on p.case_ref = c.ref
	where c.erased_at is null and (f.number or f.whole or f.earlier or f.parts > 1 or f.parts = 1 and (f.support or c.origin = $4))
	order by f.parts + f.whole::int + f.number::int * 2 + f.support::int + (f.earlier::int * 2) desc, c.opened_at desc, c.ref limit $6`

// FindPeople lists the cases that match a query: two parts of a name, in any order; a whole name; one part of a name
// with a birth year, a nationality or a number; the number of a document, claimed or issued; a telephone number. The best
// matches come first, then the newest cases. Erased cases are not found. Without an Index nothing is.
func (s *Store) FindPeople(ctx context.Context, q record.PersonQuery) (out []record.PersonHit, err error) {
	if s.index == nil || q.Most <= 0 {
		return nil, nil
	}
	a := s.asked(q)
	if len(a.tokens) == 0 {
		return nil, nil
	}
	var rows []foundRow
	err = s.snapshot(ctx, func(tx *db.Tx) error {
		out, rows = nil, nil
		err := db.List(ctx, tx, "find people", &rows, findPeople, s.now(), pq.Int64Array(a.terms), a.tokens, q.Nationality, a.earlier, max(q.Most, fewestRead))
		if err != nil {
			return err
		}
		if err := s.prefetchFound(ctx, rows); err != nil {
			return err
		}
		for _, r := range rows {
			hit, err := s.hit(ctx, a, r)
			if err != nil {
				return err
			}
			if len(hit.Found) == 0 {
				continue
			}
			if q.Persons {
				if hit.Person, err = s.person(ctx, tx, hit.Ref); err != nil {
					return err
				}
			}
			out = append(out, hit)
		}
		return nil
	})
	slices.SortStableFunc(out, func(a, b record.PersonHit) int { return b.Total() - a.Total() })
	return slices.Clip(out[:min(len(out), q.Most)]), err
}

// fewestRead is the number of cases that are compared at least: the order by tokens alone is rough.
const fewestRead = 50

func (s *Store) prefetchFound(ctx context.Context, rows []foundRow) error {
	subjects := make([]seal.Subject, len(rows))
	for i, r := range rows {
		subjects[i] = sealdb.OfCase(r.Ref)
	}
	return s.box.Prefetch(ctx, subjects)
}

// hit says by which fields a case is found, and how well each matches. It has no field if the case is erased, or if what
// matches is too little.
func (s *Store) hit(ctx context.Context, a askedPerson, r foundRow) (record.PersonHit, error) {
	hit := record.PersonHit{CaseSummary: r.summary()}
	state, erased, err := s.state(ctx, r.caseRow, r.State)
	if err != nil || erased {
		return hit, err
	}
	hit.State = state
	fields := r.Fields.V
	if r.Nation && len(fields[record.FieldNationality]) == 0 {
		fields[record.FieldNationality] = []int{askedSupport}
	}
	supported := len(fields[record.FieldBirthYear]) > 0 || len(fields[record.FieldNationality]) > 0 || len(fields[record.FieldDocument]) > 0
	anything := false
	for _, field := range []record.PersonField{
		record.FieldBirthYear, record.FieldDocument, record.FieldName, record.FieldNationality, record.FieldNativeName, record.FieldPhone,
	} {
		points := 0
		if terms, ok := fields[field]; ok {
			points = a.points(field, terms, supported)
		}
		if points == 0 {
			continue
		}
		more, err := s.exact(ctx, a.name, r, field)
		if err != nil {
			return hit, err
		}
		hit.Found = append(hit.Found, record.FoundField{Field: field, Points: points*pointsOfPart + more})
		anything = anything || field != record.FieldBirthYear && field != record.FieldNationality
	}
	if !anything {
		hit.Found = nil
	}
	return hit, nil
}

// pointsOfPart is what one more part of a name is worth: more than everything that exact adds.
const pointsOfPart = 4

// exact returns how much closer the name on record is than its tokens tell: it is the same name, or has every
// word of the query as it was typed. An earlier spelling, which is not opened, adds nothing.
func (s *Store) exact(ctx context.Context, asked naming.Name, r foundRow, field record.PersonField) (int, error) {
	col, sealed := sealdb.ColName, r.Name
	switch field {
	case record.FieldName:
	case record.FieldNativeName:
		col, sealed = sealdb.ColNativeName, r.Native
	default:
		return 0, nil
	}
	text, err := s.box.OpenText(ctx, sealdb.OfCase(r.Ref), col, "", sealed)
	if err != nil || text == "" {
		return 0, err
	}
	name := naming.Read(text)
	likeness := naming.Compare(asked, name)
	more := 0
	switch {
	case likeness.Same:
		more = 2
	case likeness.Parts > 0:
		more = 1
	}
	if asked.TypedIn(name) {
		more++
	}
	return more, nil
}
