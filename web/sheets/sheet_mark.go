package sheets

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// markSheet keeps the marks of a sheet and goes where the pressed button leads: to a request, to the
// confirmation, or back to the sheet.
func (p *pages) markSheet(c echo.Context, user identity.Caller) error {
	f, err := site.OpenForm(c)
	if err != nil {
		return err
	}
	ref, r := sheetRef(c), p.reader(c, user)
	marks, wrong, err := r.readMarks(f)
	if err != nil {
		return err
	}
	if marks.Review && len(wrong) > 0 { // the date cannot be read; the rest is kept
		marks.Review = false
		if _, err := p.Usecases.MarkSheet(c.Request().Context(), ref, marks); err != nil {
			return p.marked(c, ref, err)
		}
		return p.renderMarks(c, user, f, wrong)
	}
	_, err = p.Usecases.MarkSheet(c.Request().Context(), ref, marks)
	if wrong := wrongOf(err); len(wrong) > 0 {
		marks.Review = false
		if _, err := p.Usecases.MarkSheet(c.Request().Context(), ref, marks); err != nil {
			return p.marked(c, ref, err)
		}
		return p.renderMarks(c, user, f, wrong)
	}
	switch {
	case err != nil:
		return p.marked(c, ref, err)
	case marks.Look != nil:
		return c.Redirect(http.StatusSeeOther, say.TaskPath(marks.Look.Case, marks.Look.Task)+"?"+url.Values{"sheet": {string(ref)}}.Encode())
	case marks.Review:
		return c.Redirect(http.StatusSeeOther, say.SheetPath(ref)+"/confirm")
	default:
		return c.Redirect(http.StatusSeeOther, say.SheetPath(ref))
	}
}

// marked leads to the results of a sheet that was confirmed in the meantime, and to the sheet when the
// request to open is not the user's any more.
func (p *pages) marked(c echo.Context, ref casework.Ref, err error) error {
	if fault.CodeOf(err) == fault.Conflict {
		return c.Redirect(http.StatusSeeOther, say.SheetPath(ref))
	}
	return err
}

// readMarks reads the marks of a sheet, and says which fields cannot be read.
func (r reader) readMarks(f site.SentForm) (tasks.SheetMarks, say.Wrongs, error) {
	wrong := say.Wrongs{}
	marks := tasks.SheetMarks{
		Outcome: casework.Outcome(f.Get(fieldOutcome)), Until: r.ReadDate(f, fieldUntil, wrong), All: f.Get("go") == "all", Review: f.Get("go") == "review",
	}
	for _, text := range f.All(fieldTick) {
		one, err := requestIn(text)
		if err != nil {
			return marks, nil, err
		}
		marks.Ticked = append(marks.Ticked, one)
	}
	if f.Get("go") == "none" {
		marks.Ticked = nil
	}
	if text := f.Get("look"); text != "" {
		one, err := requestIn(text)
		if err != nil {
			return marks, nil, err
		}
		marks.Look = &one
	}
	return marks, wrong, nil
}

// wrongOf says which marks a use-case found invalid.
func wrongOf(err error) say.Wrongs {
	fields, _ := fault.DetailsOf(err).(act.InvalidFields)
	wrong := say.Wrongs{}
	for _, field := range fields {
		switch field.Pointer {
		case "/ticked":
			wrong[fieldTick] = view.Say("sheet.wrong.ticks")
		case "/outcome":
			wrong[fieldOutcome] = view.Say("task.wrong.outcome")
		case "/until":
			wrong[fieldUntil] = view.Say("task.wrong.until")
		}
	}
	return wrong
}

// renderMarks shows the sheet again with what has to be corrected.
func (p *pages) renderMarks(c echo.Context, user identity.Caller, f site.SentForm, wrong say.Wrongs) error {
	found, err := p.Usecases.ShowSheet(c.Request().Context(), sheetRef(c))
	if err != nil {
		return err
	}
	p.KeepAgain(c)
	return p.Render(c, http.StatusUnprocessableEntity, p.reader(c, user).page(p.Frame(c, ""), found, f, wrong))
}
