package pages

import (
	_ "embed" // the words
	"errors"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

//go:embed words.yaml
var catalogue []byte // nobody writes to it

// words are the texts of every language, by key.
type words map[string]map[string]string

// readWords reads the catalogue. Every text is there in every language, and takes the same
// things in.
func readWords() (words, error) {
	all := words{}
	if err := yaml.Unmarshal(catalogue, &all); err != nil {
		return nil, errors.New("read the words of the pages: they are no list of texts by language")
	}
	for key, texts := range all {
		for _, l := range Languages() {
			if texts[l.Code] == "" {
				return nil, fmt.Errorf("read the words of the pages: %s is not there in %s", key, l.Code)
			}
			for _, place := range []string{"{0}", "{1}", "{2}", "{3}"} {
				if strings.Contains(texts[l.Code], place) != strings.Contains(texts["en"], place) {
					return nil, fmt.Errorf("read the words of the pages: %s in %s differs in %s", key, l.Code, place)
				}
			}
		}
		if len(texts) != len(Languages()) {
			return nil, fmt.Errorf("read the words of the pages: %s is there in a language that is not", key)
		}
	}
	return all, nil
}

// text is a text in a language, with what is put in. A key that is not there is an error: a
// page with a hole is not shown.
func (w words) text(lang, key string, put ...string) (string, error) {
	texts, ok := w[key]
	if !ok {
		return "", fmt.Errorf("there is no text %q", key)
	}
	text := texts[lang]
	for i, p := range put {
		if lang == "ar" { // what is put in may run the other way: it is kept apart (Unicode TR9, isolates)
			p = "\u2068" + p + "\u2069"
		}
		text = strings.ReplaceAll(text, fmt.Sprintf("{%d}", i), p)
	}
	return text, nil
}

// roleName is a role in a language; a role that the catalogue does not know is shown as its code.
func (w words) roleName(lang, role string) string {
	if texts, ok := w["role."+role]; ok {
		return texts[lang]
	}
	return role
}
