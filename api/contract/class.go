package contract

import (
	"slices"
	"strings"
)

// Class is a word for what a field tells, and so for who may see it.
type Class struct{ Word, Says string }

// classWords reads the words, in the order of the description.
func classWords(n node) []Class {
	var out []Class
	_ = n.each(func(word string, v node) error {
		out = append(out, Class{word, v.text()})
		return nil
	})
	return out
}

// classes reads which members of an object are of which class. A word that is not listed, and
// a member that has two classes, are errors: a field is of one class, and everybody knows it.
func (r *schemas) classes(n node) (map[string]string, error) {
	out := map[string]string{}
	return out, n.each(func(word string, v node) error {
		if !slices.ContainsFunc(r.words, func(c Class) bool { return c.Word == word }) {
			return v.wrong("is no class that the description lists")
		}
		for _, name := range v.texts() {
			if out[name] != "" {
				return v.wrong("gives a class to a member that has one")
			}
			out[name] = word
		}
		return nil
	})
}

// Field is a member of an answer, and the class that it is of.
type Field struct {
	Schema string // that it is a member of, as its name, or a path from one
	Name   string
	Class  string // "" for one that has none
}

// Fields lists every field of every answer, in the order of the description. A member that is
// an object stands here only when all of it is of one class; its members stand for themselves.
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

// Inside is the object that a value is, or that each of its items is; nil for a value that
// has no members of its own.
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
