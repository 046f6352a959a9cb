package cases

import (
	"net/url"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
	"example.org/homeward/web/words"
)

// caseFilter is one filter of the list of cases: the key of the address, its codes, and what each code
// asks for. Any other code is ignored.
type caseFilter struct {
	key   string
	label string // of its field
	codes []string
	text  func(code string) view.Text
	apply func(f *record.CaseFilter, code string, now time.Time)
}

// caseFilters lists the filters in the order of their fields.
func (p *pages) caseFilters(l words.Language) []caseFilter {
	named := func(kind string) func(string) view.Text {
		return func(code string) view.Text { return view.Named(kind, code) }
	}
	return []caseFilter{
		{"stage", "cases.filter_stage", site.Codes(casework.Stages()), named("stage"), func(f *record.CaseFilter, code string, _ time.Time) {
			f.Stage = casework.Stage(code)
		}},
		{"clock", "cases.filter_clock", []string{"overdue", "week", "still"}, named("case_clock"), byClock},
		{"origin", "cases.filter_origin", p.Origins(), func(code string) view.Text {
			return view.Say("case_origin.from", l.Country(code))
		}, func(f *record.CaseFilter, code string, _ time.Time) { f.Origin = casework.Country(code) }},
		{"minor", "cases.filter_minor", []string{"yes"}, named("case_minor"), func(f *record.CaseFilter, _ string, _ time.Time) {
			f.Minor = true
		}},
		{"state", "cases.filter_state", []string{"ended", "all"}, named("case_state"), func(f *record.CaseFilter, code string, _ time.Time) {
			f.Open, f.Ended = false, code == "ended"
		}},
	}
}

func byClock(f *record.CaseFilter, code string, now time.Time) {
	switch code {
	case "overdue":
		f.Overdue = true
	case "week":
		f.DueFrom, f.DueBefore = now, now.AddDate(0, 0, 7)
	case "still":
		f.Paused = true
	}
}

// filterCases reads the filters of an address. It returns what they ask for, their fields, the active
// ones with the way to remove each, and the address with these alone.
func (p *pages) filterCases(l words.Language, query url.Values, now time.Time) (f record.CaseFilter, fields []view.Question, chips []view.Chip, address url.Values) {
	f, address = record.CaseFilter{Open: true}, url.Values{}
	filters := p.caseFilters(l)
	for _, one := range filters {
		if code := query.Get(one.key); slices.Contains(one.codes, code) {
			address.Set(one.key, code)
			one.apply(&f, code, now)
		}
	}
	for _, one := range filters {
		chosen, first := address.Get(one.key), view.Say("cases.any")
		if one.key == "state" {
			first = view.Named("case_state", "open")
		}
		field := view.Question{ID: "filter-" + one.key, Name: one.key, Kind: view.AskSelect, Label: view.Say(one.label), Answers: []view.Answer{{Text: first}}}
		for _, code := range one.codes {
			field.Answers = append(field.Answers, view.Answer{Value: code, Text: one.text(code), Chosen: code == chosen})
		}
		fields = append(fields, field)
		if chosen != "" {
			others := url.Values{}
			for key := range address {
				if key != one.key {
					others.Set(key, address.Get(key))
				}
			}
			chips = append(chips, view.Chip{Text: one.text(chosen), Path: site.WithQuery(say.CasesPath, others)})
		}
	}
	return f, fields, chips, address
}
