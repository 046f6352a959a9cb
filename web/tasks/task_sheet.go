package tasks

import (
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/web/say"
)

// A task that was opened from a sheet of alike requests leads back to its row there, also after a form.

// formPath is the path of a form of the task, with the queue from which it was opened.
func (s shownTask) formPath(name string) string {
	path := say.TaskPath(s.task.Case, s.task.ID) + "/" + name
	if s.sheet != "" {
		path += "?" + url.Values{"sheet": {s.sheet}}.Encode()
	}
	return s.place.In(path)
}

// sentTo leads from a form of the task to the page that says how far it is.
func (s shownTask) sentTo(c echo.Context, receipt act.Receipt) error {
	query := url.Values{"sent": {receipt.Key}}
	if s.sheet != "" {
		query.Set("sheet", s.sheet)
	}
	return c.Redirect(http.StatusSeeOther, s.place.In(say.TaskPath(s.task.Case, s.task.ID)+"?"+query.Encode()))
}
