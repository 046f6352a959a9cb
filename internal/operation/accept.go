package operation

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// maxSettled is how many keys an operation remembers; older ones are known to the record alone.
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
		return fault.New(fault.Conflict, "the command was settled before")
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
		if o.State != Paused {
			return fault.New(fault.Conflict, "the operation is not paused")
		}
	case KindClose:
		return o.checkClose()
	case KindListOpened, KindCasesTold:
		if !slices.ContainsFunc(o.Jobs, func(j Job) bool { return j.Key == cmd.Key }) {
			return fault.New(fault.Conflict, "the operation has no such job")
		}
	default:
		return fault.New(fault.Invalid, "the operation does not know this kind of command")
	}
	return nil
}

func (o Operation) checkOpen(cmd Command) error {
	spec, _ := casework.FactSpecOf(casework.FactCustodian)
	switch {
	case o.Seq > 0:
		return fault.New(fault.Conflict, "the operation is open already")
	case cmd.Host == "":
		return fault.New(fault.Invalid, "the host state is missing")
	case cmd.Custodian != "" && !slices.Contains(spec.Values, cmd.Custodian):
		return fault.New(fault.Invalid, "the kind of custodian is not known")
	}
	return nil
}

func (o Operation) checkList(cmd Command) error {
	switch {
	case cmd.List == "":
		return fault.New(fault.Invalid, "the list is missing")
	case slices.Contains(o.Lists, cmd.List):
		return fault.New(fault.Conflict, "the list is confirmed already")
	}
	if p, waits := o.Proposal(cmd.List); waits && (cmd.Fingerprint == "" || cmd.Fingerprint == p.Fingerprint) {
		return fault.New(fault.Conflict, "the list is proposed already and waits for a second person")
	}
	return nil
}

func (o Operation) checkClose() error {
	switch {
	case len(o.Jobs) > 0:
		return fault.New(fault.Conflict, "the operation is still opening or telling cases")
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
		return fault.New(fault.Conflict, "the operation is paused already")
	}
	return nil
}

// Accept returns the change that a command makes and the answer to its sender, or the fault for
// which it is refused. It is pure, and leaves o as it was. The command's At must be set, and for a
// list that is confirmed or approved its Preview. A key that is known already is fault.Conflict: its
// answer is in Known. How many cases a list opens is known when the record has it; see Completed.
func Accept(o Operation, cmd Command) (Change, Answer, error) {
	if err := o.judge(cmd); err != nil {
		return Change{}, Answer{}, err
	}
	kind, err := o.previewed(cmd)
	if err != nil {
		return Change{}, Answer{}, err
	}
	change := Change{
		Ref: o.Ref, Seq: o.Seq + 1, Key: cmd.Key, Kind: kind, At: cmd.At, By: cmd.By, List: cmd.List, Cause: cmd.Cause, Preview: cmd.Preview,
		Next: o.after(kind, cmd),
	}
	return change, change.Answer(Recorded{}), nil
}

// after is the operation after a command that is accepted, without remembered keys.
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
			by = p.By // who has read the list answers for its cases
		}
		next.Proposals = without(next.Proposals, cmd.List)
		next.Lists = append(next.Lists, cmd.List)
		next.Jobs = append(next.Jobs, Job{Kind: OpenCases, Key: jobKey(cmd), By: by, List: cmd.List})
	case KindPause:
		next.State, next.Pause = Paused, &casework.Pause{Cause: cmd.Cause, Since: cmd.At, By: cmd.By}
		next.Jobs = append(next.Jobs, Job{Kind: TellCases, Key: jobKey(cmd), By: cmd.By, Event: casework.EventPaused, Cause: cmd.Cause})
	case KindResume:
		next.Jobs = append(next.Jobs, Job{Kind: TellCases, Key: jobKey(cmd), By: cmd.By, Event: casework.EventResumed, Cause: o.Pause.Cause})
		next.State, next.Pause = Running, nil
	case KindClose:
		next.State = Closed
	case KindListOpened, KindCasesTold:
		next.Jobs = slices.DeleteFunc(next.Jobs, func(j Job) bool { return j.Key == cmd.Key })
	}
	next.Settled = nil
	return next
}

// jobKey names the job that a command orders. It differs from the command's own key,
// because the end of the job is a change of its own.
func jobKey(cmd Command) casework.Key { return cmd.Key + "/done" }

// Take returns the operation after a change that is on record.
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

// Moved is the operation after its job at a place has gone on to next and after.
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
