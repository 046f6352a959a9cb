package civil

import "time"

// Calendar is a calendar by which officials count beside the Gregorian one.
type Calendar string

// The calendars. The zero Calendar is the Gregorian one alone.
const (
	ThaiSolar Calendar = "buddhist" // Gregorian days and months, years of the Buddhist Era
	Ethiopic  Calendar = "ethiopic" // thirteen months
	UmmAlQura Calendar = "islamic"  // the civil Islamic calendar of Saudi Arabia
)

// CalendarAt returns the calendar of the officials of the place that a time zone is named after, or the
// zero Calendar if they count by the Gregorian one. Officials of Laos and Myanmar do. Those of Cambodia
// do in letters abroad; the lunar date of their letters at home follows no rule that can be computed
// from the day.
func CalendarAt(zone *time.Location) Calendar {
	switch zone.String() {
	case "Asia/Bangkok":
		return ThaiSolar
	case "Africa/Addis_Ababa":
		return Ethiopic
	case "Asia/Riyadh":
		return UmmAlQura
	default:
		return ""
	}
}

// OtherDate is a day of a calendar other than the Gregorian one, as numbers. Month counts from 1.
type OtherDate struct{ Year, Month, Day int }

// In returns the day in another calendar. ok is false for the zero Date, for the zero Calendar, and for
// a day that the calendar has no rule for.
func (d Date) In(c Calendar) (other OtherDate, ok bool) {
	if d.IsZero() {
		return OtherDate{}, false
	}
	switch c {
	case ThaiSolar:
		return OtherDate{d.Year + buddhistOffset, int(d.Month), d.Day}, d.Year >= thaiSince
	case Ethiopic:
		return d.ethiopic(), true
	case UmmAlQura:
		return d.ummAlQura()
	default:
		return OtherDate{}, false
	}
}

// thaiSince is the first Gregorian year that the Thai year agrees with from January to December.
const thaiSince = 1941

// dayNumber returns the Julian Day Number: days are counted from noon of 1 January 4713 BC in the
// Julian calendar.
func (d Date) dayNumber() int {
	const ofUnixEpoch = 2440588
	return int(d.in(time.UTC).Unix()/(24*60*60)) + ofUnixEpoch
}
