package roster

import (
	"fmt"
	"regexp"
	"strings"
)

// Vocabulary knows the spellings of authors. It does not change after LoadVocabulary, and is safe for
// concurrent use.
type Vocabulary struct {
	headings, sexes, absences, months lexicon
	nationalities                     nationalities
	passports                         map[string][]string
	totals, people, ages, undated     map[string]bool
	claims                            []*regexp.Regexp // in a title: after a word for total, before one for people
}

// LoadVocabulary reads the embedded word files. An error means that they contain a mistake.
func LoadVocabulary() (*Vocabulary, error) {
	v := &Vocabulary{}
	for _, l := range []struct {
		file string
		into *lexicon
	}{
		{"headings.txt", &v.headings},
		{"sexes.txt", &v.sexes},
		{"documents.txt", &v.absences},
		{"months.txt", &v.months},
	} {
		read, err := loadLexicon(l.file)
		if err != nil {
			return nil, err
		}
		*l.into = read
	}
	var err error
	if v.nationalities, err = loadNationalities(); err != nil {
		return nil, err
	}
	if v.passports, err = loadPassports(); err != nil {
		return nil, err
	}
	if err := v.loadPhrases(); err != nil {
		return nil, err
	}
	return v, nil
}

func (v *Vocabulary) loadPhrases() error {
	all, err := entries("phrases.txt")
	if err != nil {
		return err
	}
	spellings := make(map[string][]string)
	for _, e := range all {
		spellings[e.key] = e.spellings
	}
	for _, p := range []struct {
		key  string
		into *map[string]bool
	}{
		{"total", &v.totals},
		{"people", &v.people},
		{"age", &v.ages},
		{"undated", &v.undated},
	} {
		if len(spellings[p.key]) == 0 {
			return fmt.Errorf("read words: phrases.txt has no line for %s", p.key)
		}
		*p.into = make(map[string]bool)
		for _, s := range spellings[p.key] {
			(*p.into)[fold(s)] = true
		}
	}
	const figure = `(\d{1,3}(?:[,. ]\d{3})+|\d+)`
	for _, pattern := range []string{
		anyOf(spellings["total"]) + `\D{0,40}` + figure,
		figure + `\s*` + anyOf(spellings["people"]),
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
		a := regexp.QuoteMeta(plain(p))
		if isASCII(p) {
			a = `\b` + a + `\b`
		}
		alternatives = append(alternatives, a)
	}
	return `(?:` + strings.Join(alternatives, `|`) + `)`
}
