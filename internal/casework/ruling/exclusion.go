package ruling

import (
	"slices"
	"strconv"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// excludeOfficer keeps an officer out of the case, because the survivor has said so. Tasks that the
// officer had claimed go back to the desk, and a running break-glass access of the officer ends. No
// notice is sent to the desk, because the officer works there; see noticeExclusions.
func (d *draft) excludeOfficer() error {
	account := d.cmd.Account
	switch {
	case account == "" || account == casework.System().Account:
		return fault.New(fault.Invalid, "say which officer it is")
	case d.Excludes(account):
		return fault.New(fault.Conflict, "this officer is excluded already")
	}
	of := casework.Actor{}
	if d.cmd.Of != nil {
		of = *d.cmd.Of
		of.Account = account
	}
	if why := whyNotExclude(d.Case, d.cmd); why != "" && !d.cmd.Earlier {
		return fault.New(fault.Conflict, why)
	}
	d.exclude(account, of)
	d.noticeExclusions(of.Desk)
	return nil
}

// An account may exclude exclusionsAlone officers of a case within exclusionsWithin, of one desk one only.
const (
	exclusionsAlone  = 3
	exclusionsWithin = 24 * time.Hour
)

// whyNotExclude returns why an account may not exclude this officer too, or "" if it may. The first officer
// can always be excluded, at once. Another account records the exclusion of a second officer of the same
// desk, so that no officer alone keeps a whole desk away from the survivor.
func whyNotExclude(c *casework.Case, cmd casework.Command) string {
	var desk casework.DeskID
	if cmd.Of != nil {
		desk = cmd.Of.Desk
	}
	recent := 0
	for _, e := range c.Excluded {
		if e.By.Account != cmd.By.Account {
			continue
		}
		if e.EndedAt.IsZero() && e.Of.Desk == desk {
			return "you have excluded one officer of this desk; another officer must record the exclusion of a second"
		}
		if cmd.At.Before(e.Since.Add(exclusionsWithin)) {
			recent++
		}
	}
	if recent >= exclusionsAlone {
		return "you have excluded three officers of this case within 24 hours; another officer must record this exclusion"
	}
	return ""
}

// noticeExclusions sends a notice, without a name, once two officers of one desk are excluded: to the
// supervisor's desk, or to the next desk that cares for her if one of that desk is excluded.
func (d *draft) noticeExclusions(desk casework.DeskID) {
	count, without := 0, map[casework.DeskID]bool{}
	for _, e := range d.Excluded {
		if !e.EndedAt.IsZero() {
			continue
		}
		without[e.Of.Desk] = true
		if e.Of.Desk == desk {
			count++
		}
	}
	if desk == "" || count < 2 {
		return
	}
	for _, kind := range casework.CareDesks() {
		if to := d.Rules.Desks[kind]; to != "" && !without[to] {
			d.addNotice(casework.Notice{Kind: casework.NoticeExclusions, Desk: to})
			return
		}
	}
}

func (d *draft) exclude(account casework.AccountID, of casework.Actor) {
	e := casework.Exclusion{ID: len(d.Excluded) + 1, Account: account, Of: of, Since: d.cmd.At, By: d.cmd.By, Key: d.cmd.Key}
	d.Excluded = append(d.Excluded, e)
	d.change.Exclusions = append(d.change.Exclusions, e)
	d.addEntry(casework.Entry{Code: casework.EntryExcluded, Detail: strconv.Itoa(e.ID)})
	for _, t := range slices.Clone(d.Tasks) {
		if t.ClaimedBy != nil && t.ClaimedBy.Account == account {
			t.ClaimedBy = nil
			d.update(t)
			d.addEntry(casework.Entry{Code: casework.EntryTaskReleased, Step: t.Step, Task: t.ID, Desk: t.Desk})
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
		d.addEntry(casework.Entry{Code: casework.EntryReadmitted, Detail: strconv.Itoa(e.ID)})
		d.answer.Access = e.ID
		return nil
	}
	return fault.New(fault.NotFound, "there is no exclusion with this number")
}
