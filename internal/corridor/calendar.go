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
	// Verified is false for a day that was computed, was announced as an estimate only, or comes from
	// one source: movable feasts that depend on the moon, and years that are not gazetted yet.
	Verified bool
}

// Country is the business calendar of a country, or of a part of a country with other days of rest.
type Country struct {
	Code string // ISO 3166-1 alpha-3; for a part of a country followed by the ISO 3166-2 number, such as MYS-03
	Name string
	Zone *time.Location
	// Weekend lists the days of the week on which offices are closed.
	Weekend []time.Weekday
	// Holidays are ordered by date.
	Holidays []Holiday
	// Workdays are days of a weekend on which offices are open, to make up for a longer holiday.
	Workdays []Holiday
	// From and Until are the first and last year of the table.
	From, Until int
	Source      string

	off, on map[civil.Date]int
}

// Calendar says which days are working days, in the time zone of a desk. It can combine several
// countries: a day is then a working day only if it is one in all of them. A mission, for example, is
// closed on its own holidays and on those of the receiving state. The zero Calendar cannot be used;
// Join returns one.
type Calendar struct {
	zone    *time.Location
	members []*Country
}

var (
	errNoCalendar   = errors.New("a calendar needs a country")
	errNeverWorking = errors.New("these weekends together leave no working day")
)

// Join combines the calendars of several countries in a time zone; nil is the zone of the first
// country.
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

// indexed returns a copy of the country with its lookup tables.
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

// works reports whether offices are open on d. Join has indexed the country.
func (c *Country) works(d civil.Date) bool {
	if _, made := c.on[d]; made {
		return true
	}
	if _, holiday := c.off[d]; holiday {
		return false
	}
	return !slices.Contains(c.Weekend, d.Weekday())
}

// Zone returns the time zone of the calendar's days.
func (c Calendar) Zone() *time.Location { return c.zone }

// Codes returns the codes of the countries; the first is the desk's own.
func (c Calendar) Codes() []string {
	codes := make([]string, len(c.members))
	for i, m := range c.members {
		codes[i] = m.Code
	}
	return codes
}

// Works reports whether d is a working day in every country of the calendar.
func (c Calendar) Works(d civil.Date) bool {
	for _, m := range c.members {
		if !m.works(d) {
			return false
		}
	}
	return true
}

// Covered reports whether the holiday tables of all countries include d. Outside the tables the
// calendar knows weekends only: it never refuses a date, but a caller can show that the result is an
// estimate.
func (c Calendar) Covered(d civil.Date) bool {
	for _, m := range c.members {
		if d.Year < m.From || d.Year > m.Until {
			return false
		}
	}
	return true
}

// Closed returns the holidays on d in the countries of the calendar, in their order. A weekend is not a
// holiday.
func (c Calendar) Closed(d civil.Date) []Holiday {
	var named []Holiday
	for _, m := range c.members {
		if i, ok := m.off[d]; ok {
			named = append(named, m.Holidays[i])
		}
	}
	return named
}
