package contract

import (
	"fmt"
	"math"
	"regexp"
	"strings"
)

// Schema is a JSON Schema of one value.
type Schema struct {
	Name        string // of the component; "" if it has none
	Type        string // string, integer, number, boolean, object, array; "" if AllOf has it
	Description string
	Format      string // date, date-time, uuid
	Enum        []string
	Pattern     *regexp.Regexp
	Min, Max    *float64
	MinLength   int
	MaxLength   int // -1 for none, like MaxItems and MaxProps
	MinItems    int
	MaxItems    int
	Unique      bool
	Items       *Schema
	Properties  []Property // in the order of the description
	Required    []string
	MinProps    int
	MaxProps    int
	// Closed is true if an object may have no members but Properties; Members is the schema of others.
	Closed  bool
	Members *Schema
	AllOf   []*Schema
	// Classes is the class of each member. A member whose own members have classes is listed only if all
	// of it has one class.
	Classes map[string]string
}

// Property is a member of an object.
type Property struct {
	Name   string
	Schema *Schema
}

// property returns the member with a name, or nil.
func (s *Schema) property(name string) *Schema {
	for _, p := range s.Properties {
		if p.Name == name {
			return p.Schema
		}
	}
	return nil
}

// schemas parses schemas, each component once.
type schemas struct {
	root  node
	known map[string]*Schema
	words []Class
}

const componentPrefix = "#/components/schemas/"

func (r *schemas) read(n node) (*Schema, error) {
	if ref := n.at("$ref").text(); ref != "" {
		name, ok := strings.CutPrefix(ref, componentPrefix)
		if !ok {
			return nil, n.wrong("refers to something that is not a schema")
		}
		return r.component(name)
	}
	s := &Schema{MaxLength: -1, MaxItems: -1, MaxProps: -1}
	err := n.each(func(key string, v node) error { return r.keyword(s, key, v) })
	if err != nil {
		return nil, err
	}
	if s.Type == "" && len(s.AllOf) == 0 {
		return nil, n.wrong("has no type")
	}
	for name := range s.Classes {
		if s.property(name) == nil {
			return nil, n.wrong("gives a class to a member that it does not have")
		}
	}
	return s, nil
}

func (r *schemas) component(name string) (*Schema, error) {
	if s, ok := r.known[name]; ok {
		return s, nil
	}
	n := r.root.at("components").at("schemas").at(name)
	if !n.there() {
		return nil, fmt.Errorf("there is no schema %s", name)
	}
	kept := &Schema{}
	r.known[name] = kept // first, so that a schema may refer to itself
	s, err := r.read(n)
	if err != nil {
		return nil, err
	}
	*kept = *s
	kept.Name = name
	return kept, nil
}

// keyword parses one keyword. An unknown keyword is an error: a constraint that is not enforced is
// worse than no constraint.
func (r *schemas) keyword(s *Schema, key string, v node) (err error) {
	switch key {
	case "type":
		s.Type = v.text()
	case "description":
		s.Description = v.text()
	case "format":
		s.Format = v.text()
		if s.Format != "date" && s.Format != "date-time" && s.Format != "uuid" && s.Format != "int64" && s.Format != "double" {
			return v.wrong("is a format that is not enforced")
		}
	case "enum":
		s.Enum = v.texts()
	case "pattern":
		if s.Pattern, err = regexp.Compile(v.text()); err != nil {
			return v.wrong("is not a pattern")
		}
	case "minimum", "maximum":
		limit, err := v.number()
		if err != nil {
			return err
		}
		if key == "minimum" {
			s.Min = &limit
		} else {
			s.Max = &limit
		}
	case "minLength":
		s.MinLength, err = count(v)
	case "maxLength":
		s.MaxLength, err = count(v)
	case "minItems":
		s.MinItems, err = count(v)
	case "maxItems":
		s.MaxItems, err = count(v)
	case "minProperties":
		s.MinProps, err = count(v)
	case "maxProperties":
		s.MaxProps, err = count(v)
	case "uniqueItems":
		s.Unique = v.truth()
	case "required":
		s.Required = v.texts()
	case "items":
		s.Items, err = r.read(v)
	case "properties":
		err = v.each(func(name string, p node) error {
			one, err := r.read(p)
			s.Properties = append(s.Properties, Property{name, one})
			return err
		})
	case "additionalProperties":
		if v.text() == "false" {
			s.Closed = true
			return nil
		}
		s.Members, err = r.read(v)
	case "allOf":
		for _, one := range v.items() {
			part, err := r.read(one)
			if err != nil {
				return err
			}
			s.AllOf = append(s.AllOf, part)
		}
	case "x-classes":
		s.Classes, err = r.classes(v)
	case "examples", "example", "contentMediaType", "x-go-type", "x-go-type-import", "x-go-type-skip-optional-pointer":
	default:
		return v.wrong("is a keyword that is not enforced")
	}
	return err
}

func count(v node) (int, error) {
	n, err := v.number()
	if err != nil || n < 0 || n != math.Trunc(n) || n > math.MaxInt32 {
		return 0, v.wrong("is not a count")
	}
	return int(n), nil
}
