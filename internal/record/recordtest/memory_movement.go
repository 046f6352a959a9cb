package recordtest

import (
	"cmp"
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/record"
)

// WriteMovement writes a change of a movement once; see activities.MovementRecord.
func (m *Memory) WriteMovement(_ context.Context, change movement.Change) error {
	if err := identified(change.Ref, change.Key, change.Seq, change.Next.Ref, change.Next.Seq); err != nil {
		return err
	}
	if s := change.Next; len(s.Legs) == 0 || s.Blocked < 0 || s.Blocked > s.Seats || s.Sold() > s.Seats-s.Blocked {
		return fault.New(fault.Invalid, "the movement has no legs, or more people than seats")
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	h := m.movements[change.Ref]
	known, err := h.known(change.Seq, change.Key)
	if err != nil || known {
		return err
	}
	for _, p := range change.Passengers {
		if m.cases[p.Case] == nil {
			return noCase()
		}
	}
	if change.Kind == movement.KindSeparate {
		for _, s := range change.Next.Separations {
			if m.cases[s.A] == nil || m.cases[s.B] == nil {
				return noCase()
			}
		}
	}
	if h == nil {
		h = &history[movement.Change]{}
		m.movements[change.Ref] = h
	}
	h.add(change.Seq, change.Key, stored(change))
	for _, n := range change.Notices {
		if f := m.cases[n.Case]; f != nil && f.deceased() {
			continue
		}
		m.addNotice(record.Notice{
			Kind: string(n.Kind), Desk: n.Desk, Level: n.Level, From: change.By.Desk, Case: n.Case, Movement: change.Ref, CreatedAt: change.At,
		}, 1)
	}
	return nil
}

// SeedMovement adds a movement to the record with its state after change s.Seq and without the earlier
// changes, and cases for its passengers.
func (m *Memory) SeedMovement(s movement.Movement) {
	m.mu.Lock()
	defer m.mu.Unlock()
	h := &history[movement.Change]{}
	h.add(s.Seq, seeded, movement.Change{Ref: s.Ref, Seq: s.Seq, Next: s})
	m.movements[s.Ref] = h
}

// MovementActs lists which kinds of commands each account has sent to a movement, each pair once.
func (m *Memory) MovementActs(_ context.Context, ref casework.Ref) ([]movement.Act, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []movement.Act
	h := m.movements[ref]
	if h == nil {
		return nil, nil
	}
	for _, w := range h.changes {
		if one := (movement.Act{Kind: w.change.Kind, Account: w.change.By.Account}); !slices.Contains(out, one) {
			out = append(out, one)
		}
	}
	slices.SortFunc(out, func(a, b movement.Act) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Account, b.Account))
	})
	return out, nil
}

// Movement returns a movement; fault.NotFound if there is none.
func (m *Memory) Movement(_ context.Context, ref casework.Ref) (record.MovementDetail, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	h := m.movements[ref]
	if h == nil {
		return record.MovementDetail{}, fault.New(fault.NotFound, "there is no such movement")
	}
	c := h.newest()
	s := stored(c.Next)
	out := record.MovementDetail{State: s, MovementRow: record.MovementRow{
		Ref: s.Ref, Operation: s.Operation, Status: s.Status, Charter: s.Charter, Seats: s.Seats, Blocked: s.Blocked, Sold: s.Sold(),
		Manifest: s.Manifest, Desk: s.Desk, Receiving: s.Receiving, Seq: s.Seq, DepartsAt: s.DepartsAt(), ArrivesAt: s.ArrivesAt(),
		PlannedAt: s.PlannedAt, UpdatedAt: c.At,
	}}
	for _, p := range s.Passengers {
		if p.State == movement.Standby {
			out.Standby++
		}
	}
	if !s.EndedAt.IsZero() {
		out.EndedAt = &s.EndedAt
	}
	return out, nil
}

// MovementChanges returns the changes of a movement that were written, each once, in order.
func (m *Memory) MovementChanges(ref casework.Ref) []movement.Change {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []movement.Change
	if h := m.movements[ref]; h != nil {
		for _, w := range h.changes {
			if w.key != seeded {
				out = append(out, w.change)
			}
		}
	}
	return out
}
