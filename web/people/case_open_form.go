package people

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// The fields of the form that opens a case, beside those of the search.
const (
	fieldHost      = "host"
	fieldOrigin    = "origin"
	fieldCustodian = "custodian"
	fieldTold      = "told_of_purpose"
	fieldAge       = "age"
	fieldNative    = "native_name"
	fieldBirth     = "birth"
	fieldWritten   = "birth_written"
	fieldEstimated = "birth_estimated"
	fieldSex       = "sex"
	fieldNation    = "nationality"
	fieldPlace     = "place"
	fieldWords     = "words"
	fieldOperation = "operation"
	fieldCorridor  = "corridor"
	fieldLanguages = "languages"
	fieldRemark    = "remark"
	fieldAllSame   = "all_the_same"
	fieldBefore    = "all_the_same_before" // the reason that was typed before the form was kept
	notAsked       = "not_asked"
	notKnown       = "not_known"
)

// openingQuestions are the questions about the case, and those about the person. Nothing is chosen
// beforehand.
func (r reader) openingQuestions(f site.SentForm, wrong say.Wrongs) (ofCase, ofPerson []view.Question) {
	choose := func(name string) []view.Answer {
		return []view.Answer{{Text: view.Say("task.choose"), Chosen: f.Get(name) == ""}}
	}
	answer := func(name, value string, text view.Text) view.Answer {
		return view.Answer{Value: value, Text: text, Chosen: f.Get(name) == value}
	}
	countries := func(name string, codes []string) []view.Answer {
		out := choose(name)
		for _, code := range codes {
			out = append(out, view.Answer{Value: code, Plain: r.Country(casework.Country(code)), Chosen: f.Get(name) == code})
		}
		return out
	}
	facts := func(name string, fact casework.FactName) (out []view.Answer) {
		for _, value := range say.FactValues(fact) {
			out = append(out, answer(name, value, say.ValueText(fact, value)))
		}
		return out
	}
	unknown := func(name string) view.Answer { return answer(name, notKnown, view.Say("no_value.not_known")) }
	unasked := func(name string) view.Answer { return answer(name, notAsked, view.Say("no_value.not_asked")) }
	field := func(q view.Question) view.Question {
		q.ID, q.Value, q.Wrong = q.Name, f.Get(q.Name), wrong[q.Name]
		return q
	}
	ofCase = []view.Question{
		field(view.Question{Name: fieldHost, Kind: view.AskSelect, Label: view.Say("open.host"), Answers: countries(fieldHost, r.Hosts())}),
		field(view.Question{Name: fieldOrigin, Kind: view.AskSelect, Label: view.Say("open.origin"), Hint: view.Say("open.origin_hint"), Answers: append(countries(fieldOrigin, r.Origins()), unknown(fieldOrigin))}),
		field(view.Question{Name: fieldCustodian, Kind: view.AskSelect, Label: view.Named("fact", casework.FactCustodian), Answers: append(append(choose(fieldCustodian), facts(fieldCustodian, casework.FactCustodian)...), unasked(fieldCustodian))}),
		field(view.Question{Name: fieldTold, Kind: view.AskOne, Label: view.Named("fact", casework.FactToldOfPurpose), Answers: facts(fieldTold, casework.FactToldOfPurpose)}),
		field(view.Question{Name: fieldAge, Kind: view.AskOne, Label: view.Named("fact", casework.FactAge), Answers: append(facts(fieldAge, casework.FactAge), unasked(fieldAge))}),
	}
	sexes := choose(fieldSex)
	for _, code := range []string{"female", "male", "unknown"} {
		sexes = append(sexes, answer(fieldSex, code, view.Say("person.sex."+code)))
	}
	birth := view.Question{ID: fieldBirth, Name: fieldBirth, Kind: view.AskDate, Label: view.Say("person.birth"), Hint: view.Say("open.birth_hint"), Date: say.DateParts(f, fieldBirth), Wrong: wrong[fieldBirth], Optional: true}
	ofPerson = []view.Question{
		field(view.Question{Name: fieldName, Label: view.Say("search.name"), Hint: view.Say("open.name_hint"), Limit: nameLimit, Optional: true}),
		field(view.Question{Name: fieldNative, Label: view.Say("person.native_name"), Limit: nameLimit, Optional: true}),
		birth,
		field(view.Question{Name: fieldWritten, Label: view.Say("open.written"), Hint: view.Say("open.written_hint"), Limit: nameLimit, Optional: true}),
		{ID: fieldEstimated, Name: fieldEstimated, Kind: view.AskSeveral, Label: view.Say("open.how_sure"), Answers: []view.Answer{answer(fieldEstimated, "yes", view.Say("open.estimated"))}, Optional: true},
		field(view.Question{Name: fieldSex, Kind: view.AskSelect, Label: view.Say("person.sex"), Answers: sexes, Optional: true}),
		field(view.Question{Name: fieldNation, Kind: view.AskSelect, Label: view.Say("person.nationality"), Hint: view.Say("open.nationality_hint"), Answers: countries(fieldNation, r.Origins()), Optional: true}),
		field(view.Question{Name: fieldPaper, Label: view.Say("search.document"), Limit: paperLimit, Optional: true, Code: true}),
		field(view.Question{Name: fieldPhone, Label: view.Say("search.phone"), Readers: view.Say("task.readers.contact"), Limit: phoneLimit, Optional: true, Code: true}),
		field(view.Question{Name: fieldPlace, Label: view.Say("person.place"), Readers: view.Say("task.readers.contact"), Limit: nameLimit, Optional: true}),
		field(view.Question{Name: fieldLanguages, Label: view.Say("person.languages"), Hint: view.Say("open.languages_hint"), Limit: nameLimit, Optional: true}),
		field(view.Question{Name: fieldRemark, Kind: view.AskArea, Label: view.Say("person.remark"), Hint: view.Say("open.remark_hint"), Readers: r.ReadByClass(policy.Narrative), Limit: site.TextLimit, Optional: true}),
		field(view.Question{Name: fieldWords, Kind: view.AskArea, Label: view.Say("open.words"), Readers: r.ReadBy(casework.Entry{Code: casework.EntryOpened}), Limit: site.TextLimit, Optional: true}),
	}
	return ofCase, ofPerson
}
