package words

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/cases"
)

// Wording is one wording of one text: the key of the text, its language and, for a text with plural forms,
// the form; "" for one without.
type Wording struct{ Key, Language, Form, Text string }

// Wordings lists every wording of every text, in no order.
func (c *Catalogue) Wordings() []Wording {
	var all []Wording
	for key, languages := range c.texts {
		for language, t := range languages {
			for form, wording := range t.wordings() {
				all = append(all, Wording{key, language, form, wording})
			}
		}
	}
	return all
}

// Compared is one wording with the English one that it translates.
type Compared struct {
	Wording

	English string
}

// Fingerprint identifies the English and the present wording, in 16 hexadecimal digits: it differs when
// either of them has been changed.
func (c Compared) Fingerprint() string {
	sum := sha256.Sum256([]byte(c.English + "\x00" + c.Text))
	return hex.EncodeToString(sum[:8])
}

// Compare returns a wording and the English one; false if the text has no such wording in the language.
func (c *Catalogue) Compare(l Language, key, form string) (Compared, bool) {
	if !c.has(key) {
		return Compared{}, false
	}
	text, ok := c.texts[key][l.Code].wordings()[form]
	if !ok {
		return Compared{}, false
	}
	english := c.texts[key][Languages()[0].Code].wordings()
	in, ok := english[form]
	if !ok {
		in = english["other"] // English has fewer forms than Arabic
	}
	return Compared{Wording{key, l.Code, form, text}, in}, true
}

// CompareAll returns the wordings of texts in a language, of each text in the order of its plural forms. A
// key without a text is left out.
func (c *Catalogue) CompareAll(l Language, keys []string) []Compared {
	var out []Compared
	for _, key := range keys {
		for _, form := range slices.Sorted(maps.Keys(c.texts[key][l.Code].wordings())) {
			if one, ok := c.Compare(l, key, form); ok {
				out = append(out, one)
			}
		}
	}
	return out
}

// Search returns up to most wordings of a language in which something is found that a reader has typed or
// copied from a page, in the language or in English, and whether there are more. A copied sentence may have
// values in the places of a text.
func (c *Catalogue) Search(l Language, typed string, most int) (found []Compared, more bool) {
	typed = folded(typed)
	if typed == "" {
		return nil, false
	}
	for _, one := range c.CompareAll(l, slices.Sorted(maps.Keys(c.texts))) {
		if !holds(one.Text, typed) && !holds(one.English, typed) {
			continue
		}
		if len(found) == most {
			return found, true
		}
		found = append(found, one)
	}
	return found, false
}

// holds reports whether a wording has what was typed in it, or is what was typed but for its places.
func holds(wording, typed string) bool {
	if strings.Contains(folded(wording), typed) {
		return true
	}
	const enough = 8 // letters outside the places: fewer are in too many sentences
	parts, length, rest := placeholder.Split(wording, -1), 0, typed
	for _, part := range parts {
		part = folded(part)
		_, after, ok := strings.Cut(rest, part)
		if !ok {
			return false
		}
		length, rest = length+len([]rune(part)), after
	}
	return len(parts) > 1 && length >= enough
}

var spare = regexp.MustCompile(`[\s\x{200b}\x{2066}-\x{2069}]+`)

// folded returns a text without case, with single spaces, and without the marks that isolate a value.
func folded(text string) string {
	return strings.TrimSpace(cases.Fold().String(spare.ReplaceAllString(text, " ")))
}

// Numbers returns up to three whole numbers that have a plural form in the language; none for "".
func (l Language) Numbers(form string) []int {
	var out []int
	for n := 0; n < tried && len(out) < 3; n++ {
		if form != "" && l.form(n) == form {
			out = append(out, n)
		}
	}
	return out
}
