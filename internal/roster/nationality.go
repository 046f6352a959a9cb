package roster

import (
	"fmt"
	"strings"
)

// Stateless is the code of ICAO Doc 9303 for a person without a nationality.
const Stateless = "XXA"

// Nationality is what an author wrote about a person's state. It is never a finding.
type Nationality struct {
	AsWritten string `json:"as_written,omitempty"`
	// Code is ISO 3166-1 alpha-3, or Stateless, or "" if it is not known.
	Code string `json:"code,omitempty"`
	// Candidates are the codes that an ambiguous word can mean.
	Candidates []string `json:"candidates,omitempty"`
	// FromList is true if there is no such cell and the whole list is of one state, like an embassy's
	// (Options.Nationality).
	FromList bool `json:"from_list,omitempty"`
}

// nationalities knows how lists write states.
type nationalities struct {
	codes     map[string]string   // alpha-2 and alpha-3, lower case -> alpha-3
	spellings lexicon             // names and demonyms -> alpha-3
	silent    map[string]bool     // words that mean "no entry"
	ambiguous map[string][]string // folded words that mean several states
}

func loadNationalities() (nationalities, error) {
	n := nationalities{
		codes: make(map[string]string), spellings: make(lexicon),
		silent: make(map[string]bool), ambiguous: make(map[string][]string),
	}
	all, err := entries("nationalities.txt")
	if err != nil {
		return n, err
	}
	for _, e := range all {
		if err := n.enter(e); err != nil {
			return n, err
		}
	}
	return n, nil
}

func (n nationalities) enter(e entry) error {
	if e.key == "?" {
		for _, s := range e.spellings {
			n.silent[plain(s)] = true
		}
		return nil
	}
	codes, open := strings.CutPrefix(e.key, "?")
	all := strings.Fields(codes)
	if len(all) == 0 {
		return fmt.Errorf("read words: nationalities.txt has a line without a code")
	}
	if open {
		for _, s := range e.spellings {
			n.ambiguous[fold(s)] = all
		}
		return nil
	}
	for _, c := range all {
		n.codes[strings.ToLower(c)] = all[0]
	}
	for _, s := range e.spellings {
		if err := n.spellings.add(s, all[0]); err != nil {
			return fmt.Errorf("nationalities.txt: %w", err)
		}
	}
	return nil
}

// Nationality recognises a state by code, name, demonym or a known misspelling. A word for several
// states gets candidates and NationalityAmbiguous, an unknown word NationalityNotRecognised. Both keep
// the text, for a person to resolve.
func (v *Vocabulary) Nationality(text string) (Nationality, Problem) {
	n := Nationality{AsWritten: text}
	s := plain(text)
	if s == "" || v.nationalities.silent[s] {
		return n, ""
	}
	for _, k := range nationalityKeys(s) {
		if c, ok := v.nationalities.ambiguous[k]; ok {
			n.Candidates = append(n.Candidates, c...)
			return n, NationalityAmbiguous
		}
		// A code has no accents: Mỹ, Vietnamese for the United States, is not MY.
		if c, ok := v.nationalities.codes[k]; ok && isASCII(s) {
			n.Code = c
			return n, ""
		}
		if c, ok := v.nationalities.spellings[k]; ok {
			n.Code = c
			return n, ""
		}
	}
	return n, NationalityNotRecognised
}

// nationalityKeys returns the folded word and, if it means "of X" or "person of X" in Chinese or Thai,
// the state alone.
func nationalityKeys(s string) []string {
	k := fold(s)
	keys := []string{k}
	for _, ending := range []string{"籍", "人", "国籍", "國籍"} {
		if short, ok := strings.CutSuffix(k, ending); ok && short != "" {
			keys = append(keys, short)
		}
	}
	for _, beginning := range []string{"ชาว", "สัญชาติ"} {
		if short, ok := strings.CutPrefix(k, beginning); ok && short != "" {
			keys = append(keys, short)
		}
	}
	return keys
}

// known reports whether code is an alpha-3 code of this vocabulary.
func (n nationalities) known(code string) bool {
	return len(code) == 3 && n.codes[strings.ToLower(code)] == code
}
