package words

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"example.org/homeward/internal/civil"
)

// calendar is how one language writes dates. Digits are Latin in every language, because codes
// and papers have them.
type calendar struct {
	months [12]string
	// day has {0} for the day, {1} for the month and {2} for the year; moment has {0} for the day, {1} for
	// the time and, in momentIn, {2} for the place.
	day, moment, momentIn string
	// beside has {0} for the day and {1} for the same day of another calendar. eras is how a day of each
	// other calendar is written, and otherMonths are its months; the Thai ones are the Gregorian ones.
	beside      string
	eras        map[civil.Calendar]string
	otherMonths map[civil.Calendar][]string
}

// otherCalendars lists the calendars that are written beside the Gregorian one, with the number of months
// that have names of their own.
func otherCalendars() map[civil.Calendar]int {
	return map[civil.Calendar]int{civil.ThaiSolar: 0, civil.Ethiopic: 13, civil.UmmAlQura: 12}
}

// calendars collects how each language writes dates from the texts.
func (c *Catalogue) calendars() (map[string]calendar, error) {
	all := map[string]calendar{}
	for _, l := range Languages() {
		this := calendar{eras: map[civil.Calendar]string{}, otherMonths: map[civil.Calendar][]string{}}
		want := map[string]*string{"date.day": &this.day, "date.moment": &this.moment, "date.moment_in": &this.momentIn, "date.beside": &this.beside}
		for i := range this.months {
			want["month."+strconv.Itoa(i+1)] = &this.months[i]
		}
		for key, to := range want {
			t, ok := c.texts[key][l.Code]
			if !ok {
				return nil, fmt.Errorf("there is no text %q", key)
			}
			*to = t.only
		}
		for other, months := range otherCalendars() {
			era, ok := c.texts["era."+string(other)]
			if !ok {
				return nil, fmt.Errorf("there is no text for dates of the calendar %q", other)
			}
			this.eras[other] = era[l.Code].only
			for month := range months {
				name, ok := c.texts[string(other)+"."+strconv.Itoa(month+1)]
				if !ok {
					return nil, fmt.Errorf("month %d of the calendar %q has no name", month+1, other)
				}
				this.otherMonths[other] = append(this.otherMonths[other], name[l.Code].only)
			}
		}
		all[l.Code] = this
	}
	return all, nil
}

// Day writes a day with its month in words, as "30 November 2026". It returns "" for the zero day.
func (c *Catalogue) Day(l Language, d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	k := c.dates[l.Code]
	return strings.NewReplacer("{0}", strconv.Itoa(d.Day), "{1}", k.months[d.Month-1], "{2}", strconv.Itoa(d.Year)).Replace(k.day)
}

// DayAt writes a day as Day does. Where the officials of a place count by another calendar as well, the
// day of that follows in brackets, as in "30 November 2026 (2569 BE)".
func (c *Catalogue) DayAt(l Language, d civil.Date, zone *time.Location) string {
	calendar, k := civil.CalendarAt(zone), c.dates[l.Code]
	other, ok := d.In(calendar)
	if !ok {
		return c.Day(l, d)
	}
	month := ""
	if names := k.otherMonths[calendar]; len(names) > 0 {
		month = names[other.Month-1]
	}
	beside := strings.NewReplacer("{0}", strconv.Itoa(other.Day), "{1}", month, "{2}", strconv.Itoa(other.Year)).Replace(k.eras[calendar])
	return strings.NewReplacer("{0}", c.Day(l, d), "{1}", beside).Replace(k.beside)
}

// Moment writes an instant as the clocks of the zone show it, as "30 November 2026 (2569 BE), 14:02",
// with the day as DayAt writes it. It returns "" for the zero time.
func (c *Catalogue) Moment(l Language, t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	day := c.DayAt(l, civil.DateOf(t, zone), zone)
	return strings.NewReplacer("{0}", day, "{1}", t.In(zone).Format("15:04")).Replace(c.dates[l.Code].moment)
}

// MomentIn writes an instant with the place whose clocks show it, as "30 November 2026, 14:02 Nairobi".
// It returns "" for the zero time.
func (c *Catalogue) MomentIn(l Language, t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	day := c.DayAt(l, civil.DateOf(t, zone), zone)
	return strings.NewReplacer("{0}", day, "{1}", t.In(zone).Format("15:04"), "{2}", c.Zone(l, zone.String())).Replace(c.dates[l.Code].momentIn)
}

// Zone names the place of an IANA time zone, as "Bangkok". A zone without a text has the name of its
// city in Latin letters.
func (c *Catalogue) Zone(l Language, zone string) string {
	if t, ok := c.texts["zone."+zone]; ok {
		return t[l.Code].only
	}
	city := zone[strings.LastIndexByte(zone, '/')+1:]
	return isolate(l, strings.ReplaceAll(city, "_", " "))
}

// WorkingDays writes a number of working days, as "3 working days".
func (c *Catalogue) WorkingDays(l Language, n int) (string, error) {
	return c.Count(l, "age.working_days", n)
}

// Number writes a whole number with its thousands set apart, as "7,158".
func (Language) Number(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "−", digits[1:]
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return sign + digits
}
