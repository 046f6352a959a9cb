package people

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// The numbers that the contract takes; other marks are not part of one.
var (
	paperNumber = regexp.MustCompile(`^[A-Za-z0-9 /-]{1,40}$`)
	phoneNumber = regexp.MustCompile(`^\+?[0-9 ()-]{4,30}$`)
)

// readOpening reads the form that opens a case, and says which fields have to be corrected.
func (r reader) readOpening(f site.SentForm) (cases.Opening, say.Wrongs) {
	wrong := say.Wrongs{}
	one := func(name string, values []string) string {
		value := f.Get(name)
		if value == notAsked || value == notKnown {
			return ""
		}
		if !slices.Contains(values, value) {
			wrong[name] = view.Say("open.wrong.choose")
			return ""
		}
		return value
	}
	in := cases.Opening{
		Host: casework.Country(one(fieldHost, r.Hosts())), Origin: casework.Country(one(fieldOrigin, r.Origins())),
		Custodian: one(fieldCustodian, say.FactValues(casework.FactCustodian)), ToldOfPurpose: one(fieldTold, say.FactValues(casework.FactToldOfPurpose)),
		Age: one(fieldAge, say.FactValues(casework.FactAge)), Words: say.ReadText(f, fieldWords, wrong),
		Person: record.Person{
			Name: readLine(f, fieldName, wrong), NativeName: readLine(f, fieldNative, wrong), DocumentNumber: f.Text(fieldPaper), Phone: f.Text(fieldPhone), Place: readLine(f, fieldPlace, wrong), Languages: readLine(f, fieldLanguages, wrong),
			Remark: say.ReadText(f, fieldRemark, wrong),
		},
		Birth: cases.Birth{Date: r.readBirth(f, wrong), AsWritten: readLine(f, fieldWritten, wrong), Estimated: f.Get(fieldEstimated) == "yes"},
	}
	if sex := person.Sex(f.Get(fieldSex)); sex == person.Female || sex == person.Male || sex == person.UnknownSex {
		in.Person.Sex = sex
	}
	if code := f.Get(fieldNation); slices.Contains(r.Origins(), code) {
		in.Person.Nationality = code
	}
	in.Operation = casework.Ref(f.Get(fieldOperation))
	if in.Corridor = f.Get(fieldCorridor); in.Corridor != "" && !slices.ContainsFunc(r.corridorAnswers(f), func(a view.Answer) bool { return a.Value == in.Corridor }) {
		wrong[fieldCorridor] = view.Say("open.wrong.choose")
	}
	for _, must := range []string{fieldHost, fieldTold} { // neither can be left open
		if _, already := wrong[must]; !already && (f.Get(must) == notAsked || f.Get(must) == notKnown) {
			wrong[must] = view.Say("open.wrong.choose")
		}
	}
	if in.Person.DocumentNumber != "" && !paperNumber.MatchString(in.Person.DocumentNumber) {
		wrong[fieldPaper] = view.Say("open.wrong.document")
	}
	if in.Person.Phone != "" && !phoneNumber.MatchString(in.Person.Phone) {
		wrong[fieldPhone] = view.Say("open.wrong.phone")
	}
	known := in.Person.Name + in.Person.NativeName + in.Person.DocumentNumber + in.Person.Phone + in.Person.Place + in.Person.Nationality + in.Birth.Date + in.Birth.AsWritten
	if known == "" && len(wrong) == 0 {
		wrong[fieldName] = view.Say("open.wrong.person")
	}
	return in, wrong
}

// readLine reads one line of text.
func readLine(f site.SentForm, name string, wrong say.Wrongs) string {
	text := f.Text(name)
	switch {
	case utf8.RuneCountInString(text) > nameLimit:
		wrong[name] = view.Say("task.wrong.long", nameLimit)
	case strings.ContainsFunc(text, unicode.IsControl):
		wrong[name] = view.Say("open.wrong.line")
	}
	return text
}

// readBirth reads a day, a month or a year of birth; "" for none. A year of another era is asked about
// and never turned into one of the common era.
func (r reader) readBirth(f site.SentForm, wrong say.Wrongs) string {
	typed := say.DateParts(f, fieldBirth)
	if typed == (view.DateParts{}) {
		return ""
	}
	const lastYear = 2400
	year, bad := say.Number(typed.Year)
	date, full := fmt.Sprintf("%04d", year), fmt.Sprintf("%04d-01-01", year)
	if typed.Month != "" {
		month, badMonth := say.Number(typed.Month)
		date, bad = date+fmt.Sprintf("-%02d", month), bad || badMonth
		full = date + "-01"
	}
	if typed.Day != "" {
		day, badDay := say.Number(typed.Day)
		date, bad = date+fmt.Sprintf("-%02d", day), bad || badDay || typed.Month == ""
		full = date
	}
	first, err := civil.ParseDate(full)
	switch {
	case bad || year < 1000 || year <= lastYear && err != nil:
		wrong[fieldBirth] = view.Say("open.wrong.birth")
	case year > lastYear:
		wrong[fieldBirth] = view.Say("task.wrong.era", strconv.Itoa(year), strconv.Itoa(year-543))
	case first.Start(r.Zone).After(r.Now):
		wrong[fieldBirth] = view.Say("open.wrong.future")
	}
	return date
}
