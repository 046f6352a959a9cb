package rules_test

import (
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// leftFile lists the folders that still hold hard words, one a line. It only gets shorter: a folder
// that is clean must be taken off, and no other may be added.
const leftFile = "testdata/words-left.txt"

// Comments, texts, documents and names are in plain English. `make words` shows what is left, with
// what to write instead; WORDS=folder shows each place in a folder.
func TestEnglishIsPlain(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(leftFile)
	require.NoError(t, err)
	left := map[string]bool{}
	for folder := range strings.Lines(string(content)) {
		if folder = strings.TrimSpace(folder); !strings.HasPrefix(folder, "#") {
			left[folder] = true
		}
	}
	found := map[string]int{}
	var wrong []string
	for _, f := range hardWords(t) {
		folder := path.Dir(f.file)
		found[folder]++
		if !left[folder] {
			wrong = append(wrong, fmt.Sprintf("%s:%d: %q in %q: %s", f.file, f.line, f.hard, f.text, instead(f.hard)))
		}
	}
	require.Empty(t, wrong, strings.Join(wrong, "\n"))
	for folder := range left {
		require.NotZero(t, found[folder], "%s is clean, or gone: take it off test/rules/%s", folder, leftFile)
	}
}

// instead is what to write in place of a hard word.
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

// TestShowHardWords prints what is left when WORDS is set: to "all" counts per folder and word, to a
// folder each place in it.
func TestShowHardWords(t *testing.T) {
	t.Parallel()
	wanted := os.Getenv("WORDS")
	if wanted == "" {
		return
	}
	perFolder, perWord := map[string]map[string]int{}, map[string]int{}
	for _, f := range hardWords(t) {
		folder := path.Dir(f.file)
		if perFolder[folder] == nil {
			perFolder[folder] = map[string]int{}
		}
		perFolder[folder][f.hard]++
		perWord[f.hard]++
		if wanted == folder || strings.HasPrefix(f.file, filepath.Clean(wanted)+"/") {
			t.Logf("%s:%d: %s: ... %s ... (%s)", f.file, f.line, f.hard, f.text, instead(f.hard))
		}
	}
	if wanted != "all" {
		return
	}
	for _, folder := range slices.Sorted(maps.Keys(perFolder)) {
		total := 0
		for _, n := range perFolder[folder] {
			total += n
		}
		t.Logf("%5d %-28s %v", total, folder, perFolder[folder])
	}
	for _, word := range slices.Sorted(maps.Keys(perWord)) {
		t.Logf("%5d %-16s %s", perWord[word], word, instead(word))
	}
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
