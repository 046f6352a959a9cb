package ruling

import (
	"slices"
	"strconv"

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
	case d.Excludes(account) && d.agreed:
		return nil // since it was proposed
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

// exclusionsAlone is how many officers of a case the officers of one desk may exclude.
const exclusionsAlone = 3

// whyNotExclude returns why the officers of a desk may not exclude this officer too, or "" if they may. The
// first officer can always be excluded, at once. All officers of one desk are one voice, and all that they have
// excluded and that still holds counts, however long ago: another desk records the exclusion of a second officer
// of one desk, of a second officer of her case team, and of a fourth officer. So no desk alone keeps another desk,
// or her team, away from the survivor.
func whyNotExclude(c *casework.Case, cmd casework.Command) string {
	var desk casework.DeskID
	if cmd.Of != nil {
		desk = cmd.Of.Desk
	}
	recorded := 0
	for _, e := range c.Excluded {
		if !e.EndedAt.IsZero() || !oneVoice(e.By, cmd.By) {
			continue
		}
		switch recorded++; {
		case e.Of.Desk == desk:
			return "your desk has excluded one officer of this desk; an officer of another desk must record the exclusion of a second"
		case onCaseTeam(c, e.Of.Desk) && onCaseTeam(c, desk):
			return "your desk has excluded one officer of the case team; an officer of another desk must record the exclusion of a second"
		}
	}
	if recorded >= exclusionsAlone {
		return "your desk has excluded three officers of this case; an officer of another desk must record this exclusion"
	}
	return ""
}

// oneVoice reports whether two officers speak for one desk, or are one account.
func oneVoice(a, b casework.Actor) bool {
	return a.Account == b.Account || a.Desk != "" && a.Desk == b.Desk
}

// onCaseTeam reports whether the rules of a case name a desk as that of its registrar, caseworker or supervisor.
func onCaseTeam(c *casework.Case, desk casework.DeskID) bool {
	return desk != "" && slices.ContainsFunc([]casework.DeskKind{casework.DeskRegistrar, casework.DeskCaseworker, casework.DeskSupervisor},
		func(kind casework.DeskKind) bool { return c.Rules.Desks[kind] == desk })
}

// noticeExclusions sends a notice, without a name, once two officers of one desk or of her case team are excluded,
// and when no officer of the desk is left: to the supervisor's desk, or to the next desk that cares for her if
// an officer of that desk is excluded.
func (d *draft) noticeExclusions(desk casework.DeskID) {
	count, without := 0, map[casework.DeskID]bool{}
	for _, e := range d.Excluded {
		if !e.EndedAt.IsZero() {
			continue
		}
		without[e.Of.Desk] = true
		if e.Of.Desk == desk || d.Protects() && onCaseTeam(d.Case, desk) && onCaseTeam(d.Case, e.Of.Desk) {
			count++
		}
	}
	if desk == "" || count < 2 && !d.cmd.LeavesNone {
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
		d.readmit(e)
		d.dropExclusion(e.Account)
		return nil
	}
	return fault.New(fault.NotFound, "there is no exclusion with this number")
}
