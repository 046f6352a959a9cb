package pages

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// Language is one that the pages can be read in.
type Language struct {
	Code string // BCP 47
	Name string // in itself
	Dir  string // ltr or rtl
}

// Languages lists them; the first is what nobody's wish comes near to.
func Languages() []Language {
	return []Language{{"en", "English", "ltr"}, {"ar", "العربية", "rtl"}, {"my", "မြန်မာ", "ltr"}}
}

// Choose gives the language that was chosen, or else the one that comes nearest to what a
// browser accepts (the header Accept-Language).
func Choose(chosen, accepted string) Language {
	all := Languages()
	for _, l := range all {
		if l.Code == chosen {
			return l
		}
	}
	if len(accepted) > 200 {
		return all[0]
	}
	tags := make([]language.Tag, len(all))
	for i, l := range all {
		tags[i] = language.Make(l.Code)
	}
	_, nearest := language.MatchStrings(language.NewMatcher(tags), accepted)
	return all[nearest]
}

// Country names a country (ISO 3166-1 alpha-3) in a language; "" when it is none.
func (l Language) Country(code string) string {
	region, err := language.ParseRegion(code)
	if err != nil {
		return ""
	}
	return display.Regions(language.Make(l.Code)).Name(region)
}
