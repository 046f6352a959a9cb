package sheets

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// The fields of a sheet.
const (
	fieldTick    = "tick"
	fieldOutcome = "outcome"
	fieldUntil   = "until"
	ticksID      = "ticks"
	formSheet    = "form-sheet"
)

// mark puts the ticks and the outcome that were typed in place of those of the sheet.
func mark(page *view.Sheet, typed site.SentForm) {
	for i := range page.Rows {
		page.Rows[i].Ticked = slices.Contains(typed.All(fieldTick), page.Rows[i].Value)
	}
	for i := range page.Outcomes.Answers {
		page.Outcomes.Answers[i].Chosen = page.Outcomes.Answers[i].Value == typed.Get(fieldOutcome)
	}
}

// showSheet shows a sheet while it is being marked, or its results after its confirmation.
func (p *pages) showSheet(c echo.Context, user identity.Caller) error {
	found, err := p.Usecases.ShowSheet(c.Request().Context(), sheetRef(c))
	if err != nil {
		return err
	}
	r := p.reader(c, user)
	if found.ConfirmedAt != nil {
		return p.Render(c, http.StatusOK, r.done(p.Frame(c, ""), found))
	}
	path := say.SheetPath(found.Ref)
	kept, err := p.Drafts(c, user, path)
	if err != nil {
		return err
	}
	page := r.page(p.Frame(c, "", site.FormNotices()...), found, kept.Form(path), nil)
	if page.Draft = kept.View(path, formSheet, 0); page.Draft.Kept() {
		mark(&page, kept.Form(path))
	}
	return p.Render(c, http.StatusOK, page)
}

func sheetRef(c echo.Context) casework.Ref { return casework.Ref(c.Param("sheet")) }

// page makes the page of a sheet that is being marked. After a form that could not be reviewed, typed and
// wrong hold what was typed and which fields have to be corrected.
func (r reader) page(f view.Frame, s tasks.Sheet, typed site.SentForm, wrong say.Wrongs) view.Sheet {
	f.Section, f.Path = "nav.inbox", say.SheetPath(s.Ref)
	page := view.Sheet{
		Frame: f, Step: say.StepText(s.Step), Rules: r.rules(s.Host, s.Origin), Action: say.SheetPath(s.Ref), TicksID: ticksID,
		Found: view.Count("sheet.found", len(s.Rows)), TickWrong: wrong[fieldTick], Outcomes: r.outcomes(s, wrong),
	}
	if s.More > 0 {
		page.More = view.Count("sheet.more", s.More)
	}
	if s.TickedLeaving > 0 {
		page.Banners = append(page.Banners, view.Banner{
			Kind: "note", Title: view.Say("sheet.ticks_left_title"), Texts: []view.Text{view.Count("sheet.ticks_left", s.TickedLeaving)},
		})
	}
	for _, row := range s.Rows {
		page.Rows = append(page.Rows, r.row(row))
	}
	for _, row := range s.Leaving {
		page.Leaving = append(page.Leaving, r.row(row))
	}
	if len(s.Rows) == 0 {
		page.Empty = &view.Empty{Why: view.NothingLeft, Text: view.Say("empty.sheet"), Next: view.Say("task.inbox"), NextPath: "/inbox"}
	}
	if len(s.Leaving) > 0 {
		page.Left = view.Count("sheet.left", len(s.Leaving))
	}
	page.Until = r.until(s, typed, wrong)
	page.Wrong = len(wrong) > 0
	page.Problems = problems(page)
	if page.Empty == nil {
		page.Draft = site.Drafts{}.View(page.Action, formSheet, 0)
		page.Typing = &view.Draft{Of: page.Action, Form: formSheet}
	}
	return page
}

// problems lists what has to be corrected in the order of the page.
func problems(page view.Sheet) []view.Problem {
	var out []view.Problem
	if page.TickWrong.Key != "" {
		out = append(out, view.Problem{Text: page.TickWrong, To: ticksID})
	}
	if page.Outcomes.Wrong.Key != "" {
		out = append(out, view.Problem{Text: page.Outcomes.Wrong, To: fieldOutcome})
	}
	if page.Until != nil {
		out = append(out, say.ProblemsOf([]view.Question{*page.Until})...)
	}
	return out
}

func (r reader) outcomes(s tasks.Sheet, wrong say.Wrongs) view.OutcomeChoice {
	out, spec := view.OutcomeChoice{Wrong: wrong[fieldOutcome]}, specOf(s.Step)
	for _, outcome := range s.Outcomes {
		one := view.Outcome{Value: string(outcome), Text: say.OutcomeText(s.Step, outcome), Chosen: s.Outcome == outcome}
		if spec.NeedsDate(outcome) {
			one.Hints = append(one.Hints, view.Say("task.needs_date"))
		}
		out.Answers = append(out.Answers, one)
	}
	return out
}

func specOf(step casework.Step) casework.Spec {
	spec, _ := casework.SpecOf(step)
	return spec
}

// until asks until when the answer holds: of an answer that needs it, and of a consulate always.
func (r reader) until(s tasks.Sheet, typed site.SentForm, wrong say.Wrongs) *view.Question {
	spec := specOf(s.Step)
	dated := slices.ContainsFunc(s.Outcomes, spec.NeedsDate)
	if !dated && s.Kind != casework.DeskConsulate {
		return nil
	}
	q := &view.Question{
		ID: fieldUntil, Name: fieldUntil, Kind: view.AskDate, Label: view.Say("task.until"), Hint: view.Say("task.until_hint"),
		Wrong: wrong[fieldUntil], Optional: !dated, Date: say.DateParts(typed, fieldUntil),
	}
	if q.Date == (view.DateParts{}) && s.Until != nil {
		day := r.Day(*s.Until)
		q.Date = view.DateParts{Day: number(day.Day), Month: number(int(day.Month)), Year: number(day.Year)}
	}
	return q
}
