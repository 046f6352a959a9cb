package acts

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/orders"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

const (
	fieldOrderKind = "order_kind"
	fieldAuthority = "authority"
	fieldNumber    = "number"
	fieldDated     = "dated"
	fieldOrderFor  = "order_for"
)

// showOrder shows the form that proposes an order of an authority.
func (p *pages) showOrder(c echo.Context, user identity.Caller) error {
	kept, typed, err := p.kept(c, user)
	if err != nil {
		return err
	}
	_, page, err := p.orderPage(c, user, typed, nil)
	if err != nil {
		return err
	}
	return p.show(c, status(page), page, kept)
}

// orderPage makes the page with the form as it was typed.
func (p *pages) orderPage(c echo.Context, user identity.Caller, f site.SentForm, wrong say.Wrongs) (shown, view.ActPage, error) {
	s, err := p.find(c, user)
	if err != nil {
		return s, view.ActPage{}, err
	}
	page := s.page(p.Frame(c, "", site.FormNotices()...), "order", policy.RecordOrder)
	if page.WhyNot != nil {
		return s, page, nil
	}
	page.Form = &view.SmallForm{
		Action: page.Path, Key: site.NewKey(), Hidden: s.seen(), Hint: view.Say("acts.order.note"), Submit: view.Say("act.order.do"),
		Danger: true, Questions: s.orderQuestions(f, wrong),
	}
	return s, page, nil
}

func (s shown) orderQuestions(f site.SentForm, wrong say.Wrongs) []view.Question {
	kind := view.Question{ID: fieldOrderKind, Name: fieldOrderKind, Kind: view.AskOne, Label: view.Say("acts.order.kind"), Wrong: wrong[fieldOrderKind]}
	for _, one := range casework.OrderKinds() {
		kind.Answers = append(kind.Answers, view.Answer{Value: string(one), Text: view.Named("order", one), Chosen: f.Get(fieldOrderKind) == string(one)})
	}
	classes := view.Question{ID: fieldClass, Name: fieldClass, Kind: view.AskSeveral, Label: view.Say("acts.order.classes"), Hint: view.Say("acts.order.classes_hint"), Wrong: wrong[fieldClass]}
	for _, class := range []policy.Class{policy.Identity, policy.Contact} {
		classes.Answers = append(classes.Answers, view.Answer{Value: string(class), Text: view.Named("field", class), Chosen: slices.Contains(f.All(fieldClass), string(class))})
	}
	line := func(name, key string) view.Question {
		return view.Question{ID: name, Name: name, Kind: view.AskText, Label: view.Say(key), Value: f.Get(name), Wrong: wrong[name]}
	}
	day := func(name, key, hint string) view.Question {
		return view.Question{ID: name, Name: name, Kind: view.AskDate, Label: view.Say(key), Hint: view.Say(hint), Date: say.DateParts(f, name), Wrong: wrong[name]}
	}
	readers := s.ReadBy(casework.Entry{Code: casework.EntryOrder})
	return []view.Question{
		kind, classes, line(fieldAuthority, "acts.order.authority"), line(fieldNumber, "acts.order.number"),
		day(fieldDated, "acts.order.date", "acts.order.date_hint"), day(fieldUntil, "acts.order.until", "acts.order.until_hint"),
		words(fieldOrderFor, "acts.order.purpose", f, wrong, false, readers),
	}
}

// order proposes an order. A second officer sees what it opens before it opens anything.
func (p *pages) order(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	s, page, err := p.orderPage(c, user, f, nil)
	if err != nil {
		return err
	}
	if page.Form == nil {
		return p.Render(c, http.StatusForbidden, page)
	}
	wrong := say.Wrongs{}
	in := s.readOrder(f, wrong)
	if len(wrong) > 0 {
		if _, page, err = p.orderPage(c, user, f, wrong); err != nil {
			return err
		}
		return p.correct(c, page)
	}
	if late, err := p.late(c, s, page, f); late {
		return err
	}
	receipt, err := p.Usecases.RecordOrder(c.Request().Context(), s.of.Ref, f.Key(), in)
	return p.sent(c, s, f, receipt, err, func() view.ActPage { return page })
}

// readOrder reads the form, and says which fields have to be corrected.
func (s shown) readOrder(f site.SentForm, wrong say.Wrongs) orders.Terms {
	in := orders.Terms{Kind: casework.OrderKind(f.Get(fieldOrderKind)), Until: s.ReadDate(f, fieldUntil, wrong)}
	in.Text.Authority, in.Text.Number = f.Text(fieldAuthority), f.Text(fieldNumber)
	in.Text.Date, in.Text.Purpose = s.ReadDayBefore(f, fieldDated, wrong), say.ReadText(f, fieldOrderFor, wrong)
	for _, class := range f.All(fieldClass) {
		in.Classes = append(in.Classes, policy.Class(class))
	}
	spec, known := casework.OrderSpecOf(in.Kind)
	if !known {
		wrong[fieldOrderKind] = view.Say("acts.wrong.choose")
	}
	for _, class := range in.Classes {
		if known && !slices.Contains(spec.Classes, class) {
			wrong[fieldClass] = view.Say("acts.order.never", view.Named("field", class))
		}
	}
	if !slices.Contains(in.Classes, policy.Identity) {
		wrong[fieldClass] = view.Say("acts.order.who")
	}
	if _, said := wrong[fieldUntil]; !said && (in.Until.IsZero() || in.Until.After(s.Now.Add(casework.MaxOrder))) {
		wrong[fieldUntil] = view.Say("acts.order.wrong_until")
	}
	for name, text := range map[string]string{fieldAuthority: in.Text.Authority, fieldNumber: in.Text.Number, fieldDated: in.Text.Date, fieldOrderFor: in.Text.Purpose} {
		if _, said := wrong[name]; !said && text == "" {
			wrong[name] = view.Say("acts.order.missing")
		}
	}
	return in
}
