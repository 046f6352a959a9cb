package selected

import (
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/selection"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// rowsShown is how many rows of a group are listed by name. Their number is always that of all.
const rowsShown = 100

// preview is what a preview shows beside the rows.
type preview struct {
	status   int
	refusal  *view.Banner // why an act was not done
	problems say.Wrongs   // of the fields
	kept     site.Drafts  // what the user typed into the form before and did not send
}

// The form that carries out an act: where it is sent, which is also where it is shown again, and its ID.
const (
	doPath = say.SelectedPath + "/do"
	formDo = "form-selected"
)

// renderPreview shows what an act would do to each of the chosen rows, with the form that does it.
func (p *pages) renderPreview(c echo.Context, user identity.Caller, f site.SentForm, items []selection.Item, with preview) error {
	act := actIn(f)
	chosen, err := p.Usecases.PreviewAct(c.Request().Context(), act, items)
	if err != nil {
		return err
	}
	r := p.reader(c, user)
	page := view.Selected{Frame: p.Frame(c, "", site.FormNotices()...), Back: backTo(f), Banner: with.refusal}
	page.Section, page.Path = sectionOf(f), backTo(f)
	page.Wrong = with.refusal != nil || len(with.problems) > 0
	fit := groupBy(chosen)[selection.Fits]
	page.Title = view.Count("selected.title."+string(act), len(fit))
	page.Lead = view.Count("selected.lead", len(items))
	page.Groups = p.groups(r, chosen)
	if len(fit) == 0 {
		page.Empty = &view.Empty{Why: view.NothingLeft, Text: view.Say("selected.nothing_fits"), Next: view.Say("selected.back"), NextPath: page.Back}
		return p.Render(c, with.status, page)
	}
	page.Form = p.form(user, f, act, fit, with.problems)
	page.Form.Draft = with.kept.View(doPath, formDo, 0)
	page.Form.Draft.Short = len(page.Form.Questions) == 0
	page.Typing = &page.Form.Draft
	page.Problems = say.ProblemsOf(page.Form.Questions)
	return p.Render(c, with.status, page)
}

// form confirms an act on the rows that it fits.
func (p *pages) form(user identity.Caller, f site.SentForm, act selection.Act, fit []tasks.Chosen, wrong say.Wrongs) *view.SelectedForm {
	out := &view.SelectedForm{Key: site.NewKey(), Submit: view.Count("selected.do."+string(act), len(fit)), Hidden: carried(f)}
	out.Hidden = append(out.Hidden, view.Field{Name: "act", Value: string(act)}, view.Field{Name: "shown", Value: strconv.Itoa(len(fit))})
	for _, one := range fit {
		out.Hidden = append(out.Hidden, view.Field{Name: "row", Value: one.String()})
	}
	if act == selection.Reassign {
		out.Questions = p.reassignQuestions(user, f, fit, wrong)
	}
	return out
}

// reassignQuestions ask to which desk tasks go, and why. Only desks of the kind that all of them have are
// offered.
func (p *pages) reassignQuestions(user identity.Caller, f site.SentForm, fit []tasks.Chosen, wrong say.Wrongs) []view.Question {
	desk := view.Question{ID: "desk", Name: "desk", Kind: view.AskSelect, Label: view.Say("selected.desk"), Wrong: wrong["desk"], Answers: []view.Answer{{Text: view.Say("selected.choose")}}}
	kinds := map[casework.DeskKind]bool{}
	for _, one := range fit {
		kinds[one.Task.Kind] = true
	}
	if len(kinds) == 1 {
		for _, d := range p.desksLike(fit[0].Task.Kind, user.Actor) {
			desk.Answers = append(desk.Answers, view.Answer{Value: string(d), Plain: p.DeskName(d), Chosen: f.Get("desk") == string(d)})
		}
	} else {
		desk.Hint = view.Say("selected.kinds")
	}
	return []view.Question{desk, {
		ID: "reasons", Name: "reasons", Kind: view.AskArea, Label: view.Say("selected.reasons"), Readers: view.Say("selected.readers"), Value: f.Get("reasons"),
		Limit: site.TextLimit, Optional: true,
	}}
}

// desksLike lists the desks of a kind in the user's state.
func (p *pages) desksLike(kind casework.DeskKind, actor policy.Actor) []casework.DeskID {
	var out []casework.DeskID
	for _, d := range p.Usecases.Directory.Desks() {
		if d.Kind == kind && d.Country == actor.Country {
			out = append(out, d.ID)
		}
	}
	return out
}

// carried are the fields that lead back to the list.
func carried(f site.SentForm) []view.Field {
	return []view.Field{{Name: "list", Value: f.Get("list")}, {Name: "query", Value: f.Get("query")}}
}

func sectionOf(f site.SentForm) string {
	if f.Get("list") == "inbox" {
		return "nav.inbox"
	}
	return "nav.cases"
}

func groupBy(chosen []tasks.Chosen) map[selection.Hindrance][]tasks.Chosen {
	out := map[selection.Hindrance][]tasks.Chosen{}
	for _, one := range chosen {
		out[one.Hinders] = append(out[one.Hinders], one)
	}
	return out
}

// groups lists the chosen rows, those that the act fits first. Of rows that have left the list only the
// number is shown.
func (p *pages) groups(r say.Reader, chosen []tasks.Chosen) []view.SelectedGroup {
	by := groupBy(chosen)
	var out []view.SelectedGroup
	for _, why := range []selection.Hindrance{
		selection.Fits, selection.Left, selection.Taken, selection.Mine, selection.NotTaken, selection.OtherDesk, selection.Nothing,
	} {
		rows := by[why]
		if len(rows) == 0 {
			continue
		}
		key := "selected." + string(why)
		if why == selection.Fits {
			key = "selected.fits"
		}
		group := view.SelectedGroup{Title: view.Count(key, len(rows), len(chosen))}
		if why != selection.Left {
			for _, one := range rows[:min(len(rows), rowsShown)] {
				group.Rows = append(group.Rows, row(r, one))
			}
			if more := len(rows) - rowsShown; more > 0 {
				group.More = view.Count("cases.more", more)
			}
		}
		out = append(out, group)
	}
	return out
}

func row(r say.Reader, one tasks.Chosen) view.SelectedRow {
	out := view.SelectedRow{Ref: string(one.Case), Path: say.CasePath(one.Case)}
	if one.Task != nil {
		out.Path = say.TaskPath(one.Case, one.Item.Task)
		out.Step, out.Desk = say.StepText(one.Task.Step), r.DeskName(one.Task.Desk)
	}
	return out
}

// stepText names the step of a task by the task's code.
func stepText(id casework.TaskID) view.Text {
	step, _, _ := strings.Cut(string(id), "#")
	return say.StepText(casework.Step(step))
}
