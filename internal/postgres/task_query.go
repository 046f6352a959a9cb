package postgres

import (
	"time"

	"example.org/homeward/internal/record"
)

// dueOrder is what inboxes are ordered by; an index has the same words.
const dueOrder = `coalesce(t.due_at, '9999-12-31 00:00:00+00'::timestamptz)`

func taskQuery(f record.TaskFilter, now time.Time) (string, *conditions) {
	c := &conditions{}
	narrowTasks(c, f, now)
	query := `select ` + taskColumnsRead + taskTables
	after := f.Page.After
	if f.Status == "" || f.Status == record.TaskOpen {
		if after != nil {
			ref, task := taskPlace(after.ID)
			c.and("("+dueOrder+", t.case_ref, t.task) > (?, ?, ?)", after.At, ref, task)
		}
		return query + c.where() + ` order by ` + dueOrder + `, t.case_ref, t.task limit ` + c.arg(f.Page.Size()+1), c
	}
	if after != nil {
		ref, task := taskPlace(after.ID)
		c.and("(t.opened_at, t.case_ref, t.task) < (?, ?, ?)", after.At, ref, task)
	}
	return query + c.where() + ` order by t.opened_at desc, t.case_ref desc, t.task desc limit ` + c.arg(f.Page.Size()+1), c
}

func narrowTasks(c *conditions, f record.TaskFilter, now time.Time) {
	state := f.Status
	if state == "" {
		state = record.TaskOpen
	}
	c.and("t.state = '" + stateLiteral(state) + "'")
	c.equal("t.desk", string(f.Desk))
	if f.Desks != nil {
		c.and("t.desk = any(?)", texts(f.Desks))
	}
	c.equal("t.kind", string(f.Kind))
	c.equal("t.base_step", string(f.Step))
	c.equal("t.case_ref", string(f.Case))
	c.equal("c.operation_ref", string(f.Operation))
	c.equal("c.origin", string(f.Origin))
	c.equal("t.claimed_by", string(f.ClaimedBy))
	if f.Unclaimed {
		c.and("t.claimed_by is null")
	}
	if f.Paused {
		c.and("t.paused")
	}
	if !f.DueBefore.IsZero() {
		c.and("t.due_at < ?", f.DueBefore)
	}
	if f.Overdue {
		c.and("not t.paused and t.due_at < ?", now)
	}
}

// stateLiteral writes the state into the statement itself, so that the planner sees that the
// index of open tasks fits. What is not a state finds nothing.
func stateLiteral(state record.TaskState) string {
	switch state {
	case record.TaskOpen, record.TaskDecided, record.TaskRecalled:
		return string(state)
	default:
		return ""
	}
}
