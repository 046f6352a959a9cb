package birth

import (
	"slices"
	"strings"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster/spelling"
)

// parseAge reads an age: in years, months or days, a range, a limit such as "<18", an estimate, a word
// such as "minor", or several ages of which one is claimed. A number alone is an age only if bare is true.
func (v *Vocabulary) parseAge(s string, bare bool, asOf civil.Date) (written, bool) {
	w := written{precision: PrecisionAge, form: "age"}
	if asOf.IsZero() {
		return w, false
	}
	if o, ok := v.oneAge(s, bare, asOf); ok {
		w.options = o
		return w, true
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("()/;[],（）", r) })
	if len(parts) == 1 {
		parts = v.splitAtClaims(s)
	}
	if len(parts) < 2 {
		return w, false
	}
	for _, p := range parts {
		p = v.withoutClaim(p)
		if p == "" {
			continue
		}
		o, ok := v.oneAge(p, true, asOf)
		if !ok {
			return w, false
		}
		w.options = append(w.options, o...)
	}
	return w, len(w.options) > 0
}

// splitAtClaims divides "15 says 19" at the word.
func (v *Vocabulary) splitAtClaims(s string) []string {
	words := strings.Fields(s)
	for i := 1; i < len(words)-1; i++ {
		for j := len(words) - 1; j > i; j-- {
			if v.phrases.Is("claims", strings.Join(words[i:j], " ")) {
				return []string{strings.Join(words[:i], " "), strings.Join(words[j:], " ")}
			}
		}
	}
	return nil
}

func (v *Vocabulary) withoutClaim(s string) string {
	words := strings.Fields(s)
	for j := len(words); j > 0; j-- {
		if v.phrases.Is("claims", strings.Join(words[:j], " ")) {
			return strings.Join(words[j:], " ")
		}
	}
	return strings.TrimSpace(s)
}

// oneAge reads one age.
func (v *Vocabulary) oneAge(s string, bare bool, asOf civil.Date) ([]option, bool) {
	s = strings.TrimSpace(s)
	switch {
	case v.phrases.Is("underage", s):
		return underAge(adulthood, asOf), true
	case v.phrases.Is("adult", s):
		return overAge(adulthood, asOf), true
	}
	n, between := spelling.Numbers(s)
	switch len(n) {
	case 1:
		return v.ageOfOne(spelling.Number(n[0]), between[0], between[1], bare, asOf)
	case 2:
		return v.ageOfTwo(n, between, bare, asOf)
	}
	return nil, false
}

const adulthood = 18

// ageOfOne reads an age with one number.
func (v *Vocabulary) ageOfOne(n int, before, after string, bare bool, asOf civil.Date) ([]option, bool) {
	said, ok := v.saidOfAge(before, after)
	if !ok || n < 0 || len(said) == 0 && !bare {
		return nil, false
	}
	has := func(s string) bool { return slices.Contains(said, s) }
	if n > maxAge-10 && !has("months") && !has("days") {
		return nil, false
	}
	switch {
	case has("months"):
		return monthOptions(n, asOf), n <= 12*maxAge
	case has("days"):
		return underAge(1, asOf), n <= 366
	case has("under") && strings.ContainsAny(before+after, "=≤"):
		return underAge(n+1, asOf), true
	case has("under"):
		return underAge(n, asOf), n > 0
	case has("over"):
		return overAge(n, asOf), true
	case has("about"):
		return ageOptions(max(n-1, 0), n+1, asOf), true
	default:
		return ageOptions(n, n, asOf), true
	}
}

// ageOfTwo reads a range, years with months, and a decimal fraction.
func (v *Vocabulary) ageOfTwo(n, between []string, bare bool, asOf civil.Date) ([]option, bool) {
	a, b, middle := spelling.Number(n[0]), spelling.Number(n[1]), strings.TrimSpace(between[1])
	said, ok := v.saidOfAge(between[0], between[2])
	if !ok || a < 0 || b < 0 || a > maxAge-10 {
		return nil, false
	}
	if inside, ok := v.saidOfAge(middle, ""); ok && slices.Contains(inside, "age") && slices.Contains(said, "months") && b < 12 {
		return ageOptions(a, a, asOf), true
	}
	if !bare && len(said) == 0 || b > maxAge-10 {
		return nil, false
	}
	switch {
	case (middle == "." || middle == ",") && between[1] == middle:
		return ageOptions(a, a, asOf), true
	case (isDateSeparator(middle) && middle != "" && middle != "." && middle != "," || middle == "~" || middle == "–" || v.phrases.Is("claims", middle)) && a <= b:
		if slices.Contains(said, "months") {
			o := monthOptions(a, asOf)
			o[0].From = monthOptions(b, asOf)[0].From
			return o, true
		}
		return ageOptions(a, b, asOf), true
	}
	return nil, false
}

// saidOfAge returns what the words beside a number say about it; false if one of them is unknown.
func (v *Vocabulary) saidOfAge(before, after string) ([]string, bool) {
	var said []string
	for _, s := range []string{before, after} {
		for s = strings.Trim(s, " .,:-–"); s != ""; s = strings.Trim(s, " .,:-–") {
			kind, length := v.ageWordAt(s)
			if length == 0 {
				return nil, false
			}
			said = append(said, kind)
			s = s[length:]
		}
	}
	return said, true
}

// ageWordAt returns the longest word for an age that a text begins with.
func (v *Vocabulary) ageWordAt(s string) (kind string, length int) {
	for end := len(s); end > 0; end-- {
		if !spelling.IsBoundary(s, end) {
			continue
		}
		for _, k := range []string{"months", "days", "under", "over", "about", "age"} {
			if v.phrases.Is(k, s[:end]) {
				return k, end
			}
		}
	}
	return "", 0
}

// ageOptions returns the possible days of birth of a person of an age between two.
func ageOptions(lowest, highest int, asOf civil.Date) []option {
	if lowest < 0 || highest > maxAge-10 {
		return nil
	}
	return []option{{Reading: Reading{From: yearsBefore(asOf, highest+1).AddDays(1), To: yearsBefore(asOf, lowest), Calendar: Gregorian}}}
}

// monthOptions returns the possible days of birth of a child of an age in months.
func monthOptions(n int, asOf civil.Date) []option {
	return []option{{Reading: Reading{From: monthsBefore(asOf, n+1).AddDays(1), To: monthsBefore(asOf, n), Calendar: Gregorian}}}
}

// underAge returns the days of birth of a person who is younger than an age.
func underAge(age int, asOf civil.Date) []option {
	return []option{{Reading: Reading{From: yearsBefore(asOf, age).AddDays(1), To: asOf, Calendar: Gregorian}}}
}

// overAge returns the days of birth of a person who has at least an age.
func overAge(least int, asOf civil.Date) []option {
	return []option{{Reading: Reading{From: yearsBefore(asOf, maxAge), To: yearsBefore(asOf, least), Calendar: Gregorian}}}
}
