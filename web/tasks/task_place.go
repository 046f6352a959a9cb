package tasks

import (
	"context"
	"slices"
	"strconv"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
	"example.org/homeward/web/queue"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// queued is the queue that a task was opened from, as far as one page of a list goes.
type queued struct {
	place queue.Place
	known bool // the address names a queue
	tasks []visible.Task
	more  bool
}

// findQueue reads the queue that the address names. If the queue cannot be read, the task is
// shown without it.
func (p *pages) findQueue(ctx context.Context, place queue.Place, known bool, user identity.Caller) queued {
	if !known {
		return queued{}
	}
	query := place.Query(p.Site, user)
	query.Paging = act.Paging{Limit: record.MaxLimit}
	found, err := p.Usecases.ListTasks(ctx, query)
	if err != nil {
		return queued{}
	}
	return queued{place: place, known: true, tasks: found.Rows, more: found.Next != nil}
}

func (q queued) index(ref casework.Ref, id casework.TaskID) int {
	return slices.IndexFunc(q.tasks, func(t visible.Task) bool { return t.Case == ref && t.ID == id })
}

// at is the address of the task at an index, with its place; "" if there is none.
func (q queued) at(i int) string {
	if i < 0 || i >= len(q.tasks) {
		return ""
	}
	place := q.place
	place.At = i + 1
	return place.In(say.TaskPath(q.tasks[i].Case, q.tasks[i].ID))
}

// shown says where in the queue a task is, with the ways to its neighbours. A task that is not in it any
// more, as one that was answered, has its former place: the next one is the one that has moved up.
func (q queued) shown(ref casework.Ref, id casework.TaskID) *view.QueuePlace {
	if !q.known {
		return nil
	}
	out := &view.QueuePlace{Back: q.place.Path()}
	i := q.index(ref, id)
	if i < 0 {
		out.Next = q.at(min(q.place.At, len(q.tasks)) - 1)
		return out
	}
	total := strconv.Itoa(len(q.tasks))
	if q.more {
		total += "+"
	}
	out.Text, out.Previous, out.Next = view.Say("place.of", strconv.Itoa(i+1), total), q.at(i-1), q.at(i+1)
	return out
}

// following is what comes after a task that was just answered: in the queue it was opened from, or in
// the inbox.
func (q queued) following(ref casework.Ref, id casework.TaskID) (visible.Task, string, bool) {
	next := max(0, q.place.At-1) // what was behind it has moved up
	if i := q.index(ref, id); i >= 0 {
		next = i + 1
	}
	if next = min(next, len(q.tasks)-1); next < 0 || q.tasks[next].Case == ref && q.tasks[next].ID == id {
		return visible.Task{}, "", false
	}
	return q.tasks[next], q.at(next), true
}
