package refusals

import (
	_ "embed" // words.txt
	"fmt"
	"slices"
	"strings"
	"sync"
)

// varies is the last character of a message of which only the beginning is fixed.
const varies = "…"

//go:embed words.txt
var source string

// Word is a word of the list with the messages that it stands for, in the order of the file.
type Word struct {
	Word string

	// Messages are the English texts. One that ends in "…" is the beginning of a text that goes on.
	Messages []string
}

type table struct {
	words      []Word
	whole      map[string]string
	beginnings [][2]string // a beginning and its word
}

var load = sync.OnceValue(func() table { //nolint:gochecknoglobals // a table that is only read
	read, err := parse(source)
	if err != nil {
		panic(err) // the file is a part of the program, and a test reads it
	}
	return read
})

// Of returns the word of a refusal with this message, or "" if the list has none.
func Of(message string) string {
	t := load()
	if word, ok := t.whole[message]; ok {
		return word
	}
	for _, one := range t.beginnings {
		if strings.HasPrefix(message, one[0]) {
			return one[1]
		}
	}
	return ""
}

// All returns every word, in the order of the file.
func All() []Word { return slices.Clone(load().words) }

// parse reads a list, or returns an error that names the first line that is wrong.
func parse(text string) (table, error) {
	t := table{whole: map[string]string{}}
	for n, line := range strings.Split(text, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		word, message, ok := strings.Cut(line, ": ")
		if another, is := strings.CutPrefix(line, "| "); is && len(t.words) > 0 {
			word, message = t.words[len(t.words)-1].Word, another
		} else if !ok || slices.ContainsFunc(t.words, func(w Word) bool { return w.Word == word }) {
			return table{}, fmt.Errorf("line %d of the words of the refusals is not a word that is new and its message", n+1)
		} else {
			t.words = append(t.words, Word{Word: word})
		}
		if t.has(message) {
			return table{}, fmt.Errorf("line %d of the words of the refusals has a message for a second time", n+1)
		}
		t.add(word, message)
	}
	return t, nil
}

func (t *table) has(message string) bool {
	return slices.ContainsFunc(t.words, func(w Word) bool { return slices.Contains(w.Messages, message) })
}

func (t *table) add(word, message string) {
	last := &t.words[len(t.words)-1]
	last.Messages = append(last.Messages, message)
	if beginning, ok := strings.CutSuffix(message, varies); ok {
		t.beginnings = append(t.beginnings, [2]string{beginning, word})
		return
	}
	t.whole[message] = word
}
