package words

import (
	"slices"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// tried is the number of whole numbers, from 0 on, in which every plural form of our languages occurs.
const tried = 201

// form returns the CLDR plural form of the whole number n in the language: zero, one, two, few,
// many or other.
func (l Language) form(n int) string {
	const enough = 10_000_000 // the rules look no further than this
	n = max(n, -n) % enough
	switch plural.Cardinal.MatchPlural(language.Make(l.Code), n, 0, 0, 0, 0) {
	case plural.Zero:
		return "zero"
	case plural.One:
		return "one"
	case plural.Two:
		return "two"
	case plural.Few:
		return "few"
	case plural.Many:
		return "many"
	default:
		return "other"
	}
}

// forms lists, in order, the plural forms that whole numbers have in the language.
func (l Language) forms() []string {
	var all []string
	for n := range tried {
		all = append(all, l.form(n))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// single reports whether a plural form belongs to one whole number only, as "two" does in Arabic.
func (l Language) single(form string) bool {
	count := 0
	for n := range tried {
		if l.form(n) == form {
			count++
		}
	}
	return count == 1
}
