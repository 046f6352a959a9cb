package roster

import (
	"bufio"
	"embed"
	"fmt"
	"strings"
)

//go:embed words/*.txt
var words embed.FS

// entry is a line of a words file: a key and its spellings.
type entry struct {
	key       string
	spellings []string
}

// entries reads a words file. An error means that the file contains a mistake.
func entries(file string) ([]entry, error) {
	f, err := words.Open("words/" + file)
	if err != nil {
		return nil, fmt.Errorf("open words: %w", err)
	}
	defer func() { _ = f.Close() }() // only read

	var out []entry
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
		e := entry{key: key}
		for s := range strings.SplitSeq(rest, " | ") {
			e.spellings = append(e.spellings, strings.TrimSpace(s))
		}
		out = append(out, e)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read words: %s: %w", file, err)
	}
	return out, nil
}

// lexicon maps spellings to keys. It ignores case, spaces, points and Latin accents.
type lexicon map[string]string

// add adds a spelling. It refuses one that already has another meaning.
func (l lexicon) add(spelling, key string) error {
	k := fold(spelling)
	if old, ok := l[k]; ok && old != key {
		return fmt.Errorf("read words: one spelling means both %s and %s", old, key)
	}
	l[k] = key
	return nil
}

// loadLexicon reads a words file in which each spelling has one key.
func loadLexicon(file string) (lexicon, error) {
	all, err := entries(file)
	if err != nil {
		return nil, err
	}
	l := make(lexicon)
	for _, e := range all {
		for _, s := range e.spellings {
			if err := l.add(s, e.key); err != nil {
				return nil, fmt.Errorf("%s: %w", file, err)
			}
		}
	}
	return l, nil
}
