package corridor

import (
	"errors"
	"slices"
	"time"

	"example.org/homeward/internal/civil"
)

// Holiday is a day on which offices are closed.
type Holiday struct {
	Date civil.Date
	Name string
	// Verified is false for a day that was computed, announced only as an estimate, or taken from one
	// source alone: movable feasts that wait for the moon, and years not yet gazetted.
	Verified bool
}

// Country is the business calendar of one country, or of a part of one that rests on other days.
type Country struct {
	Code string // ISO 3166-1 alpha-3, with the ISO 3166-2 number after it for a part: MYS-03
	Name string
	Zone *time.Location
	// Weekend holds the days of the week on which offices are closed.
	Weekend []time.Weekday
	// Holidays are in order of date.
	Holidays []Holiday
	// Workdays are days of a weekend on which offices are open, to make up for a longer holiday.
	Workdays []Holiday
	// From and Until are the first and last year that the table covers.
	From, Until int
	Source      string

	off, on map[civil.Date]int
}

// Calendar says which days are worked, in the zone of the desk that is waited for. It may join
// several countries; a day then counts only if it is worked in all of them, as for a mission,
// which rests on its own feasts and on those of the state that receives it. The zero Calendar is
// not usable; make one with Join.
type Calendar struct {
	zone    *time.Location
	members []*Country
}

var (
	errNoCalendar   = errors.New("a calendar needs a country")
	errNeverWorking = errors.New("these weekends together leave no working day")
)

// Join makes one calendar of several countries, in zone; a nil zone is that of the first country.
func Join(zone *time.Location, countries ...*Country) (Calendar, error) {
	if len(countries) == 0 {
		return Calendar{}, errNoCalendar
	}
	week := make(map[time.Weekday]bool)
	members := make([]*Country, 0, len(countries))
	for _, c := range countries {
		if slices.ContainsFunc(members, func(m *Country) bool { return m.Code == c.Code }) {
			continue
		}
		members = append(members, c.indexed())
		for _, d := range c.Weekend {
			week[d] = true
		}
	}
	if len(week) >= 7 {
		return Calendar{}, errNeverWorking
	}
	if zone == nil {
		zone = members[0].Zone
	}
	return Calendar{zone: zone, members: members}, nil
}

// indexed gives a copy of the country with its look-up tables built.
func (c *Country) indexed() *Country {
	full := *c
	full.off, full.on = make(map[civil.Date]int, len(c.Holidays)), make(map[civil.Date]int, len(c.Workdays))
	for i, h := range c.Holidays {
		full.off[h.Date] = i
	}
	for i, w := range c.Workdays {
		full.on[w.Date] = i
	}
	return &full
}

// works says whether offices are open on d. The country has been indexed by Join.
func (c *Country) works(d civil.Date) bool {
	if _, made := c.on[d]; made {
		return true
	}
	if _, holiday := c.off[d]; holiday {
		return false
	}
	return !slices.Contains(c.Weekend, d.Weekday())
}

// Zone is the zone in which the calendar's days begin and end.
func (c Calendar) Zone() *time.Location { return c.zone }

// Codes gives the codes of the countries joined, the first being the desk's own.
func (c Calendar) Codes() []string {
	codes := make([]string, len(c.members))
	for i, m := range c.members {
		codes[i] = m.Code
	}
	return codes
}

// Works says whether d is a working day in every country of the calendar.
func (c Calendar) Works(d civil.Date) bool {
	for _, m := range c.members {
		if !m.works(d) {
			return false
		}
	}
	return true
}

// Covered says whether the holiday tables of all countries reach d. Beyond them the calendar goes on
// with weekends alone: a date is never refused, but whoever shows it can say that it is a guess.
func (c Calendar) Covered(d civil.Date) bool {
	for _, m := range c.members {
		if d.Year < m.From || d.Year > m.Until {
			return false
		}
	}
	return true
}

// Closed names the holidays that fall on d in the countries of the calendar, in their order. A weekend
// has no name.
func (c Calendar) Closed(d civil.Date) []Holiday {
	var named []Holiday
	for _, m := range c.members {
		if i, ok := m.off[d]; ok {
			named = append(named, m.Holidays[i])
		}
	}
	return named
}
