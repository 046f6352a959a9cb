package recordtest

import (
	"context"
	"slices"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/notice"
	"example.org/homeward/internal/record"
)

// addNotice adds a notice of a change, with the time by which it has to be read.
func (m *Memory) addNotice(n record.Notice, pace int) {
	reading := notice.ReadingOf(notice.Kind(n.Kind), n.Level)
	n.ID, n.Urgent = int64(len(m.notices)+1), reading == notice.Urgent
	if due, needed := notice.DueAt(reading, n.CreatedAt, pace); needed {
		n.DueAt = &due
	}
	m.notices = append(m.notices, n)
}

// Notices lists notices, the newest first, without pages.
func (m *Memory) Notices(_ context.Context, f record.NoticeFilter) (record.Notices, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out record.Notices
	for _, n := range slices.Backward(m.notices) {
		waits := n.SentAt == nil && n.StoppedAt == nil
		unread := n.ReadAt == nil && n.DueAt != nil && n.StoppedAt == nil
		about := (f.Case == "" || n.Case == f.Case) && (f.Movement == "" || n.Movement == f.Movement) && (f.Desk == "" || n.Desk == f.Desk)
		if about && (waits || !f.Unsent) && whether(f.Unread, unread) && whether(f.Urgent, n.Urgent) && (len(f.IDs) == 0 || slices.Contains(f.IDs, n.ID)) {
			out.Rows = append(out.Rows, n)
		}
	}
	return out, nil
}

// ReadNotices records that an account has read notices, each once.
func (m *Memory) ReadNotices(_ context.Context, r record.Reading) ([]record.Notice, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for id, key := range m.readings {
		if key == r.Key && !slices.Contains(r.IDs, id) {
			return nil, fault.New(fault.KeyReused, "the key has read another notice")
		}
	}
	var out []record.Notice
	for i := range slices.Backward(m.notices) {
		n := &m.notices[i]
		if !slices.Contains(r.IDs, n.ID) {
			continue
		}
		if n.ReadAt == nil {
			at := m.now()
			n.ReadAt, n.ReadBy, m.readings[n.ID] = &at, r.Account, r.Key
		}
		out = append(out, *n)
	}
	return out, nil
}

// SeedNotice adds a notice that came from no change.
func (m *Memory) SeedNotice(n record.Notice) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.addNotice(n, 1)
}
