package birth

import (
	"slices"
	"time"

	"example.org/homeward/internal/civil"
)

// Order is the order of day, month and year in a written date.
type Order string

// The orders. A date with the month in letters, or with the same number twice, shows none.
const (
	noOrder      Order = ""
	dayFirst     Order = "dmy"
	monthFirst   Order = "mdy"
	yearFirst    Order = "ymd"
	yearFirstDay Order = "ydm"
)

// option is one possible meaning of a cell, with what it takes for granted.
type option struct {
	Reading

	order Order
}

// written is a birth date as its cell alone allows: every option, before other cells are compared.
type written struct {
	precision Precision
	options   []option
	form      string // the shape of the text: cells of one form were written in one way
	thaiMonth bool   // the month is in Thai letters: Thai years are Buddhist unless a cell shows otherwise
	short     bool   // the year has two digits
}

// calendars returns the calendars of the options, each once.
func (w *written) calendars() []Calendar {
	var out []Calendar
	for _, o := range w.options {
		if !slices.Contains(out, o.Calendar) {
			out = append(out, o.Calendar)
		}
	}
	return out
}

// orders returns the orders of the options, each once; none if an option has no order.
func (w *written) orders() []Order {
	var out []Order
	for _, o := range w.options {
		if o.order == noOrder {
			return nil
		}
		if !slices.Contains(out, o.order) {
			out = append(out, o.order)
		}
	}
	return out
}

// keep leaves the options that are accepted, unless none is.
func (w *written) keep(accept func(option) bool) {
	var kept []option
	for _, o := range w.options {
		if accept(o) {
			kept = append(kept, o)
		}
	}
	if len(kept) > 0 {
		w.options = kept
	}
}

// date returns the options as the readings of a text.
func (w *written) date(text string) Date {
	b := Date{AsWritten: text, Precision: w.precision}
	if len(w.options) == 0 {
		b.Precision = PrecisionNone
		return b
	}
	all := make([]Reading, 0, len(w.options))
	for _, o := range w.options {
		all = append(all, o.Reading)
	}
	b.Readings = joinReadings(nil, all)
	return b
}

// dayOption returns the option of a day of one calendar, if the day exists, is not after asOf and not too long
// before it.
func dayOption(y yearIn, month, day int, how Order, asOf civil.Date) []option {
	d := civil.Date{Year: y.year, Month: time.Month(month), Day: day}
	if y.calendar == Ethiopian {
		d = fromEthiopian(y.year, month, day)
	}
	if !d.Valid() || !plausible(d, asOf) {
		return nil
	}
	swapped := how == monthFirst || how == yearFirstDay
	return []option{{Reading: Reading{From: d, To: d, Calendar: y.calendar, Swapped: swapped}, order: how}}
}

// spanOptions returns options from the first day of one month to the last day of another, at most to asOf.
func spanOptions(years []yearIn, first, last int, asOf civil.Date) []option {
	var out []option
	for _, y := range years {
		from, to := civil.Date{Year: y.year, Month: time.Month(first), Day: 1}, lastDayOf(y.year, time.Month(min(last, 12)))
		if y.calendar == Ethiopian {
			from, to = fromEthiopian(y.year, first, 1), fromEthiopian(y.year, last, ethiopianDays(y.year, last))
		}
		if !from.Valid() || !plausible(from, asOf) {
			continue
		}
		if to.Compare(asOf) > 0 {
			to = asOf
		}
		out = append(out, option{Reading: Reading{From: from, To: to, Calendar: y.calendar}})
	}
	return out
}

func plausible(d, asOf civil.Date) bool {
	return d.Compare(asOf) <= 0 && asOf.Year-d.Year <= maxAge
}

// joinReadings joins readings without duplicates.
func joinReadings(first, then []Reading) []Reading {
	for _, r := range then {
		seen := false
		for _, f := range first {
			seen = seen || f.From == r.From && f.To == r.To
		}
		if !seen {
			first = append(first, r)
		}
	}
	return first
}
