package web

import (
	"context"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/httpserver"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/web/view"
)

// unreadable reports whether an error is more than a refusal: a page can show that something is not the
// reader's to see, and not that there is nothing to show.
func unreadable(err error) bool {
	code := fault.CodeOf(err)
	return err != nil && code != fault.Denied && code != fault.NotFound
}

// notShown is what stands in place of a part that cannot be shown. The log line of the request gets the
// code of a part that could not be read.
func (p *Pages) notShown(ctx context.Context, err error, path string) view.Empty {
	if !unreadable(err) {
		return view.Empty{Why: view.NotYours, Text: view.Say("empty.refused"), Next: view.Say("empty.refused_next"), NextPath: "/account"}
	}
	request.From(ctx).Code = httpserver.CodeOf(err)
	return view.Empty{Why: view.NotLoaded, Text: view.Say("empty.failed"), Next: view.Say("empty.failed_next"), NextPath: path}
}

// everAsked reports whether the desk of the user has, or has had, any request. It tells "nothing yet"
// from "nothing left".
func (p *Pages) everAsked(ctx context.Context, user identity.Caller) bool {
	for _, state := range []record.TaskState{record.TaskOpen, record.TaskDecided, record.TaskRecalled} {
		query := p.queryOf(queueAll, user)
		query.Filter.Status, query.Paging = state, usecase.Paging{Limit: 1}
		if found, err := p.Usecases.ListTasks(ctx, query); err != nil || len(found.Rows) > 0 {
			return true
		}
	}
	return false
}
