package postgres

import (
	"strconv"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/naming"
	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/roster/twin"
	"example.org/homeward/internal/seal"
)

// Index makes the tokens that people are found by; seal.Index is one.
type Index interface {
	// Token returns the token of a value of a field. Equal values have equal tokens.
	Token(field, normalised string) seal.Token
}

// peopleKeys is the number of keys that the tokens of names are made with. A case uses one of them, which only the key
// of the index tells; a search uses all of them. docs/data-protection.md says what that hides.
const peopleKeys = 256

// The fields of tokens, each with a key of its own.
const (
	tokenName        = "people.name.2"
	tokenYear        = "people.birth_year"
	tokenNationality = "people.nationality"
	tokenDocument    = "people.document.2"
	tokenPhone       = "people.phone"
	tokenTwin        = "people.twin"
)

// keyOf returns which of the keys the tokens of a case are made with.
func (s *Store) keyOf(ref casework.Ref) int {
	return int(s.index.Token("people.key", string(ref))[0]) % peopleKeys
}

// keyed returns a value under one of the keys.
func keyed(key int, value string) string { return strconv.Itoa(key) + ":" + value }

// stored is a token with the field that it is of.
type storedToken struct {
	field record.PersonField
	token seal.Token
}

// tokensOf returns the tokens of a case about a person.
func (s *Store) tokensOf(ref casework.Ref, p record.Person) []storedToken {
	var out []storedToken
	add := func(field record.PersonField, of, value string) {
		out = append(out, storedToken{field, s.index.Token(of, value)})
	}
	key := s.keyOf(ref)
	for field, text := range map[record.PersonField]string{record.FieldName: p.Name, record.FieldNativeName: p.NativeName} {
		for _, value := range nameValues(naming.Read(text)) {
			add(field, tokenName, keyed(key, value))
		}
	}
	for _, year := range twin.Years(p.Birth) {
		add(record.FieldBirthYear, tokenYear, keyed(key, strconv.Itoa(year)))
	}
	if p.Nationality != "" {
		add(record.FieldNationality, tokenNationality, keyed(key, p.Nationality))
	}
	if number := person.AlikeDocumentKey(p.DocumentNumber); number != "" {
		add(record.FieldDocument, tokenDocument, number)
	}
	for _, number := range person.PhoneKeys(p.Phone) {
		add(record.FieldPhone, tokenPhone, number)
	}
	for _, value := range twinValues(twinRecord(p), false) {
		add(fieldTwin, tokenTwin, value)
	}
	return out
}

// nameValues returns what a name is found by: its terms, and what its words are together.
func nameValues(n naming.Name) []string {
	var out []string
	for _, t := range n.Terms {
		out = append(out, wordValue(t))
	}
	for _, t := range n.Wholes {
		out = append(out, wholeValue(t))
	}
	return out
}

func wordValue(t naming.Term) string  { return "word:" + t.Letters }
func wholeValue(t naming.Term) string { return "whole:" + t.Letters }

// twinRecord returns what is compared of a person.
func twinRecord(p record.Person) twin.Record {
	return twin.Of(p.Name, p.NativeName, p.Birth, p.DocumentNumber, p.Phone)
}

// twinValues returns what two records of one person have in common: a word of the name with the day of birth, and the
// letters of the whole name with the year. exchanged adds the days with day and month exchanged; it is enough that one
// of two records has them.
func twinValues(r twin.Record, exchanged bool) []string {
	var out []string
	days := twin.Days(r.Birth)
	if !exchanged {
		days = nil
		for _, reading := range r.Birth.Readings {
			if len(twin.Days(r.Birth)) > 0 {
				days = append(days, reading.From)
			}
		}
	}
	for _, n := range r.Names {
		for _, day := range days {
			for _, t := range n.Terms {
				if t.To-t.From == 1 {
					out = append(out, "day:"+day.String()+":"+t.Letters)
				}
			}
		}
		for _, letters := range n.Anagrams() {
			for _, day := range days {
				out = append(out, "day:"+day.String()+":="+letters)
			}
			for _, year := range twin.Years(r.Birth) {
				out = append(out, "year:"+strconv.Itoa(year)+":="+letters)
			}
		}
	}
	return out
}
