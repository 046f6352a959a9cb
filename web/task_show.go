package web

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/web/view"
)

// showTask shows a task: the request and what the user may see of the person, and the form of the answer.
func (p *Pages) showTask(c echo.Context, user identity.Caller) error {
	found, err := p.findTask(c, user)
	if err != nil {
		return p.showGone(c, user, err)
	}
	page := found.page(p.frame(c, "", noticeLost))
	receipt, banner, err := p.receipt(c, user)
	if err != nil {
		return err
	}
	if banner != nil {
		page.Banners = append(page.Banners, *banner)
		if receipt.Refusal != nil {
			page.Blocks = append(page.Blocks, found.refusedBy(receipt.Refusal)...)
		}
		if page.Next, err = p.nextTask(c, user, found.task.Case, found.task.ID); err != nil {
			return err
		}
	}
	return p.render(c, http.StatusOK, page)
}

// shownTask is a task with its case, as the use-cases show them to the user.
type shownTask struct {
	reader

	task     usecase.Task
	of       usecase.Case
	outcomes []usecase.OutcomePreview
	talk     []record.TimelineEntry // what was asked and answered at the task
	desks    []usecase.Desk
}

// findTask asks the use-cases for the task that the address names.
func (p *Pages) findTask(c echo.Context, user identity.Caller) (shownTask, error) {
	ctx, ref, out := c.Request().Context(), casework.Ref(c.Param("case")), shownTask{reader: p.reader(c, user)}
	id, err := taskID(c.Param("task"))
	if err != nil {
		return shownTask{}, err
	}
	if out.task, err = p.Usecases.ShowTask(ctx, ref, id); err != nil {
		return shownTask{}, err
	}
	if out.of, err = p.Usecases.ShowCase(ctx, ref); err != nil {
		return shownTask{}, err
	}
	if out.talk, err = p.findTalk(ctx, out); err != nil {
		return shownTask{}, err
	}
	if out.task.Status != record.TaskOpen {
		return out, nil
	}
	if out.outcomes, err = p.Usecases.PreviewOutcomes(ctx, ref, id); err != nil {
		return shownTask{}, err
	}
	out.desks, err = p.Usecases.ListDesks(ctx, "", "")
	return out, err
}

// page makes the page of a task without anything typed into its forms.
func (s shownTask) page(f view.Frame) view.TaskPage {
	t := s.task
	f.Section, f.Path = "nav.inbox", taskPath(t.Case, t.ID)
	page := view.TaskPage{
		Frame: f, Head: s.head(s.of, ""), Step: stepText(t.Step), Do: doText(t.Step), Desk: s.deskName(t.Desk),
		Since: s.at(waitsSince(t)), Age: s.ago(t.Desk, waitsSince(t)), Clock: s.clock(taskDeadline(t)), Then: s.then(t.NextEscalation, t.Due),
		Papers: s.papers(s.of.Documents), Stated: s.stated(s.of.Facts, nil),
		Notes: s.notes(), Talk: s.talked(), Votes: s.votes(), Quorum: s.quorum(), Settled: s.settled(),
	}
	page.About, page.Gaps = s.about(s.of.Person, s.of.Shown)
	if t.Status != record.TaskOpen {
		page.WhyNot = view.Say("task.over")
		return page
	}
	page.Acts = s.smallForms(nil)
	page.Form, page.WhyNot = s.decisionForm(sentForm{}, nil)
	return page
}

// waitsSince is since when the desk is waited for.
func waitsSince(t usecase.Task) time.Time {
	if t.StartedAt.IsZero() {
		return t.OpenedAt
	}
	return t.StartedAt
}

// nextTask is the next item of the user's inbox beside the one that was just answered.
func (p *Pages) nextTask(c echo.Context, user identity.Caller, ref casework.Ref, id casework.TaskID) (*view.NextTask, error) {
	inbox, err := p.Usecases.ListTasks(c.Request().Context(), usecase.TaskQuery{Paging: usecase.Paging{Limit: 2}})
	if err != nil {
		return nil, err
	}
	r := p.reader(c, user)
	for _, t := range inbox.Rows {
		if t.Case != ref || t.ID != id {
			return &view.NextTask{
				Ref: string(t.Case), Path: taskPath(t.Case, t.ID), Step: stepText(t.Step), Age: r.age(t.Desk, waitsSince(t), r.now),
			}, nil
		}
	}
	return &view.NextTask{}, nil
}
