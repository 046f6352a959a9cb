package day

import (
	"context"
	"strconv"

	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
	"example.org/homeward/web/queue"
)

// countLimit is how far a queue is counted: beyond that its number has a plus.
const countLimit = 50

// counted is the beginning of a queue, with its number.
type counted struct {
	tasks []visible.Task
	more  bool // there are more than these
	err   error
}

// read reads a queue as far as it is counted.
func (p *pages) read(ctx context.Context, q queue.Name, user identity.Caller) counted {
	query := queue.Query(p.Site, q, user)
	query.Limit = countLimit
	found, err := p.Usecases.ListTasks(ctx, query)
	return counted{tasks: found.Rows, more: found.Next != nil, err: err}
}

// numberOf is the number of a queue, as "12", or "50+" if it was not counted to its end.
func numberOf(found counted) string {
	if found.more {
		return strconv.Itoa(len(found.tasks)) + "+"
	}
	return strconv.Itoa(len(found.tasks))
}

// everAsked reports whether the desk of the user has, or has had, any request. It tells "nothing yet"
// from "nothing left".
func (p *pages) everAsked(ctx context.Context, user identity.Caller) bool {
	for _, state := range []record.TaskState{record.TaskOpen, record.TaskDecided, record.TaskRecalled} {
		query := queue.Query(p.Site, queue.All, user)
		query.Filter.Status, query.Paging = state, act.Paging{Limit: 1}
		if found, err := p.Usecases.ListTasks(ctx, query); err != nil || len(found.Rows) > 0 {
			return true
		}
	}
	return false
}
