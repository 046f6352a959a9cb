package corridor

import (
	"strings"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/corridor/mission"
)

// Missions returns the registry of missions.
func (b *Set) Missions() mission.Registry { return b.missions }

// Addressees lists the desks to which an officer may send the question of a state in a host state at an instant, by
// the host's day: the missions of that state, or the liaison desks where there is none or the state is "". See
// [mission.Registry].
func (b *Set) Addressees(nationality, host casework.Country, at time.Time) []casework.DeskID {
	return b.missions.Addressees(nationality, host, b.dayIn(host, at))
}

// Answers reports whether a desk may carry the question of a state in a host state at an instant: a mission that
// answers for it there, or a liaison desk.
func (b *Set) Answers(desk casework.DeskID, nationality, host casework.Country, at time.Time) bool {
	today := b.dayIn(host, at)
	_, gap := b.missions.Gap(desk, nationality, host, today, today)
	return !gap
}

// Unregistered lists the desks of the kind consulate that are in no edition of the registry. No question of a state
// goes to them.
func (b *Set) Unregistered() []casework.DeskID {
	var out []casework.DeskID
	for _, d := range b.directory.Desks() {
		if d.Kind == casework.DeskConsulate && !b.missions.Knows(d.ID) {
			out = append(out, d.ID)
		}
	}
	return out
}

// dayIn returns the day on the calendar of a host state; of UTC for a host without a calendar.
func (b *Set) dayIn(host casework.Country, at time.Time) civil.Date {
	zone := time.UTC
	if home, ok := b.countries[string(host)]; ok {
		zone = home.Zone
	}
	return civil.DateOf(at, zone)
}

// listed writes desks for a mistake.
func listed(desks []casework.DeskID) string {
	if len(desks) == 0 {
		return "none"
	}
	words := make([]string, len(desks))
	for i, desk := range desks {
		words[i] = string(desk)
	}
	return strings.Join(words, ", ")
}
