package birth

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"example.org/homeward/internal/roster/spelling"
)

// Vocabulary knows how authors write a birth date and an age. It does not change after
// LoadVocabulary, and is safe for concurrent use.
type Vocabulary struct {
	months, ethiopianMonths spelling.Lexicon
	phrases                 *spelling.Phrases
	eras                    []eraPattern
}

// LoadVocabulary reads the embedded word files. An error means that they contain a mistake.
func LoadVocabulary() (*Vocabulary, error) {
	v := &Vocabulary{}
	var err error
	if v.months, err = spelling.LoadLexicon("months.txt"); err != nil {
		return nil, err
	}
	if v.ethiopianMonths, err = spelling.LoadLexicon("ethiopian_months.txt"); err != nil {
		return nil, err
	}
	if v.phrases, err = spelling.LoadPhrases(); err != nil {
		return nil, err
	}
	if err := v.loadEras(); err != nil {
		return nil, err
	}
	return v, nil
}

// loadEras reads the marks of calendars.
func (v *Vocabulary) loadEras() error {
	all, err := spelling.Entries("eras.txt")
	if err != nil {
		return err
	}
	for _, e := range all {
		slices.SortFunc(e.Spellings, func(a, b string) int { return len(b) - len(a) }) // the longest first
		var marks []string
		for _, s := range e.Spellings {
			mark := regexp.QuoteMeta(spelling.Plain(s))
			if spelling.IsASCII(s) {
				mark = `(?:\b|^)` + mark + `(?:\b|\s|$)`
			}
			marks = append(marks, mark)
		}
		pattern, err := regexp.Compile(`(?:` + strings.Join(marks, `|`) + `)`)
		if err != nil {
			return fmt.Errorf("read words: eras.txt: %w", err)
		}
		v.eras = append(v.eras, eraPattern{Calendar(e.Key), pattern})
	}
	return nil
}
