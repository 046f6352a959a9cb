package naming

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"example.org/homeward/internal/roster/spelling"
)

// kind is whether a word is a title.
type kind int

const (
	noTitle kind = iota
	maybeTitle
	aTitle
)

// table is the words of titles.txt.
type table struct {
	kinds  map[string]kind // by folded word
	joined []string        // titles directly before a name, the longest first
	maybe  []string
	after  []string // directly behind a name
}

// titles returns the table. It is read once; a mistake in the file stops the program, and a test.
var titles = sync.OnceValue(func() *table { //nolint:gochecknoglobals // a table that is only read
	all, err := spelling.Entries("titles.txt")
	if err != nil {
		panic(err)
	}
	t := &table{kinds: make(map[string]kind)}
	for _, e := range all {
		switch e.Key {
		case "title":
			t.set(e.Spellings, aTitle)
		case "maybe":
			t.set(e.Spellings, maybeTitle)
		case "joined":
			t.joined = e.Spellings
		case "joined maybe":
			t.maybe = e.Spellings
		case "joined after":
			t.after = e.Spellings
		}
	}
	for _, list := range [][]string{t.joined, t.maybe} {
		slices.SortStableFunc(list, func(a, b string) int { return len(b) - len(a) })
	}
	return t
})

func (t *table) set(words []string, k kind) {
	for _, w := range words {
		t.kinds[spelling.Fold(w)] = k
	}
}

// is returns whether a word is a title.
func (t *table) is(word string) kind { return t.kinds[spelling.Fold(word)] }

// cut removes a title that is written directly before or behind a name.
func (t *table) cut(field string) string {
	for _, title := range t.joined {
		if rest, ok := strings.CutPrefix(field, title); ok && begins(rest) {
			field = rest
			break
		}
	}
	for _, title := range t.after {
		if rest, ok := strings.CutSuffix(field, title); ok && rest != "" {
			return rest
		}
	}
	return field
}

// cutMaybe removes what may be a title directly before a name. A word written twice is a name.
func (t *table) cutMaybe(field string) string {
	for _, title := range t.maybe {
		rest, ok := strings.CutPrefix(field, title)
		again, twice := strings.CutPrefix(rest, title)
		if ok && begins(rest) && (!twice || again != "" && !begins(again)) {
			return rest
		}
	}
	return field
}

// begins reports whether a text can begin a name: with a letter to which no sign of the letters before belongs.
func begins(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 || !unicode.IsLetter(r) {
		return false
	}
	next, m := utf8.DecodeRuneInString(s[n:])
	const asat, stacker = '\u103a', '\u1039' // they close the syllable before
	return m == 0 || next != asat && next != stacker
}
