package words

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"

	"go.yaml.in/yaml/v3"
)

// text is one text in one language: a single wording, or one wording for each plural form.
type text struct {
	only  string
	forms map[string]string // by CLDR plural form; nil for a single wording
}

// UnmarshalYAML reads a wording, or a map of wordings by plural form.
func (t *text) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.MappingNode {
		return node.Decode(&t.forms)
	}
	return node.Decode(&t.only)
}

// wordings lists all wordings of the text by plural form; the form of a single wording is "".
func (t text) wordings() map[string]string {
	if t.forms != nil {
		return t.forms
	}
	return map[string]string{"": t.only}
}

// read merges the files of texts and checks every text.
func read(files fs.FS) (*Catalogue, error) {
	names, err := fs.Glob(files, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list the texts: %w", err)
	}
	c := &Catalogue{texts: map[string]map[string]text{}}
	for _, name := range names {
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		texts := map[string]map[string]text{}
		if err := yaml.Unmarshal(raw, &texts); err != nil {
			return nil, fmt.Errorf("read %s: it is not a list of texts by language, or a key occurs twice", name)
		}
		for key, languages := range texts {
			if _, twice := c.texts[key]; twice {
				return nil, fmt.Errorf("read %s: %s is in another file too", name, key)
			}
			if err := check(languages); err != nil {
				return nil, fmt.Errorf("read %s: %s %w", name, key, err)
			}
			c.texts[key] = languages
		}
	}
	return c, nil
}

// check returns an error that says what is wrong with one text in all its languages.
func check(languages map[string]text) error {
	if len(languages) > len(Languages()) {
		return errors.New("has an unknown language")
	}
	english := languages[Languages()[0].Code]
	want := placeholders(english.only)
	if english.forms != nil {
		want = placeholders(english.forms["other"])
	}
	for _, l := range Languages() {
		t, ok := languages[l.Code]
		if !ok {
			return fmt.Errorf("is missing in %s", l.Code)
		}
		if t.forms == nil && english.forms != nil {
			return fmt.Errorf("in %s has plural forms in English only", l.Code)
		}
		if t.forms != nil && english.forms == nil {
			return fmt.Errorf("in %s has plural forms, and in English none", l.Code)
		}
		if t.forms != nil && !slices.Equal(slices.Sorted(maps.Keys(t.forms)), l.forms()) {
			return fmt.Errorf("in %s needs the plural forms %v", l.Code, l.forms())
		}
		for form, wording := range t.wordings() {
			if wording == "" {
				return fmt.Errorf("is missing in %s", l.Code)
			}
			got, want := placeholders(wording), want
			if t.forms != nil && l.single(form) && !slices.Contains(got, "{n}") { // "one day" needs no number
				want = slices.DeleteFunc(slices.Clone(want), func(s string) bool { return s == "{n}" })
			}
			if !slices.Equal(got, want) {
				return fmt.Errorf("in %s has the placeholders %v, and in English %v", l.Code, got, want)
			}
		}
	}
	return nil
}

var placeholder = regexp.MustCompile(`\{[^{}]*\}`)

// placeholders lists the different placeholders of a wording in order.
func placeholders(wording string) []string {
	found := placeholder.FindAllString(wording, -1)
	slices.Sort(found)
	return slices.Compact(found)
}
