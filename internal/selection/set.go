package selection

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// Most is how many rows one act takes at most. A larger set is refused whole.
const Most = 500

// Item is one row: a case, or a task of it.
type Item struct {
	Case casework.Ref
	Task casework.TaskID // "" for the case itself
}

// shape matches the references of an item. A task's code may have a slash of its own.
var shape = regexp.MustCompile(`^([0-9A-Za-z_-]{1,64})(?:/([0-9a-z_/#.-]{1,80}))?$`)

// String writes an item as a form and the record keep it: the reference of the case, and that of the task
// behind a slash.
func (i Item) String() string {
	if i.Task == "" {
		return string(i.Case)
	}
	return string(i.Case) + "/" + string(i.Task)
}

// Parse reads items as String writes them, each once, in their order. It returns fault.Malformed for a
// text that is not an item, without repeating it, and fault.TooLarge for more than Most.
func Parse(texts []string) ([]Item, error) {
	var out []Item
	for _, text := range texts {
		found := shape.FindStringSubmatch(text)
		if found == nil {
			return nil, fault.New(fault.Malformed, "a ticked row has no reference")
		}
		item := Item{casework.Ref(found[1]), casework.TaskID(found[2])}
		if !slices.Contains(out, item) {
			out = append(out, item)
		}
	}
	if len(out) > Most {
		return nil, fault.New(fault.TooLarge, "more than "+strconv.Itoa(Most)+" rows are chosen; choose fewer")
	}
	return out, nil
}

// Check returns nil if as many items are sent as were shown, in digits, and fault.Conflict if not: then
// nothing of them is done.
func Check(items []Item, shown string) error {
	if n, err := strconv.Atoi(strings.TrimSpace(shown)); err == nil && n == len(items) {
		return nil
	}
	return fault.New(fault.Conflict, "another number of rows was sent than was shown; nothing was done")
}

// Texts writes items as String does.
func Texts(items []Item) []string {
	out := make([]string, len(items))
	for i, item := range items {
		out[i] = item.String()
	}
	return out
}

// Cases lists the cases of items, each once, in their order.
func Cases(items []Item) []casework.Ref {
	var out []casework.Ref
	for _, item := range items {
		if !slices.Contains(out, item.Case) {
			out = append(out, item.Case)
		}
	}
	return out
}
