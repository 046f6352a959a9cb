package casework

import "example.org/homeward/internal/fault"

// giveClaim moves the claim of a task from its holder to a colleague of the same desk. The desk stays the
// owner, and the clock runs on.
func (d *draft) giveClaim() error {
	t, err := d.taskOfDesk()
	if err != nil {
		return err
	}
	switch {
	case t.ClaimedBy == nil:
		return fault.New(fault.Conflict, "this task is not claimed")
	case t.ClaimedBy.Account != d.cmd.By.Account:
		return fault.New(fault.Conflict, "a colleague has claimed this task; only that officer gives it to another")
	case d.cmd.Of == nil || d.cmd.Of.Account == d.cmd.By.Account || !d.MayTake(t, *d.cmd.Of):
		return fault.New(fault.Denied, "this colleague cannot take this task")
	}
	to := *d.cmd.Of
	t.ClaimedBy, t.ClaimedAt = &to, d.cmd.At
	d.update(t)
	d.addEntry(Entry{Code: EntryClaimGiven, Step: t.Step, Task: t.ID, Desk: t.Desk})
	return nil
}

// MayTake reports whether the rules let an officer take a task: one of its desk whom the survivor has not
// excluded and whose own work it does not judge. Package policy judges the role.
func (c *Case) MayTake(t Task, officer Actor) bool {
	return officer.Account != "" && officer.Account != System().Account && officer.Desk == t.Desk &&
		!c.Excludes(officer.Account) && c.ownWork(t, officer) == ""
}
