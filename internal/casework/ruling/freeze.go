package ruling

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// freeze makes the case stand still at once: no desk is late, no desk is asked, no answer is taken, and a
// movement on which she has a place is notified. Her own rights go on: a reflection period is not stopped.
func (d *draft) freeze() {
	for _, t := range slices.Clone(d.Tasks) {
		if t.Pause == nil && t.Step != casework.StepReflection && !t.IsApproval() && !t.ReviewsAccess() {
			d.pauseClock(t, casework.CauseUnconfirmed, time.Time{})
		}
	}
	d.addNotice(casework.Notice{Kind: casework.NoticeFrozen, Desk: d.Rules.Desks[casework.DeskCaseworker]})
	if d.Trip != nil {
		d.addNotice(casework.Notice{Kind: casework.NoticeFrozen, Desk: d.Rules.Desks[casework.DeskTransport]})
		d.addNotice(casework.Notice{Kind: casework.NoticeFrozen, Desk: d.Rules.Desks[casework.DeskEscort]})
	}
}

// thaw lets the case go on, with the clocks that stood still because of a report that was not confirmed.
func (d *draft) thaw() {
	if d.Pause != nil { // a pause of the whole case holds, and ends these too
		return
	}
	for _, t := range slices.Clone(d.Tasks) {
		if t.Pause != nil && t.Pause.Cause == casework.CauseUnconfirmed {
			d.resumeClock(t)
		}
	}
}

// whyFrozen refuses a command while the case stands still, and says who must answer first. Allowed are the
// answer of the second person, what keeps officers out or takes back what was shown, what the survivor
// herself decides, a claim of asylum and an emergency, and what a movement or the workflow reports.
func (d *draft) whyFrozen() error {
	p, frozen := d.Frozen()
	if !frozen {
		return nil
	}
	switch d.cmd.Kind {
	case casework.KindDropProposal, casework.KindEndAccess, casework.KindEndOrder, casework.KindExcludeOfficer, casework.KindReadmitOfficer, casework.KindBreakGlass, casework.KindWithdraw, casework.KindContact,
		casework.KindMove, casework.KindTick, casework.KindUndone, casework.KindAdopt:
		return nil
	case casework.KindDecide, casework.KindClaim, casework.KindRelease, casework.KindGiveClaim:
		t, open := d.Task(d.cmd.Task)
		if !open || t.IsApproval() || t.ReviewsAccess() || t.Step.Base() == casework.StepAttest {
			return nil
		}
	case casework.KindReport:
		if d.cmd.Event == casework.EventAsylumClaim || d.cmd.Event == casework.EventEmergency {
			return nil
		}
	default:
	}
	return fault.New(fault.Conflict, "a report about her is not confirmed, so the case stands still until "+string(d.deskOfTask(p.Task))+" has answered it")
}
