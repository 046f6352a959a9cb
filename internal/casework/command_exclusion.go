package casework

import (
	"slices"

	"example.org/homeward/internal/fault"
)

// excludeOfficer keeps an officer out of the case, because the survivor has said so. Tasks that the
// officer had claimed go back to the desk, and a running break-glass access of the officer ends. No
// notice is sent, not even to the desk, because the officer works there.
func (d *draft) excludeOfficer() error {
	account := d.cmd.Account
	switch {
	case account == "" || account == System().Account:
		return fault.New(fault.Invalid, "say which officer it is")
	case d.Excludes(account):
		return fault.New(fault.Conflict, "this officer is excluded already")
	}
	of := Actor{}
	if d.cmd.Of != nil {
		of = *d.cmd.Of
		of.Account = account
	}
	d.exclude(account, of)
	return nil
}

func (d *draft) exclude(account AccountID, of Actor) {
	e := Exclusion{ID: len(d.Excluded) + 1, Account: account, Of: of, Since: d.cmd.At, By: d.cmd.By, Key: d.cmd.Key}
	d.Excluded = append(d.Excluded, e)
	d.change.Exclusions = append(d.change.Exclusions, e)
	d.addEntry(Entry{Code: EntryExcluded, Detail: number(e.ID)})
	for _, t := range slices.Clone(d.Tasks) {
		if t.ClaimedBy != nil && t.ClaimedBy.Account == account {
			t.ClaimedBy = nil
			d.update(t)
			d.addEntry(Entry{Code: EntryTaskReleased, Step: t.Step, Task: t.ID, Desk: t.Desk})
		}
	}
	for _, g := range d.BreakGlass {
		if g.By.Account == account {
			d.endBreakGlass(g.ID)
		}
	}
	d.answer.Access = e.ID
}

// readmitOfficer ends an exclusion, because the survivor has said so.
func (d *draft) readmitOfficer() error {
	for i := range d.Excluded {
		e := &d.Excluded[i]
		if e.ID != d.cmd.Exclusion {
			continue
		}
		if !e.EndedAt.IsZero() {
			return fault.New(fault.Conflict, "this exclusion has ended already")
		}
		e.EndedAt = d.cmd.At
		d.change.Exclusions = append(d.change.Exclusions, *e)
		d.addEntry(Entry{Code: EntryReadmitted, Detail: number(e.ID)})
		d.answer.Access = e.ID
		return nil
	}
	return fault.New(fault.NotFound, "there is no exclusion with this number")
}
