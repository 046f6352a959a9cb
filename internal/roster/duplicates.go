package roster

import (
	"cmp"
	"slices"
	"strings"
)

// Sameness says why two rows look like one person.
type Sameness string

// The reasons. Both are exact; whether it is one person, a person decides.
const (
	SameDocument         Sameness = "document"            // the same number, as cleaned
	SameNameAndBirthDate Sameness = "name_and_birth_date" // the same letters in the same order and the same day
)

// Duplicate is a group of rows of one list that look like one person.
type Duplicate struct {
	Lines   []int    `json:"lines"` // of the file, ascending; at least two
	Because Sameness `json:"because"`
}

// duplicates groups rows that are exactly alike. Two people may share a name
// and a year of birth, so that only whole days count; readings that are still
// open must all agree.
func duplicates(rows []Row) []Duplicate {
	byDocument, byName := make(map[string][]int), make(map[string][]int)
	for i := range rows {
		r := &rows[i]
		if n := r.Document.Clean; n != "" {
			byDocument[n] = append(byDocument[n], r.Line)
		}
		name := cmp.Or(r.Name.Display, r.NativeName.Display)
		if name == "" || r.BirthDate.Precision != PrecisionDay {
			continue
		}
		key := strings.ToLower(name)
		days := make([]string, 0, len(r.BirthDate.Readings))
		for _, b := range r.BirthDate.Readings {
			days = append(days, b.From.String())
		}
		slices.Sort(days)
		key += "\n" + strings.Join(days, " ")
		byName[key] = append(byName[key], r.Line)
	}
	out := append(groups(byDocument, SameDocument), groups(byName, SameNameAndBirthDate)...)
	slices.SortFunc(out, func(a, b Duplicate) int {
		return cmp.Or(slices.Compare(a.Lines, b.Lines), cmp.Compare(a.Because, b.Because))
	})
	return out
}

func groups(by map[string][]int, because Sameness) []Duplicate {
	var out []Duplicate
	for _, lines := range by {
		if len(lines) > 1 {
			out = append(out, Duplicate{Lines: lines, Because: because})
		}
	}
	return out
}
