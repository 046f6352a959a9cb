package visits

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/aftercare"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

const (
	fieldReason = "reason"
	formAgree   = "form-agree" // the ID of the form of an agreement
)

// showContact shows what a survivor has agreed about contact, without any number.
func (p *pages) showContact(c echo.Context, user identity.Caller) error {
	path := contactPath(casework.Ref(c.Param("case")))
	kept, err := p.Drafts(c, user, path)
	if err != nil {
		return err
	}
	typed := kept.Form(path + "/agree")
	if len(typed.Values) == 0 {
		typed = site.SentForm{}
	}
	page, err := p.contactPage(c, user, typed, nil)
	if err != nil {
		return err
	}
	if page.Agree != nil {
		page.Agree.Draft = kept.View(page.Agree.Action, formAgree, 0)
	}
	if page.Banner, err = p.reader(c, user).ReceiptBanner(c); err != nil {
		return err
	}
	return p.Render(c, http.StatusOK, page)
}

// revealNumber shows the number, for a reason. It is in the answer to this form and on no other page.
func (p *pages) revealNumber(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	page, err := p.contactPage(c, user, site.SentForm{}, nil)
	if err != nil {
		return err
	}
	found, err := p.Usecases.RevealNumber(c.Request().Context(), casework.Ref(c.Param("case")), policy.Purpose(f.Get(fieldReason)))
	switch fault.CodeOf(err) {
	case fault.Invalid:
		wrong := say.Wrongs{fieldReason: view.Say("contact.wrong.reason")}
		if page, err = p.contactPage(c, user, site.SentForm{}, wrong); err != nil {
			return err
		}
		return p.Render(c, http.StatusUnprocessableEntity, page)
	case fault.Denied:
		page.WhyNot = view.Say("contact.not_you")
		return p.Render(c, http.StatusForbidden, page)
	default:
	}
	if err != nil {
		return err
	}
	page.Number, page.NoNumber = found.Phone, found.Phone == ""
	return p.Render(c, http.StatusOK, page)
}

// contactPage makes the page. agree is what was typed into the form of the agreement.
func (p *pages) contactPage(c echo.Context, user identity.Caller, agree site.SentForm, wrong say.Wrongs) (view.SafeContact, error) {
	ctx, ref, r := c.Request().Context(), casework.Ref(c.Param("case")), p.reader(c, user)
	of, err := p.Usecases.ShowCase(ctx, ref)
	if err != nil {
		return view.SafeContact{}, err
	}
	found, err := p.Usecases.ShowContact(ctx, ref)
	if err != nil {
		return view.SafeContact{}, err
	}
	page := view.SafeContact{Frame: p.Frame(c, "", site.FormNotices()...), Head: r.Head(of, say.CaseContact)}
	page.Section, page.Path, page.Wrong = "nav.cases", contactPath(ref), len(wrong) > 0
	if found.Withheld {
		page.Note = view.Say("contact.withheld")
		return page, nil
	}
	for _, row := range found.Rows {
		page.Agreed = append(page.Agreed, view.Agreement{Facts: agreedFacts(row.Contact), At: r.At(row.At), Desk: r.DeskName(row.By.Desk)})
	}
	if len(found.Rows) == 0 {
		page.Note = view.Say("contact.not_asked")
	}
	r.revealPart(&page, ref, found, wrong)
	if found.MayAgree && !of.Closed && !of.Deceased {
		page.Agree = agreeForm(ref, found, agree, wrong)
		page.Agree.Hidden = []view.Field{say.Seen(of)}
		page.Agree.Draft = site.Drafts{}.View(page.Agree.Action, formAgree, 0)
		page.Typing = &page.Agree.Draft
		page.Problems = append(page.Problems, say.ProblemsOf(page.Agree.Questions)...)
	}
	return page, nil
}

// revealPart adds the form that asks for the number, or why there is none.
func (r reader) revealPart(page *view.SafeContact, ref casework.Ref, found aftercare.SafeContact, wrong say.Wrongs) {
	switch {
	case !found.Number:
		page.NoNumber = true
	case found.MayReveal:
		question := view.Question{
			ID: fieldReason, Name: fieldReason, Kind: view.AskOne, Label: view.Say("contact.reason"), Answers: answers("read_for", found.Reasons, nil), Wrong: wrong[fieldReason],
		}
		page.Reveal = &view.SmallForm{
			ID: "reveal", Action: contactPath(ref) + "/number", Hint: view.Say("contact.reveal_hint"), Submit: view.Say("contact.reveal"), Questions: []view.Question{question},
		}
		page.Problems = say.ProblemsOf(page.Reveal.Questions)
	}
	if len(found.Rows) > 0 && !slices.Contains(found.Rows[0].Callers, r.User.Actor.Kind) && page.Note.Key == "" {
		page.Note = view.Say("contact.not_you")
	}
}

// agreedFacts are the lines of an agreement, in the order in which a caller needs them.
func agreedFacts(agreed record.Contact) []view.Fact {
	callers := view.Say("contact.she_calls")
	if len(agreed.Callers) > 0 {
		callers = view.Say("case.list", named("desk_kind", agreed.Callers))
	}
	out := []view.Fact{{Name: view.Say("contact.callers"), Value: callers}}
	if agreed.Woman {
		out = append(out, view.Fact{Name: view.Say("contact.woman_ask"), Value: view.Say("contact.woman")})
	}
	text := func(name, value string) {
		one := view.Fact{Name: view.Say(name), Plain: value}
		if value == "" {
			one.None = view.NotAsked
		}
		out = append(out, one)
	}
	if len(agreed.Callers) > 0 {
		out = append(out, view.Fact{Name: view.Say("contact.ways"), Value: view.Say("case.list", named("contact_way", agreed.Ways))}, view.Fact{Name: view.Say("contact.times"), Value: timesText(agreed)})
	}
	text("contact.ask_for", agreed.AskFor)
	text("contact.say_as", agreed.SayAs)
	return out
}
