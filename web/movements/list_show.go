package movements

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/movements"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// The answer for a passenger stands in a field with this before her reference; the form has this ID.
const (
	fieldSaid = "said."
	formRoll  = "form-roll"
)

// roll is the passenger list of a movement and what the user's desk can do with it now.
type roll struct {
	shown

	lines  []movements.ManifestLine
	offers []deed
}

// findRoll asks for the passenger list. A user who may not read the names, as a receiver, gets the passengers
// whom they may know of.
func (p *pages) findRoll(c echo.Context, user identity.Caller) (roll, error) {
	ctx, ref, out := c.Request().Context(), casework.Ref(c.Param("movement")), roll{shown: shown{reader: p.reader(c, user)}}
	var err error
	if out.of, err = p.Usecases.ShowMovement(ctx, ref); err != nil {
		return out, err
	}
	out.offers = out.offered(user)
	if policy.EverAllowed(user.Actor, policy.ShowManifest) {
		found, err := p.Usecases.ShowManifest(ctx, ref)
		out.lines = found.Passengers
		return out, err
	}
	for _, one := range out.of.Passengers {
		if one.State.Seated() {
			out.lines = append(out.lines, movements.ManifestLine{Case: one.Case, State: one.State, Seat: one.Seat, Minor: one.Need.Child})
		}
	}
	return out, nil
}

// showRoll shows the passenger list of one movement.
func (p *pages) showRoll(c echo.Context, user identity.Caller) error {
	s, err := p.findRoll(c, user)
	if err != nil {
		return err
	}
	kept, err := p.Drafts(c, user, s.path())
	if err != nil {
		return err
	}
	page := s.rollPage(p.Frame(c, "", site.FormNotices()...), kept.Form, nil)
	for i := range page.Acts {
		if one := &page.Acts[i]; len(one.Questions) > 0 {
			one.Draft = kept.View(one.Action, formRoll, 0)
			page.Typing = &one.Draft
			break
		}
	}
	receipt, banner, err := s.Receipt(c)
	if err != nil {
		return err
	}
	page.Banner, page.Answers = banner, answerLines(receipt)
	return p.Render(c, http.StatusOK, page)
}

func (s roll) path() string { return say.MovementPath(s.of.Ref) + "/list" }

// rollPage makes the page with what was typed into the form that is sent to an action.
func (s roll) rollPage(f view.Frame, typed func(action string) site.SentForm, wrong say.Wrongs) view.Roll {
	f.Section, f.Path = "nav.movements", s.path()
	page := view.Roll{Frame: f, Ref: string(s.of.Ref), Back: say.MovementPath(s.of.Ref), State: statusBadge(s.of.Status), Withheld: s.of.Withheld, Waits: s.waits()}
	for _, leg := range s.of.Legs {
		page.Legs = append(page.Legs, s.Leg(string(leg.Mode), string(leg.From), string(leg.To), leg.DepartsAt, leg.ArrivesAt))
	}
	for _, line := range s.lines {
		page.Lines = append(page.Lines, s.line(line))
	}
	for _, one := range s.offers {
		action := s.path() + "/" + one.name
		page.Acts = append(page.Acts, s.deedForm(one, action, typed(action), wrong))
	}
	return page
}

// line is one seat.
func (s roll) line(m movements.ManifestLine) view.RollLine {
	out := view.RollLine{Seat: view.Say("roll.seat", m.Seat), State: view.Badge{Text: view.Named("passenger", m.State), Tone: tone(m.State)}, Name: m.Person.Name}
	if m.Case != "" {
		out.Person = view.Person{Ref: string(m.Case), Path: say.CasePath(m.Case), Badges: say.PersonBadges(m.Minor, false)}
	}
	if m.Document != nil {
		out.Number = m.Document.Number
	}
	return out
}

// deedForm is the form of one act.
func (s roll) deedForm(one deed, action string, f site.SentForm, wrong say.Wrongs) view.SmallForm {
	key := "roll." + one.name
	out := view.SmallForm{
		ID: one.name, Action: action, Key: site.NewKey(), Title: view.Say(key), Hint: view.Say(key + "_hint"), Submit: view.Say(key + "_do"),
		Danger: one.danger, Open: !one.danger || one.action == policy.DepartMovement,
	}
	if len(one.says) == 0 {
		return out
	}
	names := map[casework.Ref]string{}
	for _, line := range s.lines {
		names[line.Case] = line.Person.Name
	}
	for _, passenger := range s.of.Passengers {
		if passenger.State != one.of {
			continue
		}
		field := fieldSaid + string(passenger.Case)
		q := view.Question{ID: field, Name: field, Kind: view.AskSelect, Label: view.Say("roll.person", string(passenger.Case)), Wrong: wrong[field], Answers: []view.Answer{{Text: view.Say("roll.not_yet")}}}
		if name := names[passenger.Case]; name != "" {
			q.Label = view.Say("trips.answer_line", string(passenger.Case), name)
		}
		for _, said := range one.says {
			q.Answers = append(q.Answers, view.Answer{Value: said.value, Text: said.text, Chosen: f.Get(field) == said.value})
		}
		out.Questions = append(out.Questions, q)
	}
	return out
}

// find returns the act of a name, if the user's desk has to do it now.
func (s roll) find(name string) (deed, bool) {
	i := slices.IndexFunc(s.offers, func(d deed) bool { return d.name == name })
	if i < 0 {
		return deed{}, false
	}
	return s.offers[i], true
}
