package roster

import (
	"fmt"
	"slices"
	"strings"
)

// Sex is a person's sex as a list states it.
type Sex string

// The values. UnknownSex also stands for an empty cell and for X, the unspecified sex of ICAO Doc 9303.
const (
	Male       Sex = "male"
	Female     Sex = "female"
	UnknownSex Sex = "unknown"
)

// Sex recognises a word or letter for a sex. For an unknown word it returns UnknownSex and
// SexNotRecognised.
func (v *Vocabulary) Sex(text string) (Sex, Problem) {
	k := fold(text)
	if k == "" {
		return UnknownSex, ""
	}
	if s, ok := v.sexes[k]; ok {
		return Sex(s), ""
	}
	for _, part := range strings.FieldsFunc(plain(text), func(r rune) bool { return strings.ContainsRune("/()（）", r) }) {
		if s, ok := v.sexes[fold(part)]; ok && fold(part) != "" { // "M (ชาย)"
			return Sex(s), ""
		}
	}
	return UnknownSex, SexNotRecognised
}

// letterRule says what letters for a sex mean in a column in which one letter stands.
type letterRule struct {
	proof string
	means map[string]Sex
}

// loadSexes reads the words for a sex, and the rules for single letters.
func (v *Vocabulary) loadSexes() error {
	all, err := entries("sexes.txt")
	if err != nil {
		return err
	}
	v.sexes = make(lexicon)
	for _, e := range all {
		proof, isRule := strings.CutPrefix(e.key, "?")
		rule := letterRule{proof, make(map[string]Sex)}
		for _, s := range e.spellings {
			letter, sex, ok := strings.Cut(s, " ")
			switch {
			case isRule && !ok:
				return fmt.Errorf("read words: sexes.txt: a letter without a sex")
			case isRule:
				rule.means[letter] = Sex(sex)
			default:
				if err := v.sexes.add(s, e.key); err != nil {
					return fmt.Errorf("sexes.txt: %w", err)
				}
			}
		}
		if isRule {
			v.letters = append(v.letters, rule)
		}
	}
	return nil
}

// sexLetters is how single letters are read in one column: by the letters beside them. An empty value is
// a letter that stays open.
type sexLetters map[string]Sex

// lettersOf returns how the letters of a column are read. The Spanish and French H and the Indonesian L
// and W say which language it is. P alone may be the first letter of either Indonesian word.
func (v *Vocabulary) lettersOf(heading string, cells []string) sexLetters {
	seen := make(map[string]bool)
	for _, c := range append(strings.FieldsFunc(heading, func(r rune) bool { return strings.ContainsRune("/()-, ", r) }), cells...) {
		if k := fold(c); len(k) == 1 {
			seen[k] = true
		}
	}
	out := make(sexLetters)
	for _, r := range v.letters {
		if !seen[r.proof] {
			continue
		}
		for letter, sex := range r.means {
			if _, ok := out[letter]; !ok {
				out[letter] = sex
			}
		}
	}
	if seen["f"] && seen["m"] {
		out["m"], out["f"] = Male, Female
	}
	if _, ok := out["p"]; !ok && seen["p"] && !slices.ContainsFunc([]string{"m", "f"}, func(s string) bool { return seen[s] }) {
		out["p"] = ""
	}
	return out
}

// sexIn reads a cell of a column.
func (v *Vocabulary) sexIn(letters sexLetters, text string) (Sex, Problem) {
	if sex, ok := letters[fold(text)]; ok {
		if sex == "" {
			return UnknownSex, SexNotRecognised
		}
		return sex, ""
	}
	return v.Sex(text)
}
