package web

import (
	"slices"
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/web/view"
)

// about is who the person is. Each field that has no value says why: it is not for the user, or it
// was not asked yet.
func (r reader) about(p record.Person, shown []policy.Class) []view.Fact {
	var out []view.Fact
	add := func(key, value, lang string, class policy.Class) {
		f := view.Fact{Name: view.Say(key), Plain: value, Lang: lang}
		if value == "" {
			f.None = view.NotAsked
			if !slices.Contains(shown, class) {
				f.None = view.Withheld
			}
		}
		out = append(out, f)
	}
	add("person.name", p.Name, "", policy.TravelCard)
	add("person.native_name", p.NativeName, "", policy.Identity)
	add("person.birth", birth(p), "", policy.TravelCard)
	sex := view.Fact{Name: view.Say("person.sex"), None: view.NotAsked}
	switch {
	case p.Sex != "":
		sex.None, sex.Value = "", view.Named("person.sex", p.Sex)
	case !slices.Contains(shown, policy.TravelCard):
		sex.None = view.Withheld
	}
	out = append(out, sex)
	add("person.nationality", nationality(p), "en", policy.TravelCard)
	add("person.document", p.DocumentNumber, "en", policy.TravelCard)
	add("person.languages", p.Languages, "en", policy.Identity)
	add("person.phone", p.Phone, "en", policy.Contact)
	add("person.place", p.Place, "", policy.Contact)
	add("person.remark", p.Remark, "", policy.Narrative)
	return out
}

// birth is a date of birth as it was written, or the days that it can mean.
func birth(p record.Person) string {
	if p.Birth.AsWritten != "" {
		return p.Birth.AsWritten
	}
	var all []string
	for _, reading := range p.Birth.Readings {
		one := reading.From.String()
		if reading.To != reading.From {
			one += "–" + reading.To.String()
		}
		all = append(all, one)
	}
	return strings.Join(all, " / ")
}

func nationality(p record.Person) string {
	if p.NationalityRaw != "" && p.Nationality != "" && p.NationalityRaw != p.Nationality {
		return p.Nationality + " (" + p.NationalityRaw + ")"
	}
	return p.Nationality + p.NationalityRaw
}

// stated lists the facts with their authors. The history has the earlier versions.
func (r reader) stated(facts []casework.Fact, history []record.TimelineEntry) []view.Stated {
	var out []view.Stated
	for _, f := range slices.Backward(facts) {
		one := view.Stated{Name: factText(f.Name), Value: valueText(f.Name, f.Value), By: r.deskName(f.By.Desk), At: r.at(f.At)}
		for _, e := range history {
			name, value, ok := strings.Cut(e.Detail, "=")
			if e.Code == casework.EntryFact && ok && name == string(f.Name) && e.At.Before(f.At) {
				one.Earlier = append(one.Earlier, view.Stated{Value: valueText(f.Name, value), By: r.deskName(e.By.Desk), At: r.at(e.At)})
			}
		}
		out = append(out, one)
	}
	return out
}

// papers lists the travel documents.
func (r reader) papers(all []record.Document) []view.Fact {
	var out []view.Fact
	for _, d := range all {
		one := documentText(d)
		one.Plain, one.Lang = d.Number, "en"
		if d.ExpiresAt != nil {
			one.At = r.at(*d.ExpiresAt)
		}
		out = append(out, one)
	}
	return out
}

// trip is the movement that the person has a place on.
func (r reader) trip(t *casework.Trip) []view.Fact {
	if t == nil {
		return nil
	}
	out := []view.Fact{{Name: view.Say("case.departs"), At: r.at(t.DepartsAt)}, {Name: view.Say("case.movement"), Plain: string(t.Movement), Lang: "en"}}
	if t.Charter {
		out = append(out, view.Fact{Name: view.Say("case.carrier"), Value: view.Say("case.charter")})
	}
	return out
}

// holds lists the orders that keep the person in the host state.
func (r reader) holds(all []casework.Hold) []view.Event {
	var out []view.Event
	for _, h := range all {
		out = append(out, view.Event{
			Text: holdText(h.Kind), At: r.at(h.Since), By: deskBy(r.deskName(h.By.Desk)), Detail: view.Say("case.hold_review", r.at(h.ReviewBy)),
		})
	}
	return out
}

// holdText names a kind of order; one that is not in the list of kinds is an order like others.
func holdText(kind string) view.Text {
	switch kind {
	case "witness", "suspect", "bail", "warrant":
		return view.Named("hold", kind)
	default:
		return view.Say("case.hold_other")
	}
}

// waivers lists the conditions that were waived.
func (r reader) waivers(all []casework.WaiverGiven) []view.Event {
	var out []view.Event
	for _, w := range all {
		for _, condition := range w.Conditions {
			out = append(out, view.Event{Text: view.Say("case.waived", conditionText(condition)), At: r.at(w.At), By: deskBy(r.deskName(w.By.Desk))})
		}
	}
	return out
}

func deskBy(name string) view.Text {
	if name == "" {
		return view.Text{}
	}
	return view.Say("case.by", name)
}

// undone lists what is being taken back, or was, or cannot be. Acts that still stand are
// not listed.
func undone(all []casework.UndoEntry) []view.Fact {
	var out []view.Fact
	for _, u := range all {
		if u.State != casework.UndoArmed && u.State != casework.UndoObsolete {
			out = append(out, view.Fact{Name: view.Named("undo", u.Kind), Value: view.Named("undo_state", u.State)})
		}
	}
	return out
}
