package selected

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/selection"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// actOnRows carries out an act on exactly the rows that were confirmed, and answers row by row. A form with
// another number of rows than it showed is refused whole.
func (p *pages) actOnRows(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	items, err := selection.Parse(f.All("row"))
	if err != nil {
		return err
	}
	if err := selection.Check(items, f.Get("shown")); err != nil {
		return p.renderPreview(c, user, f, items, preview{status: http.StatusConflict, refusal: &view.Banner{
			Kind: "alert", Title: view.Say("sent.refused"), Texts: []view.Text{view.Say("selected.number")},
		}})
	}
	act := actIn(f)
	if act == selection.Reassign && f.Get("desk") == "" {
		return p.renderPreview(c, user, f, items, preview{status: http.StatusUnprocessableEntity, problems: say.Wrongs{"desk": view.Say("selected.desk_missing")}})
	}
	answers, err := p.Usecases.ActOnTasks(c.Request().Context(), tasks.BulkAct{
		Key: f.Key(), Act: act, Items: items, Desk: casework.DeskID(f.Get("desk")), Reasons: f.Text("reasons"),
	})
	if err != nil {
		return err
	}
	p.DropForm(c)
	return p.Render(c, http.StatusOK, p.result(c, f, act, answers))
}

// result says how an act went, row by row. Those that were refused can be tried again.
func (p *pages) result(c echo.Context, f site.SentForm, act selection.Act, answers []tasks.ActAnswer) view.Selected {
	page := view.Selected{Frame: p.Frame(c, ""), Title: view.Say("selected.result." + string(act)), Back: backTo(f)}
	page.Forget, _, _ = strings.Cut(page.Back, "?")
	page.Section, page.Path = sectionOf(f), backTo(f)
	var sums selection.Sums
	groups := map[string]*view.SelectedGroup{"recorded": {}, "refused": {}, "waiting": {}}
	var again []view.Field
	for _, a := range answers {
		sums.Add(a.State, a.Err != nil)
		row := view.SelectedRow{Ref: string(a.Case), Path: say.TaskPath(a.Case, a.Task), Step: stepText(a.Task)}
		to := "waiting"
		switch {
		case a.Err != nil:
			to, row.Note = "refused", refusal(a.Err)
			again = append(again, view.Field{Name: "row", Value: a.String()})
		case a.State == record.CommandSettled:
			to = "recorded"
		}
		groups[to].Rows = append(groups[to].Rows, row)
	}
	kind := "done"
	if sums.Refused > 0 {
		kind = "note"
	}
	page.Banner = &view.Banner{Kind: kind, Title: view.Count("selected.asked", sums.Asked), Texts: []view.Text{
		view.Say("selected.sums", sums.Recorded, sums.Refused, sums.Waiting),
	}}
	for _, name := range []string{"refused", "waiting", "recorded"} {
		if group := groups[name]; len(group.Rows) > 0 {
			group.Title = view.Count("selected."+name, len(group.Rows))
			page.Groups = append(page.Groups, *group)
		}
	}
	if len(again) > 0 {
		page.Choose = append(append(carried(f), view.Field{Name: "key", Value: site.NewKey()}), again...)
		page.Acts = []view.SelectedAct{{Value: string(act), Text: view.Count("selected.again", len(again))}}
	}
	return page
}

// refusal says why one row was refused.
func refusal(err error) view.Text {
	switch code := fault.CodeOf(err); code {
	case fault.Conflict, fault.Decided, fault.Stale:
		return say.Refused(err, view.Say("selected.refused.changed"))
	case fault.NotFound, fault.Denied:
		return say.Refused(err, view.Say("selected.refused.denied"))
	case fault.StepUp:
		return view.Say("selected.refused.proof")
	case fault.KeyReused:
		return view.Say("task.refused.sent_before")
	default:
		return say.Refused(err, view.Named("problem", code))
	}
}
