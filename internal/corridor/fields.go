package corridor

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"example.org/homeward/internal/civil"
)

// fields is a mapping in the file whose keys have been checked.
type fields struct {
	file *yamlFile
	node *yaml.Node
	keys []*yaml.Node
	at   map[string]*yaml.Node // the values
}

// fields reads a mapping. With known keys, any other key is a mistake; without, every key is accepted.
func (s *yamlFile) fields(n *yaml.Node, known ...string) fields {
	f := fields{file: s, node: n, at: make(map[string]*yaml.Node)}
	if n == nil {
		return f
	}
	if n.Kind != yaml.MappingNode {
		s.fail(n, "keys and values are needed here")
		return f
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case key.Kind != yaml.ScalarNode:
			s.fail(key, "a key must be a word")
		case len(known) > 0 && !slices.Contains(known, key.Value):
			s.fail(key, "unknown key %s; known are %s", quote(key.Value), strings.Join(known, ", "))
		case f.at[key.Value] != nil:
			s.fail(key, "the key %s occurs twice", quote(key.Value))
		default:
			f.keys = append(f.keys, key)
			f.at[key.Value] = value
		}
	}
	return f
}

func (f fields) fail(n *yaml.Node, format string, args ...any) { f.file.fail(n, format, args...) }

func (f fields) has(key string) bool { return f.at[key] != nil }

// key returns the node of a key, or the mapping itself if there is no such key, for the line of a
// mistake.
func (f fields) key(name string) *yaml.Node {
	for _, k := range f.keys {
		if k.Value == name {
			return k
		}
	}
	return f.node
}

// need returns the value of a required key.
func (f fields) need(key string) *yaml.Node {
	if f.node != nil && f.at[key] == nil {
		f.file.fail(f.node, "the key %q is missing", key)
	}
	return f.at[key]
}

// sub reads the mapping under a key; it is empty if there is no such key.
func (f fields) sub(key string, known ...string) fields {
	return f.file.fields(f.at[key], known...)
}

// text returns a line of text; "" if there is no such key.
func (f fields) text(key string) string { return f.file.text(f.at[key]) }

// needText returns a line of text that is required.
func (f fields) needText(key string) string { return f.file.text(f.need(key)) }

func (f fields) list(key string) []*yaml.Node { return f.file.list(f.at[key]) }

func (f fields) texts(key string) []string {
	var out []string
	for _, n := range f.list(key) {
		out = append(out, f.file.text(n))
	}
	return out
}

// date returns a day; the zero Date if there is no such key.
func (f fields) date(key string) civil.Date { return f.file.date(f.at[key]) }

// number returns a whole number between least and most; zero if there is no such key.
func (f fields) number(key string, least, most int) int {
	return f.file.number(f.at[key], least, most)
}

// flag returns true or false; false if there is no such key.
func (f fields) flag(key string) bool {
	n := f.at[key]
	if n == nil {
		return false
	}
	if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!bool" {
		f.file.fail(n, "true or false is needed here")
		return false
	}
	return n.Value == "true"
}

// budget returns a budget; the zero Budget if there is no such key.
func (f fields) budget(key string) Budget { return f.file.budget(f.at[key]) }

func (s *yamlFile) text(n *yaml.Node) string {
	if n == nil {
		return ""
	}
	if n.Kind != yaml.ScalarNode || n.ShortTag() == "!!null" || strings.TrimSpace(n.Value) == "" {
		s.fail(n, "text is needed here")
		return ""
	}
	return strings.TrimSpace(n.Value)
}

func (s *yamlFile) list(n *yaml.Node) []*yaml.Node {
	if n == nil {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		s.fail(n, "a list is needed here")
		return nil
	}
	return n.Content
}

func (s *yamlFile) date(n *yaml.Node) civil.Date {
	if n == nil {
		return civil.Date{}
	}
	d, err := civil.ParseDate(n.Value)
	if n.Kind != yaml.ScalarNode || err != nil {
		s.fail(n, "%s is %v", quote(n.Value), civil.ErrDate)
		return civil.Date{}
	}
	return d
}

func (s *yamlFile) number(n *yaml.Node, least, most int) int {
	if n == nil {
		return 0
	}
	v, err := strconv.Atoi(n.Value)
	if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!int" || err != nil || v < least || v > most {
		s.fail(n, "%s is not a number from %d to %d", quote(n.Value), least, most)
		return 0
	}
	return v
}

func (s *yamlFile) budget(n *yaml.Node) Budget {
	if n == nil {
		return Budget{}
	}
	b, err := ParseBudget(n.Value)
	if n.Kind != yaml.ScalarNode || err != nil {
		s.fail(n, "%s is %v", quote(n.Value), errBudget)
		return Budget{}
	}
	return b
}

// weekdays lists the names of weekdays in files.
func weekdays() []string {
	return []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}
}

// days reads a list of different weekdays.
func (f fields) days(key string) []time.Weekday {
	var out []time.Weekday
	for _, n := range f.list(key) {
		i := slices.Index(weekdays(), f.file.text(n))
		if i < 0 || slices.Contains(out, time.Weekday(i)) {
			f.file.fail(n, "%s is not a day of the week, or occurs twice; days are %s", quote(n.Value), strings.Join(weekdays(), ", "))
			continue
		}
		out = append(out, time.Weekday(i))
	}
	return out
}

// zone reads an IANA time zone. Abbreviations, offsets and the zone of the machine are refused.
func (s *yamlFile) zone(n *yaml.Node) *time.Location {
	name := s.text(n)
	if name == "" {
		return time.UTC
	}
	zone, err := time.LoadLocation(name)
	if err != nil || !strings.Contains(name, "/") {
		s.fail(n, "%s is not a time zone; write it as Asia/Yangon", quote(name))
		return time.UTC
	}
	return zone
}
