package erasure

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// The notices to the desks that answer for her. They name the request only.
const (
	NoticeRequested casework.NoticeKind = "erasure_requested"
	NoticeApproved  casework.NoticeKind = "erasure_approved"
	NoticeStopped   casework.NoticeKind = "erasure_stopped"
)

// TeamOf lists the desks of a case that are notified of its erasure and can stop it: her supervisor's and her
// caseworker's.
func TeamOf(c casework.Case) []casework.DeskID {
	var out []casework.DeskID
	for _, kind := range []casework.DeskKind{casework.DeskSupervisor, casework.DeskCaseworker} {
		if desk := c.Rules.Desks[kind]; desk != "" && !slices.Contains(out, desk) {
			out = append(out, desk)
		}
	}
	return out
}

// mayBeStopped reports whether the erasure is approved and still waits, so that it can be stopped.
func (e Erasure) mayBeStopped() bool { return e.State == Approved && e.StopUntil != nil }

// Ready reports whether the data are to be destroyed now.
func (e Erasure) Ready() bool { return e.State == Approved && e.StopUntil == nil }

// CheckNew is Check for a command that has just arrived. Check is the part of it that the release before this
// one checked as well, and with which its histories replay.
func (e Erasure) CheckNew(cmd Command) error {
	if err := e.Check(cmd); err != nil {
		return err
	}
	if _, known := e.Known(cmd.Key); known || cmd.Kind != KindApprove {
		return nil
	}
	return e.checkAgency(cmd)
}

// checkAgency refuses an approval by an officer of the agency that has requested the erasure.
func (e Erasure) checkAgency(cmd Command) error {
	if cmd.By.Agency == e.RequestedBy.Agency {
		return fault.New(fault.Denied, "your agency requested this erasure; an officer of another agency must approve it")
	}
	return nil
}

// checkRefusal refuses to end a request that is decided. One that is approved and still waits is stopped by
// the requester, by her team, or by a data protection officer.
func (e Erasure) checkRefusal(cmd Command) error {
	if e.State == Requested {
		return nil
	}
	if !e.mayBeStopped() {
		return e.decided()
	}
	if cmd.By.Account != e.RequestedBy.Account && cmd.By.Role != casework.RoleDPO && !slices.Contains(e.Team, cmd.By.Desk) {
		return fault.New(fault.Denied, "an approved erasure is stopped by the desk of her supervisor or of her caseworker, or by a data protection officer")
	}
	return nil
}

// noticesTo returns a notice to each of these desks, once.
func (e Erasure) noticesTo(kind casework.NoticeKind, desks []casework.DeskID) []casework.Notice {
	var out []casework.Notice
	for i, desk := range desks {
		if desk != "" && !slices.Contains(desks[:i], desk) {
			out = append(out, casework.Notice{Kind: kind, Desk: desk})
		}
	}
	return out
}
