package visits

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/aftercare"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// The names of the fields of an agreement about contact.
const (
	fieldCallers = "callers"
	fieldWoman   = "woman"
	fieldWays    = "ways"
	fieldTimes   = "times"
	fieldAskFor  = "ask_for"
	fieldSayAs   = "say_as"
	fieldPhone   = "phone"
	noContact    = "none" // among the callers: she was asked, and wants no contact
	nameLimit    = 100
	phoneLimit   = 31
)

// phoneNumber is a number as the contract has it.
var phoneNumber = regexp.MustCompile(`^\+?[0-9 ()-]{4,30}$`)

// agreeContact records what a survivor has agreed about contact.
func (p *pages) agreeContact(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	in, wrong := readContact(f)
	ref, why := casework.Ref(c.Param("case")), view.Text{}
	if len(wrong) == 0 {
		if late, err := p.lateContact(c, user, f); late {
			return err
		}
		receipt, err := p.Usecases.AgreeContact(c.Request().Context(), ref, f.Key(), in)
		if err == nil {
			return site.SentTo(c, contactPath(ref), receipt)
		}
		refusal, ok := refused(err)
		if !ok {
			return err
		}
		why = refusal[ofForm]
	}
	page, err := p.contactPage(c, user, f, wrong)
	if err != nil {
		return err
	}
	if len(wrong) == 0 {
		page.Banner = &view.Banner{Kind: "alert", Title: view.Say("sent.refused"), Texts: []view.Text{why}}
		return p.Render(c, http.StatusConflict, page)
	}
	return p.Render(c, http.StatusUnprocessableEntity, page)
}

// readContact reads the form of an agreement. A code that is not in its list is left out. That she wants no contact
// is chosen like a caller: a form in which nothing is chosen agrees nothing.
func readContact(f site.SentForm) (record.Contact, say.Wrongs) {
	wrong := say.Wrongs{}
	in := record.Contact{
		Callers: listed(policy.CallerKinds(), f.All(fieldCallers)), Woman: f.Get(fieldWoman) != "", Ways: listed(record.Ways(), f.All(fieldWays)),
		Times: listed(record.Daytimes(), f.All(fieldTimes)), AskFor: readName(f, fieldAskFor, wrong), SayAs: readName(f, fieldSayAs, wrong), Phone: f.Text(fieldPhone),
	}
	none := slices.Contains(f.All(fieldCallers), noContact)
	switch {
	case len(in.Callers) == 0 && !none:
		wrong[fieldCallers] = view.Say("contact.wrong.callers")
	case len(in.Callers) > 0 && none:
		wrong[fieldCallers] = view.Say("contact.wrong.both")
	case len(in.Callers) > 0 && len(in.Ways) == 0:
		wrong[fieldWays] = view.Say("contact.wrong.ways")
	}
	if in.Phone != "" && !phoneNumber.MatchString(in.Phone) {
		wrong[fieldPhone] = view.Say("open.wrong.phone")
	}
	return in, wrong
}

// readName reads a name in one line.
func readName(f site.SentForm, name string, wrong say.Wrongs) string {
	text := f.Text(name)
	switch {
	case utf8.RuneCountInString(text) > nameLimit:
		wrong[name] = view.Say("task.wrong.long", nameLimit)
	case strings.ContainsAny(text, "\r\n"):
		wrong[name] = view.Say("open.wrong.line")
	}
	return text
}

// listed keeps those of the known codes that were chosen, in their order.
func listed[T ~string](known []T, chosen []string) []T {
	var out []T
	for _, code := range known {
		if slices.Contains(chosen, string(code)) {
			out = append(out, code)
		}
	}
	return out
}

// agreeForm is the form of an agreement: with what was typed, or else with what holds now.
func agreeForm(ref casework.Ref, found aftercare.SafeContact, f site.SentForm, wrong say.Wrongs) *view.SmallForm {
	var now record.Contact
	none := false
	if f.Values != nil {
		now, _ = readContact(f)
		none = slices.Contains(f.All(fieldCallers), noContact)
	} else if len(found.Rows) > 0 {
		now = found.Rows[0].Contact
		none = len(now.Callers) == 0
	}
	callers := append(answers("desk_kind", policy.CallerKinds(), texts(now.Callers)), view.Answer{Value: noContact, Text: view.Say("contact.none"), Hint: view.Say("contact.none_hint"), Chosen: none})
	woman := view.Answer{Value: "yes", Text: view.Say("contact.woman"), Chosen: now.Woman}
	name := func(field, value string) view.Question {
		return view.Question{
			ID: field, Name: field, Kind: view.AskText, Label: view.Say("contact." + field), Hint: view.Say("contact." + field + "_hint"), Readers: view.Say("task.readers.contact"),
			Value: value, Wrong: wrong[field], Limit: nameLimit, Optional: true,
		}
	}
	phone := name(fieldPhone, now.Phone)
	phone.Limit, phone.Code = phoneLimit, true
	return &view.SmallForm{
		ID: "agree", Action: contactPath(ref) + "/agree", Key: site.NewKey(), Title: view.Say("contact.agree"), Hint: view.Say("contact.agree_hint"), Submit: view.Say("contact.agree_do"),
		Open: f.Values != nil,
		Questions: []view.Question{
			{ID: fieldCallers, Name: fieldCallers, Kind: view.AskSeveral, Label: view.Say("contact.callers"), Hint: view.Say("contact.callers_hint"), Answers: callers, Wrong: wrong[fieldCallers]},
			{ID: fieldWoman, Name: fieldWoman, Kind: view.AskSeveral, Label: view.Say("contact.woman_ask"), Answers: []view.Answer{woman}},
			{ID: fieldWays, Name: fieldWays, Kind: view.AskSeveral, Label: view.Say("contact.ways"), Answers: answers("contact_way", record.Ways(), texts(now.Ways)), Wrong: wrong[fieldWays]},
			{ID: fieldTimes, Name: fieldTimes, Kind: view.AskSeveral, Label: view.Say("contact.times"), Hint: view.Say("contact.times_hint"), Answers: answers("contact_time", record.Daytimes(), texts(now.Times))},
			name(fieldAskFor, now.AskFor), name(fieldSayAs, now.SayAs), phone,
		},
	}
}

// texts are codes as plain strings.
func texts[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, code := range all {
		out[i] = string(code)
	}
	return out
}
