package security_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/api/contract"
)

// cell is one filled field of an answer, at a place that is the same for every caller.
type cell struct {
	schema, name string
	class        string // by the contract; see docs/field-classes.md
	value        string // one of several values of a field, if each has a separate class
	said         string // what it says
	holders      []place
}

// place is an object in an answer: a case, a line of its timeline, a task.
type place struct{ schema, path string }

// field is the field of the cell, as it is counted.
func (c cell) field() string { return c.schema + "." + c.name }

// holder is the object that the cell is a member of.
func (c cell) holder() place { return c.holders[len(c.holders)-1] }

// sheet is the content of answers: the cells by their places, and the other members of each object.
type sheet struct {
	cells   map[string]cell
	objects map[string]map[string]any
	hidden  map[string]int // how often "withheld" stands for something in a gate
}

func newSheet() sheet {
	return sheet{map[string]cell{}, map[string]map[string]any{}, map[string]int{}}
}

// lines are the objects in lists, with their distinguishing members.
func lines() map[string][]string {
	return map[string][]string{
		"Gate": {"gate"}, "Unmet": {"condition"}, "Grant": {"case", "grant"}, "BrokenGlass": {"glass"}, "KeptOut": {"exclusion"},
		"CaseLine": {"ref"}, "Operation": {"ref"}, "MovementLine": {"ref"}, "List": {"ref"}, "Erasure": {"ref"}, "Document": {"ref"},
		"SettledStep": {"step", "attempt", "at"}, "Fact": {"name"}, "ConsentState": {"consent", "at"}, "Hold": {"id"}, "WaiverGiven": {"gate", "at"},
		"TeamDesk": {"desk"}, "UndoLine": {"kind", "step", "desk"}, "Task": {"name", "case"}, "WaitingTask": {"task"}, "WaitingGate": {"step"}, "TimelineEntry": {"at", "code", "step", "task", "desk", "outcome"}, // a desk outside her team numbers them otherwise

		"RungAt": {"rung"}, "Vote": {"agency", "role"}, "PossibleAnswer": {"outcome"}, "PreviewTask": {"task"}, "PreviewUndo": {"kind", "desk"},
		"Proposal": {"number"}, "DeskClasses": {"desk"}, "Notice": {"id"}, "CancelPassenger": {"case"},
		"PreviewGrant": {"grant"}, "Passenger": {"case"}, "ManifestLine": {"case"}, "Plan": {"ref"}, "FollowUp": {"visit"}, "Score": {"ref"},
		"Mark": {"dimension"}, "ListRow": {"line"}, "AuditEvent": {"row"}, "StageCount": {"stage"}, "LaneCount": {"lane"}, "DeskLoad": {"desk"},
	}
}

// read takes an answer apart by its schema. Of lists it takes only the lines that are wanted.
func (s sheet) read(t *testing.T, schema *contract.Schema, body []byte, wanted func(schema string, line map[string]any) bool) {
	t.Helper()
	from := json.NewDecoder(bytes.NewReader(body))
	from.UseNumber()
	var v any
	require.NoError(t, from.Decode(&v))
	reader := sheetReader{s, lines(), wanted}
	reader.object(t, schema, schema.Name, v, "", nil)
}

type sheetReader struct {
	sheet

	lines  map[string][]string
	wanted func(string, map[string]any) bool
}

func (r sheetReader) object(t *testing.T, s *contract.Schema, name string, v any, path string, above []place) {
	t.Helper()
	members, ok := v.(map[string]any)
	require.True(t, ok, "%s is no object", path)
	if name == "Unmet" && members["condition"] == "withheld" {
		r.hidden[above[len(above)-1].path]++
		return
	}
	here := slices.Concat(above, []place{{name, path}})
	known := r.objects[path]
	if known == nil {
		known = map[string]any{}
		r.objects[path] = known
	}
	for member, value := range members {
		of, class := memberOf(s, member)
		require.NotNil(t, of, "%s has a member %s that the contract does not know", name, member)
		if !filled(value) {
			continue
		}
		if known[member] == nil {
			known[member] = value
		}
		inside := contract.Inside(of)
		switch items, list := value.([]any); {
		case class == "" && list:
			for i, item := range items {
				r.item(t, inside, item, fmt.Sprintf("%s.%s", path, member), i, here)
			}
		case class == "":
			r.object(t, inside, inside.Name, value, path+"."+member, here)
		case list && (class == "condition" || class == "found"):
			for _, item := range items {
				at := fmt.Sprintf("%s.%s[%v]", path, member, item)
				r.cells[at] = cell{name, member, class, fmt.Sprint(item), "", here}
			}
		default:
			r.cells[path+"."+member] = cell{name, member, class, "", fmt.Sprint(value), here}
		}
	}
}

// item adds the cells of a line of a list, at a place that distinguishes it from the others.
func (r sheetReader) item(t *testing.T, s *contract.Schema, v any, path string, i int, above []place) {
	t.Helper()
	members, ok := v.(map[string]any)
	require.True(t, ok, "%s is no object", path)
	if !r.wanted(s.Name, members) {
		return
	}
	key := fmt.Sprint(i)
	if by := r.lines[s.Name]; by != nil {
		var parts []string
		for _, one := range by {
			parts = append(parts, fmt.Sprint(members[one]))
		}
		if code := fmt.Sprint(members["code"]); s.Name == "TimelineEntry" && !slices.Contains([]string{"task_paused", "step_settled", "information_asked"}, code) {
			parts = append(parts, fmt.Sprint(members["detail"])) // of the others it is withheld from some
		}
		key = strings.Join(parts, " ")
	}
	r.object(t, s, s.Name, v, path+"["+key+"]", above)
}

// memberOf finds a member of an object and its class, also in the schemas that it is put together of.
func memberOf(s *contract.Schema, name string) (of *contract.Schema, class string) {
	for _, p := range s.Properties {
		if p.Name == name {
			return p.Schema, s.Classes[name]
		}
	}
	for _, part := range s.AllOf {
		if of, class = memberOf(part, name); of != nil {
			return of, class
		}
	}
	return nil, ""
}

// filled reports whether a member has a value.
func filled(v any) bool {
	switch x := v.(type) {
	case nil:
		return false
	case string:
		return x != ""
	case bool:
		return x
	case json.Number:
		return x != "0"
	case []any:
		return len(x) > 0
	case map[string]any:
		return len(x) > 0
	default:
		return true
	}
}

// add takes over what another sheet knows.
func (s sheet) add(other sheet) {
	maps.Copy(s.cells, other.cells)
	for path, members := range other.objects {
		if s.objects[path] == nil {
			s.objects[path] = map[string]any{}
		}
		for name, v := range members {
			if s.objects[path][name] == nil {
				s.objects[path][name] = v
			}
		}
	}
}

// text is a member of an object as a text; "" when it is not there.
func (s sheet) text(at place, member string) string {
	if v := s.objects[at.path][member]; v != nil {
		return fmt.Sprint(v)
	}
	return ""
}
