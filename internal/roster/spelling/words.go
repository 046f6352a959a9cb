package spelling

import (
	"bufio"
	"embed"
	"fmt"
	"strings"
)

//go:embed words/*.txt
var words embed.FS

// Entry is a line of a words file: a key and its spellings.
type Entry struct {
	Key       string
	Spellings []string
}

// Entries reads a words file. An error means that the file contains a mistake.
func Entries(file string) ([]Entry, error) {
	f, err := words.Open("words/" + file)
	if err != nil {
		return nil, fmt.Errorf("open words: %w", err)
	}
	defer func() { _ = f.Close() }() // only read

	var out []Entry
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, rest, ok := strings.Cut(line, ": ")
		if !ok {
			return nil, fmt.Errorf("read words: %s:%d has no key", file, n)
		}
		e := Entry{Key: key}
		for s := range strings.SplitSeq(rest, " | ") {
			e.Spellings = append(e.Spellings, strings.TrimSpace(s))
		}
		out = append(out, e)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read words: %s: %w", file, err)
	}
	return out, nil
}

// Lexicon maps spellings to keys. It ignores case, spaces, points and Latin accents.
type Lexicon map[string]string

// Add adds a spelling. It refuses one that already has another meaning.
func (l Lexicon) Add(spelling, key string) error {
	k := Fold(spelling)
	if old, ok := l[k]; ok && old != key {
		return fmt.Errorf("read words: one spelling means both %s and %s", old, key)
	}
	l[k] = key
	return nil
}

// LoadLexicon reads a words file in which each spelling has one key.
func LoadLexicon(file string) (Lexicon, error) {
	all, err := Entries(file)
	if err != nil {
		return nil, err
	}
	l := make(Lexicon)
	for _, e := range all {
		for _, s := range e.Spellings {
			if err := l.Add(s, e.Key); err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
		}
	}
	return l, nil
}
