package words

import (
	_ "embed" // the texts
	"errors"
	"fmt"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

//go:embed words.yaml
var source []byte // read only

// Catalogue holds the texts of every language, by key. It is safe for concurrent use.
type Catalogue struct {
	texts map[string]map[string]string // by key, then by language code
}

// Load returns the catalogue, which is read once per process. It fails unless every text is there
// in every language, with the same placeholders as in English.
func Load() (*Catalogue, error) { return load() }

//nolint:gochecknoglobals // a cache of what is embedded, which never changes
var load = sync.OnceValues(func() (*Catalogue, error) { return parse(source) })

func parse(raw []byte) (*Catalogue, error) {
	c := &Catalogue{texts: map[string]map[string]string{}}
	if err := yaml.Unmarshal(raw, &c.texts); err != nil {
		return nil, errors.New("read words.yaml: it is not a list of texts by language")
	}
	for key, texts := range c.texts {
		for _, l := range Languages() {
			if texts[l.Code] == "" {
				return nil, fmt.Errorf("read words.yaml: %s is missing in %s", key, l.Code)
			}
			for _, place := range []string{"{0}", "{1}", "{2}", "{3}"} {
				if strings.Contains(texts[l.Code], place) != strings.Contains(texts["en"], place) {
					return nil, fmt.Errorf("read words.yaml: %s in %s differs from English in %s", key, l.Code, place)
				}
			}
		}
		if len(texts) != len(Languages()) {
			return nil, fmt.Errorf("read words.yaml: %s has an unknown language", key)
		}
	}
	return c, nil
}

// Text returns a text in a language, with {0}, {1} and so on replaced by values. An unknown key
// is an error: a page with a gap is not shown.
func (c *Catalogue) Text(l Language, key string, values ...string) (string, error) {
	texts, ok := c.texts[key]
	if !ok {
		return "", fmt.Errorf("there is no text %q", key)
	}
	text := texts[l.Code]
	for i, value := range values {
		if l.Dir == "rtl" { // a value may run the other way: isolate it (Unicode TR9)
			value = "\u2068" + value + "\u2069"
		}
		text = strings.ReplaceAll(text, fmt.Sprintf("{%d}", i), value)
	}
	return text, nil
}

// Role names a role in a language. It returns the code of a role that has no name.
func (c *Catalogue) Role(l Language, role string) string {
	if texts, ok := c.texts["role."+role]; ok {
		return texts[l.Code]
	}
	return role
}
