package day

import (
	"cmp"
	"slices"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/visible"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// acted adds the request that the user has just answered to the rows of their inbox, in its old place and with
// what became of it, if the address names the answer. It is gone when the inbox is opened again. A request that
// is not for the user to see any more is left out.
func (p *pages) acted(c echo.Context, user identity.Caller, tasks []visible.Task, rows []view.Task) ([]view.Task, error) {
	r := p.reader(c, user)
	receipt, _, err := r.Receipt(c)
	if err != nil || receipt.Case == nil || receipt.Case.Task == "" {
		return rows, err
	}
	t, err := p.Usecases.ShowTask(c.Request().Context(), receipt.Target.Ref, receipt.Case.Task)
	if code := fault.CodeOf(err); code == fault.NotFound || code == fault.Denied {
		return rows, nil
	}
	if err != nil || t.Status != record.TaskDecided || !r.Mine(t.Desk) {
		return rows, err
	}
	row := r.Rows([]visible.Task{t}, false)[0]
	row.Clock, row.Next = view.Clock{State: view.ClockNone, Text: view.Say("sent.recorded")}, view.Text{}
	if t.Outcome != "" {
		row.Note = view.Say("inbox.acted", say.OutcomeText(t.Step, t.Outcome))
	}
	at := slices.IndexFunc(tasks, func(o visible.Task) bool { return isAfter(o, t) })
	if at < 0 {
		at = len(rows)
	}
	return slices.Insert(rows, at, row), nil
}

// isAfter reports whether a task comes after another one in an inbox: by when it is due, by its case, by its ID.
func isAfter(a, b visible.Task) bool {
	if (a.Due == nil) != (b.Due == nil) {
		return a.Due == nil
	}
	due := 0
	if a.Due != nil {
		due = a.Due.Compare(*b.Due)
	}
	return cmp.Or(due, cmp.Compare(a.Case, b.Case), cmp.Compare(a.ID, b.ID)) > 0
}
