package words_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"example.org/homeward/web/words"
)

// said says each kind of mistake.
var said = map[words.MistakeCode]string{
	words.SpareSpaces: "spare spaces", words.OtherScript: "letters of another script", words.OtherDigits: "digits that are not Latin",
	words.LatinWord: "the word ", words.NoOwnLetter: "no letter of its own script", words.EnglishText: "the English text", words.OldBurmese: "Zawgyi",
}

// mistakes says what is wrong with the wordings of a catalogue.
func mistakes(c *words.Catalogue) []string {
	var found []string
	all := c.Wordings()
	english := map[string][]string{}
	for _, w := range all {
		if w.Language == "en" {
			english[w.Key] = append(english[w.Key], w.Text)
		}
	}
	for _, w := range all {
		for _, wrong := range words.MistakesOf(w, english[w.Key]) {
			found = append(found, w.Key+" in "+w.Language+": "+said[wrong.Code]+wrong.Part)
		}
	}
	return found
}

func TestTextsAreInTheirOwnScript(t *testing.T) {
	t.Parallel()
	require.Empty(t, mistakes(load(t)))
}

// The check finds each mistake when it is planted.
func TestMistakesAreFound(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ ar, my, want string }{
		"nothing":         {"مكتب", "ရုံး", ""},
		"English copied":  {"The desk", "ရုံး", "planted in ar: the word The|planted in ar: the word desk|planted in ar: no letter of its own script|planted in ar: the English text"},
		"one word left":   {"مكتب", "desk ရုံး", "planted in my: the word desk"},
		"a name":          {"خادم Temporal", "Temporal ဆာဗာ", ""},
		"another script":  {"مكتب", "ရုံး مكتب", "planted in my: letters of another script"},
		"spare spaces":    {"مكتب  كبير", "ရုံး", "planted in ar: spare spaces"},
		"Arabic digits":   {"مكتب ٣", "ရုံး", "planted in ar: digits that are not Latin"},
		"Burmese digits":  {"مكتب", "ရုံး ၃", "planted in my: digits that are not Latin"},
		"the old Burmese": {"مكتب", "ရုံ\u1060း", "planted in my: Zawgyi"},
	} {
		c, err := words.Read(fstest.MapFS{"a.yaml": {Data: []byte("planted: {en: The desk, ar: '" + tt.ar + "', my: '" + tt.my + "'}")}})
		require.NoError(t, err, name)
		require.Equal(t, tt.want, strings.Join(mistakes(c), "|"), name)
	}
}
