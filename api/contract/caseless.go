package contract

import (
	"slices"
	"strings"
)

// caseless are the schemas of texts that mean the same in capitals: references and names of tasks. They are
// written in small letters, and a person may read one aloud, or type one, in capitals.
var caseless = []string{"Ref", "TaskName"}

// FoldText returns a text of a path or a query as it is written: in small letters if its schema is one of
// references or names of tasks.
func (s *Schema) FoldText(text string) string {
	if s != nil && slices.Contains(caseless, s.Name) {
		return strings.ToLower(text)
	}
	return text
}

// Fold returns a value, as ReadJSON returns it, with its references and names of tasks in small letters. It
// changes lists and objects in place. A value that does not have the type of the schema stays as it is.
func (s *Schema) Fold(v any) any {
	for _, part := range s.AllOf {
		v = part.Fold(v)
	}
	switch v := v.(type) {
	case string:
		return s.FoldText(v)
	case []any:
		if s.Items != nil {
			for i := range v {
				v[i] = s.Items.Fold(v[i])
			}
		}
	case map[string]any:
		for _, p := range s.Properties {
			if member, ok := v[p.Name]; ok {
				v[p.Name] = p.Schema.Fold(member)
			}
		}
	}
	return v
}
