package ruling

import (
	"slices"
	"strconv"

	"example.org/homeward/internal/casework"
)

// leavesDeskWithout reports whether the command keeps the last officer of a desk out of the case. A second person
// is asked about it, while the officer is kept out: one person alone must not take a desk away from the survivor,
// and she must not be seen by the officer whom she fears until a second person has time.
func (d *draft) leavesDeskWithout() bool {
	return d.cmd.Kind == casework.KindExcludeOfficer && d.cmd.LeavesNone && !d.cmd.Earlier && !d.Excludes(d.cmd.Account)
}

// isKeptOut reports whether a desk cannot answer as a second person about an exclusion: it is the desk of the officer
// who is kept out, or another of its officers is kept out already. It is false for every other command.
func (d *draft) isKeptOut(desk casework.DeskID) bool {
	if d.cmd.Kind != casework.KindExcludeOfficer {
		return false
	}
	return d.cmd.Of != nil && d.cmd.Of.Desk == desk || slices.ContainsFunc(d.Excluded, func(e casework.Exclusion) bool {
		return e.EndedAt.IsZero() && e.Of.Desk == desk
	})
}

// endExclusionOf ends the exclusion that was proposed and is refused or withdrawn. It does nothing for another
// proposal, or if the officer is readmitted already.
func (d *draft) endExclusionOf(p casework.Proposal) {
	if p.Action != casework.ProposeExclusion {
		return
	}
	for i := range d.Excluded {
		if e := &d.Excluded[i]; e.Account == p.Command.Account && e.EndedAt.IsZero() {
			d.readmit(e)
		}
	}
}

// dropExclusion ends the proposal about an officer who was readmitted: there is nothing left to agree to.
func (d *draft) dropExclusion(account casework.AccountID) {
	for _, p := range slices.Clone(d.Proposals) {
		if p.Action == casework.ProposeExclusion && p.State == casework.ProposalWaits && p.Command.Account == account {
			d.lapse(p, casework.ProposalWithdrawn, casework.EntryDropped)
		}
	}
}

// readmit ends an exclusion.
func (d *draft) readmit(e *casework.Exclusion) {
	e.EndedAt = d.cmd.At
	d.change.Exclusions = append(d.change.Exclusions, *e)
	d.addEntry(casework.Entry{Code: casework.EntryReadmitted, Detail: strconv.Itoa(e.ID)})
	d.answer.Access = e.ID
}
