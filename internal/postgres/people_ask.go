package postgres

import (
	"slices"
	"strconv"

	"github.com/lib/pq"

	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/naming"
	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/seal"
)

// The numbers of what is asked for. A term of the name has its place, from 0.
const (
	askedWhole   = 1000 // all words of a name
	askedSupport = 1001 // a birth year, a nationality, the number of a document or a telephone
	askedEarlier = 2000 // two words of a name, in the way of the first edition; and the places after it
)

// askedPerson is a query in tokens.
type askedPerson struct {
	name    naming.Name
	earlier int // how many tokens of the first edition a name must have
	terms   []int64
	tokens  pq.ByteaArray
}

// asked returns the tokens of a query.
func (s *Store) asked(q record.PersonQuery) askedPerson {
	a := askedPerson{name: naming.Read(q.Name)}
	add := func(term int, t seal.Token) {
		a.terms, a.tokens = append(a.terms, int64(term)), append(a.tokens, t[:])
	}
	for key := range peopleKeys {
		for i, t := range a.name.Terms {
			add(i, s.index.Token(tokenName, keyed(key, wordValue(t))))
		}
		for _, t := range a.name.Wholes {
			add(askedWhole, s.index.Token(tokenName, keyed(key, wholeValue(t))))
		}
		if q.BirthYear != 0 {
			add(askedSupport, s.index.Token(tokenYear, keyed(key, strconv.Itoa(q.BirthYear))))
		}
		if q.Nationality != "" {
			add(askedSupport, s.index.Token(tokenNationality, keyed(key, q.Nationality)))
		}
	}
	if number := person.AlikeDocumentKey(q.Document); number != "" {
		add(askedSupport, s.index.Token(tokenDocument, number))
	}
	for _, number := range person.PhoneKeys(q.Phone) {
		add(askedSupport, s.index.Token(tokenPhone, number))
	}
	s.askEarlier(&a, q, add)
	return a
}

// askEarlier adds the tokens of the first edition, by which cases are found until the worker has made theirs again.
func (s *Store) askEarlier(a *askedPerson, q record.PersonQuery, add func(int, seal.Token)) {
	keys := person.NameKeys(q.Name)
	a.earlier = len(keys)
	for i, key := range keys {
		add(askedEarlier+i, s.index.Token("people.name", key))
		add(askedEarlier+i, s.index.Token("people.native_name", key))
	}
	if key := person.DocumentKey(q.Document); key != "" {
		add(askedSupport, s.index.Token("people.document", key))
	}
}

// points says how well a field of a case matches; 0 if it does not. terms are the numbers of what was found in it.
// supported is true if a birth year, a nationality or a document matches too: then one part of a name is enough.
func (a askedPerson) points(field record.PersonField, terms []int, supported bool) int {
	const ofWhole, ofNumber, ofEarlier = 1, 2, 2
	switch field {
	case record.FieldName, record.FieldNativeName:
		parts := a.name.Parts(func(i int) bool { return slices.Contains(terms, i) })
		whole := slices.Contains(terms, askedWhole)
		earlier := 0
		for _, t := range terms {
			if t >= askedEarlier {
				earlier++
			}
		}
		switch {
		case whole:
			return max(parts, 1) + ofWhole
		case parts > 1 || parts == 1 && supported:
			return parts
		case a.earlier > 0 && earlier == a.earlier:
			return ofEarlier
		}
		return 0
	case record.FieldDocument, record.FieldPhone:
		return ofNumber
	case record.FieldBirthYear, record.FieldNationality:
		return 1
	default:
		return 0
	}
}
