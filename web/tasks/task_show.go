package tasks

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/usecase/office"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/internal/usecase/visible"
	"example.org/homeward/web/queue"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// showTask shows a task: the request and what the user may see of the person, and the form of the answer.
func (p *pages) showTask(c echo.Context, user identity.Caller) error {
	found, err := p.findTask(c, user)
	if err != nil {
		return p.showGone(c, user, err)
	}
	if path := proposalPath(found); path != "" {
		return c.Redirect(http.StatusSeeOther, path)
	}
	if found.drafts, err = p.Drafts(c, user, say.TaskPath(found.task.Case, found.task.ID)); err != nil {
		return err
	}
	in := p.findQueue(c.Request().Context(), found.place, found.placed, user)
	if i := in.index(found.task.Case, found.task.ID); i >= 0 {
		found.place.At = i + 1 // its forms carry it, so that an answer leads to the one that moves up to this place
	}
	page := found.page(p.Frame(c, "", say.NoticeLost, "draft.kept", "draft.discarded"))
	page.Place = in.shown(found.task.Case, found.task.ID)
	receipt, banner, err := p.reader(c, user).Receipt(c)
	if err != nil {
		return err
	}
	if banner != nil {
		page.Banners = append(page.Banners, *banner)
		if receipt.Refusal != nil {
			page.Blocks = append(page.Blocks, found.refusedBy(receipt.Refusal)...)
		}
		page.Next = p.nextTask(c, user, found.task.Case, found.task.ID)
	}
	return p.render(c, http.StatusOK, page)
}

// shownTask is a task with its case, as the use-cases show them to the user.
type shownTask struct {
	reader

	task     visible.Task
	of       cases.View
	outcomes []tasks.OutcomePreview
	talk     []record.TimelineEntry // what was asked and answered at the task
	said     []record.TimelineEntry // the votes of a panel, with their reasons
	desks    []office.Desk
	takers   []tasks.Handler // to whom the user can give their claim
	sheet    string          // the sheet from which the task was opened; "" for none
	place    queue.Place     // from which queue it was opened
	placed   bool
	drafts   site.Drafts // what the user typed before and did not send
}

// findTask asks the use-cases for the task that the address names.
func (p *pages) findTask(c echo.Context, user identity.Caller) (shownTask, error) {
	ctx, ref, out := c.Request().Context(), casework.Ref(c.Param("case")), shownTask{reader: p.reader(c, user), sheet: say.SheetOf(c.QueryParam("sheet"))}
	out.place, out.placed = queue.PlaceOf(c.QueryParams())
	id, err := say.TaskID(c.Param("task"))
	if err != nil {
		return shownTask{}, err
	}
	if out.task, err = p.Usecases.ShowTask(ctx, ref, id); err != nil {
		return shownTask{}, err
	}
	out.of.Ref = ref
	if out.task.OfCase || out.task.Step.Base() != casework.StepInformation {
		if out.of, err = p.Usecases.ShowCase(ctx, ref); err != nil {
			return shownTask{}, err
		}
	}
	if out.talk, out.said, err = p.findTalk(ctx, out); err != nil {
		return shownTask{}, err
	}
	if out.task.Status != record.TaskOpen {
		return out, nil
	}
	if out.outcomes, err = p.Usecases.PreviewOutcomes(ctx, ref, id); err != nil {
		return shownTask{}, err
	}
	if out.desks, err = p.Usecases.ListDesks(ctx, "", ""); err != nil {
		return shownTask{}, err
	}
	if claim := out.task.ClaimedBy; claim != nil && claim.Account == user.Actor.Account && !out.task.Spec.Quorum {
		out.takers, err = p.Usecases.ListTakers(ctx, ref, id)
	}
	return out, err
}

// page makes the page of a task without anything typed into its forms.
func (s shownTask) page(f view.Frame) view.TaskPage {
	t := s.task
	f.Section, f.Path = "nav.inbox", s.place.In(say.TaskPath(t.Case, t.ID))
	page := view.TaskPage{
		Frame: f, Head: s.Head(s.of, ""), Step: say.StepText(t.Step), Do: say.DoText(t.Step), Desk: s.DeskName(t.Desk),
		Since: s.At(say.WaitsSince(t)), Age: s.Ago(t.Desk, say.WaitsSince(t)), Clock: s.TaskClock(t), Then: s.Then(t.NextEscalation, t.Due),
		Papers: s.Papers(s.of.Documents), Stated: s.Stated(s.of.Facts, nil),
		Notes: s.notes(), Talk: s.talked(), Votes: s.votes(), Quorum: s.quorum(), Lacks: s.lacks(), Unseen: s.unseen(), Settled: s.settled(),
	}
	page.Sheet, page.Contact = say.SheetBack(s.sheet, t.Case), s.contact()
	if t.OfCase {
		page.About, page.Gaps = s.About(s.of.Person, s.of.Shown)
	} else {
		page.Head.Person.Path = "" // the desk was asked a question, and has no part in the case
	}
	if t.Status != record.TaskOpen {
		page.WhyNot = view.Say("task.over")
		return page
	}
	page.Acts = s.smallForms(nil)
	page.Form, page.WhyNot = s.decisionForm(s.keptAnswer(), nil)
	if there := say.AnswerPath(t.Case, t.Task); page.Form != nil && there != say.TaskPath(t.Case, t.ID) {
		page.Form, page.WhyNot, page.Answer = nil, view.Say("task.own_form"), there
	}
	return page
}

// contact is the path of the page about safe contact, at the tasks for which she is contacted after her return.
func (s shownTask) contact() string {
	switch s.task.Step.Base() {
	case casework.StepSafetyCall, casework.StepFollowUp:
		if slices.Contains(s.of.May, policy.ShowContact) {
			return say.CasePath(s.of.Ref) + "/contact"
		}
	default:
	}
	return ""
}

// keptAnswer is what the user typed into the form of the answer before and did not send.
func (s shownTask) keptAnswer() site.SentForm {
	verb := "/decide"
	if s.task.Step.Base() == casework.StepInformation {
		verb = "/answer"
	}
	return s.drafts.Form(say.TaskPath(s.task.Case, s.task.ID) + verb)
}

// render shows a task. Of its forms, the one that is being typed into is kept when the language is changed:
// an act that was refused, or else the answer.
func (p *pages) render(c echo.Context, status int, page view.TaskPage) error {
	if page.Form != nil {
		page.Typing = &page.Form.Draft
	}
	for i := range page.Acts {
		if of := &page.Acts[i]; of.Draft.Of != "" && (page.Typing == nil || page.Wrong && of.Open) {
			page.Typing = &of.Draft
		}
	}
	return p.Render(c, status, page)
}

// nextTask is the next item of the queue from which the task was opened that was just answered, or of the
// user's inbox.
func (p *pages) nextTask(c echo.Context, user identity.Caller, ref casework.Ref, id casework.TaskID) *view.NextTask {
	place, known := queue.PlaceOf(c.QueryParams())
	if !known {
		place = queue.Place{Queue: queue.All}
	}
	out := &view.NextTask{}
	if key := c.QueryParam("sent"); key != "" {
		out.Inbox = place.Answered(key)
	}
	q, r := p.findQueue(c.Request().Context(), place, true, user), p.reader(c, user)
	if t, path, ok := q.following(ref, id); ok {
		out.Ref, out.Path, out.Step, out.Age = string(t.Case), path, say.StepText(t.Step), r.Age(t.Desk, say.WaitsSince(t), r.Now)
	}
	return out
}
