package view

import (
	"html/template"
	"reflect"
	"regexp"
	"slices"

	"example.org/homeward/web/templates"
)

var (
	literalText = regexp.MustCompile(`\b(?:t|count) "([^"]+)"`)
	partOfPage  = regexp.MustCompile(`\{\{(?:template|block) "([^"]+)"`)
)

// textsOf lists the keys of the texts that a template names: those of its main part first, and those of the
// frame around it last.
func textsOf(page *template.Template) []string {
	var out []string
	seen := map[string]bool{}
	var add func(name string)
	add = func(name string) {
		part := page.Lookup(name)
		if seen[name] || part == nil || part.Tree == nil || part.Tree.Root == nil {
			return
		}
		seen[name] = true
		source := part.Tree.Root.String()
		for _, m := range literalText.FindAllStringSubmatch(source, -1) {
			if !slices.Contains(out, m[1]) {
				out = append(out, m[1])
			}
		}
		for _, m := range partOfPage.FindAllStringSubmatch(source, -1) {
			add(m[1])
		}
	}
	for _, name := range []string{"main", "title", templates.Frame} {
		add(name)
	}
	return out
}

// TextsOf lists the keys of the texts that are always on a page, by the page's name: those of its main part
// first. It returns none for a page that there is not.
func (r *Renderer) TextsOf(page string) []string { return r.texts[page] }

// TextsIn returns the name of a page, and the keys of the texts that its data put on it.
func (r *Renderer) TextsIn(v View) (page string, keys []string) {
	found := map[string]bool{}
	collect(reflect.ValueOf(v), func(t Text) {
		key := t.Key
		if t.Kind != "" {
			key = t.Kind + "." + key
		}
		if key = r.words.Resolve(key); key != "" && !found[key] {
			found[key] = true
			keys = append(keys, key)
		}
	})
	return v.name(), keys
}

// collect calls add for each text in a value.
func collect(v reflect.Value, add func(Text)) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			collect(v.Elem(), add)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			collect(v.Index(i), add)
		}
	case reflect.Struct:
		if !v.CanInterface() {
			return
		}
		if t, ok := reflect.TypeAssert[Text](v); ok {
			add(t)
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				collect(v.Field(i), add)
			}
		}
	default: // no text
	}
}
