package person

import (
	"fmt"
	"slices"
	"strings"

	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/spelling"
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
// flaw.SexNotRecognised.
func (v *Vocabulary) Sex(text string) (Sex, flaw.Code) {
	k := spelling.Fold(text)
	if k == "" {
		return UnknownSex, ""
	}
	if s, ok := v.sexes[k]; ok {
		return Sex(s), ""
	}
	for _, part := range strings.FieldsFunc(spelling.Plain(text), func(r rune) bool { return strings.ContainsRune("/()（）", r) }) {
		if s, ok := v.sexes[spelling.Fold(part)]; ok && spelling.Fold(part) != "" { // "M (ชาย)"
			return Sex(s), ""
		}
	}
	if label := spelling.Unnumbered(text); label != text {
		return v.Sex(label)
	}
	return UnknownSex, flaw.SexNotRecognised
}

// letterRule says what letters for a sex mean in a column in which one letter stands.
type letterRule struct {
	proof string
	means map[string]Sex
}

// loadSexes reads the words for a sex, and the rules for single letters.
func (v *Vocabulary) loadSexes() error {
	all, err := spelling.Entries("sexes.txt")
	if err != nil {
		return err
	}
	v.sexes = make(spelling.Lexicon)
	for _, e := range all {
		proof, isRule := strings.CutPrefix(e.Key, "?")
		rule := letterRule{proof, make(map[string]Sex)}
		for _, s := range e.Spellings {
			letter, sex, ok := strings.Cut(s, " ")
			switch {
			case isRule && !ok:
				return fmt.Errorf("read words: sexes.txt: a letter without a sex")
			case isRule:
				rule.means[letter] = Sex(sex)
			default:
				if err := v.sexes.Add(s, e.Key); err != nil {
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

// Letters is how single letters are read in one column: by the letters beside them. An empty value is
// a letter that stays open.
type Letters map[string]Sex

// LettersOf returns how the letters of a column are read. The Spanish and French H and the Indonesian L
// and W say which language it is. P alone may be the first letter of either Indonesian word.
func (v *Vocabulary) LettersOf(heading string, cells []string) Letters {
	seen := make(map[string]bool)
	for _, c := range append(strings.FieldsFunc(heading, func(r rune) bool { return strings.ContainsRune("/()-, ", r) }), cells...) {
		if k := spelling.Fold(c); len(k) == 1 {
			seen[k] = true
		}
	}
	out := make(Letters)
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

// SexIn reads a cell of a column.
func (v *Vocabulary) SexIn(letters Letters, text string) (Sex, flaw.Code) {
	if sex, ok := letters[spelling.Fold(text)]; ok {
		if sex == "" {
			return UnknownSex, flaw.SexNotRecognised
		}
		return sex, ""
	}
	return v.Sex(text)
}
