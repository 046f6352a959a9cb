package acts

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/orders"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

const fieldOrder = "order"

// showEndOrder shows the orders in force, and the form that takes one back.
func (p *pages) showEndOrder(c echo.Context, user identity.Caller) error {
	kept, typed, err := p.kept(c, user)
	if err != nil {
		return err
	}
	_, page, err := p.endOrderPage(c, user, typed, nil)
	if err != nil {
		return err
	}
	return p.show(c, status(page), page, kept)
}

// endOrderPage makes the page with the form as it was typed.
func (p *pages) endOrderPage(c echo.Context, user identity.Caller, f site.SentForm, wrong say.Wrongs) (shown, view.ActPage, error) {
	s, err := p.find(c, user)
	if err != nil {
		return s, view.ActPage{}, err
	}
	page := s.page(p.Frame(c, "", site.FormNotices()...), "end_order", policy.EndOrder)
	if page.WhyNot != nil {
		return s, page, nil
	}
	found, err := p.Usecases.ListOrders(c.Request().Context(), s.of.Ref)
	if err != nil {
		return s, page, err
	}
	which := view.Question{ID: fieldOrder, Name: fieldOrder, Kind: view.AskOne, Label: view.Say("acts.end_order.which"), Wrong: wrong[fieldOrder]}
	for _, o := range found {
		if number := strconv.Itoa(o.ID); o.Active {
			which.Answers = append(which.Answers, view.Answer{Value: number, Text: view.Named("order", o.Kind), Hint: s.orderHint(o), Chosen: f.Get(fieldOrder) == number})
		}
	}
	if len(which.Answers) == 0 {
		page.WhyNot = &view.Empty{Why: view.NothingLeft, Text: view.Say("acts.end_order.none")}
		return s, page, nil
	}
	page.Form = &view.SmallForm{
		Action: page.Path, Key: site.NewKey(), Hidden: s.seen(), Hint: view.Say("acts.end_order.note"), Submit: view.Say("act.end_order.do"), Danger: true,
		Questions: []view.Question{which, words(fieldReasons, "acts.reasons", f, wrong, false, s.ReadBy(casework.Entry{Code: casework.EntryOrderEnded}))},
	}
	return s, page, nil
}

// orderHint says which order it is, and what it opens to whom until when.
func (s shown) orderHint(o orders.Order) view.Text {
	return view.Say("acts.end_order.is", o.Authority, o.Number, o.Date, s.DeskName(o.Desk), s.At(o.Until))
}

// endOrder takes an order back.
func (p *pages) endOrder(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	wrong := say.Wrongs{}
	reasons := say.ReadText(f, fieldReasons, wrong)
	if reasons == "" {
		wrong[fieldReasons] = view.Say("acts.wrong.reasons")
	}
	number, err := strconv.Atoi(f.Get(fieldOrder))
	if err != nil {
		wrong[fieldOrder] = view.Say("acts.wrong.choose")
	}
	s, page, err := p.endOrderPage(c, user, f, wrong)
	if err != nil {
		return err
	}
	if page.WhyNot != nil && page.WhyNot.Why == view.NotYours {
		return p.Render(c, http.StatusForbidden, page)
	}
	if len(wrong) > 0 {
		return p.correct(c, page)
	}
	if late, err := p.late(c, s, page, f); late {
		return err
	}
	receipt, err := p.Usecases.EndOrder(c.Request().Context(), s.of.Ref, f.Key(), number, reasons)
	return p.sent(c, s, f, receipt, err, func() view.ActPage { return page })
}
