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
	also string // of the person, in each text
	mu   sync.Mutex
	all  map[string]marked
}

type marked struct {
	text  string
	class policy.Class
}

// newMarks are the marks of the fields of the adult of the leak matrix and of her papers.
func newMarks() *marks { return marksOf(0) }

// otherMarks are those of people of other tests, which run beside the leak matrix.
func otherMarks() *marks { return marksOf(3) }

// marksOf are those of one of several people whom the same installation has: on a list, the marks of one are
// not taken for those of another.
func marksOf(person int) *marks {
	also := strings.Repeat("b", person)
	return &marks{also: also, all: map[string]marked{
		"name": {"Qvzname" + also + " Xwkmark", policy.TravelCard}, "born": {fmt.Sprintf("1987-03-%d", 29-person), policy.TravelCard}, "number": {fmt.Sprintf("QVZ773190%d", 4+person), policy.TravelCard},
		"passport": {"QVZ44719026", policy.TravelCard}, "zone": {"PCMMRQVZMARKED<<ZONE<<<<<<<<<<<<<<<<<<<<<<<<\nQVZ4471902MMR8703295F2709012<<<<<<<<<<<<<<04", policy.TravelCard},
		"native": {"ကဝဇ" + strings.Repeat("က", person) + "မှတ်", policy.Identity}, "born as written": {fmt.Sprintf("29 Qvzmarch 25%d", 30-person), policy.Identity},
		"phone": {fmt.Sprintf("+95 9 77319 0446%d", 2+person), policy.Contact}, "place": {"Qvzplace" + also + " lane 7", policy.Contact}, "remark": {"Qvzremark" + also + " about her", policy.Narrative},
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
	text := fmt.Sprintf("Qvz%s%swords, written by hand", m.also, strings.NewReplacer("_", "", "/", "", " ", "").Replace(occasion))
	m.all["words of "+occasion] = marked{text, class}
	return text
}
