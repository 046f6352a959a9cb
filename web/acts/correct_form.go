package acts

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/person"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// The fields of the form that corrects her identity.
const (
	fieldName    = "name"
	fieldNative  = "native_name"
	fieldBirth   = "birth"
	fieldWritten = "birth_written"
	fieldSex     = "sex"
	fieldNation  = "nationality"
	fieldPaper   = "document"
)

// correctQuestions are the questions of the form. Each says what is on record; nothing is filled in beforehand, so that
// only what is wrong is written.
func (s shown) correctQuestions(f site.SentForm, wrong say.Wrongs) []view.Question {
	field := func(q view.Question) view.Question {
		q.ID, q.Value, q.Wrong, q.Hint = q.Name, f.Get(q.Name), wrong[q.Name], s.onRecord(q.Name)
		return q
	}
	open := func(name string) []view.Answer {
		return []view.Answer{{Text: view.Say("acts.correct.stays"), Chosen: f.Get(name) == ""}}
	}
	sexes, nations := open(fieldSex), open(fieldNation)
	for _, code := range sexesOnRecord() {
		sexes = append(sexes, view.Answer{Value: string(code), Text: view.Say("person.sex." + string(code)), Chosen: f.Get(fieldSex) == string(code)})
	}
	for _, code := range s.Origins() {
		nations = append(nations, view.Answer{Value: code, Plain: s.Country(casework.Country(code)), Chosen: f.Get(fieldNation) == code})
	}
	birth := field(view.Question{Name: fieldBirth, Kind: view.AskDate, Label: view.Say("person.birth")})
	birth.Date, birth.Value = say.DateParts(f, fieldBirth), ""
	written := field(view.Question{Name: fieldWritten, Label: view.Say("open.written"), Limit: say.NameLimit})
	written.Hint = view.Say("open.written_hint")
	return []view.Question{
		field(view.Question{Name: fieldName, Label: view.Say("person.name"), Limit: say.NameLimit}),
		field(view.Question{Name: fieldNative, Label: view.Say("person.native_name"), Limit: say.NameLimit}),
		birth, written,
		field(view.Question{Name: fieldSex, Kind: view.AskSelect, Label: view.Say("person.sex"), Answers: sexes}),
		field(view.Question{Name: fieldNation, Kind: view.AskSelect, Label: view.Say("person.nationality"), Answers: nations}),
		field(view.Question{Name: fieldPaper, Label: view.Say("person.document"), Limit: say.PaperLimit, Code: true}),
		words(fieldReasons, "acts.reasons", f, wrong, false, s.ReadBy(casework.Entry{Code: casework.EntryProposed})),
	}
}

func sexesOnRecord() []person.Sex {
	return []person.Sex{person.Female, person.Male, person.UnknownSex}
}

// onRecord says what is on record of a field.
func (s shown) onRecord(name string) view.Text {
	value := s.ofPerson(name)
	switch {
	case value.Plain != "":
		return view.Say("acts.correct.now", value.Plain)
	case value.Value.Key == "" || value.Value.Key == say.NothingYet().Value.Key:
		return view.Say("acts.correct.none")
	default:
		return view.Say("acts.correct.now", value.Value)
	}
}

// ofPerson is the value on record of a field of the form.
func (s shown) ofPerson(name string) view.Fact {
	key := map[string]string{
		fieldName: "person.name", fieldNative: "person.native_name", fieldBirth: "person.birth", fieldWritten: "person.birth", fieldSex: "person.sex",
		fieldNation: "person.nationality", fieldPaper: "person.document",
	}[name]
	about, _ := s.About(s.of.Person, s.of.Shown)
	if i := slices.IndexFunc(about, func(f view.Fact) bool { return f.Name.Key == key }); i >= 0 {
		return about[i]
	}
	return say.NothingYet()
}

// readCorrection reads the form, and says which fields have to be corrected.
func (s shown) readCorrection(f site.SentForm, wrong say.Wrongs) cases.Correction {
	in := cases.Correction{
		Person: record.Person{
			Name: say.ReadLine(f, fieldName, wrong), NativeName: say.ReadLine(f, fieldNative, wrong), DocumentNumber: say.ReadPaper(f, fieldPaper, wrong),
		},
		Birth:   cases.Birth{Date: s.ReadBirth(f, fieldBirth, wrong), AsWritten: say.ReadLine(f, fieldWritten, wrong)},
		Reasons: say.ReadText(f, fieldReasons, wrong),
	}
	if sex := person.Sex(f.Get(fieldSex)); slices.Contains(sexesOnRecord(), sex) {
		in.Person.Sex = sex
	}
	if code := f.Get(fieldNation); slices.Contains(s.Origins(), code) {
		in.Person.Nationality = code
	}
	if in.Reasons == "" {
		wrong[fieldReasons] = view.Say("acts.wrong.reasons")
	}
	given := in.Person.Name + in.Person.NativeName + in.Person.DocumentNumber + string(in.Person.Sex) + in.Person.Nationality + in.Birth.Date + in.Birth.AsWritten
	if given == "" && len(wrong) == 0 {
		wrong[fieldName] = view.Say("acts.correct.nothing")
	}
	return in
}

// correctEffects say what follows once a second person has agreed.
func (s shown) correctEffects(p cases.CorrectionPreview) []view.Effect {
	var lapses []view.Text
	for _, step := range p.Lapses {
		lapses = append(lapses, say.StepText(step))
	}
	first := view.Effect{Title: view.Say("acts.follows"), Lines: []view.Text{view.Say("acts.correct.second")}}
	if p.Withheld {
		first.Lines = append(first.Lines, view.Say("approval.proposal.elsewhere"))
	}
	return say.Effects(
		first, view.Effect{Title: view.Say("acts.correct.lapses"), Lines: lapses},
		view.Effect{Title: view.Say("approval.proposal.recalls"), Lines: s.StepsAt(p.Recalls)},
		view.Effect{Title: view.Say("approval.proposal.asks"), Lines: s.StepsAt(p.Asks)},
		view.Effect{Title: view.Say("approval.proposal.undoes"), Lines: say.WouldUndo(p.Undoes)},
	)
}
