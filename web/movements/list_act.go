package movements

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// rollRoutes lists the page of the passenger list and the forms on it.
func (p *pages) rollRoutes(path, reason, form string) []httpserver.Route {
	out := []httpserver.Route{{Method: http.MethodGet, Path: path, Reason: reason, Handler: p.SignedIn(p.showRoll)}}
	for _, one := range deeds() {
		out = append(out, httpserver.Route{Method: http.MethodPost, Path: path + "/" + one.name, Reason: form, Handler: p.SignedIn(func(c echo.Context, user identity.Caller) error {
			return p.act(c, user, one)
		})})
	}
	return out
}

// act carries out one act about the passenger list.
func (p *pages) act(c echo.Context, user identity.Caller, one deed) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	ctx, ref := c.Request().Context(), casework.Ref(c.Param("movement"))
	items, wrong, err := p.said(c, user, one, f)
	if err != nil {
		return err
	}
	if len(wrong) > 0 {
		return p.rollAgain(c, user, one, f, wrong, view.Text{}, http.StatusUnprocessableEntity)
	}
	receipt, err := one.do(p, ctx, ref, f.Key(), items)
	if err == nil {
		return site.SentTo(c, say.MovementPath(ref)+"/list", receipt)
	}
	switch fault.CodeOf(err) {
	case fault.Invalid, fault.Conflict, fault.Stale, fault.GateClosed:
		return p.rollAgain(c, user, one, f, nil, say.Refused(err, view.Say("roll.refused")), http.StatusConflict)
	case fault.KeyReused:
		return p.rollAgain(c, user, one, f, nil, view.Say("task.refused.sent_before"), http.StatusConflict)
	default:
		return err
	}
}

// said reads what was said of each passenger whose field was sent.
func (p *pages) said(c echo.Context, user identity.Caller, one deed, f site.SentForm) ([]movement.Item, say.Wrongs, error) {
	if len(one.says) == 0 {
		return nil, nil, nil
	}
	s, err := p.findRoll(c, user)
	if err != nil {
		return nil, nil, err
	}
	wrong, first, items := say.Wrongs{}, "", []movement.Item(nil)
	for _, passenger := range s.of.Passengers {
		field := fieldSaid + string(passenger.Case)
		i := slices.IndexFunc(one.says, func(a answer) bool { return a.value == f.Get(field) })
		if i >= 0 {
			item := one.says[i].item
			item.Case = passenger.Case
			items = append(items, item)
			continue
		}
		if passenger.State != one.of {
			continue
		}
		if first == "" {
			first = field
		}
		if one.whole || f.Get(field) != "" {
			wrong[field] = view.Say("acts.wrong.choose")
		}
	}
	if len(items) == 0 && len(wrong) == 0 && first != "" {
		wrong[first] = view.Say("roll.wrong.none")
	}
	return items, wrong, nil
}

// rollAgain shows the page with the form as it was sent, and what is wrong with it.
func (p *pages) rollAgain(c echo.Context, user identity.Caller, one deed, f site.SentForm, wrong say.Wrongs, why view.Text, status int) error {
	s, err := p.findRoll(c, user)
	if err != nil {
		return err
	}
	page := s.rollPage(p.Frame(c, ""), func(action string) site.SentForm {
		if action == s.path()+"/"+one.name {
			return f
		}
		return site.SentForm{}
	}, wrong)
	page.Wrong = true
	if again, offered := s.find(one.name); offered {
		page.Problems = say.ProblemsOf(s.deedForm(again, "", f, wrong).Questions)
	}
	if why.Key != "" {
		page.Banner = &view.Banner{Kind: "alert", Title: view.Say("sent.refused"), Texts: []view.Text{why}}
	}
	return p.Render(c, status, page)
}

// answerLines say what became of each passenger of the form that was just sent.
func answerLines(receipt act.Receipt) []view.Text {
	var out []view.Text
	if receipt.Movement == nil {
		return nil
	}
	for _, line := range receipt.Movement.Passengers {
		out = append(out, view.Say("trips.answer_line", string(line.Case), stateText(line.State, line.Why)))
	}
	return out
}
