package say

import (
	"slices"

	"example.org/homeward/internal/record"
	"example.org/homeward/web/view"
)

// Changes puts the old value of each field beside the new one. A field without a new value, or with the value that is on
// record, is not changed.
func (r Reader) Changes(before, after record.Person) []view.Change {
	was, _ := r.About(before, nil)
	is, _ := r.About(after, nil)
	var out []view.Change
	for _, one := range is {
		line := view.Change{Name: one.Name, Before: NothingYet(), After: one}
		if i := slices.IndexFunc(was, func(f view.Fact) bool { return f.Name.Key == one.Name.Key }); i >= 0 {
			line.Before = was[i]
		}
		if line.Before.Plain != one.Plain || line.Before.Value.Key != one.Value.Key {
			out = append(out, line)
		}
	}
	return out
}
