package contract

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Mistake is one place where a request differs from the contract. It holds no submitted value.
type Mistake struct {
	// Pointer is the place in the body (RFC 6901). It ends at the last name that the description has:
	// names that the client made up are not repeated.
	Pointer string
	// Parameter is the name of the parameter or header; "" for a place in the body.
	Parameter string
	Code      Code
	// Allowed are the values that may be there instead, when the code is NotListed.
	Allowed []string
}

// Code is what is wrong. Clients may depend on it.
type Code string

// The codes.
const (
	Required  Code = "required"
	Unknown   Code = "unknown"
	WrongType Code = "type"
	NotListed Code = "enum"
	NoMatch   Code = "pattern"
	BadFormat Code = "format"
	NoZone    Code = "zone" // a time without a zone
	TooShort  Code = "too_short"
	TooLong   Code = "too_long"
	TooSmall  Code = "too_small"
	TooLarge  Code = "too_large"
	TooFew    Code = "too_few"
	TooMany   Code = "too_many"
	Twice     Code = "repeated"
	TooDeep   Code = "too_deep"
	Encoding  Code = "encoding"
	Syntax    Code = "syntax"
	Empty     Code = "empty"
	MediaType Code = "media_type"
)

// maxMistakes is the largest number of mistakes that are reported of one body: enough to correct it,
// and few enough to be cheap.
const maxMistakes = 20

// Check validates a value, as ReadJSON returns it, against a schema.
func (s *Schema) Check(v any) []Mistake {
	c := &checking{}
	c.value(s, v, "")
	return c.found
}

type checking struct{ found []Mistake }

func (c *checking) report(pointer string, code Code) {
	c.add(Mistake{Pointer: pointer, Code: code})
}

func (c *checking) add(m Mistake) {
	if len(c.found) < maxMistakes {
		c.found = append(c.found, m)
	}
}

func (c *checking) value(s *Schema, v any, at string) {
	if len(c.found) >= maxMistakes {
		return
	}
	for _, part := range s.AllOf {
		c.value(part, v, at)
	}
	switch s.Type {
	case "":
	case "object":
		if members, ok := v.(map[string]any); ok {
			c.object(s, members, at)
			return
		}
		c.report(at, WrongType)
	case "array":
		if items, ok := v.([]any); ok {
			c.array(s, items, at)
			return
		}
		c.report(at, WrongType)
	case "string":
		if text, ok := v.(string); ok {
			c.text(s, text, at)
			return
		}
		c.report(at, WrongType)
	case "boolean":
		if _, ok := v.(bool); !ok {
			c.report(at, WrongType)
		}
	default:
		if n, ok := v.(json.Number); ok {
			c.number(s, n, at)
			return
		}
		c.report(at, WrongType)
	}
}

func (c *checking) object(s *Schema, members map[string]any, at string) {
	for _, name := range s.Required {
		if _, ok := members[name]; !ok {
			c.report(at+"/"+escape(name), Required)
		}
	}
	if len(members) < s.MinProps {
		c.report(at, TooFew)
	}
	if s.MaxProps >= 0 && len(members) > s.MaxProps {
		c.report(at, TooMany)
		return
	}
	names := make([]string, 0, len(members))
	for name := range members {
		names = append(names, name)
	}
	slices.Sort(names)
	reported := false
	for _, name := range names {
		switch known := s.property(name); {
		case known != nil:
			c.value(known, members[name], at+"/"+escape(name))
		case s.Members != nil:
			c.member(s.Members, members[name], at)
		case s.Closed && !reported:
			reported = true
			c.report(at, Unknown)
		}
	}
}

// member checks a member whose name the client chose: its mistakes are reported at the object.
func (c *checking) member(s *Schema, v any, at string) {
	inner := &checking{}
	inner.value(s, v, "")
	for _, m := range inner.found {
		c.add(Mistake{Pointer: at, Code: m.Code, Allowed: m.Allowed})
	}
}

func (c *checking) array(s *Schema, items []any, at string) {
	if len(items) < s.MinItems {
		c.report(at, TooFew)
	}
	if s.MaxItems >= 0 && len(items) > s.MaxItems {
		c.report(at, TooMany)
		return
	}
	seen := map[string]bool{}
	for i, v := range items {
		c.value(s.Items, v, at+"/"+strconv.Itoa(i))
		if text, ok := v.(string); ok && s.Unique {
			if seen[text] {
				c.report(at+"/"+strconv.Itoa(i), Twice)
			}
			seen[text] = true
		}
	}
}

func (c *checking) text(s *Schema, text, at string) {
	switch code := s.badText(text); code {
	case "":
	case NotListed:
		c.add(Mistake{Pointer: at, Code: code, Allowed: s.Enum})
	default:
		c.report(at, code)
	}
}

// badText returns what is wrong with a text, or "" if nothing is wrong.
func (s *Schema) badText(text string) Code {
	length := utf8.RuneCountInString(text)
	switch {
	case s.Enum != nil && !slices.Contains(s.Enum, text):
		return NotListed
	case length < s.MinLength:
		return TooShort
	case s.MaxLength >= 0 && length > s.MaxLength:
		return TooLong
	case s.Pattern != nil && !s.Pattern.MatchString(text):
		return NoMatch
	}
	switch s.Format {
	case "date":
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			return BadFormat
		}
	case "date-time":
		return badInstant(text)
	case "uuid":
		if !uuidShape(text) {
			return BadFormat
		}
	}
	return ""
}

// badInstant returns "" for RFC 3339 with a zone, in the years 1900 to 2199. Other years are typing
// errors, and not every store can hold them.
func badInstant(text string) Code {
	var at time.Time
	if err := at.UnmarshalText([]byte(text)); err != nil || strings.Contains(text, ",") { // package time also reads a comma
		for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05"} {
			if _, err := time.Parse(layout, text); err == nil {
				return NoZone
			}
		}
		return BadFormat
	}
	switch year := at.UTC().Year(); {
	case year < 1900:
		return TooSmall
	case year >= 2200:
		return TooLarge
	default:
		return ""
	}
}

func (c *checking) number(s *Schema, n json.Number, at string) {
	if s.Type == "integer" {
		if _, err := strconv.ParseInt(n.String(), 10, 64); err != nil {
			c.report(at, WrongType)
			return
		}
	}
	f, err := n.Float64()
	switch {
	case err != nil || math.IsInf(f, 0):
		c.report(at, WrongType)
	case s.Min != nil && f < *s.Min:
		c.report(at, TooSmall)
	case s.Max != nil && f > *s.Max:
		c.report(at, TooLarge)
	}
}

// uuidShape reports whether a text is 8-4-4-4-12 hexadecimal digits.
func uuidShape(text string) bool {
	if len(text) != 36 {
		return false
	}
	for i := range len(text) {
		if i == 8 || i == 13 || i == 18 || i == 23 {
			if text[i] != '-' {
				return false
			}
			continue
		}
		if !strings.ContainsRune("0123456789abcdefABCDEF", rune(text[i])) {
			return false
		}
	}
	return true
}

func escape(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(name, "~", "~0"), "/", "~1")
}

// Known returns the longest beginning of a path whose names the schema has, as a pointer.
func (s *Schema) Known(path []string) string {
	var out strings.Builder
	for _, part := range path {
		switch {
		case s.Type == "array":
			s = s.Items
		case s.find(part) != nil:
			s = s.find(part)
		default:
			return out.String()
		}
		out.WriteString("/" + escape(part))
	}
	return out.String()
}

// find returns the member of an object with a name, also from the schemas under AllOf; nil if there is
// none.
func (s *Schema) find(name string) *Schema {
	if found := s.property(name); found != nil {
		return found
	}
	for _, part := range s.AllOf {
		if found := part.find(name); found != nil {
			return found
		}
	}
	return nil
}
