package words

import (
	"embed"
	"fmt"
	"io/fs"
	"strings"
	"sync"
)

//go:embed texts/*.yaml
var embedded embed.FS // read only

// Catalogue holds the texts of every language, by key. It is safe for concurrent use.
type Catalogue struct {
	texts map[string]map[string]text // by key, then by language code
	dates map[string]calendar        // by language code
}

// Load returns the catalogue, which is read once per process. It fails unless every text is there
// in every language, with the same placeholders as in English and every plural form.
func Load() (*Catalogue, error) { return load() }

//nolint:gochecknoglobals // a cache of what is embedded, which never changes
var load = sync.OnceValues(func() (*Catalogue, error) {
	files, err := fs.Sub(embedded, "texts")
	if err != nil {
		return nil, fmt.Errorf("open the texts: %w", err)
	}
	c, err := read(files)
	if err != nil {
		return nil, err
	}
	if c.dates, err = c.calendars(); err != nil {
		return nil, err
	}
	return c, nil
})

// Text returns a text in a language, with {0}, {1} and so on replaced by values. An unknown key
// is an error: a page with a gap is not shown.
func (c *Catalogue) Text(l Language, key string, values ...string) (string, error) {
	all, ok := c.find(key)
	if !ok {
		return "", fmt.Errorf("there is no text %q", key)
	}
	t := all[l.Code]
	if t.forms != nil {
		return "", fmt.Errorf("the text %q needs a number", key)
	}
	return fill(l, t.only, values), nil
}

// Count returns the text for the number n in a language, in the plural form that the language has
// for n. {n} is replaced by the number, {0}, {1} and so on by values. A key that is unknown or
// has no plural forms is an error.
func (c *Catalogue) Count(l Language, key string, n int, values ...string) (string, error) {
	t, ok := c.texts[key][l.Code]
	if !ok {
		return "", fmt.Errorf("there is no text %q", key)
	}
	if t.forms == nil {
		return "", fmt.Errorf("the text %q has no plural forms", key)
	}
	return strings.ReplaceAll(fill(l, t.forms[l.form(n)], values), "{n}", isolate(l, l.Number(n))), nil
}

// Role names a role in a language. It returns the code of a role that has no name.
func (c *Catalogue) Role(l Language, role string) string {
	if t, ok := c.texts["role."+role]; ok {
		return t[l.Code].only
	}
	return role
}

// fill replaces {0}, {1} and so on by values.
func fill(l Language, text string, values []string) string {
	var pairs []string
	for i, value := range values {
		pairs = append(pairs, fmt.Sprintf("{%d}", i), isolate(l, value))
	}
	return strings.NewReplacer(pairs...).Replace(text) // in one pass: a value is never searched for placeholders
}

// isolate marks a value within a right-to-left text, because the value may run the other way
// (Unicode TR9).
func isolate(l Language, value string) string {
	if l.Dir == "rtl" {
		return "\u2068" + value + "\u2069"
	}
	return value
}
