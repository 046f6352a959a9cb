package visits

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/reintegration"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/usecase/visible"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// shownVisit is a visit that is asked for, with its case and the questions.
type shownVisit struct {
	reader

	task  visible.Task
	of    cases.View
	tries []record.TryRow
	// questions are those of the newest questionnaire; nil if there is none.
	questions *reintegration.Questionnaire
	drafts    site.Drafts   // what the user typed before and did not send
	compare   *view.Compare // of an answer that came too late; nil for none
}

// formVisit is the ID of the form of a visit.
const formVisit = "form-visit"

// showVisit shows the form of a visit.
func (p *pages) showVisit(c echo.Context, user identity.Caller) error {
	found, err := p.findVisit(c, user)
	if err != nil {
		return err
	}
	there := say.AnswerPath(found.task.Case, found.task.Task)
	if found.drafts, err = p.Drafts(c, user, there); err != nil {
		return err
	}
	return p.renderVisit(c, found, found.drafts.Form(there), nil, http.StatusOK)
}

// findVisit asks the use-cases for the visit that the address names.
func (p *pages) findVisit(c echo.Context, user identity.Caller) (shownVisit, error) {
	ctx, ref, out := c.Request().Context(), casework.Ref(c.Param("case")), shownVisit{reader: p.reader(c, user)}
	id, err := say.TaskID(c.Param("task"))
	if err != nil {
		return shownVisit{}, err
	}
	if out.task, err = p.Usecases.ShowTask(ctx, ref, id); err != nil {
		return shownVisit{}, err
	}
	if !isVisit(out.task.Step) {
		return shownVisit{}, fault.New(fault.NotFound, "there is nothing here that you may see")
	}
	if out.of, err = p.Usecases.ShowCase(ctx, ref); err != nil {
		return shownVisit{}, err
	}
	after, err := p.Usecases.ShowReintegration(ctx, ref)
	if say.Unreadable(err) {
		return shownVisit{}, err
	}
	out.tries = after.Tries
	all, err := p.Usecases.ListQuestionnaires(ctx)
	if err != nil {
		return shownVisit{}, err
	}
	if len(all) > 0 {
		out.questions = &all[len(all)-1]
	}
	return out, nil
}

// renderVisit shows the form of a visit with what was typed and what has to be corrected.
func (p *pages) renderVisit(c echo.Context, s shownVisit, f site.SentForm, wrong say.Wrongs, status int) error {
	t := s.task
	page := view.VisitForm{
		Frame: p.Frame(c, "", site.FormNotices()...), Head: s.Head(s.of, ""), Back: returnPath(t.Case), Step: view.Named("step", t.Step), Do: say.DoText(t.Step), Clock: s.TaskClock(t),
		Then: s.Then(t.NextEscalation, t.Due), Earlier: s.attempts(s.tries, t.Step), Compare: s.compare, TaskPath: say.TaskPath(t.Case, t.ID),
	}
	page.Section, page.Path, page.Wrong = "nav.inbox", say.AnswerPath(t.Case, t.Task), len(wrong) > 0
	var err error
	if page.Contact, err = s.short(c.Request().Context(), t.Case); err != nil {
		return err
	}
	if page.WhyNot = s.whyNot(); page.WhyNot.Key == "" {
		page.Form = s.form(f, wrong)
		page.Problems = ofQuestions(problemsOf(page.Form, wrong))
		page.Form.Draft = s.drafts.View(page.Form.Action, formVisit, t.Version)
		page.Typing = &page.Form.Draft
	}
	return p.Render(c, status, page)
}

// whyNot says why the visit cannot be recorded now; nothing if it can.
func (s shownVisit) whyNot() view.Text {
	t := s.task
	switch {
	case t.Status != record.TaskOpen:
		return view.Say("visits.over")
	case !mayAnswer(t):
		return view.Say("task.of_desk", s.DeskName(t.Desk))
	case t.NotBefore.After(s.Now):
		return view.Say("visits.too_early", s.At(t.NotBefore))
	default:
		why, _ := s.NotNow(t)
		return why
	}
}
