package contract

import "strings"

// FoldText returns a text of a path or a query as it is written: in small letters if its schema is one of
// references or names of tasks. Those mean the same in capitals, in which a person may read one aloud or type it.
func (s *Schema) FoldText(text string) string {
	if s != nil && (s.Name == "Ref" || s.Name == "TaskName") {
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
