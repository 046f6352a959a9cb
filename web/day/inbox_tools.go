package day

import (
	"github.com/labstack/echo/v4"

	"example.org/homeward/internal/record"
	"example.org/homeward/web/queue"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// fillTools adds what an inbox has beside its rows: the search within the queue, the colleagues to filter by,
// and the boxes before the rows.
func (p *pages) fillTools(c echo.Context, r reader, in queue.Inbox, page *view.Inbox) error {
	page.Find = []view.Question{queue.Find(in.Begins)}
	for _, key := range []string{"queue", "desk"} {
		if value := in.Address.Get(key); value != "" {
			page.Carried = append(page.Carried, view.Field{Name: key, Value: value})
		}
	}
	if page.Own {
		handlers, err := p.Usecases.ListHandlers(c.Request().Context())
		if err != nil {
			return err
		}
		by := view.Question{ID: "filter-handler", Name: "handler", Kind: view.AskSelect, Label: view.Say("inbox.handler"), Answers: []view.Answer{{Text: view.Say("cases.any")}}}
		for _, h := range handlers {
			one := view.Answer{Value: string(h.Account), Plain: string(h.Account), Chosen: h.Account == in.Handler}
			if h.Away != nil {
				one.Plain, one.Text = "", view.Say("inbox.handler_away", string(h.Account), r.At(h.Away.Until))
			}
			by.Answers = append(by.Answers, one)
		}
		page.Find = append(page.Find, by)
	}
	if !page.Own || len(page.Tasks.Rows) == 0 {
		return nil
	}
	if page.Select = r.Selectable(record.InboxList, queue.InboxPath, in.Address, 0); page.Select != nil {
		page.Tasks.Ticks = true
		page.Problems = say.NothingTicked(c, "row-1")
	}
	return nil
}

// savedQuestions are the questions of the form that saves a view.
func savedQuestions(s *view.Saved) []view.Question {
	if s == nil {
		return nil
	}
	return []view.Question{s.Name}
}
