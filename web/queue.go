package web

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase"
)

// queue is one part of an inbox. A number on any page and the list that it leads to come from the same
// query; see queryOf.
type queue string

// The queues, in their order.
const (
	queueAll      queue = "all"
	queueNow      queue = "now"      // overdue, or due today
	queueWeek     queue = "week"     // due in the seven days after that
	queueReturned queue = "returned" // come back to the desk
	queueNew      queue = "new"      // not opened by the desk yet
	queueStill    queue = "still"    // the clock stands still
	queueMine     queue = "mine"     // the reader is on it
	queueOthers   queue = "others"   // at other desks
)

// queues lists the queues of the reader's own desk.
func queues() []queue {
	return []queue{queueAll, queueNow, queueWeek, queueReturned, queueNew, queueStill, queueMine}
}

// countLimit is how far a queue is counted: beyond that its number has a plus.
const countLimit = 50

// queryOf is the query of a queue. Days begin at midnight of the reader's desk.
func (p *Pages) queryOf(q queue, user identity.Caller) usecase.TaskQuery {
	local := p.Usecases.Now().In(p.zoneOf(user))
	tomorrow := time.Date(local.Year(), local.Month(), local.Day()+1, 0, 0, 0, 0, local.Location())
	switch q {
	case queueNow:
		return usecase.TaskQuery{Filter: record.TaskFilter{Running: true, DueBefore: tomorrow}}
	case queueWeek:
		return usecase.TaskQuery{Filter: record.TaskFilter{Running: true, DueFrom: tomorrow, DueBefore: tomorrow.AddDate(0, 0, 7)}}
	case queueReturned:
		return usecase.TaskQuery{Filter: record.TaskFilter{Returned: true}}
	case queueNew:
		return usecase.TaskQuery{Filter: record.TaskFilter{Unseen: true}}
	case queueStill:
		return usecase.TaskQuery{Filter: record.TaskFilter{Paused: true}}
	case queueMine:
		return usecase.TaskQuery{Mine: true}
	case queueOthers:
		return usecase.TaskQuery{Others: true}
	default:
		return usecase.TaskQuery{}
	}
}

// counted is the beginning of a queue, with its number.
type counted struct {
	tasks []usecase.Task
	more  bool // there are more than these
	err   error
}

// read reads a queue as far as it is counted.
func (p *Pages) read(ctx context.Context, q queue, user identity.Caller) counted {
	query := p.queryOf(q, user)
	query.Limit = countLimit
	found, err := p.Usecases.ListTasks(ctx, query)
	return counted{tasks: found.Rows, more: found.Next != nil, err: err}
}

// queuePath is the path of a queue: of the reader's own desk, or of another one.
func queuePath(q queue, desk casework.DeskID) string {
	if desk != "" {
		return "/inbox?desk=" + string(desk)
	}
	if q == queueAll {
		return "/inbox"
	}
	return "/inbox?queue=" + string(q)
}
