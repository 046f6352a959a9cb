package recordtest

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
)

// never is the due time of a task without a clock, for the order of inboxes.
func never() time.Time { return time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC) }

// Tasks lists tasks: the open ones by when they are due, those without a clock last; ended ones, newest
// first. A list says which members have voted, and not what.
func (m *Memory) Tasks(_ context.Context, f record.TaskFilter) (record.Tasks, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	state := cmp.Or(f.Status, record.TaskOpen)
	var rows []record.TaskRow
	for _, c := range m.cases {
		for _, t := range c.tasks {
			row := m.taskRow(c, t)
			row.Votes = withoutAnswers(row.Votes)
			if row.Status == state && m.inInbox(row, f) {
				rows = append(rows, row)
			}
		}
	}
	order := func(a, b record.TaskRow) int {
		return cmp.Or(taskCursor(a).At.Compare(taskCursor(b).At), cmp.Compare(a.Case, b.Case), cmp.Compare(a.ID, b.ID))
	}
	if state != record.TaskOpen {
		oldest := order
		order = func(a, b record.TaskRow) int { return oldest(b, a) }
	}
	var out record.Tasks
	out.Rows, out.Next = pageOf(rows, f.Page, order, taskCursor)
	return out, nil
}

func (m *Memory) inInbox(r record.TaskRow, f record.TaskFilter) bool {
	due := !f.DueBefore.IsZero() && (r.Due == nil || !r.Due.Before(f.DueBefore)) || !f.DueFrom.IsZero() && (r.Due == nil || r.Due.Before(f.DueFrom))
	return matches(f.Desk, r.Desk) && (f.Desks == nil || slices.Contains(f.Desks, r.Desk)) && matches(f.Kind, r.Kind) &&
		matches(f.Step, r.Step.Base()) && (f.Steps == nil || slices.Contains(f.Steps, r.Step.Base())) && matches(f.Case, r.Case) && (f.Cases == nil || slices.Contains(f.Cases, r.Case)) && matches(f.Operation, r.Operation) && matches(f.Origin, r.Origin) &&
		(f.ClaimedByAny == nil || slices.Contains(f.ClaimedByAny, claimedBy(r))) && strings.HasPrefix(string(r.Case), f.RefBegins) &&
		matches(f.ClaimedBy, claimedBy(r)) && (!f.Unclaimed || r.ClaimedBy == nil) && whether(f.Paused, r.Pause != nil) &&
		(!f.Unseen || r.Receipts.Opened == nil) && (!f.Returned || r.Returned()) &&
		whether(f.Overdue, r.Pause == nil && r.Due != nil && r.Due.Before(m.now())) && !due
}

func claimedBy(r record.TaskRow) casework.AccountID {
	if r.ClaimedBy == nil {
		return ""
	}
	return r.ClaimedBy.Account
}

// withoutAnswers returns votes without what was voted.
func withoutAnswers(votes []casework.Vote) []casework.Vote {
	var out []casework.Vote
	for _, v := range votes {
		v.Outcome, v.Ref = "", ""
		out = append(out, v)
	}
	return out
}

func taskCursor(r record.TaskRow) record.Cursor {
	c := record.Cursor{At: r.Receipts.Sent, ID: string(r.Case) + "/" + string(r.ID)}
	if r.Status != record.TaskOpen {
		return c
	}
	if c.At = never(); r.Due != nil {
		c.At = *r.Due
	}
	return c
}

// MarkSeen records when a user of the desk first looked at an open task. A second time changes nothing.
func (m *Memory) MarkSeen(_ context.Context, ref casework.Ref, id casework.TaskID) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if f := m.cases[ref]; f != nil {
		if t := f.open(id); t != nil && t.seenAt == nil {
			now := m.now()
			t.seenAt = &now
		}
	}
	return nil
}

// Timeline lists the timeline of a case. A case that does not exist has none. Of an erased case each
// line says who did something and when, and not what. There are no words: they come with a command.
func (m *Memory) Timeline(_ context.Context, f record.TimelineFilter) (record.Timeline, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var rows []record.TimelineEntry
	if c := m.cases[f.Case]; c != nil {
		for _, w := range c.changes {
			for n, e := range w.change.Entries {
				row := record.TimelineEntry{Case: f.Case, Seq: w.seq, N: n, Kind: w.change.Kind, At: w.change.At, By: w.change.By, Key: w.key, Entry: e}
				if row.Erased = m.erased(c); row.Erased {
					row.Entry = casework.Entry{}
				}
				rows = append(rows, row)
			}
		}
	}
	order := func(a, b record.TimelineEntry) int { return cmp.Or(cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.N, b.N)) }
	if f.Newest {
		oldest := order
		order = func(a, b record.TimelineEntry) int { return oldest(b, a) }
	}
	var out record.Timeline
	out.Rows, out.Next = pageOf(rows, f.Page, order, func(r record.TimelineEntry) record.Cursor {
		return record.Cursor{At: r.At, ID: strconv.FormatInt(r.Seq, 10) + "." + strconv.Itoa(r.N)}
	})
	return out, nil
}
