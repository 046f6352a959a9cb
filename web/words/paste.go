package words

import (
	"bytes"
	"fmt"

	"go.yaml.in/yaml/v3"
)

// Paste returns a text in all its languages as YAML, as it is in the files of texts, with one wording
// replaced. It returns an error if there is no such text.
func (c *Catalogue) Paste(w Wording) (string, error) {
	languages, ok := c.texts[w.Key]
	if !ok {
		return "", fmt.Errorf("there is no text %q", w.Key)
	}
	all := &yaml.Node{Kind: yaml.MappingNode}
	for _, l := range Languages() {
		all.Content = append(all.Content, scalar(l.Code), written(l, languages[l.Code], w))
	}
	var b bytes.Buffer
	encoder := yaml.NewEncoder(&b)
	encoder.SetIndent(2)
	if err := encoder.Encode(&yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{scalar(w.Key), all}}); err != nil {
		return "", fmt.Errorf("write the text %q: %w", w.Key, err)
	}
	return b.String(), nil
}

// written is a text in one language, with the wording of w in its place.
func written(l Language, t text, w Wording) *yaml.Node {
	of := func(form, wording string) *yaml.Node {
		if l.Code == w.Language && form == w.Form {
			wording = w.Text
		}
		return scalar(wording)
	}
	if t.forms == nil {
		return of("", t.only)
	}
	out := &yaml.Node{Kind: yaml.MappingNode, Style: yaml.FlowStyle}
	for _, form := range l.forms() {
		out.Content = append(out.Content, scalar(form), of(form, t.forms[form]))
	}
	return out
}

func scalar(value string) *yaml.Node {
	var out yaml.Node
	out.SetString(value)
	return &out
}
