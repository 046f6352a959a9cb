package naming

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/homeward/internal/roster/spelling"
)

// segments divides a name into runs of words of one script, without its titles.
func segments(text string) [][]word {
	var all []word
	for field := range strings.FieldsSeq(spelling.Display(text)) {
		if titles().is(field) == aTitle {
			all = append(all, word{letters: spelling.Fold(field), title: true, script: spelling.ScriptOf(field)})
			continue
		}
		for _, part := range runs(titles().cut(field)) {
			all = append(all, wordOf(part)...)
		}
	}
	return groups(withoutTitles(all))
}

// runs divides a field where its words end: at signs, and between scripts with and without spaces.
func runs(field string) []string {
	var out []string
	start, before := 0, spelling.NoScript
	for i, r := range field {
		script := spelling.NoScript
		if unicode.IsLetter(r) {
			script = spelling.ScriptOf(string(r))
		}
		ends := separates(r)
		if script != spelling.NoScript {
			if before != spelling.NoScript && before != script && (unspaced(script) || unspaced(before)) {
				out, start = append(out, field[start:i]), i
			}
			before = script
		}
		if ends {
			out, start, before = append(out, field[start:i]), i+utf8.RuneLen(r), spelling.NoScript
		}
	}
	return append(out, field[start:])
}

// wordOf returns a part as a word; none if it has no letters and no digits.
func wordOf(part string) []word {
	if !strings.ContainsFunc(part, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
		return nil
	}
	w := word{letters: letters(part), script: spelling.ScriptOf(part)}
	switch titles().is(part) {
	case aTitle:
		w.title = true
	case maybeTitle:
		w.maybe = true
	case noTitle:
		if bare := titles().cutMaybe(part); bare != part {
			w.letters, w.with = letters(bare), w.letters
		}
	}
	return []word{w}
}

// withoutTitles removes the titles, unless the name would be empty without them. A word written twice (Maung Maung)
// is a name, and so is what may be a title behind a word of a name.
func withoutTitles(all []word) []word {
	var out []word
	named := false
	for i, w := range all {
		doubled := i+1 < len(all) && all[i+1].letters == w.letters || i > 0 && all[i-1].letters == w.letters
		if w.title && !doubled {
			continue
		}
		w.maybe = w.maybe && !named && !doubled
		named = named || !w.maybe
		out = append(out, w)
	}
	if len(out) == 0 {
		return all
	}
	if !named {
		out[len(out)-1].maybe = false
	}
	return out
}

// groups divides words where the script changes.
func groups(all []word) [][]word {
	var out [][]word
	for i, w := range all {
		if i == 0 || w.script != all[i-1].script {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], w)
	}
	return out
}

// separates reports whether a rune stands between two words. An apostrophe does not.
func separates(r rune) bool {
	const wordspace, dots = '\u1361', "·・•"
	return unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || r == wordspace || strings.ContainsRune("/,;.()|_"+dots, r)
}

// unspaced reports whether a script is written without spaces between words.
func unspaced(s spelling.Script) bool {
	switch s {
	case spelling.Thai, spelling.Myanmar, spelling.Khmer, spelling.Lao, spelling.Han, spelling.Kana:
		return true
	case spelling.NoScript, spelling.Latin, spelling.Arabic, spelling.Ethiopic, spelling.Hangul, spelling.Devanagari, spelling.Bengali, spelling.Tamil, spelling.Sinhala, spelling.Cyrillic, spelling.OtherScript, spelling.MixedScript:
		return false
	default:
		return false
	}
}
