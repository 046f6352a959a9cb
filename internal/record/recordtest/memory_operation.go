package recordtest

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/record"
)

// operationFile is everything that the record has of one operation.
type operationFile struct {
	history[operation.Change]

	recorded []operation.Recorded // of each change
}

// SeedOperation adds an operation to the record with its state after change s.Seq and without the earlier
// changes.
func (m *Memory) SeedOperation(s operation.Operation) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f := &operationFile{recorded: []operation.Recorded{{}}}
	f.add(s.Seq, seeded, operation.Change{Ref: s.Ref, Seq: s.Seq, Next: s})
	m.operations[s.Ref] = f
}

// WriteOperation writes a change of an operation once; see activities.OperationRecord.
func (m *Memory) WriteOperation(_ context.Context, change operation.Change) (operation.Recorded, error) {
	if err := identified(change.Ref, change.Key, change.Seq, change.Next.Ref, change.Next.Seq); err != nil {
		return operation.Recorded{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	f := m.operations[change.Ref]
	var before *history[operation.Change]
	if f != nil {
		before = &f.history
	}
	known, err := before.known(change.Seq, change.Key)
	if err != nil {
		return operation.Recorded{}, err
	}
	if known {
		at := slices.IndexFunc(f.changes, func(w written[operation.Change]) bool { return w.seq == change.Seq })
		return f.recorded[at], nil
	}
	recorded, err := m.changeList(change)
	if err != nil {
		return operation.Recorded{}, err
	}
	if f == nil {
		f = &operationFile{}
		m.operations[change.Ref] = f
	}
	f.add(change.Seq, change.Key, stored(change))
	for _, n := range change.Notices {
		m.addNotice(record.Notice{Kind: string(n.Kind), Desk: n.Desk, From: change.By.Desk, Operation: change.Ref, CreatedAt: change.At}, 1)
	}
	f.recorded = append(f.recorded, recorded)
	return recorded, nil
}

// Operation returns an operation; fault.NotFound if there is none.
func (m *Memory) Operation(_ context.Context, ref casework.Ref) (record.OperationRow, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f := m.operations[ref]
	if f == nil {
		return record.OperationRow{}, fault.New(fault.NotFound, "there is no such operation")
	}
	first, last := f.changes[0].change, f.newest()
	s := last.Next
	out := record.OperationRow{Operation: record.Operation{
		Ref: s.Ref, Seq: s.Seq, State: s.State, Host: s.Host, Custodian: s.Custodian, Lead: first.By.Desk, Pause: s.Pause, Resume: s.Resume,
		OpenedAt: s.OpenedAt, UpdatedAt: last.At, By: first.By, Key: first.Key,
	}}
	for _, l := range m.lists {
		if l.list.Operation == ref {
			out.Lists++
			if l.state == record.ListProposed {
				out.Proposed++
			}
		}
	}
	for _, c := range m.cases {
		if c.operation != ref {
			continue
		}
		out.Cases++
		if summary := c.summary(m.now()); summary.EndedAt == nil {
			out.Open++
			if summary.Overdue > 0 {
				out.Overdue++
			}
		}
	}
	return out, nil
}

// OperationChanges returns the changes of an operation that were written, each once, in order.
func (m *Memory) OperationChanges(ref casework.Ref) []operation.Change {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []operation.Change
	if f := m.operations[ref]; f != nil {
		for _, w := range f.changes {
			if w.key != seeded {
				out = append(out, w.change)
			}
		}
	}
	return out
}

// CountByCorridor counts the cases of an operation that have not ended, by the version of their corridor.
func (m *Memory) CountByCorridor(_ context.Context, op casework.Ref) ([]operation.OnCorridor, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []operation.OnCorridor
	for _, f := range m.cases {
		next := f.newest().Next
		if f.operation != op || ended(next) {
			continue
		}
		at := slices.IndexFunc(out, func(c operation.OnCorridor) bool {
			return c.Corridor == next.Rules.Corridor && c.Version == next.Rules.Version
		})
		if at < 0 {
			out, at = append(out, operation.OnCorridor{Corridor: next.Rules.Corridor, Version: next.Rules.Version}), len(out)
		}
		out[at].Cases++
	}
	slices.SortFunc(out, func(a, b operation.OnCorridor) int {
		return cmp.Or(strings.Compare(a.Corridor, b.Corridor), a.Version-b.Version)
	})
	return out, nil
}

// CasesAfter lists up to limit cases of an operation that have not ended, in the order of their
// references, from the first one after a reference.
func (m *Memory) CasesAfter(_ context.Context, op, after casework.Ref, limit int) ([]casework.Ref, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var refs []casework.Ref
	for ref, f := range m.cases {
		if f.operation == op && ref > after && !ended(f.newest().Next) {
			refs = append(refs, ref)
		}
	}
	slices.Sort(refs)
	return refs[:min(limit, len(refs))], nil
}

// changeList does to a list what a change of its operation orders.
func (m *Memory) changeList(c operation.Change) (operation.Recorded, error) {
	switch c.Kind {
	case operation.KindAgreeResume:
		f := m.operations[c.Ref]
		if f == nil || f.newest().Next.Resume == nil || f.newest().Next.Resume.By.Account == c.By.Account {
			return operation.Recorded{}, fault.New(fault.Invalid, "the officer who has proposed to resume cannot be the second person")
		}
	case operation.KindProposeList:
		l, err := m.lockList(c, record.ListRead, record.ListProposed)
		if err != nil {
			return operation.Recorded{}, err
		}
		return operation.Recorded{}, l.propose(c)
	case operation.KindRefuseList:
		l, err := m.lockList(c, record.ListProposed)
		if err != nil {
			return operation.Recorded{}, err
		}
		l.state, l.proposal = record.ListRead, nil
	case operation.KindConfirmList:
		l, err := m.lockList(c, record.ListRead, record.ListProposed)
		if err != nil {
			return operation.Recorded{}, err
		}
		return m.confirm(l, c)
	case operation.KindApproveList:
		l, err := m.lockList(c, record.ListProposed)
		if err != nil {
			return operation.Recorded{}, err
		}
		return m.confirm(l, c)
	case operation.KindListOpened:
		for _, l := range m.lists {
			if l.list.Operation == c.Ref && l.state == record.ListConfirmed && l.count(record.RowMinted) == 0 {
				l.state = record.ListOpened
			}
		}
	default:
	}
	return operation.Recorded{}, nil
}

// lockList finds the list of a change, which must be of its operation and in one of these states.
func (m *Memory) lockList(c operation.Change, in ...record.ListState) (*listFile, error) {
	l := m.lists[c.List]
	switch {
	case l == nil || l.list.Operation != c.Ref:
		return nil, fault.New(fault.NotFound, "the operation has no such list")
	case !slices.Contains(in, l.state):
		return nil, fault.New(fault.Conflict, "the list is already confirmed or dropped")
	}
	return l, nil
}

// unchanged returns fault.Stale if the rows of a list are not those of a preview.
func (l *listFile) unchanged(p *operation.Preview) error {
	if p != nil && p.Rows != "" && p.Rows != l.digest() {
		return fault.New(fault.Stale, "the list has changed since the preview; look at it again")
	}
	return nil
}

type decidedBy struct {
	at          time.Time
	by          casework.Actor
	fingerprint string
}
