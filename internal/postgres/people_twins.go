package postgres

import (
	"context"
	"slices"
	"strings"

	"github.com/lib/pq"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/naming"
	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/seal"
)

// mostTwins is the largest number of pairs of a person and a case that are compared.
const mostTwins = 2000

// findTwins takes the time, the places and tokens of the people that are compared, and the largest number of pairs.
const findTwins = `with asked as (select x.place, x.token from unnest($2::int[], $3::bytea[]) as x (place, token)),
	hit as (select distinct a.place, i.case_ref from asked a join app.people_index i on i.token = a.token)
	select ` + caseColumns + `, c.state, h.place from hit h join app.cases c on c.ref = h.case_ref
	where c.erased_at is null and c.ended_at is null order by h.place, c.opened_at desc, c.ref limit $4`

type twinRow struct {
	caseRow

	State []byte `db:"state"`
	Place int    `db:"place"`
}

// FindTwins lists, for each of some people, the open cases that share a number, a part of the name together with the day
// of birth, or the whole name together with the year with it. A person without a birth is compared by the whole name. It
// says nothing of whether they are one person; package twin compares them. Without an Index nothing is found.
func (s *Store) FindTwins(ctx context.Context, people []record.Person) (out []record.TwinHit, err error) {
	if s.index == nil || len(people) == 0 {
		return nil, nil
	}
	err = s.snapshot(ctx, func(tx *db.Tx) error {
		out, err = s.twinsOf(ctx, tx, people)
		return err
	})
	return out, err
}

func (s *Store) twinsOf(ctx context.Context, tx *db.Tx, people []record.Person) ([]record.TwinHit, error) {
	var places pq.Int64Array
	var tokens pq.ByteaArray
	for i, p := range people {
		for _, t := range s.twinTokens(p) {
			places, tokens = append(places, int64(i)), append(tokens, t[:])
		}
	}
	var rows []twinRow
	if err := db.List(ctx, tx, "find twins", &rows, findTwins, s.now(), places, tokens, mostTwins); err != nil {
		return nil, err
	}
	known, out := make(map[casework.Ref]*record.Person), make([]record.TwinHit, 0, len(rows))
	for _, r := range rows {
		hit := record.TwinHit{Place: r.Place, PersonHit: record.PersonHit{CaseSummary: r.summary()}}
		state, erased, err := s.state(ctx, r.caseRow, r.State)
		if err != nil {
			return nil, err
		}
		if erased {
			continue
		}
		p, opened := known[hit.Ref]
		if !opened {
			if p, err = s.person(ctx, tx, hit.Ref); err != nil {
				return nil, err
			}
			known[hit.Ref] = p
		}
		hit.State, hit.Person = state, p
		out = append(out, hit)
	}
	return out, nil
}

// mostRotated is the largest number of words of a name that are put into other orders.
const mostRotated = 5

// wholesOf returns what a whole name is found by, also with its family name first or last.
func wholesOf(text string) []string {
	var out []string
	words := strings.Fields(strings.ReplaceAll(text, ",", " "))
	for i := range words[:min(len(words), mostRotated)] {
		for _, whole := range naming.Read(strings.Join(slices.Concat(words[i:], words[:i]), " ")).Wholes {
			out = append(out, wholeValue(whole))
		}
	}
	return out
}

// twinTokens returns the tokens that a case about the same person can have.
func (s *Store) twinTokens(p record.Person) []seal.Token {
	var out []seal.Token
	add := func(field, value string) { out = append(out, s.index.Token(field, value)) }
	r := twinRecord(p)
	for _, value := range twinValues(r, true) {
		add(tokenTwin, value)
	}
	if number := person.AlikeDocumentKey(p.DocumentNumber); number != "" {
		add(tokenDocument, number)
	}
	for _, number := range person.PhoneKeys(p.Phone) {
		add(tokenPhone, number)
	}
	if len(p.Birth.Readings) == 0 {
		for _, value := range slices.Concat(wholesOf(p.Name), wholesOf(p.NativeName)) {
			for key := range peopleKeys {
				add(tokenName, keyed(key, value))
			}
		}
	}
	slices.SortFunc(out, func(a, b seal.Token) int { return slices.Compare(a[:], b[:]) })
	return slices.Compact(out)
}
