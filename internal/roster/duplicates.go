package roster

import (
	"cmp"
	"slices"
	"strconv"

	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/roster/twin"
)

// MatchReason is the reason why two rows may be about one person.
type MatchReason string

// The reasons. A person decides whether it is one person.
const (
	SameDocument          MatchReason = "document"                  // the same number, as cleaned
	AlikeDocument         MatchReason = "document_alike"            // the same number but for letters and digits that look alike
	SameNameAndBirthDate  MatchReason = "name_and_birth_date"       // the same parts of the name in any order, and the same day
	AlikeNameAndBirthDate MatchReason = "name_alike_and_birth_date" // two parts of the name or more, and the same day
	// The reasons of open cases alone; too many rows of one list would have them.
	AlikeNameAndPhone MatchReason = "name_alike_and_phone" // two parts of the name or more, and a telephone number
	SameNameOnly      MatchReason = "name"                 // the same name, and births that may be the same or are not known
)

// Duplicate is a group of rows of one list that may be about one person.
type Duplicate struct {
	Lines   []int       `json:"lines"` // in the file, ascending; at least two
	Because MatchReason `json:"because"`
}

// MaybeTwice returns the lines that may be about the same person as another line.
func (r Reconciliation) MaybeTwice() map[int]bool {
	out := make(map[int]bool)
	for _, d := range r.Duplicates {
		for _, line := range d.Lines {
			out[line] = true
		}
	}
	return out
}

// duplicates groups rows that may be about one person. Two people may share a name and a year of birth, so only full
// dates count; one common reading is enough, also with day and month exchanged.
func duplicates(rows []Row) []Duplicate {
	records := make([]twin.Record, len(rows))
	byDocument, byNumber, byName, alike := make(map[string][]int), make(map[string][]int), make(map[string][]int), make(map[string][]int)
	for i := range rows {
		r := &rows[i]
		records[i] = twin.Of(r.Name.Display, r.NativeName.Display, r.BirthDate, "", "")
		if n := r.Document.Clean; n != "" {
			byNumber[n] = append(byNumber[n], i)
			byDocument[person.AlikeDocumentKey(n)] = append(byDocument[person.AlikeDocumentKey(n)], i)
		}
		for _, key := range nameKeys(records[i]) {
			alike[key] = append(alike[key], i)
		}
	}
	same := pairs(records, alike, byName)
	out := groups(rows, byNumber, SameDocument)
	out = append(out, groups(rows, byDocument, AlikeDocument)...)
	out = append(out, groups(rows, byName, SameNameAndBirthDate)...)
	out = append(out, groups(rows, same, AlikeNameAndBirthDate)...)
	slices.SortFunc(out, func(a, b Duplicate) int {
		return cmp.Or(slices.Compare(a.Lines, b.Lines), strongest(a.Because)-strongest(b.Because))
	})
	return withoutWeaker(out)
}

// strongest orders the reasons, the strongest first.
func strongest(m MatchReason) int {
	return slices.Index([]MatchReason{SameDocument, AlikeDocument, SameNameAndBirthDate, AlikeNameAndBirthDate}, m)
}

// nameKeys returns keys of which two rows with a like name and the same day have one in common.
func nameKeys(r twin.Record) []string {
	var out []string
	for _, day := range twin.Days(r.Birth) {
		for _, n := range r.Names {
			for _, t := range n.Terms {
				out = append(out, day.String()+" "+t.Letters)
			}
			for _, w := range n.Wholes {
				out = append(out, day.String()+" "+w.Letters)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// mostAlike is the number of rows with one word and one day that are compared with each other.
const mostAlike = 200

// pairs compares the rows that have a key in common. It adds those with the same name to same, by their first row, and
// returns those whose names are alike.
func pairs(records []twin.Record, alike, same map[string][]int) map[string][]int {
	out, seen := make(map[string][]int), make(map[[2]int]bool)
	add := func(to map[string][]int, a, b int) {
		key := strconv.Itoa(a)
		if len(to[key]) == 0 {
			to[key] = []int{a}
		}
		to[key] = append(to[key], b)
	}
	for _, rows := range alike {
		for i, a := range rows[:min(len(rows), mostAlike)] {
			for _, b := range rows[i+1 : min(len(rows), mostAlike)] {
				if pair := [2]int{min(a, b), max(a, b)}; a != b && !seen[pair] {
					seen[pair] = true
					signs := twin.Between(records[a], records[b])
					switch {
					case slices.Contains(signs, twin.SameName):
						add(same, pair[0], pair[1])
					case slices.Contains(signs, twin.AlikeName):
						add(out, pair[0], pair[1])
					}
				}
			}
		}
	}
	return out
}

// withoutWeaker removes groups whose lines are all in another group with a reason of the same kind that is as strong.
func withoutWeaker(all []Duplicate) []Duplicate {
	kind := func(m MatchReason) int { return strongest(m) / 2 }
	var out []Duplicate
	for i, d := range all {
		weaker := slices.ContainsFunc(slices.Concat(out, all[i+1:]), func(o Duplicate) bool {
			return kind(o.Because) == kind(d.Because) && strongest(o.Because) <= strongest(d.Because) &&
				(o.Because != d.Because || !slices.Equal(o.Lines, d.Lines)) && contains(o.Lines, d.Lines)
		})
		if !weaker {
			out = append(out, d)
		}
	}
	return slices.CompactFunc(out, func(a, b Duplicate) bool { return a.Because == b.Because && slices.Equal(a.Lines, b.Lines) })
}

// contains reports whether every line of some is among all.
func contains(all, some []int) bool {
	return !slices.ContainsFunc(some, func(line int) bool { return !slices.Contains(all, line) })
}

func groups(rows []Row, by map[string][]int, because MatchReason) []Duplicate {
	var out []Duplicate
	for _, at := range by {
		lines := make([]int, len(at))
		for i, one := range at {
			lines[i] = rows[one].Line
		}
		slices.Sort(lines)
		if lines = slices.Compact(lines); len(lines) > 1 {
			out = append(out, Duplicate{Lines: lines, Because: because})
		}
	}
	return out
}
