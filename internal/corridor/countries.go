package corridor

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// Countries holds the business calendars of all countries by code.
type Countries map[string]*Country

// calendarCode matches an alpha-3 code, or one with the number of a part of the country.
var calendarCode = regexp.MustCompile(`^[A-Z]{3}(-[0-9A-Z]{1,3})?$`)

// Calendar combines the calendars of several codes in a time zone; nil is the zone of the first.
func (a Countries) Calendar(zone *time.Location, codes ...string) (Calendar, error) {
	countries := make([]*Country, 0, len(codes))
	for _, code := range codes {
		c, ok := a[code]
		if !ok {
			return Calendar{}, fmt.Errorf("no calendar %s", quote(code))
		}
		countries = append(countries, c)
	}
	return Join(zone, countries...)
}

// loadCountries reads every calendars/*.yaml of dir. A file can extend another one that precedes it in
// the alphabet: it takes over the holidays, but not the weekend.
func loadCountries(dir fs.FS) (Countries, []error) {
	names, err := fs.Glob(dir, "calendars/*.yaml")
	if err != nil || len(names) == 0 {
		return nil, []error{&Mistake{File: "calendars", Line: 1, Text: "no calendar files here"}}
	}
	slices.SortFunc(names, func(a, b string) int { // MYS before MYS-02, which extends it
		return strings.Compare(strings.TrimSuffix(a, ".yaml"), strings.TrimSuffix(b, ".yaml"))
	})
	almanac, mistakes := make(Countries, len(names)), []error{}
	for _, name := range names {
		s := &yamlFile{file: name}
		if c := s.country(dir, almanac); c != nil {
			almanac[c.Code] = c
		}
		if err := s.err(); err != nil {
			mistakes = append(mistakes, err)
		}
	}
	return almanac, mistakes
}

func (s *yamlFile) country(dir fs.FS, known Countries) *Country {
	f := s.fields(s.open(dir, s.file), "code", "name", "zone", "weekend", "extends", "from", "until", "source", "holidays", "workdays")
	if f.node == nil {
		return nil
	}
	c := &Country{
		Code: f.needText("code"), Name: f.needText("name"), Source: f.needText("source"),
		Zone: s.zone(f.need("zone")), From: f.number("from", 1900, 2200), Until: f.number("until", 1900, 2200),
	}
	c.Weekend = f.days("weekend")
	if len(c.Weekend) == 0 || len(c.Weekend) > 3 {
		s.fail(f.at["weekend"], "a weekend has one to three days")
	}
	if base := strings.TrimSuffix(path.Base(s.file), ".yaml"); !calendarCode.MatchString(c.Code) || base != c.Code || !IsCountry(c.Code[:3]) {
		s.fail(f.at["code"], "%s is not a country code, or not the name of the file", quote(c.Code))
	}
	if f.has("extends") {
		s.extend(c, f, known)
	} else if f.need("from") != nil && f.need("until") != nil && c.From > c.Until {
		s.fail(f.at["until"], "the table ends before it begins")
	}
	c.Holidays = s.holidays(f.list("holidays"), c, c.Holidays)
	c.Workdays = s.holidays(f.list("workdays"), c, c.Workdays)
	for i, n := range f.list("workdays") {
		if w := c.Workdays[len(c.Workdays)-len(f.list("workdays"))+i].Date; !w.IsZero() && !slices.Contains(c.Weekend, w.Weekday()) {
			s.fail(n, "%s is a working day already", w)
		}
	}
	byDate := func(a, b Holiday) int { return a.Date.Compare(b.Date) }
	slices.SortStableFunc(c.Holidays, byDate)
	slices.SortStableFunc(c.Workdays, byDate)
	return c
}

func (s *yamlFile) extend(c *Country, f fields, known Countries) {
	base, ok := known[f.text("extends")]
	if !ok {
		s.fail(f.at["extends"], "there is no calendar %s before this one", quote(f.text("extends")))
		return
	}
	c.Holidays, c.Workdays = slices.Clone(base.Holidays), slices.Clone(base.Workdays)
	c.From, c.Until = base.From, base.Until
}

// holidays reads days off or working days, and appends them to days.
func (s *yamlFile) holidays(nodes []*yaml.Node, c *Country, days []Holiday) []Holiday {
	for _, n := range nodes {
		f := s.fields(n, "date", "name", "verified")
		h := Holiday{Date: s.date(f.need("date")), Name: f.needText("name"), Verified: !f.has("verified") || f.flag("verified")}
		switch {
		case h.Date.IsZero():
		case c.From > 0 && (h.Date.Year < c.From || h.Date.Year > c.Until):
			s.fail(n, "%s is outside the years of the table", h.Date)
		case slices.ContainsFunc(days, func(other Holiday) bool { return other.Date == h.Date }):
			s.fail(n, "%s occurs twice", h.Date)
		}
		days = append(days, h)
	}
	return days
}
