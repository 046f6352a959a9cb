package words

import (
	"regexp"
	"slices"
	"strings"
)

// Mistake is what is wrong with a wording: a code and, for some codes, the part of the wording.
type Mistake struct {
	Code MistakeCode
	Part string
}

// MistakeCode is a kind of mistake.
type MistakeCode string

// The kinds of mistakes.
const (
	SpareSpaces    MistakeCode = "spaces"  // at an end, or two in a row
	OtherScript    MistakeCode = "script"  // letters of another script
	OtherDigits    MistakeCode = "digits"  // digits that are not Latin
	LatinWord      MistakeCode = "latin"   // a word in Latin letters that is not one of a few names
	NoOwnLetter    MistakeCode = "letters" // no letter of the script of the language
	EnglishText    MistakeCode = "english" // the English wording
	OldBurmese     MistakeCode = "zawgyi"  // the encoding of Burmese that is not Unicode
	MissingPlace   MistakeCode = "missing" // a place of the English wording is missing
	UnknownPlace   MistakeCode = "unknown" // a place that the English wording does not have
	PresentWording MistakeCode = "present" // the wording that the text has
)

//nolint:gochecknoglobals // patterns and tables that never change
var (
	latinWord = regexp.MustCompile(`\p{Latin}+`)
	letter    = regexp.MustCompile(`\p{L}`)
	digit     = regexp.MustCompile(`\p{Nd}`)
	scripts   = map[string]*regexp.Regexp{"ar": regexp.MustCompile(`\p{Arabic}`), "my": regexp.MustCompile(`\p{Myanmar}`)}
	others    = map[string]*regexp.Regexp{"en": regexp.MustCompile(`[^\P{L}\p{Latin}]`), "ar": regexp.MustCompile(`[^\P{L}\p{Latin}\p{Arabic}]`), "my": regexp.MustCompile(`[^\P{L}\p{Latin}\p{Myanmar}]`)}
	// zawgyi are code points that correct Burmese never has: the old encoding used them for its own shapes.
	zawgyi = regexp.MustCompile(`[\x{1060}-\x{1097}]`)
	// names stay in Latin letters in every language.
	names = map[string]bool{
		"Homeward": true, "Temporal": true, "JavaScript": true, "API": true, "CSV": true, "XLSX": true, "ODS": true, "DOCX": true, "UTF": true, "PDF": true, "ID": true,
		"MB": true, "BGF": true, "DKBA": true, "Passkey": true, "passkey": true, // the makers of phones write it so in Burmese
		"homeward": true, "login": true, // a command
	}
)

// MistakesOf returns what is wrong with the script of a wording. english are the English wordings of the
// text, of all its plural forms.
func MistakesOf(w Wording, english []string) []Mistake {
	var found []Mistake
	add := func(code MistakeCode, part string) { found = append(found, Mistake{code, part}) }
	text := placeholder.ReplaceAllString(w.Text, " ")
	if strings.TrimSpace(w.Text) != w.Text || strings.Contains(w.Text, "  ") {
		add(SpareSpaces, "")
	}
	if others[w.Language].MatchString(text) {
		add(OtherScript, "")
	}
	if slices.ContainsFunc(digit.FindAllString(text, -1), func(d string) bool { return d < "0" || d > "9" }) {
		add(OtherDigits, "")
	}
	script, translated := scripts[w.Language]
	if !translated {
		return found
	}
	for _, latin := range latinWord.FindAllString(text, -1) {
		if !names[latin] {
			add(LatinWord, latin)
		}
	}
	if letter.MatchString(text) && !script.MatchString(text) && !names[strings.TrimSpace(text)] {
		add(NoOwnLetter, "")
	}
	if letter.MatchString(text) && slices.Contains(english, w.Text) && !names[w.Text] {
		add(EnglishText, "")
	}
	if zawgyi.MatchString(text) {
		add(OldBurmese, "")
	}
	return found
}

// number is the place of the number in a text with plural forms. A form of one number alone, as "one day",
// may leave it out.
const number = "{n}"

// Mistakes returns what is wrong with a text that a reader proposes in place of a wording: of its script,
// and places that are not those of the present wording.
func (c Compared) Mistakes(proposed string) []Mistake {
	found := MistakesOf(Wording{c.Key, c.Language, c.Form, proposed}, []string{c.English})
	want, got := placeholders(c.Text), placeholders(proposed)
	one := c.Form != "" && slices.ContainsFunc(Languages(), func(l Language) bool { return l.Code == c.Language && l.single(c.Form) })
	for _, place := range want {
		if !slices.Contains(got, place) && (!one || place != number) {
			found = append(found, Mistake{MissingPlace, place})
		}
	}
	for _, place := range got {
		if !slices.Contains(want, place) && (!one || place != number) {
			found = append(found, Mistake{UnknownPlace, place})
		}
	}
	if proposed == c.Text {
		found = append(found, Mistake{PresentWording, ""})
	}
	return found
}

// Places lists the places of a wording for values, as {0}.
func (c Compared) Places() []string { return placeholders(c.Text) }
