package recordtest

import (
	"cmp"
	"context"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
)

// newest orders rows by an instant, the latest first, and then by reference.
func newest[T any](place func(T) (time.Time, casework.Ref)) (order func(a, b T) int, cursor func(T) record.Cursor) {
	order = func(a, b T) int {
		at, ref := place(a)
		bt, bref := place(b)
		return cmp.Or(bt.Compare(at), cmp.Compare(bref, ref))
	}
	cursor = func(r T) record.Cursor {
		at, ref := place(r)
		return record.Cursor{At: at, ID: string(ref)}
	}
	return order, cursor
}

// Operations lists operations, newest first.
func (m *Memory) Operations(ctx context.Context, f record.OperationFilter) (out record.Operations, err error) {
	var rows []record.OperationRow
	for _, ref := range keysOf(m, m.operations) {
		row, err := m.Operation(ctx, ref)
		if err != nil {
			return out, err
		}
		if matches(f.Host, row.Host) && matches(f.State, row.State) && matches(f.Lead, row.Lead) && (!f.Resuming || row.Resume != nil) {
			rows = append(rows, row)
		}
	}
	order, cursor := newest(func(r record.OperationRow) (time.Time, casework.Ref) { return r.OpenedAt, r.Ref })
	out.Rows, out.Next = pageOf(rows, f.Page, order, cursor)
	return out, nil
}

// Movements lists movements, the latest departure first.
func (m *Memory) Movements(ctx context.Context, f record.MovementFilter) (out record.Movements, err error) {
	var rows []record.MovementRow
	for _, ref := range keysOf(m, m.movements) {
		detail, err := m.Movement(ctx, ref)
		if err != nil {
			return out, err
		}
		row, on := detail.MovementRow, func(p movement.Passenger) bool { return p.Case == f.Case }
		if matches(f.Operation, row.Operation) && matches(f.Status, row.Status) && (f.Case == "" || slices.ContainsFunc(detail.State.Passengers, on)) &&
			!m.keepsOut(detail.State.Passengers, f.Without) && m.carries(detail.State.Passengers, f.Carries) && (f.Desk == "" || row.Desk == f.Desk || row.Receiving == f.Desk || slices.Contains(detail.State.Escorts, f.Desk)) &&
			(f.From.IsZero() || !row.DepartsAt.Before(f.From)) && (f.Before.IsZero() || row.DepartsAt.Before(f.Before)) {
			rows = append(rows, row)
		}
	}
	order, cursor := newest(func(r record.MovementRow) (time.Time, casework.Ref) { return r.DepartsAt, r.Ref })
	out.Rows, out.Next = pageOf(rows, f.Page, order, cursor)
	return out, nil
}

// carries reports whether a desk has a part in the case of one of these passengers.
func (m *Memory) carries(all []movement.Passenger, desk casework.DeskID) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return desk == "" || slices.ContainsFunc(all, func(p movement.Passenger) bool {
		f := m.cases[p.Case]
		if f == nil {
			return false
		}
		state := f.newest().Next
		return slices.ContainsFunc(policy.Participants(&state, m.now()), func(q policy.Participant) bool {
			return q.Desk == desk && (q.How == policy.Waits || q.How == policy.Asked)
		})
	})
}

// keepsOut reports whether one of these passengers has excluded an account.
func (m *Memory) keepsOut(all []movement.Passenger, account casework.AccountID) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return account != "" && slices.ContainsFunc(all, func(p movement.Passenger) bool {
		f := m.cases[p.Case]
		if f == nil {
			return false
		}
		state := f.newest().Next
		return state.Excludes(account)
	})
}

// Lists lists lists, newest first.
func (m *Memory) Lists(ctx context.Context, f record.ListFilter) (out record.Lists, err error) {
	var rows []record.ListSummary
	for _, ref := range keysOf(m, m.lists) {
		row, err := m.List(ctx, ref)
		if err != nil {
			return out, err
		}
		if matches(f.Operation, row.Operation) && matches(f.State, row.State) {
			rows = append(rows, row)
		}
	}
	order, cursor := newest(func(r record.ListSummary) (time.Time, casework.Ref) { return r.At, r.Ref })
	out.Rows, out.Next = pageOf(rows, f.Page, order, cursor)
	return out, nil
}

// Erasures lists requests for erasure, newest first.
func (m *Memory) Erasures(ctx context.Context, f record.ErasureFilter) (out record.Erasures, err error) {
	var rows []record.ErasureRow
	for _, ref := range keysOf(m, m.erasures) {
		row, err := m.Erasure(ctx, ref)
		if err != nil {
			return out, err
		}
		if matches(f.Case, row.Case) && matches(f.State, row.State) {
			rows = append(rows, row)
		}
	}
	order, cursor := newest(func(r record.ErasureRow) (time.Time, casework.Ref) { return r.RequestedAt, r.Ref })
	out.Rows, out.Next = pageOf(rows, f.Page, order, cursor)
	return out, nil
}

// keysOf returns the keys of one of the maps of a record.
func keysOf[T any](m *Memory, all map[casework.Ref]T) []casework.Ref {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := make([]casework.Ref, 0, len(all))
	for ref := range all {
		out = append(out, ref)
	}
	return out
}
