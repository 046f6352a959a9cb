package contract

import (
	"slices"
	"strings"
)

// Class is a field class: what a field shows, and so who may see it. Says describes it.
type Class struct{ Word, Says string }

// classWords reads the classes, in the order of the description.
func classWords(n node) []Class {
	var out []Class
	_ = n.each(func(word string, v node) error {
		out = append(out, Class{word, v.text()})
		return nil
	})
	return out
}

// classes reads the classes of an object's members. It returns an error for a class that is not listed
// and for a member with two classes.
func (r *schemas) classes(n node) (map[string]string, error) {
	out := map[string]string{}
	return out, n.each(func(word string, v node) error {
		if !slices.ContainsFunc(r.words, func(c Class) bool { return c.Word == word }) {
			return v.wrong("is not a class that the description lists")
		}
		for _, name := range v.texts() {
			if out[name] != "" {
				return v.wrong("has a member that already has a class")
			}
			out[name] = word
		}
		return nil
	})
}

// Field is a member of an answer, with its class.
type Field struct {
	Schema string // the schema that has the member: its name, or a path from a named one
	Name   string
	Class  string // "" if it has none
}

// Fields lists every field of every answer, in the order of the description. A member that is an
// object is listed only if all of it has one class; otherwise its members are listed.
func (c *Contract) Fields() []Field {
	w := &fieldWalk{seen: map[*Schema]bool{}}
	for _, op := range c.Operations {
		for _, response := range op.Responses {
			for _, content := range response.Content {
				if strings.HasSuffix(content.MediaType, "json") {
					w.walk(content.Schema, op.ID)
				}
			}
		}
	}
	return w.fields
}

type fieldWalk struct {
	seen   map[*Schema]bool
	fields []Field
}

func (w *fieldWalk) walk(s *Schema, path string) {
	if s == nil || w.seen[s] {
		return
	}
	w.seen[s] = true
	if s.Name != "" {
		path = s.Name
	}
	for _, part := range s.AllOf {
		w.walk(part, path)
	}
	for _, p := range s.Properties {
		class, inside := s.Classes[p.Name], Inside(p.Schema)
		if class != "" || inside == nil {
			w.fields = append(w.fields, Field{path, p.Name, class})
		}
		w.walk(inside, path+"."+p.Name)
	}
	w.walk(Inside(s.Items), path)
	w.walk(Inside(s.Members), path)
}

// Inside returns the schema of the object that a value is, or that each of its items is; nil for a
// value without members.
func Inside(s *Schema) *Schema {
	switch {
	case s == nil:
		return nil
	case s.Type == "array":
		return Inside(s.Items)
	case len(s.Properties) > 0:
		return s
	case len(s.AllOf) == 1 && len(s.Properties) == 0: // a reference with a description of its own
		return Inside(s.AllOf[0])
	case len(s.AllOf) > 0:
		return s
	default:
		return nil
	}
}
