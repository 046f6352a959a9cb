package roster

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster/birth"
)

// MatchReason is the reason why two rows may be about one person.
type MatchReason string

// The reasons. Both are exact matches; a person decides whether it is one person.
const (
	SameDocument         MatchReason = "document"            // the same number, as cleaned
	SameNameAndBirthDate MatchReason = "name_and_birth_date" // the same letters in the same order, and the same day
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

// duplicates groups rows that match exactly. Two people may share a name and a year of birth, so only
// full dates count; one common reading is enough, also with day and month exchanged.
func duplicates(rows []Row) []Duplicate {
	byDocument, byName := make(map[string][]int), make(map[string][]int)
	for i := range rows {
		r := &rows[i]
		if n := r.Document.Clean; n != "" {
			byDocument[n] = append(byDocument[n], r.Line)
		}
		name := cmp.Or(r.Name.Display, r.NativeName.Display)
		if name == "" || r.BirthDate.Precision != birth.PrecisionDay {
			continue
		}
		for _, day := range comparableDays(r.BirthDate) {
			key := strings.ToLower(name) + "\n" + day.String()
			byName[key] = append(byName[key], r.Line)
		}
	}
	out := append(groups(byDocument, SameDocument), groups(byName, SameNameAndBirthDate)...)
	slices.SortFunc(out, func(a, b Duplicate) int {
		return cmp.Or(slices.Compare(a.Lines, b.Lines), cmp.Compare(a.Because, b.Because))
	})
	return slices.CompactFunc(out, func(a, b Duplicate) bool { return a.Because == b.Because && slices.Equal(a.Lines, b.Lines) })
}

// comparableDays returns the days of a birth date and those with day and month exchanged, each once.
func comparableDays(b birth.Date) []civil.Date {
	var out []civil.Date
	for _, r := range b.Readings {
		exchanged := civil.Date{Year: r.From.Year, Month: time.Month(r.From.Day), Day: int(r.From.Month)}
		for _, d := range []civil.Date{r.From, exchanged} {
			if d.Valid() && !slices.Contains(out, d) {
				out = append(out, d)
			}
		}
	}
	return out
}

func groups(by map[string][]int, because MatchReason) []Duplicate {
	var out []Duplicate
	for _, lines := range by {
		if len(lines) > 1 {
			out = append(out, Duplicate{Lines: lines, Because: because})
		}
	}
	return out
}
