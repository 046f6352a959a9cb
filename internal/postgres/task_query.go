package postgres

import (
	"strconv"
	"time"

	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
)

// dueOrder is the order of inboxes; an index is on the same expression.
const dueOrder = `coalesce(t.due_at, '9999-12-31 00:00:00+00'::timestamptz)`

func taskQuery(f record.TaskFilter, now time.Time) (string, *db.Conditions) {
	c := &db.Conditions{}
	narrowTasks(c, f, now)
	query := `select ` + taskColumnsRead + taskTables
	after := f.Page.After
	if f.Status == "" || f.Status == record.TaskOpen {
		if after != nil {
			ref, task := taskPlace(after.ID)
			c.And("("+dueOrder+", t.case_ref, t.task) > (?, ?, ?)", after.At, ref, task)
		}
		return query + c.Where() + ` order by ` + dueOrder + `, t.case_ref, t.task limit ` + strconv.Itoa(f.Page.Size()+1), c
	}
	if after != nil {
		ref, task := taskPlace(after.ID)
		c.And("(t.opened_at, t.case_ref, t.task) < (?, ?, ?)", after.At, ref, task)
	}
	return query + c.Where() + ` order by t.opened_at desc, t.case_ref desc, t.task desc limit ` + strconv.Itoa(f.Page.Size()+1), c
}

func narrowTasks(c *db.Conditions, f record.TaskFilter, now time.Time) {
	state := f.Status
	if state == "" {
		state = record.TaskOpen
	}
	c.And("t.state = '" + stateLiteral(state) + "'")
	c.Equal("t.desk", string(f.Desk))
	if f.Desks != nil {
		c.And("t.desk = any(?)", db.Strings(f.Desks))
	}
	c.Equal("t.kind", string(f.Kind))
	c.Equal("t.base_step", string(f.Step))
	if f.Steps != nil {
		c.And("t.base_step = any(?)", db.Strings(f.Steps))
	}
	c.Equal("t.case_ref", string(f.Case))
	if f.Cases != nil {
		c.And("t.case_ref = any(?)", db.Strings(f.Cases))
	}
	c.Equal("t.operation_ref", string(f.Operation))
	c.Equal("t.origin", string(f.Origin))
	c.Equal("t.claimed_by", string(f.ClaimedBy))
	if f.ClaimedByAny != nil {
		c.And("t.claimed_by = any(?)", db.Strings(f.ClaimedByAny))
	}
	if f.RefBegins != "" {
		c.And("starts_with(t.case_ref, ?)", f.RefBegins)
	}
	if f.Unclaimed {
		c.And("t.claimed_by is null")
	}
	c.Whether("t.paused", f.Paused)
	if f.Unseen {
		c.And("r.seen_at is null")
	}
	if f.Returned {
		c.And("(t.attempt > 1 or t.body ->> 'for' is not null)")
	}
	if !f.DueFrom.IsZero() {
		c.And("t.due_at >= ?", f.DueFrom)
	}
	if !f.DueBefore.IsZero() {
		c.And("t.due_at < ?", f.DueBefore)
	}
	c.Whether("not t.paused and t.due_at < ?", f.Overdue, now)
}

// stateLiteral returns the state as a part of the statement itself, so that the planner can use the
// index of open tasks. It returns "", which matches no task, for any other text.
func stateLiteral(state record.TaskState) string {
	switch state {
	case record.TaskOpen, record.TaskDecided, record.TaskRecalled:
		return string(state)
	default:
		return ""
	}
}
