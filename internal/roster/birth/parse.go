package birth

import (
	"regexp"
	"strings"
	"unicode"

	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/roster/spelling"
)

// parseBirth reads a cell with a birth date, and returns every meaning that the cell alone allows. It
// reports false if the text is not a birth date.
func (v *Vocabulary) parseBirth(text string, t Traces, asOf civil.Date) (written, bool) {
	s := spelling.Plain(text)
	mark, rest := v.era(s)
	t.Khmer = t.Khmer || strings.ContainsFunc(text, isKhmerOrBurmese)
	if mark == Ethiopian {
		t.Ethiopian = true
	}
	rest = strings.NewReplacer("年", "-", "月", "-", "日", "").Replace(withoutTime(rest))
	n, between := spelling.Numbers(strings.Trim(rest, " -.,"))
	p := parse{v: v, n: n, between: between, mark: mark, traces: t, asOf: asOf, named: strings.Contains(s, "年") && strings.Contains(s, "月")}
	w := p.read()
	if len(w.options) > 0 {
		w.form = formOf(v, n, between) + string(mark)
		w.thaiMonth = spelling.ScriptOf(strings.Join(between, "")) == spelling.Thai && p.lettered
		return w, true
	}
	if w, ok := v.parseAge(s, t.Ages, asOf); ok {
		return w, true
	}
	return written{precision: PrecisionNone}, false
}

// placeAndDate divides "Medan, 12 Maret 1999" into the place and the date.
func placeAndDate(text string) (place, date string, ok bool) {
	at := strings.IndexFunc(text, func(r rune) bool { return unicode.Is(unicode.Nd, r) })
	if at < 0 {
		return "", "", false
	}
	place = strings.TrimRight(text[:at], " ,/;:-–(")
	if !strings.ContainsFunc(place, unicode.IsLetter) || len(place) == len(text[:at]) {
		return "", "", false
	}
	return strings.TrimSpace(place), strings.TrimRight(text[at:], " )"), true
}

// parse is a text that is being read.
type parse struct {
	v          *Vocabulary
	n, between []string
	mark       Calendar
	traces     Traces
	asOf       civil.Date
	lettered   bool // the month is in letters
	named      bool // the year and the month are named by words: 1990年3月7日
}

// read selects the form by the number of numbers and by the text between them.
func (p *parse) read() written {
	switch len(p.n) {
	case 1:
		return p.one()
	case 2:
		return p.two()
	case 3:
		return p.three()
	default:
		return written{}
	}
}

// one reads a year, a month in letters with a year, or the digits of a date without separators.
func (p *parse) one() written {
	before, after, n := p.between[0], p.between[1], p.n[0]
	if m, calendar := p.monthIn(before); m > 0 && p.isPart(after) {
		years := p.years(n, calendar, false)
		if len(n) == 4 || p.mark != "" {
			return written{precision: PrecisionMonth, options: spanOptions(years, m, m, p.asOf)}
		}
		return written{}
	}
	bare := strings.TrimSpace(before) == "" && strings.TrimSpace(after) == ""
	switch {
	case bare && len(n) == 8:
		return written{precision: PrecisionDay, options: p.compact(n)}
	case bare && len(n) == 7 && spelling.Number(n[:3]) > 0:
		return written{precision: PrecisionDay, options: p.onDay(n[:3], n[3:5], n[5:])}
	case len(n) == 4 && p.isPart(before) && p.isPart(after), p.mark != "" && p.isPart(before) && p.isPart(after):
		return written{precision: PrecisionYear, options: p.inYear(n)}
	case len(n) == 2 && p.v.phrases.Is("year", before) && strings.TrimSpace(after) == "":
		w := written{precision: PrecisionYear, options: p.inYear(n), short: true}
		w.options = append(w.options, ageOptions(spelling.Number(n), spelling.Number(n), p.asOf)...)
		return w
	}
	return written{}
}

// two reads "4 Jun 1993", "June 4, 1993", "1993 Jun 4", "06/1993" and "1993-06".
func (p *parse) two() written {
	a, b := p.n[0], p.n[1]
	if !p.isPart(p.between[2]) {
		return written{}
	}
	m, calendar := p.monthIn(p.between[1])
	if m > 0 && !p.isPart(p.between[0]) {
		return written{}
	}
	if m == 0 && (isDateSeparator(p.between[1]) || p.isPart(p.between[1])) {
		m, calendar = p.monthIn(p.between[0])
	}
	switch {
	case m > 0 && (len(a) == 4 || len(a) == 3):
		return p.lettersDay(b, m, a, calendar)
	case m > 0:
		return p.lettersDay(a, m, b, calendar)
	case !p.isPart(p.between[0]) || !isDateSeparator(p.between[1]) && !p.isPart(p.between[1]):
		return written{}
	case len(a) == 4 || len(a) == 3:
		return p.inMonth(spelling.Number(b), a)
	case len(b) == 4:
		return p.inMonth(spelling.Number(a), b)
	default:
		return written{}
	}
}

// three reads three numbers.
func (p *parse) three() written {
	for i, s := range p.between {
		if i == 0 || i == 3 {
			if !p.isPart(s) {
				return written{}
			}
		} else if !isDateSeparator(s) && !p.isPart(s) {
			return written{}
		}
	}
	w := written{precision: PrecisionDay, options: p.onDay(p.n[0], p.n[1], p.n[2])}
	w.short = len(p.n[0]) < 3 && len(p.n[2]) < 3
	if p.named || !isDateSeparator(p.between[1]) && !isDateSeparator(p.between[2]) { // "12 tháng 3 năm 2009" names the month
		w.keep(func(o option) bool { return !o.Swapped })
	}
	return w
}

// lettersDay reads a day and a year with the month in letters.
func (p *parse) lettersDay(day string, month int, year string, calendar Calendar) written {
	p.lettered = true
	w := written{precision: PrecisionDay, short: len(year) == 2}
	if len(day) > 2 {
		return w
	}
	for _, y := range p.years(year, calendar, len(year) == 3) {
		w.options = append(w.options, dayOption(y, month, spelling.Number(day), noOrder, p.asOf)...)
	}
	return w
}

// years returns the meanings of a year. The name of a month may belong to one calendar.
func (p *parse) years(digits string, calendar Calendar, first bool) []yearIn {
	t := p.traces
	mark := p.mark
	if calendar == Ethiopian && mark == "" {
		mark = Ethiopian
	}
	if calendar == Gregorian {
		t.Ethiopian = false // a month of the Gregorian calendar in letters
	}
	return yearsOf(digits, mark, first, t, p.asOf)
}

// onDay reads three numbers. The year is first if it has three or four digits or cannot be a day;
// otherwise the day is first, and in a file with Han letters the year may be. The option with day and
// month exchanged comes second.
func (p *parse) onDay(a, b, c string) []option {
	switch {
	case len(a) >= 3 || len(c) <= 2 && spelling.Number(a) > 31 || p.mark == Minguo && len(c) <= 2:
		return p.ordered(c, b, a, true)
	case p.traces.Chinese && len(a) == 2 && len(c) == 2:
		return append(p.ordered(a, b, c, false), p.ordered(c, b, a, true)...)
	default:
		return p.ordered(a, b, c, false)
	}
}

func (p *parse) ordered(day, month, year string, first bool) []option {
	if len(day) > 2 || len(month) > 2 {
		return nil
	}
	usual, unusual := dayFirst, monthFirst
	if first {
		usual, unusual = yearFirst, yearFirstDay
	}
	same := spelling.Number(day) == spelling.Number(month)
	if same {
		usual = noOrder
	}
	var out []option
	years := p.years(year, "", first)
	for _, y := range years {
		out = append(out, dayOption(y, spelling.Number(month), spelling.Number(day), usual, p.asOf)...)
	}
	for _, y := range years {
		fixed := y.calendar == Minguo && first || y.calendar == Ethiopian && p.mark == Ethiopian // never written the other way
		if !same && !fixed {
			out = append(out, dayOption(y, spelling.Number(day), spelling.Number(month), unusual, p.asOf)...)
		}
	}
	return out
}

// compact reads eight digits: year first, and day first.
func (p *parse) compact(s string) []option {
	return append(p.onDay(s[:4], s[4:6], s[6:]), p.onDay(s[:2], s[2:4], s[4:])...)
}

func (p *parse) inYear(year string) []option {
	last := 12
	var out []option
	for _, y := range p.years(year, "", false) {
		if y.calendar == Ethiopian {
			last = ethiopianMonths
		}
		out = append(out, spanOptions([]yearIn{y}, 1, last, p.asOf)...)
	}
	return out
}

func (p *parse) inMonth(month int, year string) written {
	w := written{precision: PrecisionMonth}
	for _, y := range p.years(year, "", len(year) == 3) {
		if month >= 1 && (month <= 12 || y.calendar == Ethiopian && month == ethiopianMonths) {
			w.options = append(w.options, spanOptions([]yearIn{y}, month, month, p.asOf)...)
		}
	}
	return w
}

// isPart reports whether a text says nothing: it is empty, or a word that stands beside a date.
func (p *parse) isPart(s string) bool {
	s = strings.Trim(s, " .,:-/()")
	return s == "" || p.v.phrases.Is("parts", s) || p.v.phrases.Is("year", s)
}

// monthIn returns the number and the calendar of the month that a text names; 0 for any other text.
func (p *parse) monthIn(s string) (int, Calendar) {
	s = strings.Trim(s, " .,:-/()")
	if m := p.v.month(s); m > 0 {
		p.lettered = true
		return m, Gregorian
	}
	if m, ok := p.v.ethiopianMonths[spelling.Fold(s)]; ok {
		p.lettered = true
		return spelling.Number(m), Ethiopian
	}
	return 0, ""
}

// era returns the calendar that a mark in a text names, and the text without the mark.
func (v *Vocabulary) era(s string) (Calendar, string) {
	if !strings.ContainsFunc(s, unicode.IsLetter) {
		return "", s
	}
	for _, e := range v.eras {
		if at := e.pattern.FindStringIndex(s); at != nil {
			return e.calendar, strings.TrimSpace(s[:at[0]] + " " + s[at[1]:])
		}
	}
	return "", s
}

// eraPattern is the pattern of the marks of a calendar.
type eraPattern struct {
	calendar Calendar
	pattern  *regexp.Regexp
}

// formOf returns the shape of a text.
func formOf(v *Vocabulary, n, between []string) string {
	var b strings.Builder
	for i, s := range between {
		s = strings.TrimSpace(s)
		if v.month(s) > 0 || v.ethiopianMonths[spelling.Fold(s)] != "" {
			s = "M" + string(spelling.ScriptOf(s))
		}
		b.WriteString(s)
		if i < len(n) {
			b.WriteByte("0nn3456789"[min(len(n[i]), 9)])
		}
	}
	return b.String()
}

// OrderIn returns the order of day, month and year that a heading names, as "dd/mm/yyyy" does, or a word
// such as the Thai "day month year of birth"; noOrder if it names none.
func (v *Vocabulary) OrderIn(heading string) Order {
	s := strings.Join(strings.Fields(spelling.Plain(heading)), "")
	for _, o := range []Order{dayFirst, monthFirst, yearFirst} {
		for word := range v.phrases.Orders(string(o)) {
			if strings.Contains(s, word) || strings.Contains(spelling.Fold(s), spelling.Fold(word)) && len(spelling.Fold(word)) > 5 {
				return o
			}
		}
	}
	return noOrder
}

func isKhmerOrBurmese(r rune) bool { return unicode.In(r, unicode.Khmer, unicode.Myanmar) }
