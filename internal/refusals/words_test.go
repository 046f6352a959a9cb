package refusals_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/refusals"
)

// Every message with which the rules, the use-cases, the record or the API refuse has a word. For a new message,
// add a line to words.txt and the word at the end of testdata/words.golden.
func TestEveryRefusalHasAWord(t *testing.T) {
	found := messages(t)
	require.Greater(t, len(found), 300)
	for _, m := range found {
		word := refusals.Of(m.text)
		require.NotEmpty(t, word, "%s: no word for %q", m.at, m.text)
		if m.beginning { // what follows the beginning changes nothing
			require.Equal(t, word, refusals.Of(m.text+" tha-police 2026-12-01"), "%s: %q is not listed as a beginning", m.at, m.text)
		}
	}
}

// A word that no refusal has is a mistake, unless a stored refusal of an earlier release may have it: then its
// texts are listed with "|" below the word of a refusal that still exists.
func TestEveryWordHasARefusal(t *testing.T) {
	var used []string
	for _, m := range messages(t) {
		used = append(used, refusals.Of(m.text))
	}
	for _, w := range refusals.All() {
		require.Contains(t, used, w.Word, "no refusal has this word")
	}
}

// A message that begins as another one has no second word.
func TestABeginningIsOfOneWord(t *testing.T) {
	for _, w := range refusals.All() {
		for _, m := range w.Messages {
			require.Equal(t, w.Word, refusals.Of(strings.TrimSuffix(m, "…")), "another word takes %q", m)
		}
	}
}

func TestAWordIsAShortNameInSnakeCase(t *testing.T) {
	form := regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)
	for _, w := range refusals.All() {
		require.Regexp(t, form, w.Word)
		require.LessOrEqual(t, len(w.Word), 40, w.Word)
	}
}

// Programs depend on a word: it is added, and never renamed or taken out.
func TestAWordIsOnlyAdded(t *testing.T) {
	golden, err := os.ReadFile("testdata/words.golden")
	require.NoError(t, err)
	var have []string
	for _, w := range refusals.All() {
		have = append(have, w.Word)
	}
	released := strings.Fields(string(golden))
	for _, word := range released {
		require.Contains(t, have, word, "a word that programs may know is gone")
	}
	for _, word := range have {
		require.Contains(t, released, word, "add the new word at the end of testdata/words.golden")
	}
	require.Len(t, slices.Compact(slices.Sorted(slices.Values(released))), len(released), "a word is listed twice")
}

func TestAMessageOfNoRefusalHasNoWord(t *testing.T) {
	for _, message := range []string{"", "the operation is not", "the operation is not paused.", "something went wrong on our side"} {
		require.Empty(t, refusals.Of(message), message)
	}
	require.Equal(t, "operation_not_paused", refusals.Of("the operation is not paused"))
	require.Equal(t, "pause_too_long", refusals.Of("a pause for this cause ends on 2026-12-24 at the latest; it can be given again then"))
}
