package say

import (
	"slices"
	"strings"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/web/view"
)

// About is who the person is. Fields without a value are gaps: those that were not asked yet, and those
// that are not for the user.
func (r Reader) About(p record.Person, shown []policy.Class) (out, gaps []view.Fact) {
	var withheld, open []view.Text
	for _, f := range []struct {
		key, value, lang string
		class            policy.Class
	}{
		{"person.name", p.Name, "", policy.TravelCard},
		{"person.native_name", p.NativeName, "", policy.Identity},
		{"person.birth", birth(p), "", policy.TravelCard},
		{"person.sex", string(p.Sex), "", policy.TravelCard},
		{"person.nationality", r.nationality(p), r.Language.Code, policy.TravelCard},
		{"person.document", p.DocumentNumber, "en", policy.TravelCard},
		{"person.languages", p.Languages, "en", policy.Identity},
		{"person.phone", p.Phone, "en", policy.Contact},
		{"person.place", p.Place, "", policy.Contact},
		{"person.remark", p.Remark, "", policy.Narrative},
	} {
		name := view.Say(f.key)
		switch {
		case f.value == "" && slices.Contains(shown, f.class):
			open = append(open, name)
		case f.value == "":
			withheld = append(withheld, name)
		case f.key == "person.phone":
			out = append(out, view.Fact{Name: name, Value: view.Say("contact.on_its_page")})
		case f.key == "person.sex":
			out = append(out, view.Fact{Name: name, Value: view.Named("person.sex", f.value)})
		default:
			out = append(out, view.Fact{Name: name, Plain: f.value, Lang: f.lang})
		}
	}
	if len(open) > 0 {
		gaps = append(gaps, view.Fact{Name: view.Say("no_value.not_asked"), Value: view.Say("case.list", open)})
	}
	if len(withheld) > 0 {
		gaps = append(gaps, view.Fact{Name: view.Say("no_value.withheld"), Value: view.Say("case.list", withheld)})
	}
	return out, gaps
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

// nationality is what the person is said to be a national of, and how that was written.
func (r Reader) nationality(p record.Person) string {
	if p.Nationality == "" {
		return p.NationalityRaw
	}
	name := r.Country(casework.Country(p.Nationality))
	if p.NationalityRaw == "" || p.NationalityRaw == p.Nationality || p.NationalityRaw == name {
		return name
	}
	return name + " (" + p.NationalityRaw + ")"
}

// storedTo is how exactly PostgreSQL stores an instant. The state of a case keeps it in full: the two can
// differ by this much, and are the same instant.
const storedTo = time.Microsecond

// Stated lists the facts with their authors. The history has the earlier versions.
func (r Reader) Stated(facts []casework.Fact, history []record.TimelineEntry) []view.Stated {
	var out []view.Stated
	for _, f := range slices.Backward(facts) {
		one := view.Stated{Name: factText(f.Name), Value: ValueText(f.Name, f.Value), By: r.DeskName(f.By.Desk), At: r.At(f.At)}
		for _, e := range history {
			if value, ok := earlier(f, e); ok {
				one.Earlier = append(one.Earlier, view.Stated{Value: ValueText(f.Name, value), By: r.DeskName(e.By.Desk), At: r.At(e.At)})
			}
		}
		out = append(out, one)
	}
	return out
}

// earlier returns the value that an entry of the history gives to a fact, and false unless that was before
// the one which holds now.
func earlier(now casework.Fact, e record.TimelineEntry) (string, bool) {
	name, value, ok := strings.Cut(e.Detail, "=")
	return value, ok && e.Code == casework.EntryFact && name == string(now.Name) && now.At.Sub(e.At) > storedTo
}

// Papers lists the travel documents.
func (r Reader) Papers(all []record.Document) []view.Fact {
	var out []view.Fact
	for _, d := range all {
		one := documentText(d)
		one.Plain, one.Lang = d.Number, "en"
		if d.ExpiresAt != nil {
			one.At = r.At(*d.ExpiresAt)
		}
		out = append(out, one)
	}
	return out
}

// Trip is the movement that the person has a place on.
func (r Reader) Trip(t *casework.Trip) []view.Fact {
	if t == nil {
		return nil
	}
	out := []view.Fact{{Name: view.Say("case.departs"), At: r.At(t.DepartsAt)}, {Name: view.Say("case.movement"), Plain: string(t.Movement), Lang: "en"}}
	if t.Charter {
		out = append(out, view.Fact{Name: view.Say("case.carrier"), Value: view.Say("case.charter")})
	}
	return out
}

// Holds lists the orders that keep the person in the host state.
func (r Reader) Holds(all []casework.Hold) []view.Event {
	var out []view.Event
	for _, h := range all {
		out = append(out, view.Event{
			Text: HoldText(h.Kind), At: r.At(h.Since), By: deskBy(r.DeskName(h.By.Desk)), Detail: view.Say("case.hold_review", r.At(h.ReviewBy)),
		})
	}
	return out
}

// HoldText names a kind of order; one that is not in the list of kinds is an order like others.
func HoldText(kind string) view.Text {
	switch kind {
	case "witness", "suspect", "bail", "warrant":
		return view.Named("hold", kind)
	default:
		return view.Say("case.hold_other")
	}
}

// Waivers lists the conditions that were waived.
func (r Reader) Waivers(all []casework.WaiverGiven) []view.Event {
	var out []view.Event
	for _, w := range all {
		for _, condition := range w.Conditions {
			out = append(out, view.Event{Text: view.Say("case.waived", conditionText(condition)), At: r.At(w.At), By: deskBy(r.DeskName(w.By.Desk))})
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

// Undone lists what is being taken back, or was, or cannot be. Acts that still stand are
// not listed.
func Undone(all []casework.UndoEntry) []view.Fact {
	var out []view.Fact
	for _, u := range all {
		if u.State != casework.UndoArmed && u.State != casework.UndoObsolete {
			out = append(out, view.Fact{Name: view.Named("undo", u.Kind), Value: view.Named("undo_state", u.State)})
		}
	}
	return out
}
