package erasure

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// Check returns the fault with which a command would be refused, or nil, as far as that is known without
// reading the case. It returns nil for a known key, so that its sender gets the first answer again.
func (e Erasure) Check(cmd Command) error {
	if _, known := e.Known(cmd.Key); known {
		return nil
	}
	switch {
	case cmd.Key == "":
		return fault.New(fault.Invalid, "the command has no key")
	case cmd.Kind == KindRequest:
		return e.checkRequest(cmd)
	case e.Seq == 0:
		return fault.New(fault.NotFound, "there is no such request for erasure")
	}
	switch cmd.Kind {
	case KindApprove:
		return e.checkApproval(cmd)
	case KindRefuse:
		if e.State != Requested {
			return e.decided()
		}
	case KindHalt, KindDone:
		if e.State != Approved {
			return fault.New(fault.Conflict, "the erasure is not approved")
		}
	case KindStuck:
		return e.checkStuck(cmd)
	case KindAnswer, KindTick:
		if e.State != Erased {
			return fault.New(fault.Conflict, "the erasure is not done, so no desk was asked to delete data yet")
		}
		if cmd.Kind == KindAnswer {
			return e.checkAnswer(cmd)
		}
	default:
		return fault.New(fault.Invalid, "an erasure has no such kind of command")
	}
	return nil
}

func (e Erasure) checkRequest(cmd Command) error {
	switch {
	case e.Seq > 0:
		return fault.New(fault.Conflict, "the request already exists")
	case cmd.Case == "":
		return fault.New(fault.Invalid, "the case is missing")
	case !slices.Contains(Bases(), cmd.Basis):
		return fault.New(fault.Invalid, "an erasure needs a basis from the list of bases")
	}
	return nil
}

// checkApproval: the officer who asks does not approve. The account counts, and not the desk or the
// role, because one person may sit at two desks.
func (e Erasure) checkApproval(cmd Command) error {
	switch {
	case e.State != Requested:
		return e.decided()
	case cmd.By.Account == e.RequestedBy.Account:
		return fault.New(fault.Denied, "you requested this erasure; a second person must approve it")
	}
	return nil
}

func (e Erasure) decided() error {
	if e.State == Erased {
		return fault.New(fault.Conflict, "the data are already erased")
	}
	return fault.New(fault.Decided, "the request is already decided")
}

// Accept returns the change that a command makes and the answer to its sender, or the fault for
// which it is refused. It is pure, and leaves e as it was. The command's At must be set, and for a
// request and an approval its Gate. A closed gate is fault.GateClosed with the unmet conditions as
// details. A key that is known already is fault.Conflict: its answer is in Known.
func Accept(e Erasure, cmd Command) (Change, Answer, error) {
	if _, known := e.Known(cmd.Key); known {
		return Change{}, Answer{}, fault.New(fault.Conflict, "the command is already settled")
	}
	if err := e.Check(cmd); err != nil {
		return Change{}, Answer{}, err
	}
	if err := opened(cmd); err != nil {
		return Change{}, Answer{}, err
	}
	next, notices := e.after(cmd)
	change := Change{Ref: e.Ref, Seq: next.Seq, Key: cmd.Key, Kind: cmd.Kind, At: cmd.At, By: cmd.By, Next: next, Notices: notices}
	return change, change.Answer(), nil
}

// after is the erasure after a command that is accepted, and the notices that follow from it.
func (e Erasure) after(cmd Command) (Erasure, []casework.Notice) {
	next, by, at := e, cmd.By, cmd.At
	next.Seq, next.Settled = e.Seq+1, nil
	var notices []casework.Notice
	switch cmd.Kind {
	case KindRequest:
		next.Case, next.Basis, next.State = cmd.Case, cmd.Basis, Requested
		next.RequestedBy, next.RequestedAt = by, at
	case KindApprove:
		next.State, next.DecidedBy, next.DecidedAt = Approved, &by, &at
	case KindRefuse:
		next.State, next.DecidedBy, next.DecidedAt = Refused, &by, &at
	case KindHalt: // a second person has to look again
		next.State, next.DecidedBy, next.DecidedAt, next.Stuck = Requested, nil, nil, nil
	case KindStuck:
		next.Stuck, notices = &Stuck{Step: cmd.Step, Code: cmd.Code, Since: at}, e.stuckNotices()
	case KindDone:
		next.State, next.ErasedAt, next.Stuck = Erased, &at, nil
		next.Deletions, notices = asking(cmd.Receivers, at)
	case KindAnswer:
		next.Deletions = e.answered(cmd)
	case KindTick:
		next.Deletions, notices = e.climbed(at)
	}
	return next, notices
}

// opened returns a fault if the gate is closed for a command.
func opened(cmd Command) error {
	if cmd.Kind != KindRequest && cmd.Kind != KindApprove {
		return nil
	}
	switch {
	case cmd.Gate == nil:
		return fault.New(fault.Invalid, "the case was not checked")
	case !cmd.Gate.Open:
		return fault.New(fault.GateClosed, "the data of this person cannot be erased yet").With([]casework.GateStatus{*cmd.Gate})
	}
	return nil
}
