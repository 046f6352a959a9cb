package words

import (
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Language is one that the pages can be read in.
type Language struct {
	Code string // BCP 47, as "ar"
	Name string // in the language itself
	Dir  string // ltr or rtl
}

// Languages lists all languages. The first is the default.
func Languages() []Language {
	return []Language{{"en", "English", "ltr"}, {"ar", "العربية", "rtl"}, {"my", "မြန်မာ", "ltr"}}
}

// Unread reports whether no native speaker has read the texts of the language yet. Pages say so.
func (l Language) Unread() bool { return l.Code != "en" }

// Spoken names a language (ISO 639) in the language, or in its own words where the language has no name
// for it. It returns the code of a language that has neither.
func (l Language) Spoken(code string) string {
	tag, err := language.Parse(code)
	if err != nil {
		return code
	}
	if name := display.Languages(language.Make(l.Code)).Name(tag); name != "" {
		return name
	}
	if name := display.Self.Name(tag); name != "" {
		return name
	}
	return code
}

// Country names a country (ISO 3166-1 alpha-3) in the language. It returns "" for any other code.
func (l Language) Country(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return ""
	}
	name, _, _ := strings.Cut(display.Regions(language.Make(l.Code)).Name(region), " (") // "Myanmar (Burma)"
	return name
}
