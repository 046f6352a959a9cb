package tasks

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// taskAct is a form beside the answer: what it does, and which of its fields must be filled in.
type taskAct struct {
	do       func(ctx context.Context, s shownTask, w tasks.Write, f site.SentForm) (act.Receipt, error)
	required map[string]string // the name of a field, and the key of what to say if it is empty
	check    func(s shownTask, f site.SentForm, wrong say.Wrongs)
}

// taskActs are the acts by the last part of their path.
func taskActs() map[string]taskAct {
	reasons := map[string]string{"words": "task.wrong.words"}
	return map[string]taskAct{
		"claim": {do: func(ctx context.Context, s shownTask, w tasks.Write, _ site.SentForm) (act.Receipt, error) {
			return s.Usecases.ClaimTask(ctx, w)
		}},
		"release": {do: func(ctx context.Context, s shownTask, w tasks.Write, _ site.SentForm) (act.Receipt, error) {
			return s.Usecases.ReleaseTask(ctx, w)
		}},
		"give": {
			required: map[string]string{fieldAccount: "task.wrong.colleague"},
			do: func(ctx context.Context, s shownTask, w tasks.Write, f site.SentForm) (act.Receipt, error) {
				return s.Usecases.GiveTask(ctx, w, casework.AccountID(f.Get(fieldAccount)))
			},
		},
		"resume": {do: func(ctx context.Context, s shownTask, w tasks.Write, _ site.SentForm) (act.Receipt, error) {
			return s.Usecases.ResumeTask(ctx, w)
		}},
		"ask": {required: map[string]string{"words": "task.wrong.question"}, do: func(ctx context.Context, s shownTask, w tasks.Write, f site.SentForm) (act.Receipt, error) {
			var items []casework.Item
			for _, one := range f.All(fieldItem) {
				items = append(items, casework.Item(one))
			}
			return s.Usecases.AskAtTask(ctx, w, casework.DeskID(f.Get(fieldDesk)), f.Text("words"), items)
		}},
		"pause": {
			check: func(s shownTask, f site.SentForm, wrong say.Wrongs) { _, _ = s.ReadPause(s.task.Pauses, f, wrong) },
			do: func(ctx context.Context, s shownTask, w tasks.Write, f site.SentForm) (act.Receipt, error) {
				cause, until := s.ReadPause(s.task.Pauses, f, say.Wrongs{})
				return s.Usecases.PauseTask(ctx, w, cause, until, f.Text("words"))
			},
		},
		"reassign": {
			required: map[string]string{fieldDesk: "task.wrong.desk", "words": "task.wrong.words"},
			do: func(ctx context.Context, s shownTask, w tasks.Write, f site.SentForm) (act.Receipt, error) {
				return s.Usecases.ReassignTask(ctx, w, casework.DeskID(f.Get(fieldDesk)), f.Text("words"))
			},
		},
		"recall": {required: reasons, do: func(ctx context.Context, s shownTask, w tasks.Write, f site.SentForm) (act.Receipt, error) {
			return s.Usecases.RecallTask(ctx, w, f.Text("words"))
		}},
	}
}

// actOnTask carries out one of the acts beside the answer.
func (p *pages) actOnTask(name string) func(c echo.Context, user identity.Caller) error {
	act := taskActs()[name]
	return func(c echo.Context, user identity.Caller) error {
		f, err := site.OpenForm(c)
		if err != nil {
			return err
		}
		f.Set(actForm, name)
		s, err := p.findTask(c, user)
		if err != nil {
			return err
		}
		wrong := say.Wrongs{}
		_ = say.ReadText(f, "words", wrong)
		for field, key := range act.required {
			if f.Text(field) == "" {
				wrong[field] = view.Say(key)
			}
		}
		if act.check != nil {
			act.check(s, f, wrong)
		}
		if len(wrong) > 0 {
			return p.renderAct(c, s, f, wrong)
		}
		receipt, err := act.do(c.Request().Context(), s, tasks.Write{Case: s.task.Case, Task: s.task.ID, Version: f.Version(), Key: f.Key()}, f)
		switch wrong := s.invalid(err); {
		case err == nil:
			return s.sentTo(c, receipt)
		case wrong[fieldAccount].Key != "" || wrong[fieldItem].Key != "" || wrong[fieldDesk].Key == "task.wrong.not_accredited":
			return p.renderAct(c, s, f, wrong)
		default:
			return p.renderRefused(c, user, f, err)
		}
	}
}

// renderAct shows the page with a small form that has something to correct.
func (p *pages) renderAct(c echo.Context, s shownTask, f site.SentForm, wrong say.Wrongs) error {
	page := s.page(p.Frame(c, ""))
	page.Wrong, page.Acts = true, s.smallForms(f.Values)
	for i := range page.Acts {
		if !page.Acts[i].Open {
			continue
		}
		for j := range page.Acts[i].Questions {
			page.Acts[i].Questions[j].Wrong = wrong[page.Acts[i].Questions[j].Name]
		}
		page.Problems = say.ProblemsOf(page.Acts[i].Questions)
	}
	return p.render(c, http.StatusUnprocessableEntity, page)
}
