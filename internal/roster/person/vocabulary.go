package person

import "example.org/homeward/internal/roster/spelling"

// Vocabulary knows how authors write a sex, a nationality and a document. It does not change after
// LoadVocabulary, and is safe for concurrent use.
type Vocabulary struct {
	sexes, absences spelling.Lexicon
	nationalities   nationalities
	passports       map[string][]string
	letters         []letterRule
}

// LoadVocabulary reads the embedded word files. An error means that they contain a mistake.
func LoadVocabulary() (*Vocabulary, error) {
	v := &Vocabulary{}
	var err error
	if v.absences, err = spelling.LoadLexicon("documents.txt"); err != nil {
		return nil, err
	}
	if v.nationalities, err = loadNationalities(); err != nil {
		return nil, err
	}
	if err := v.loadSexes(); err != nil {
		return nil, err
	}
	if v.passports, err = loadPassports(); err != nil {
		return nil, err
	}
	return v, nil
}
