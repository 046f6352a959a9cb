package erasure

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/fault"
)

// Check returns nil if a command passes all checks that do not need cmd.Gate, otherwise the error with
// which it is refused. A command whose key was already answered is not refused here; the runner answers
// it from Known.
func (e Erasure) Check(cmd Command) error {
	if _, known := e.Known(cmd.Key); known {
		return nil
	}
	switch {
	case cmd.Key == "":
		return fault.New(fault.Invalid, "the key of the command is missing")
	case cmd.Kind == KindRequest:
		return e.checkRequest(cmd)
	case e.Seq == 0:
		return fault.New(fault.NotFound, "there is no such request for erasure")
	}
	switch cmd.Kind {
	case KindApprove:
		return e.checkApproval(cmd)
	case KindRefuse:
		return e.checkRefusal(cmd)
	case KindHalt, KindDone:
		if e.State != Approved {
			return fault.New(fault.Conflict, "the erasure is not approved")
		}
		if e.StopUntil != nil {
			return fault.New(fault.Conflict, "the erasure can still be stopped")
		}
	case KindStuck:
		return e.checkStuck(cmd)
	case KindAnswer, KindTick:
		if cmd.Kind == KindTick && e.mayBeStopped() {
			return nil
		}
		if e.State != Erased {
			return fault.New(fault.Conflict, "the erasure is not done, so no desk was asked to delete data yet")
		}
		if cmd.Kind == KindAnswer {
			return e.checkAnswer(cmd)
		}
	default:
		return fault.New(fault.Invalid, "unknown kind of command")
	}
	return nil
}

func (e Erasure) checkRequest(cmd Command) error {
	switch {
	case e.Seq > 0:
		return fault.New(fault.Conflict, "the erasure has already been requested")
	case cmd.Case == "":
		return fault.New(fault.Invalid, "the case is missing")
	case !slices.Contains(Bases(), cmd.Basis):
		return fault.New(fault.Invalid, "unknown legal basis")
	}
	return nil
}

// checkApproval refuses an approval by the requester, and by an officer of the same agency. It compares
// accounts too, because one person may work at two desks.
func (e Erasure) checkApproval(cmd Command) error {
	switch {
	case e.State != Requested:
		return e.decided()
	case cmd.By.Account == e.RequestedBy.Account:
		return fault.New(fault.Denied, "you requested this erasure; a second person must approve it")
	case cmd.StopWithin > 0:
		return e.checkAgency(cmd)
	}
	return nil
}

// decided returns the refusal of a request that is no longer open.
func (e Erasure) decided() error {
	if e.State == Erased {
		return fault.New(fault.Conflict, "the data are already erased")
	}
	return fault.New(fault.Decided, "the request is already decided")
}

// Accept returns the change that a command makes and the answer to its sender. It is pure and does not
// modify e. cmd.At is required. For KindRequest and KindApprove, cmd.Gate is required too: without it
// Accept returns fault.Invalid, and if the gate is closed it returns fault.GateClosed with the gate's
// status as details. If the key was already answered, Accept returns fault.Conflict; get the answer from
// e.Known. Otherwise it returns the errors of Check.
func Accept(e Erasure, cmd Command) (Change, Answer, error) {
	if _, known := e.Known(cmd.Key); known {
		return Change{}, Answer{}, fault.New(fault.Conflict, "the command is already answered")
	}
	if err := e.Check(cmd); err != nil {
		return Change{}, Answer{}, err
	}
	if err := checkGate(cmd); err != nil {
		return Change{}, Answer{}, err
	}
	next, notices := e.after(cmd)
	change := Change{Ref: e.Ref, Seq: next.Seq, Key: cmd.Key, Kind: cmd.Kind, At: cmd.At, By: cmd.By, Next: next, Notices: notices}
	return change, change.Answer(), nil
}

// after returns the erasure after an accepted command, and the notices that the command causes.
func (e Erasure) after(cmd Command) (Erasure, []casework.Notice) {
	next, by, at := e, cmd.By, cmd.At
	next.Seq, next.Settled = e.Seq+1, nil
	var notices []casework.Notice
	switch cmd.Kind {
	case KindRequest:
		next.Case, next.Basis, next.State = cmd.Case, cmd.Basis, Requested
		next.RequestedBy, next.RequestedAt, next.Team = by, at, cmd.Team
		notices = next.noticesTo(NoticeRequested, next.Team)
	case KindApprove:
		next.State, next.DecidedBy, next.DecidedAt = Approved, &by, &at
		if cmd.StopWithin > 0 {
			until := at.Add(cmd.StopWithin)
			next.Team, next.StopUntil = cmd.Team, &until
			notices = next.noticesTo(NoticeApproved, next.Team)
		}
	case KindRefuse:
		if e.mayBeStopped() {
			notices = e.noticesTo(NoticeStopped, append(slices.Clone(e.Team), e.DecidedBy.Desk, e.RequestedBy.Desk))
		}
		next.State, next.DecidedBy, next.DecidedAt, next.StopUntil = Refused, &by, &at, nil
	case KindHalt: // back to Requested: a new approval is needed
		next.State, next.DecidedBy, next.DecidedAt, next.Stuck = Requested, nil, nil, nil
	case KindStuck:
		next.Stuck, notices = &Stuck{Step: cmd.Step, Code: cmd.Code, Since: at}, e.stuckNotices()
	case KindDone:
		next.State, next.ErasedAt, next.Stuck = Erased, &at, nil
		next.Deletions, notices = asking(cmd.Receivers, at)
	case KindAnswer:
		next.Deletions = e.answered(cmd)
	case KindTick:
		if e.mayBeStopped() {
			next.StopUntil = nil
			break
		}
		next.Deletions, notices = e.climbed(at)
	}
	return next, notices
}

// checkGate returns nil if a command does not need the gate or the gate is open. It returns fault.Invalid
// if the gate was not evaluated, and fault.GateClosed if it is closed.
func checkGate(cmd Command) error {
	if cmd.Kind != KindRequest && cmd.Kind != KindApprove {
		return nil
	}
	switch {
	case cmd.Gate == nil:
		return fault.New(fault.Invalid, "the case was not checked")
	case !cmd.Gate.Open:
		return fault.New(fault.GateClosed, "the data of this person cannot be erased yet").With([]gate.Status{*cmd.Gate})
	}
	return nil
}
