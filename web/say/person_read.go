package say

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/homeward/internal/civil"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// The longest name and the longest number of a document, in characters.
const (
	NameLimit  = 200
	PaperLimit = 40
)

// paperNumber is the number of a document as the contract takes it; other marks are not part of one.
var paperNumber = regexp.MustCompile(`^[A-Za-z0-9 /-]{1,40}$`)

// ReadLine reads one line of text.
func ReadLine(f site.SentForm, name string, wrong Wrongs) string {
	text := f.Text(name)
	switch {
	case utf8.RuneCountInString(text) > NameLimit:
		wrong[name] = view.Say("task.wrong.long", NameLimit)
	case strings.ContainsFunc(text, unicode.IsControl):
		wrong[name] = view.Say("open.wrong.line")
	}
	return text
}

// ReadPaper reads the number of a document.
func ReadPaper(f site.SentForm, name string, wrong Wrongs) string {
	text := f.Text(name)
	if text != "" && !paperNumber.MatchString(text) {
		wrong[name] = view.Say("open.wrong.document")
	}
	return text
}

// ReadBirth reads a day, a month or a year of birth; "" for none. A year of another era is asked about
// and never turned into one of the common era.
func (r Reader) ReadBirth(f site.SentForm, name string, wrong Wrongs) string {
	typed := DateParts(f, name)
	if typed == (view.DateParts{}) {
		return ""
	}
	const lastYear = 2400
	year, bad := Number(typed.Year)
	date, full := fmt.Sprintf("%04d", year), fmt.Sprintf("%04d-01-01", year)
	if typed.Month != "" {
		month, badMonth := Number(typed.Month)
		date, bad = date+fmt.Sprintf("-%02d", month), bad || badMonth
		full = date + "-01"
	}
	if typed.Day != "" {
		day, badDay := Number(typed.Day)
		date, bad = date+fmt.Sprintf("-%02d", day), bad || badDay || typed.Month == ""
		full = date
	}
	first, err := civil.ParseDate(full)
	switch {
	case bad || year < 1000 || year <= lastYear && err != nil:
		wrong[name] = view.Say("open.wrong.birth")
	case year > lastYear:
		wrong[name] = view.Say("task.wrong.era", strconv.Itoa(year), strconv.Itoa(year-543))
	case first.Start(r.Zone).After(r.Now):
		wrong[name] = view.Say("open.wrong.future")
	}
	return date
}
