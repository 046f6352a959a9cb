package say_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/refusals"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
	"example.org/homeward/web/words"
)

// Each reason has a sentence in each language, or is listed as one that a page does not explain.
func TestEveryReasonHasASentence(t *testing.T) {
	t.Parallel()
	texts, err := words.Load()
	require.NoError(t, err)
	raw, err := os.ReadFile("testdata/general.txt")
	require.NoError(t, err)
	var general, known []string
	for line := range strings.Lines(string(raw)) {
		if word := strings.TrimSpace(line); word != "" && !strings.HasPrefix(word, "#") {
			general = append(general, word)
		}
	}
	for _, w := range refusals.All() {
		known = append(known, w.Word)
		for _, l := range words.Languages() {
			_, err := texts.Code(l, "refused", w.Word)
			require.NotEqual(t, err == nil, slices.Contains(general, w.Word), "%s in %s: write refused.%s in web/words/texts/refusals.yaml, or list it in testdata/general.txt, not both", w.Word, l.Code, w.Word)
		}
	}
	require.Subset(t, known, general, "a word that does not exist any more")
	for _, w := range texts.Wordings() {
		if word, ok := strings.CutPrefix(w.Key, "refused."); ok {
			require.Contains(t, known, word, "the sentence is of no word")
		}
	}
}

func TestARefusalIsSaidInTheWordsOfItsReason(t *testing.T) {
	t.Parallel()
	general := view.Say("acts.refused")
	for _, tt := range []struct {
		err  error
		want view.Text
	}{
		{fault.New(fault.Conflict, "the operation is not paused"), view.Named("refused", "operation_not_paused")},
		{fault.New(fault.Denied, "this desk may pause only for: illness"), view.Named("refused", "pause_cause_not_for_this_desk")},
		{fault.New(fault.Invalid, "a case has no event of this kind"), general},
		{fault.New(fault.Stale, "the operation is not paused"), general},
		{errors.New("the operation is not paused"), general},
		{nil, general},
	} {
		require.Equal(t, tt.want, say.Refused(tt.err, general))
	}
}
