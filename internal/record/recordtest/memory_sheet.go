package recordtest

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

func noSheet() error { return fault.New(fault.NotFound, "there is no such sheet") }

// OpenSheet stores a new sheet. A sheet that is stored already stays as it is.
func (m *Memory) OpenSheet(_ context.Context, sheet record.Sheet) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, there := m.sheets[sheet.Ref]; !there {
		m.sheets[sheet.Ref] = copyOf(sheet)
	}
	return nil
}

// MarkSheet stores the answer, the ticks and the looks of a sheet that is not confirmed.
func (m *Memory) MarkSheet(_ context.Context, sheet record.Sheet) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	there, ok := m.sheets[sheet.Ref]
	switch {
	case !ok:
		return noSheet()
	case there.ConfirmedAt != nil:
		return fault.New(fault.Conflict, "the sheet was confirmed or changed in the meantime")
	}
	there.Outcome, there.Until, there.Edits = sheet.Outcome, sheet.Until, there.Edits+1
	there.Items = slices.Clone(sheet.Items)
	m.sheets[sheet.Ref] = there
	return nil
}

// ConfirmSheet stores that exactly this sheet was confirmed.
func (m *Memory) ConfirmSheet(_ context.Context, sheet record.Sheet) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	there, ok := m.sheets[sheet.Ref]
	switch {
	case !ok:
		return noSheet()
	case there.ConfirmedAt != nil || there.Edits != sheet.Edits:
		return fault.New(fault.Conflict, "the sheet was confirmed or changed in the meantime")
	}
	m.sheets[sheet.Ref] = copyOf(sheet)
	return nil
}

// Sheet returns a sheet; fault.NotFound if there is none.
func (m *Memory) Sheet(_ context.Context, ref casework.Ref) (record.Sheet, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	sheet, ok := m.sheets[ref]
	if !ok {
		return record.Sheet{}, noSheet()
	}
	return copyOf(sheet), nil
}

func copyOf(sheet record.Sheet) record.Sheet {
	sheet.Items = slices.Clone(sheet.Items)
	return sheet
}
