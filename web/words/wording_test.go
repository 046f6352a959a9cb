package words_test

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"example.org/homeward/web/words"
)

var (
	placeholder = regexp.MustCompile(`\{[^{}]*\}`)
	latinWord   = regexp.MustCompile(`\p{Latin}+`)
	letter      = regexp.MustCompile(`\p{L}`)
	digit       = regexp.MustCompile(`\p{Nd}`)
	scripts     = map[string]*regexp.Regexp{"ar": regexp.MustCompile(`\p{Arabic}`), "my": regexp.MustCompile(`\p{Myanmar}`)}
	others      = map[string]*regexp.Regexp{"en": regexp.MustCompile(`[^\P{L}\p{Latin}]`), "ar": regexp.MustCompile(`[^\P{L}\p{Latin}\p{Arabic}]`), "my": regexp.MustCompile(`[^\P{L}\p{Latin}\p{Myanmar}]`)}
	// zawgyi are code points that correct Burmese never has: the old encoding used them for its own shapes.
	zawgyi = regexp.MustCompile(`[\x{1060}-\x{1097}]`)
)

// names stay in Latin letters in every language.
var names = map[string]bool{
	"Homeward": true, "Temporal": true, "JavaScript": true, "API": true, "CSV": true, "XLSX": true, "UTF": true, "PDF": true, "ID": true,
	"MB": true, "BGF": true, "DKBA": true, "Passkey": true, "passkey": true, // the makers of phones write it so in Burmese
	"homeward": true, "login": true, // a command
}

// mistakes says what is wrong with the wordings of a catalogue.
func mistakes(c *words.Catalogue) []string {
	var found []string
	all := c.Wordings()
	english := map[string]map[string]bool{}
	for _, w := range all {
		if w.Language == "en" {
			if english[w.Key] == nil {
				english[w.Key] = map[string]bool{}
			}
			english[w.Key][w.Text] = true
		}
	}
	for _, w := range all {
		for _, wrong := range mistakesOf(w, english[w.Key]) {
			found = append(found, w.Key+" in "+w.Language+": "+wrong)
		}
	}
	return found
}

func mistakesOf(w words.Wording, english map[string]bool) []string {
	var found []string
	text := placeholder.ReplaceAllString(w.Text, " ")
	if strings.TrimSpace(w.Text) != w.Text || strings.Contains(w.Text, "  ") {
		found = append(found, "spare spaces")
	}
	if others[w.Language].MatchString(text) {
		found = append(found, "letters of another script")
	}
	for _, d := range digit.FindAllString(text, -1) {
		if d < "0" || d > "9" {
			found = append(found, "digits that are not Latin")
			break
		}
	}
	script, translated := scripts[w.Language]
	if !translated {
		return found
	}
	for _, latin := range latinWord.FindAllString(text, -1) {
		if !names[latin] {
			found = append(found, "the word "+latin)
		}
	}
	if letter.MatchString(text) && !script.MatchString(text) && !names[strings.TrimSpace(text)] {
		found = append(found, "no letter of its own script")
	}
	if letter.MatchString(text) && english[w.Text] && !names[w.Text] {
		found = append(found, "the English text")
	}
	if zawgyi.MatchString(text) {
		found = append(found, "Zawgyi")
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
