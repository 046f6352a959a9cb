package people

import (
	"regexp"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// phoneNumber is a number as the contract takes it; other marks are not part of one.
var phoneNumber = regexp.MustCompile(`^\+?[0-9 ()-]{4,30}$`)

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
			Name: say.ReadLine(f, fieldName, wrong), NativeName: say.ReadLine(f, fieldNative, wrong), DocumentNumber: say.ReadPaper(f, fieldPaper, wrong), Phone: f.Text(fieldPhone), Place: say.ReadLine(f, fieldPlace, wrong), Languages: say.ReadLine(f, fieldLanguages, wrong),
			Remark: say.ReadText(f, fieldRemark, wrong),
		},
		Birth: cases.Birth{Date: r.ReadBirth(f, fieldBirth, wrong), AsWritten: say.ReadLine(f, fieldWritten, wrong), Estimated: f.Get(fieldEstimated) == "yes"},
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
	if in.Person.Phone != "" && !phoneNumber.MatchString(in.Person.Phone) {
		wrong[fieldPhone] = view.Say("open.wrong.phone")
	}
	known := in.Person.Name + in.Person.NativeName + in.Person.DocumentNumber + in.Person.Phone + in.Person.Place + in.Person.Nationality + in.Birth.Date + in.Birth.AsWritten
	if known == "" && len(wrong) == 0 {
		wrong[fieldName] = view.Say("open.wrong.person")
	}
	return in, wrong
}
