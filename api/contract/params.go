package contract

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
)

// CheckText validates a text of a path, a query or a header against a schema.
func (s *Schema) CheckText(text string) []Mistake {
	var v any = text
	switch s.Type {
	case "integer":
		if _, err := strconv.ParseInt(text, 10, 64); err != nil || text[0] == '+' {
			return []Mistake{{Code: WrongType}}
		}
		v = json.Number(text)
	case "boolean":
		if text != "true" && text != "false" {
			return []Mistake{{Code: WrongType}}
		}
		v = text == "true"
	}
	return s.Check(v)
}

// CheckQuery validates a query: unknown, missing, repeated and invalid parameters are mistakes. An
// unknown parameter is not ignored, because a misspelt filter would show too much.
func (o Operation) CheckQuery(query url.Values) []Mistake {
	var found []Mistake
	known := map[string]bool{}
	for _, p := range o.Parameters {
		if p.In != "query" {
			continue
		}
		known[p.Name] = true
		found = append(found, p.check(query[p.Name])...)
	}
	for name := range query {
		if !known[name] { // the client made the name up, so it is not repeated
			return append(found, Mistake{Parameter: "query", Code: Unknown})
		}
	}
	return found
}

// CheckHeaders validates the headers that the operation has.
func (o Operation) CheckHeaders(header http.Header) []Mistake {
	var found []Mistake
	for _, p := range o.Parameters {
		if p.In == "header" {
			found = append(found, p.check(header.Values(p.Name))...)
		}
	}
	return found
}

func (p Parameter) check(values []string) []Mistake {
	switch {
	case len(values) == 0 && p.Required:
		return []Mistake{{Parameter: p.Name, Code: Required}}
	case len(values) == 0:
		return nil
	case p.Schema.Type == "array":
		items := make([]any, len(values))
		for i, v := range values {
			items[i] = v
		}
		return p.named(p.Schema.Check(items))
	case len(values) > 1:
		return []Mistake{{Parameter: p.Name, Code: Twice}}
	default:
		return p.named(p.Schema.CheckText(values[0]))
	}
}

// named returns the first of a parameter's mistakes with the name of the parameter; nil if there are none.
func (p Parameter) named(found []Mistake) []Mistake {
	if len(found) == 0 {
		return nil
	}
	return []Mistake{{Parameter: p.Name, Code: found[0].Code, Allowed: found[0].Allowed}}
}

// Takes reports whether the operation accepts a body of a media type.
func (o Operation) Takes(media string) bool {
	return slices.ContainsFunc(o.Body, func(c Content) bool { return c.MediaType == media })
}

// JSON returns the schema of the JSON body, or nil if there is none.
func (o Operation) JSON() *Schema {
	for _, c := range o.Body {
		if c.MediaType == "application/json" {
			return c.Schema
		}
	}
	return nil
}
