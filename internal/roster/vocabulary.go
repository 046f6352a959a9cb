package roster

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Vocabulary knows the spellings of authors. It does not change after LoadVocabulary, and is safe for
// concurrent use.
type Vocabulary struct {
	headings, sexes, absences, months, ethiopianMonths lexicon
	nationalities                                      nationalities
	passports                                          map[string][]string
	phrases                                            map[string]map[string]bool
	eras                                               []eraPattern
	letters                                            []letterRule
	claims                                             []*regexp.Regexp // in a title: after a word for total, before one for people
}

// LoadVocabulary reads the embedded word files. An error means that they contain a mistake.
func LoadVocabulary() (*Vocabulary, error) {
	v := &Vocabulary{}
	for _, l := range []struct {
		file string
		into *lexicon
	}{
		{"headings.txt", &v.headings},
		{"documents.txt", &v.absences},
		{"months.txt", &v.months},
		{"ethiopian_months.txt", &v.ethiopianMonths},
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
	if err := v.loadSexes(); err != nil {
		return nil, err
	}
	if v.passports, err = loadPassports(); err != nil {
		return nil, err
	}
	if err := v.loadPhrases(); err != nil {
		return nil, err
	}
	if err := v.loadEras(); err != nil {
		return nil, err
	}
	return v, nil
}

// phraseKeys returns the keys that phrases.txt must have.
func phraseKeys() []string {
	return []string{
		"total", "people", "age", "undated", "parts", "year", "months", "days", "under", "over", "about", "underage", "adult", "claims", "dmy", "mdy", "ymd", "weak", "others",
		"signature", "summary", "money", "deceased", "struck", "ditto", "head", "relative", "baby", "daycolumn", "monthcolumn", "yearcolumn",
	}
}

// is reports whether a text is a phrase of a kind.
func (v *Vocabulary) is(kind, s string) bool { return v.phrases[kind][fold(s)] }

// loadEras reads the marks of calendars.
func (v *Vocabulary) loadEras() error {
	all, err := entries("eras.txt")
	if err != nil {
		return err
	}
	for _, e := range all {
		slices.SortFunc(e.spellings, func(a, b string) int { return len(b) - len(a) }) // the longest first
		var marks []string
		for _, s := range e.spellings {
			mark := regexp.QuoteMeta(plain(s))
			if isASCII(s) {
				mark = `(?:\b|^)` + mark + `(?:\b|\s|$)`
			}
			marks = append(marks, mark)
		}
		pattern, err := regexp.Compile(`(?:` + strings.Join(marks, `|`) + `)`)
		if err != nil {
			return fmt.Errorf("read words: eras.txt: %w", err)
		}
		v.eras = append(v.eras, eraPattern{Calendar(e.key), pattern})
	}
	return nil
}

func (v *Vocabulary) loadPhrases() error {
	all, err := entries("phrases.txt")
	if err != nil {
		return err
	}
	spellings := make(map[string][]string)
	v.phrases = make(map[string]map[string]bool)
	for _, e := range all {
		spellings[e.key] = e.spellings
		v.phrases[e.key] = make(map[string]bool)
		for _, s := range e.spellings {
			key := fold(s)
			if o := order(e.key); o == dayFirst || o == monthFirst || o == yearFirst {
				key = strings.Join(strings.Fields(plain(s)), "") // its separators matter
			}
			if e.key == "ditto" {
				key = plain(s) // -do- is not DO, the code of a state
			}
			v.phrases[e.key][key] = true
		}
	}
	for _, key := range phraseKeys() {
		if len(spellings[key]) == 0 {
			return fmt.Errorf("read words: phrases.txt has no line for %s", key)
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
