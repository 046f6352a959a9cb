package recordtest

import (
	"cmp"
	"context"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

// office is what officers keep for their own work.
type office struct {
	views      map[string]record.SavedView
	selections map[string]record.Selection
	settings   map[casework.AccountID]record.Settings
	colleagues map[casework.DeskID][]record.Colleague
}

func newOffice() office {
	return office{
		views: map[string]record.SavedView{}, selections: map[string]record.Selection{},
		settings: map[casework.AccountID]record.Settings{}, colleagues: map[casework.DeskID][]record.Colleague{},
	}
}

// SeedColleagues makes accounts of a desk that can act in one role.
func (m *Memory) SeedColleagues(desk casework.DeskID, role casework.Role, accounts ...casework.AccountID) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, one := range accounts {
		m.office.colleagues[desk] = append(m.office.colleagues[desk], record.Colleague{Account: one, Roles: []casework.Role{role}})
	}
}

// SavedViews lists the views of a list that an account may open, oldest first.
func (m *Memory) SavedViews(_ context.Context, list record.ListName, account casework.AccountID, desk casework.DeskID) ([]record.SavedView, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []record.SavedView
	for _, v := range m.office.views {
		if v.List == list && (v.Account == account || v.Shared && v.Desk == desk) {
			out = append(out, v)
		}
	}
	slices.SortFunc(out, func(a, b record.SavedView) int {
		if a.Shared != b.Shared {
			return map[bool]int{true: 1, false: -1}[a.Shared]
		}
		return cmp.Or(a.SavedAt.Compare(b.SavedAt), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

// SaveView stores a view, or changes the stored one with its ID. It keeps whose it is.
func (m *Memory) SaveView(_ context.Context, v record.SavedView) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if old, there := m.office.views[v.ID]; there {
		v.Account, v.Desk = old.Account, old.Desk
	}
	v.SavedAt = m.now()
	m.office.views[v.ID] = v
	return nil
}

// RemoveView removes a view.
func (m *Memory) RemoveView(_ context.Context, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.office.views, id)
	return nil
}

// FreezeSelection stores a selection, or returns the stored one with its ID.
func (m *Memory) FreezeSelection(_ context.Context, n record.Selection) (record.Selection, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if old, there := m.office.selections[n.ID]; there {
		return old, nil
	}
	m.office.selections[n.ID] = n
	return n, nil
}

// Selection returns a selection of an account that has not expired.
func (m *Memory) Selection(_ context.Context, account casework.AccountID, id string) (record.Selection, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	found, there := m.office.selections[id]
	if !there || found.Account != account || !m.now().Before(found.Expires) {
		return record.Selection{}, fault.New(fault.NotFound, "there is no such selection")
	}
	return found, nil
}

// Settings returns the settings of an account.
func (m *Memory) Settings(_ context.Context, account casework.AccountID) (record.Settings, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	out := m.office.settings[account]
	out.Account = account
	return out, nil
}

// SaveSettings stores the settings of an account.
func (m *Memory) SaveSettings(_ context.Context, n record.Settings) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.office.settings[n.Account] = n
	return nil
}

// Absences lists who of a desk is away at an instant.
func (m *Memory) Absences(_ context.Context, desk casework.DeskID, at time.Time) ([]record.Absence, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []record.Absence
	for _, s := range m.office.settings {
		if s.Desk == desk && s.Away.Holds(at) {
			out = append(out, s.Away)
		}
	}
	slices.SortFunc(out, func(a, b record.Absence) int { return cmp.Compare(a.Account, b.Account) })
	return out, nil
}

// Colleagues lists the accounts of a desk.
func (m *Memory) Colleagues(_ context.Context, desk casework.DeskID) ([]record.Colleague, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.office.colleagues[desk]), nil
}
