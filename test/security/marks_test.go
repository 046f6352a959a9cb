package security_test

import (
	"fmt"
	"strings"
	"sync"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// marks are unique texts, by their fields: a match of a mark is a match of her data. Each has its field
// class.
type marks struct {
	mu  sync.Mutex
	all map[string]marked
}

type marked struct {
	text  string
	class policy.Class
}

// fields are the marks of the fields of a person and her papers.
func newMarks() *marks {
	return &marks{all: map[string]marked{
		"name": {"Qvzname Xwkmark", policy.TravelCard}, "born": {"1987-03-29", policy.TravelCard}, "number": {"QVZ7731904", policy.TravelCard},
		"passport": {"QVZ44719026", policy.TravelCard}, "zone": {"PCMMRQVZMARKED<<ZONE<<<<<<<<<<<<<<<<<<<<<<<<\nQVZ4471902MMR8703295F2709012<<<<<<<<<<<<<<04", policy.TravelCard},
		"native": {"ကဝဇမှတ်", policy.Identity}, "born as written": {"29 Qvzmarch 2530", policy.Identity},
		"phone": {"+95 9 77319 04462", policy.Contact}, "place": {"Qvzplace lane 7", policy.Contact}, "remark": {"Qvzremark about her", policy.Narrative},
	}}
}

// text returns the text of a field.
func (m *marks) text(name string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	one, ok := m.all[name]
	if !ok {
		panic("there is no mark " + name)
	}
	return one.text
}

// words are a text that an officer writes on an occasion: with a step, when the occasion is one.
func (m *marks) words(occasion string) string {
	class := policy.Narrative
	if _, known := casework.SpecOf(casework.Step(occasion)); known {
		class = policy.TextClass(casework.Step(occasion))
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	text := fmt.Sprintf("Qvz%swords, written by hand", strings.NewReplacer("_", "", "/", "", " ", "").Replace(occasion))
	m.all["words of "+occasion] = marked{text, class}
	return text
}
