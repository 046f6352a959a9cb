package queue

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

// CaseList is a list of cases as its address asks for it.
type CaseList struct {
	Filter  record.CaseFilter
	Fields  []view.Question // with what is chosen
	Chips   []view.Chip     // the filters that are on; each leads to the list without it
	Address url.Values
	Dropped bool // as Inbox.Dropped
	// Unknown is the key of a filter whose code is not one of its codes; "" for none. Such an address is not
	// answered: the list would show more than was asked for.
	Unknown string
}

// caseFilter is one filter of the list of cases: the key of the address, its codes, and what each code
// asks for.
type caseFilter struct {
	key   string
	label string // of its field
	codes []string
	text  func(code string) view.Text
	apply func(f *record.CaseFilter, code string, now time.Time)
}

// caseFilters lists the filters in the order of their fields.
func caseFilters(p *site.Site, l words.Language) []caseFilter {
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
			f.Minor = new(true)
		}},
		{"state", "cases.filter_state", []string{"ended", "all"}, named("case_state"), func(f *record.CaseFilter, code string, _ time.Time) {
			f.Open = nil
			if code == "ended" {
				f.Open = new(false)
			}
		}},
	}
}

func byClock(f *record.CaseFilter, code string, now time.Time) {
	switch code {
	case "overdue":
		f.Overdue = new(true)
	case "week":
		f.DueFrom, f.DueBefore = now, now.AddDate(0, 0, 7)
	case "still":
		f.Paused = new(true)
	}
}

// InCases reads the address of the list of cases.
func InCases(p *site.Site, l words.Language, query url.Values, now time.Time) CaseList {
	out := CaseList{Filter: record.CaseFilter{Open: new(true)}, Address: url.Values{}}
	filters := caseFilters(p, l)
	for _, one := range filters {
		switch code := query.Get(one.key); {
		case slices.Contains(one.codes, code):
			out.Address.Set(one.key, code)
			one.apply(&out.Filter, code, now)
		case code != "":
			out.Unknown = one.key
		}
	}
	if begins := beginning(query.Get("ref")); begins != "" {
		out.Address.Set("ref", begins)
		out.Filter.RefBegins = begins
	} else {
		out.Dropped = query.Get("ref") != ""
	}
	for _, one := range filters {
		out.Fields = append(out.Fields, one.field(out.Address.Get(one.key)))
		if chosen := out.Address.Get(one.key); chosen != "" {
			out.Chips = append(out.Chips, view.Chip{Text: one.chip(chosen), Path: without(say.CasesPath, out.Address, one.key)})
		}
	}
	out.Fields = append(out.Fields, Find(out.Filter.RefBegins))
	if begins := out.Filter.RefBegins; begins != "" {
		out.Chips = append(out.Chips, view.Chip{Text: view.Say("filter.ref_begins", begins), Path: without(say.CasesPath, out.Address, "ref")})
	}
	return out
}

// chip says what is chosen, so that it reads alone.
func (f caseFilter) chip(chosen string) view.Text {
	if f.key == "stage" || f.key == "state" {
		return view.Say("filter.chip", view.Say(f.label), f.text(chosen))
	}
	return f.text(chosen)
}

// field is the field of a filter, with what is chosen.
func (f caseFilter) field(chosen string) view.Question {
	first := view.Say("cases.any")
	if f.key == "state" {
		first = view.Named("case_state", "open")
	}
	out := view.Question{ID: "filter-" + f.key, Name: f.key, Kind: view.AskSelect, Label: view.Say(f.label), Answers: []view.Answer{{Text: first}}}
	for _, code := range f.codes {
		out.Answers = append(out.Answers, view.Answer{Value: code, Text: f.text(code), Chosen: code == chosen})
	}
	return out
}
