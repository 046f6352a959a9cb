package operation

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// maxSettled is the number of keys that an operation remembers; only the record has older ones.
const maxSettled = 200

// Check returns the fault with which a command would be refused now, or nil. A key that was settled
// before passes, so that its sender gets the first answer again.
func (o Operation) Check(cmd Command) error {
	if _, known := o.Known(cmd.Key); known {
		return nil
	}
	return o.judge(cmd)
}

func (o Operation) judge(cmd Command) error {
	_, known := o.Known(cmd.Key)
	switch {
	case cmd.Key == "":
		return fault.New(fault.Invalid, "the command has no key")
	case known:
		return fault.New(fault.Conflict, "the command is already settled")
	case o.Seq == 0 && cmd.Kind != KindOpen:
		return fault.New(fault.NotFound, "there is no such operation")
	case o.State == Closed:
		return fault.New(fault.Conflict, "the operation is closed")
	}
	switch cmd.Kind {
	case KindOpen:
		return o.checkOpen(cmd)
	case KindConfirmList:
		return o.checkList(cmd)
	case KindApproveList:
		return o.checkApproval(cmd)
	case KindRefuseList:
		if _, waits := o.Proposal(cmd.List); !waits {
			return notProposed()
		}
	case KindPause:
		return o.checkPause(cmd)
	case KindResume:
		return o.checkResume(cmd)
	case KindAgreeResume:
		return o.checkAgreement(cmd)
	case KindRefuseResume:
		if o.Resume == nil {
			return noResuming()
		}
	case KindClose:
		return o.checkClose()
	case KindListOpened, KindCasesTold:
		if !slices.ContainsFunc(o.Jobs, func(j Job) bool { return j.Key == cmd.Key }) {
			return fault.New(fault.Conflict, "the operation has no such job")
		}
	default:
		return fault.New(fault.Invalid, "an operation has no such kind of command")
	}
	return nil
}

func (o Operation) checkOpen(cmd Command) error {
	spec, _ := casework.FactSpecOf(casework.FactCustodian)
	switch {
	case o.Seq > 0:
		return fault.New(fault.Conflict, "the operation is already open")
	case cmd.Host == "":
		return fault.New(fault.Invalid, "the host state is missing")
	case cmd.Custodian != "" && !slices.Contains(spec.Values, cmd.Custodian):
		return fault.New(fault.Invalid, "the custodian is not one of the known kinds")
	}
	return nil
}

func (o Operation) checkList(cmd Command) error {
	switch {
	case cmd.List == "":
		return fault.New(fault.Invalid, "the list is missing")
	case slices.Contains(o.Lists, cmd.List):
		return fault.New(fault.Conflict, "the list is already confirmed")
	}
	if p, waits := o.Proposal(cmd.List); waits && (cmd.Fingerprint == "" || cmd.Fingerprint == p.Fingerprint) {
		return fault.New(fault.Conflict, "the list is already proposed and waits for a second person")
	}
	return nil
}

func (o Operation) checkClose() error {
	switch {
	case len(o.Jobs) > 0:
		return fault.New(fault.Conflict, "the operation is still opening or notifying cases; try again later")
	case len(o.Proposals) > 0:
		return fault.New(fault.Conflict, "a list of the operation waits for a second person")
	}
	return nil
}

func (o Operation) checkPause(cmd Command) error {
	if _, known := casework.CauseOf(cmd.Cause); !known {
		return fault.New(fault.Invalid, "a pause needs a cause from the list of causes")
	}
	if o.State == Paused {
		return fault.New(fault.Conflict, "the operation is already paused")
	}
	return nil
}

// Accept returns the change that a command makes and the answer to its sender, or the fault for which
// it is refused. It is pure and does not change o. The command must have its At and, if it confirms or
// approves a list, its Preview. For a known key it returns fault.Conflict; Known has its answer. The
// number of cases that a list opens is added after the change was recorded; see Completed.
func Accept(o Operation, cmd Command) (Change, Answer, error) {
	if err := o.judge(cmd); err != nil {
		return Change{}, Answer{}, err
	}
	kind, err := o.kindOf(cmd)
	if err != nil {
		return Change{}, Answer{}, err
	}
	change := Change{
		Ref: o.Ref, Seq: o.Seq + 1, Key: cmd.Key, Kind: kind, At: cmd.At, By: cmd.By, List: cmd.List, Cause: cmd.Cause, Preview: cmd.Preview,
		Notices: o.notices(kind, cmd), Next: o.after(kind, cmd),
	}
	return change, change.Answer(Recorded{}), nil
}

// kindOf returns the kind of the change that a command makes: what is about more people than one officer may act
// for alone is only proposed.
func (o Operation) kindOf(cmd Command) (Kind, error) {
	if cmd.Kind == KindResume {
		return o.resumed(cmd)
	}
	return o.previewed(cmd)
}

// after returns the operation after an accepted command, without remembered keys.
func (o Operation) after(kind Kind, cmd Command) Operation {
	next := o.clone()
	next.Seq++
	switch kind {
	case KindOpen:
		next.State, next.Host, next.Custodian, next.OpenedAt = Running, cmd.Host, cmd.Custodian, cmd.At
	case KindProposeList:
		next.Proposals = append(without(next.Proposals, cmd.List), Proposal{
			List: cmd.List, Fingerprint: cmd.Fingerprint, Cases: cmd.Preview.Opens, By: cmd.By, At: cmd.At,
		})
	case KindRefuseList:
		next.Proposals = without(next.Proposals, cmd.List)
	case KindConfirmList, KindApproveList:
		by := cmd.By
		if p, waits := o.Proposal(cmd.List); waits && kind == KindApproveList {
			by = p.By // the proposer has read the list and is the opener of its cases
		}
		next.Proposals = without(next.Proposals, cmd.List)
		next.Lists = append(next.Lists, cmd.List)
		next.Jobs = append(next.Jobs, Job{Kind: OpenCases, Key: jobKey(cmd), By: by, List: cmd.List})
	case KindPause:
		next.State, next.Pause = Paused, &casework.Pause{Cause: cmd.Cause, Since: cmd.At, By: cmd.By}
		next.Jobs = append(next.Jobs, Job{Kind: TellCases, Key: jobKey(cmd), By: cmd.By, Event: casework.EventPaused, Cause: cmd.Cause})
	case KindProposeResume:
		next = next.withResuming(cmd)
	case KindRefuseResume:
		next.Resume = nil
	case KindResume, KindAgreeResume:
		next = next.goingOn(cmd)
	case KindClose:
		next.State, next.Resume = Closed, nil
	case KindListOpened, KindCasesTold:
		next.Jobs = slices.DeleteFunc(next.Jobs, func(j Job) bool { return j.Key == cmd.Key })
	}
	next.Settled = nil
	return next
}

// jobKey returns the key of the job that a command starts. It differs from the key of the command,
// because the end of the job is another change.
func jobKey(cmd Command) casework.Key { return cmd.Key + "/done" }

// Take returns the operation after a recorded change.
func (o Operation) Take(change Change, recorded Recorded) Operation {
	next := change.Next.clone()
	for i := range next.Jobs {
		if (change.Kind == KindConfirmList || change.Kind == KindApproveList) && next.Jobs[i].List == change.List {
			next.Jobs[i].Rows = recorded.Rows
		}
	}
	next.Settled = append(slices.Clone(o.Settled), KeyAnswer{Key: change.Key, Answer: change.Answer(recorded)})
	if extra := len(next.Settled) - maxSettled; extra > 0 {
		next.Settled = slices.Delete(next.Settled, 0, extra)
	}
	return next
}

// Moved returns the operation after the job at a place has advanced to next and after.
func (o Operation) Moved(place, next int, after casework.Ref) Operation {
	moved := o.clone()
	moved.Jobs[place].Next, moved.Jobs[place].After = next, after
	return moved
}

func (o Operation) clone() Operation {
	o.Lists, o.Proposals = slices.Clone(o.Lists), slices.Clone(o.Proposals)
	o.Jobs, o.Settled = slices.Clone(o.Jobs), slices.Clone(o.Settled)
	return o
}
