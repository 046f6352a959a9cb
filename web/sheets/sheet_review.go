package sheets

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// reviewSheet shows exactly what one confirmation covers. A sheet that cannot be confirmed as it is, or is
// confirmed already, is shown instead.
func (p *pages) reviewSheet(c echo.Context, user identity.Caller) error {
	found, err := p.Usecases.ShowSheet(c.Request().Context(), sheetRef(c))
	if err != nil {
		return err
	}
	if found.ConfirmedAt != nil || found.Ticked == 0 || found.Outcome == "" {
		return c.Redirect(http.StatusSeeOther, say.SheetPath(found.Ref))
	}
	return p.Render(c, http.StatusOK, p.reader(c, user).confirmation(p.Frame(c, ""), found))
}

func (r reader) confirmation(f view.Frame, s tasks.Sheet) view.SheetConfirm {
	f.Section, f.Path = "nav.inbox", say.SheetPath(s.Ref)+"/confirm"
	page := view.SheetConfirm{
		Frame: f, Step: say.StepText(s.Step), Rules: r.rules(s.Host, s.Origin), Number: s.Ticked, Words: r.Language.InWords(s.Ticked),
		Outcome: say.OutcomeText(s.Step, s.Outcome), Code: s.Code, Action: say.SheetPath(s.Ref) + "/confirm", Set: s.Set,
		Confirm: view.Count("sheet.confirm", s.Ticked), Back: say.SheetPath(s.Ref),
	}
	if s.Until != nil {
		page.Until = r.At(*s.Until)
	}
	page.People = r.people(s)
	for _, o := range s.Opens {
		page.Opens = append(page.Opens, view.Count("sheet.opens_one", o.Number, say.StepText(o.Step), r.DeskName(o.Desk)))
	}
	if s.OpensNothing > 0 {
		page.Opens = append(page.Opens, view.Count("sheet.opens_nothing", s.OpensNothing))
	}
	page.Not = []view.Text{view.Say("sheet.not_other")}
	if left := len(s.Items) - s.Ticked; left > 0 {
		page.Not = append(page.Not, view.Count("sheet.not_left", left))
	}
	page.Not = append(page.Not, view.Say("sheet.not_again"))
	if s.BySecond {
		page.Not = append(page.Not, view.Say("sheet.second", s.Alone))
		page.Confirm = view.Count("sheet.propose", s.Ticked)
	}
	return page
}

// people are those whom the set is about, in the order of the sheet.
func (r reader) people(s tasks.Sheet) []view.SheetPerson {
	var out []view.SheetPerson
	rows := slices.Concat(s.Rows, s.Leaving)
	for _, item := range s.Items {
		at := slices.IndexFunc(rows, func(row tasks.SheetRow) bool { return row.Case == item.Case && row.SheetItem.Task == item.Task })
		if item.Ticked && at >= 0 {
			out = append(out, r.person(rows[at]))
		}
	}
	return out
}
