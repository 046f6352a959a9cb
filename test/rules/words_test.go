package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Comments, texts, documents and names are in plain English. A failure lists each place, with what to
// write instead.
func TestEnglishIsPlain(t *testing.T) {
	t.Parallel()
	var wrong []string
	for _, f := range hardWords(t) {
		wrong = append(wrong, fmt.Sprintf("%s:%d: %q in %q: %s", f.file, f.line, f.hard, f.text, instead(f.hard)))
	}
	require.Empty(t, wrong, strings.Join(wrong, "\n"))
}

// instead returns what to write instead of a hard word.
func instead(name string) string {
	if word, isName := strings.CutPrefix(name, "name: "); isName {
		return "say what is meant, as " + english().names[word]
	}
	for _, rule := range english().comment {
		if rule.name == name {
			return rule.reason
		}
	}
	return ""
}

func TestPartsOfNames(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][]string{
		"HTTPServer": {"http", "server"}, "openDoors": {"open", "doors"}, "house_test": {"house", "test"}, "Fingerprint": {"fingerprint"}, "x": {"x"},
	} {
		require.Equal(t, want, parts(name), name)
	}
}

func TestHardWordsAreFound(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"What is no number has none.":                  "what ...",
		"It is sent to whoever asks.":                  "whoever",
		"The case is writing itself anew.":             "anew",
		"There is no such case. What is this?":         "",
		"The survivor is told of the purpose.":         "",
		"No more than 10 requests a second.":           "",
		"Fields. Who sees what stands in the table.":   "what ...",
		"It can be used by many at once.":              "figures",
		"An officer breaks the glass.":                 "glass",
		"Break-glass access ends after an hour.":       "",
		"A grant that ended is no longer on the list.": "",
	} {
		var names []string
		for _, f := range inProse("x.md", []piece{{text: text}}) {
			names = append(names, f.hard)
		}
		if want == "" {
			require.Empty(t, names, text)
			continue
		}
		require.Contains(t, names, want, text)
	}
}
