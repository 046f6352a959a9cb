package recordtest

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/seal"
)

// AddOld puts items of a kind that is purged into the record, each with the time from which its
// age is counted. Lists and movements that are purged with their keys are not among them.
func (m *Memory) AddOld(kind retention.Kind, at ...time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.old[kind] = append(m.old[kind], at...)
	slices.SortFunc(m.old[kind], time.Time.Compare)
}

// SetTexts puts pieces of text of some kinds into the file of a case.
func (m *Memory) SetTexts(ref casework.Ref, pieces map[retention.Kind]int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.texts[ref] = maps.Clone(pieces)
}

// Texts returns how many pieces of text of each kind are in the file of a case.
func (m *Memory) Texts(ref casework.Ref) map[retention.Kind]int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return maps.Clone(m.texts[ref])
}

// purgedByRow are the kinds that are purged row by row.
func purgedByRow() []retention.Kind {
	return []retention.Kind{
		retention.RefusedWords, retention.SentNotices, retention.EndedSignIns, retention.BegunSignIns, retention.Failures, retention.Drafts, retention.Wordings, retention.OldPasskeys,
	}
}

// Purge deletes up to limit items of a kind that are older than an instant, and returns how many.
func (m *Memory) Purge(_ context.Context, kind retention.Kind, before time.Time, limit int) (int, error) {
	if !slices.Contains(purgedByRow(), kind) {
		return 0, fault.New(fault.Invalid, "nothing of this kind is purged row by row")
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	n := 0
	for n < limit && n < len(m.old[kind]) && m.old[kind][n].Before(before) {
		n++
	}
	m.old[kind] = m.old[kind][n:]
	return n, nil
}

// OldKeys lists no subjects: nothing in this record is purged by destroying its key.
func (m *Memory) OldKeys(context.Context, retention.Kind, time.Time, int) ([]seal.Subject, error) {
	return nil, nil
}

// Old counts the items of a kind that are older than an instant.
func (m *Memory) Old(_ context.Context, kind retention.Kind, before time.Time) (record.Overdue, error) {
	if !slices.Contains(append(purgedByRow(), retention.ListRows, retention.Journeys, retention.DraftKeys, retention.WordingKeys), kind) {
		return record.Overdue{}, fault.New(fault.Invalid, "nothing of this kind is purged")
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	out := record.Overdue{Kind: kind, At: m.now()}
	for _, at := range m.old[kind] {
		if at.Before(before) {
			if out.Count == 0 {
				out.Oldest = at
			}
			out.Count++
		}
	}
	return out, nil
}

// SaveOverdue stores counts, and replaces those of the same kinds.
func (m *Memory) SaveOverdue(_ context.Context, old []record.Overdue) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, o := range old {
		m.counted[o.Kind] = o
	}
	return nil
}

// Overdue returns the newest counts, in the order of their kinds.
func (m *Memory) Overdue(context.Context) ([]record.Overdue, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []record.Overdue
	for _, kind := range slices.Sorted(maps.Keys(m.counted)) {
		out = append(out, m.counted[kind])
	}
	return out, nil
}

// EndedCases lists up to limit cases that ended before an instant and are not erased, in the order
// of their references, from the first one after a reference.
func (m *Memory) EndedCases(_ context.Context, before time.Time, after casework.Ref, limit int) ([]record.EndedCase, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := []record.EndedCase{}
	for _, ref := range slices.Sorted(maps.Keys(m.cases)) {
		f := m.cases[ref]
		if s := f.newest().Next; len(out) == limit || ref <= after || f.erasedAt != nil || !ended(s) || !s.Ended.At.Before(before) {
			continue
		}
		one := record.EndedCase{Asked: m.asked(ref)}
		if one.State, one.Erased = m.state(f); !one.Erased && f.person != nil {
			one.Born = record.LatestBirth(f.person.Birth)
		}
		out = append(out, one)
	}
	return out, nil
}

// CountTexts counts the pieces of text of some kinds that EmptyTexts would empty.
func (m *Memory) CountTexts(_ context.Context, ref casework.Ref, seq int64, kinds []retention.Kind) (map[retention.Kind]int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.countTexts(ref, seq, kinds), nil
}

func (m *Memory) countTexts(ref casework.Ref, seq int64, kinds []retention.Kind) map[retention.Kind]int {
	if len(kinds) == 0 {
		return nil
	}
	out := map[retention.Kind]int{}
	f := m.cases[ref]
	if f == nil || f.newest().Seq != seq || !ended(f.newest().Next) || f.fenced || f.erasedAt != nil || m.asked(ref) {
		return out
	}
	for _, kind := range kinds {
		if n := m.texts[ref][kind]; n > 0 {
			out[kind] = n
		}
	}
	return out
}

// EmptyTexts empties the text of some kinds in the file of a case that ended thirty days ago or
// before, and returns how many pieces of each kind there were.
func (m *Memory) EmptyTexts(_ context.Context, ref casework.Ref, seq int64, kinds []retention.Kind) (map[retention.Kind]int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if f := m.cases[ref]; f == nil || !ended(f.newest().Next) || !f.newest().Next.Ended.At.Before(m.now().AddDate(0, 0, -30)) {
		return map[retention.Kind]int{}, nil
	}
	out := m.countTexts(ref, seq, kinds)
	for kind := range out {
		delete(m.texts[ref], kind)
	}
	return out, nil
}

// SaveDue records which of the cases that were checked have a file that is due.
func (m *Memory) SaveDue(_ context.Context, checked []casework.Ref, due []record.DueFile) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, ref := range checked {
		delete(m.due, ref)
	}
	for _, d := range due {
		m.due[d.Case] = d
	}
	return nil
}

// DueFiles lists up to limit cases whose file is due, the one that has been due longest first.
func (m *Memory) DueFiles(_ context.Context, limit int) ([]record.DueFile, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := slices.SortedFunc(maps.Values(m.due), func(a, b record.DueFile) int {
		return cmp.Or(a.Due.Compare(b.Due), cmp.Compare(a.Case, b.Case))
	})
	return out[:min(limit, len(out))], nil
}
