package corridor

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
)

// everyone is the nationality of a slot rule that holds for all whom no other rule names, and the origin of
// a corridor for all that no other corridor names.
const everyone casework.Country = "*"

// slotSearch bounds the search for a free day: two years of full days are no answer to wait for.
const slotSearch = 2 * 366

// Slots says on which days of the week which nationality may cross, and how many people a day
// (field reference 6.1 and 9.1: Wednesday to Friday Chinese, Monday and Tuesday the others, 300 a weekday).
type Slots struct {
	// Quota is the number of people a day over all nationalities; 0 means no limit.
	Quota int        `json:"quota,omitempty"`
	Rules []SlotRule `json:"rules"`

	calendar Calendar
}

// SlotRule gives one nationality its days; the nationality "*" stands for all whom no other rule names.
type SlotRule struct {
	Nationality casework.Country `json:"nationality"`
	Days        []time.Weekday   `json:"days"`
}

// Days lists the days of the week on which nationality may cross; none when no rule lets it.
func (s Slots) Days(nationality casework.Country) []time.Weekday {
	var others []time.Weekday
	for _, r := range s.Rules {
		switch r.Nationality {
		case nationality:
			return slices.Clone(r.Days)
		case everyone:
			others = r.Days
		}
	}
	return slices.Clone(others)
}

// NextEligible finds the first day, from day on, on which nationality may cross and the host state works. It
// says false when no rule lets the nationality cross at all.
func (s Slots) NextEligible(from civil.Date, nationality casework.Country) (civil.Date, bool) {
	return s.NextFree(from, nationality, 0, nil)
}

// NextFree finds the first eligible day, from day on, that still has room for seats people; taken tells how
// many are booked on a day, over all nationalities. It says false when no rule lets the nationality cross, when
// seats are more than a day holds, or when two years are full.
func (s Slots) NextFree(from civil.Date, nationality casework.Country, seats int, taken func(civil.Date) int) (civil.Date, bool) {
	days := s.Days(nationality)
	if len(days) == 0 || (s.Quota > 0 && seats > s.Quota) {
		return civil.Date{}, false
	}
	for range slotSearch {
		if slices.Contains(days, from.Weekday()) && s.calendar.Works(from) &&
			(s.Quota == 0 || taken == nil || taken(from)+seats <= s.Quota) {
			return from, true
		}
		from = from.AddDays(1)
	}
	return civil.Date{}, false
}
