package roster

import (
	"fmt"
	"regexp"
	"strings"

	"example.org/homeward/internal/roster/birth"
	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/roster/spelling"
)

// Vocabulary knows the spellings of authors. It does not change after LoadVocabulary, and is safe for
// concurrent use.
type Vocabulary struct {
	headings spelling.Lexicon
	phrases  *spelling.Phrases
	people   *person.Vocabulary
	births   *birth.Vocabulary
	claims   []*regexp.Regexp // in a title: after a word for total, before one for people
}

// LoadVocabulary reads the embedded word files. An error means that they contain a mistake.
func LoadVocabulary() (*Vocabulary, error) {
	v := &Vocabulary{}
	var err error
	if v.headings, err = spelling.LoadLexicon("headings.txt"); err != nil {
		return nil, err
	}
	if v.phrases, err = spelling.LoadPhrases(); err != nil {
		return nil, err
	}
	if v.people, err = person.LoadVocabulary(); err != nil {
		return nil, err
	}
	if v.births, err = birth.LoadVocabulary(); err != nil {
		return nil, err
	}
	if err := v.loadClaims(); err != nil {
		return nil, err
	}
	return v, nil
}

// loadClaims makes the patterns of a number in a title.
func (v *Vocabulary) loadClaims() error {
	const figure = `(\d{1,3}(?:[,. ]\d{3})+|\d+)`
	for _, pattern := range []string{
		anyOf(v.phrases.Of("total")) + `\D{0,40}` + figure,
		figure + `\s*` + anyOf(v.phrases.Of("people")),
	} {
		r, err := regexp.Compile(pattern)
		if err != nil {
			return fmt.Errorf("read words: phrases.txt: %w", err)
		}
		v.claims = append(v.claims, r)
	}
	return nil
}

// anyOf returns a pattern that matches any of the phrases. Latin phrases must be whole words; scripts
// without spaces have no word boundaries.
func anyOf(phrases []string) string {
	var alternatives []string
	for _, p := range phrases {
		a := regexp.QuoteMeta(spelling.Plain(p))
		if spelling.IsASCII(p) {
			a = `\b` + a + `\b`
		}
		alternatives = append(alternatives, a)
	}
	return `(?:` + strings.Join(alternatives, `|`) + `)`
}
