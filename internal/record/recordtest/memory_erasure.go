package recordtest

import (
	"context"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

// WriteErasure writes a change of a request for erasure once; see activities.ErasureRecord.
func (m *Memory) WriteErasure(_ context.Context, change erasure.Change) error {
	if err := identified(change.Ref, change.Key, change.Seq, change.Next.Ref, change.Next.Seq); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	h := m.erasures[change.Ref]
	known, err := h.known(change.Seq, change.Key)
	if err != nil || known {
		return err
	}
	if m.cases[change.Next.Case] == nil {
		return fault.New(fault.Invalid, "the request refers to something that is not in the record")
	}
	if err := decidedByTwo(change.Next); err != nil {
		return err
	}
	if h == nil {
		if m.asked(change.Next.Case) {
			return fault.New(fault.Conflict, "there is an open request for this case already")
		}
		h = &history[erasure.Change]{}
		m.erasures[change.Ref] = h
	}
	h.add(change.Seq, change.Key, stored(change))
	return nil
}

// decidedByTwo returns fault.Invalid if an erasure is decided without a second person, or done
// without a time.
func decidedByTwo(e erasure.Erasure) error {
	own := e.DecidedBy != nil && e.DecidedBy.Account == e.RequestedBy.Account && e.State != erasure.Refused
	if own || (e.State == erasure.Requested) != (e.DecidedAt == nil) || (e.State == erasure.Erased) != (e.ErasedAt != nil) {
		return fault.New(fault.Invalid, "the state of the request, and who decided it and when, do not agree")
	}
	return nil
}

// asked reports whether the erasure of a case is requested, and not decided or not done yet.
func (m *Memory) asked(ref casework.Ref) bool {
	for _, h := range m.erasures {
		if e := h.newest().Next; e.Case == ref && (e.State == erasure.Requested || e.State == erasure.Approved) {
			return true
		}
	}
	return false
}

// Erasure returns a request for erasure; fault.NotFound if there is none.
func (m *Memory) Erasure(_ context.Context, ref casework.Ref) (record.ErasureRow, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	h := m.erasures[ref]
	if h == nil {
		return record.ErasureRow{}, fault.New(fault.NotFound, "there is no such request for erasure")
	}
	e := stored(h.newest().Next)
	e.Deletions, e.Settled = nil, nil // listed on their own
	return record.ErasureRow{Erasure: e, Host: m.cases[e.Case].newest().Next.Rules.Host}, nil
}

// ErasureChanges returns the changes of a request that were written, each once, in order.
func (m *Memory) ErasureChanges(ref casework.Ref) []erasure.Change {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []erasure.Change
	if h := m.erasures[ref]; h != nil {
		for _, w := range h.changes {
			out = append(out, w.change)
		}
	}
	return out
}

// FenceCase closes a case for changes if seq is its newest one, and reports whether it is.
func (m *Memory) FenceCase(_ context.Context, ref casework.Ref, seq int64) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f := m.cases[ref]
	if f == nil || f.newest().Seq != seq {
		return false, nil
	}
	f.fenced = true
	return true, nil
}

// StripCase deletes the data that are unusable without the key of a case.
func (m *Memory) StripCase(_ context.Context, ref casework.Ref, at time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	f := m.cases[ref]
	if f == nil {
		return nil
	}
	f.person = nil
	delete(m.due, ref)
	delete(m.texts, ref)
	for at, sheet := range m.sheets {
		sheet.Items = slices.DeleteFunc(slices.Clone(sheet.Items), func(one record.SheetItem) bool { return one.Case == ref })
		m.sheets[at] = sheet
	}
	for at, b := range m.batches {
		b.Items = slices.DeleteFunc(slices.Clone(b.Items), func(one record.BatchItem) bool { return one.Case == ref })
		m.batches[at] = b
	}
	m.notices = slices.DeleteFunc(m.notices, func(n record.Notice) bool { return n.Case == ref })
	if f.erasedAt == nil {
		f.erasedAt = &at
	}
	return nil
}

// HalfErased lists cases whose key is destroyed and which are not stripped, in order.
func (m *Memory) HalfErased(context.Context) ([]casework.Ref, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []casework.Ref
	for ref, f := range m.cases {
		if f.erasedAt == nil && m.destroyed[subjectOf(ref)] {
			out = append(out, ref)
		}
	}
	slices.Sort(out)
	return out, nil
}
