package reference

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"example.org/homeward/api/contract"
	"example.org/homeward/internal/refusals"
)

// document is the data of the reference's page.
type document struct {
	*contract.Contract

	Groups   []group
	Problems []Problem
	Reasons  []refusals.Word
}

// group holds the operations of one tag.
type group struct {
	contract.Tag

	Operations []contract.Operation
}

func newDocument(c *contract.Contract, problems []Problem) document {
	d := document{Contract: c, Problems: problems, Reasons: refusals.All()}
	for _, tag := range c.Tags {
		g := group{Tag: tag}
		for _, op := range c.Operations {
			if op.Tag == tag.Name {
				g.Operations = append(g.Operations, op)
			}
		}
		d.Groups = append(d.Groups, g)
	}
	return d
}

// anchor returns the id of a part of the page.
func anchor(kind, name string) string {
	return kind + "-" + strings.ToLower(strings.ReplaceAll(name, " ", "-"))
}

// typeOf names the type of a schema, with a link if it is a named component.
func typeOf(s *contract.Schema) template.HTML {
	switch {
	case s == nil:
		return ""
	case s.Name != "":
		name := template.HTMLEscapeString(s.Name)
		return template.HTML(`<a href="#` + anchor("schema", name) + `">` + name + `</a>`) //nolint:gosec // escaped above
	case s.Type == "array":
		return "list of " + typeOf(s.Items)
	case s.Type == "object" && s.Members != nil:
		return "map of " + typeOf(s.Members)
	case s.Format != "" && s.Format != "int64" && s.Format != "double":
		return template.HTML(template.HTMLEscapeString(s.Format)) //nolint:gosec // escaped
	default:
		return template.HTML(template.HTMLEscapeString(s.Type)) //nolint:gosec // escaped
	}
}

// limitsOf describes the limits of a value, unless its schema is a named component.
func limitsOf(s *contract.Schema) []string {
	if s == nil || s.Name != "" {
		return nil // shown once, with the component
	}
	return Limits(s)
}

// Limits describes the limits of a value in words, as "length 1 to 5".
func Limits(s *contract.Schema) []string {
	var out []string
	if s.Pattern != nil {
		out = append(out, "matches "+s.Pattern.String())
	}
	out = append(out, between("length", s.MinLength, s.MaxLength)...)
	out = append(out, between("items", s.MinItems, s.MaxItems)...)
	out = append(out, between("members", s.MinProps, s.MaxProps)...)
	if s.Unique {
		out = append(out, "each once")
	}
	if s.Min != nil {
		out = append(out, "at least "+number(*s.Min))
	}
	if s.Max != nil {
		out = append(out, "at most "+number(*s.Max))
	}
	return out
}

func between(what string, least, most int) []string {
	switch {
	case least > 0 && most >= 0:
		return []string{fmt.Sprintf("%s %d to %d", what, least, most)}
	case least > 0:
		return []string{fmt.Sprintf("%s at least %d", what, least)}
	case most >= 0:
		return []string{fmt.Sprintf("%s at most %d", what, most)}
	default:
		return nil
	}
}

func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// breakable allows a line break after each slash of a path.
func breakable(path string) template.HTML {
	return template.HTML(strings.ReplaceAll(template.HTMLEscapeString(path), "/", "/<wbr>")) //nolint:gosec // escaped
}
