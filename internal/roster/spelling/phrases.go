package spelling

import (
	"fmt"
	"slices"
	"strings"
)

// Phrases are the phrases of authors, by kind. They do not change after LoadPhrases.
type Phrases struct {
	folded    map[string]map[string]bool
	spellings map[string][]string
}

// phraseKeys returns the keys that phrases.txt must have.
func phraseKeys() []string {
	return []string{
		"total", "people", "age", "undated", "parts", "year", "months", "days", "under", "over", "about", "underage", "adult", "claims", "dmy", "mdy", "ymd", "weak", "others",
		"signature", "summary", "money", "deceased", "struck", "ditto", "head", "relative", "baby", "daycolumn", "monthcolumn", "yearcolumn",
	}
}

// LoadPhrases reads the phrases. An error means that their file contains a mistake.
func LoadPhrases() (*Phrases, error) {
	all, err := Entries("phrases.txt")
	if err != nil {
		return nil, err
	}
	p := &Phrases{folded: make(map[string]map[string]bool), spellings: make(map[string][]string)}
	for _, e := range all {
		p.spellings[e.Key] = e.Spellings
		p.folded[e.Key] = make(map[string]bool)
		for _, s := range e.Spellings {
			key := Fold(s)
			if slices.Contains([]string{"dmy", "mdy", "ymd"}, e.Key) {
				key = strings.Join(strings.Fields(Plain(s)), "") // its separators matter
			}
			if e.Key == "ditto" {
				key = Plain(s) // -do- is not DO, the code of a state
			}
			p.folded[e.Key][key] = true
		}
	}
	for _, key := range phraseKeys() {
		if len(p.spellings[key]) == 0 {
			return nil, fmt.Errorf("read words: phrases.txt has no line for %s", key)
		}
	}
	return p, nil
}

// Is reports whether a text is a phrase of a kind.
func (p *Phrases) Is(kind, s string) bool { return p.folded[kind][Fold(s)] }

// Ditto reports whether a text is a word for "as above".
func (p *Phrases) Ditto(s string) bool { return p.folded["ditto"][Plain(s)] }

// Orders returns the spellings of an order of day, month and year, without spaces.
func (p *Phrases) Orders(order string) map[string]bool { return p.folded[order] }

// Of returns the phrases of a kind as they are written.
func (p *Phrases) Of(kind string) []string { return p.spellings[kind] }

// StartsWith reports whether a text begins with a phrase of a kind, as whole words.
func (p *Phrases) StartsWith(kind, text string) bool {
	s := strings.TrimLeft(Plain(text), " -*(")
	for end := min(len(s), 40); end > 0; end-- {
		if IsBoundary(s, end) && p.Is(kind, s[:end]) {
			return true
		}
	}
	return false
}

// IsBoundary reports whether a text may be divided there: never within a rune or a Latin word.
func IsBoundary(s string, end int) bool {
	if end == len(s) {
		return true
	}
	isLetter := func(c byte) bool { return c >= 'a' && c <= 'z' }
	return s[end]&0xc0 != 0x80 && (!isLetter(s[end-1]) || !isLetter(s[end]))
}
