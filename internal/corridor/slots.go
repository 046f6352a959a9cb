package corridor

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
)

// anyNationality is the nationality of a slot rule for everyone whom no other rule names, and the
// origin of a corridor for all origins that no other corridor names.
const anyNationality casework.Country = "*"

// slotSearch limits the search for a free day: if two years are full, there is no useful answer.
const slotSearch = 2 * 366

// Slots are the days of the week on which each nationality may cross, and the number of people a day
// (field reference 6.1 and 9.1: Wednesday to Friday Chinese, Monday and Tuesday the others, 300 a
// weekday).
type Slots struct {
	// Quota is the number of people a day, over all nationalities; 0 means no limit.
	Quota int        `json:"quota,omitempty"`
	Rules []SlotRule `json:"rules"`

	calendar Calendar
}

// SlotRule is the rule for one nationality; "*" stands for everyone whom no other rule names.
type SlotRule struct {
	Nationality casework.Country `json:"nationality"`
	Days        []time.Weekday   `json:"days"`
}

// Days returns the days of the week on which a nationality may cross; empty if no rule permits it.
func (s Slots) Days(nationality casework.Country) []time.Weekday {
	var others []time.Weekday
	for _, r := range s.Rules {
		switch r.Nationality {
		case nationality:
			return slices.Clone(r.Days)
		case anyNationality:
			others = r.Days
		}
	}
	return slices.Clone(others)
}

// NextEligible returns the first day, beginning at from, on which the nationality may cross and the
// host state works. ok is false if no rule permits the nationality.
func (s Slots) NextEligible(from civil.Date, nationality casework.Country) (civil.Date, bool) {
	return s.NextFree(from, nationality, 0, nil)
}

// NextFree returns the first eligible day, beginning at from, with room for seats people. taken returns
// how many are booked on a day, over all nationalities. ok is false if no rule permits the nationality,
// if seats exceed the quota of a day, or if two years are full.
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
