package ruling

import (
	"slices"
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// needsSecond returns the action for which the command needs a second person, or "" if it takes effect at
// once. A second person has agreed already to a command that is carried out for a proposal.
func (d *draft) needsSecond() casework.ProposalAction {
	if !d.Protects() || d.agreed {
		return ""
	}
	switch {
	case d.cmd.Kind == casework.KindReport && d.cmd.Event == casework.EventDeath:
		return casework.ProposeDeath
	case d.cmd.Kind == casework.KindReport && d.cmd.Event == casework.EventDeathCorrected:
		return casework.ProposeNotDead
	case d.cmd.Kind == casework.KindReport && d.cmd.Event == casework.EventCorridorChanged:
		return casework.ProposeCorridor
	case d.cmd.Kind == casework.KindReassign && d.cmd.Second:
		return casework.ProposeReassign
	case d.cmd.Kind == casework.KindCorrect:
		return casework.ProposeIdentity
	case d.cmd.Kind == casework.KindOrder:
		return casework.ProposeOrder
	case d.leavesDeskWithout():
		return casework.ProposeExclusion
	default:
		return ""
	}
}

// propose records the command as a proposal and asks a second person. The command must be one that would be
// carried out now; it changes nothing else, except that a proposal that freezes the case does so at once.
func (d *draft) propose(action casework.ProposalAction) error {
	spec, _ := casework.ProposalSpecOf(action)
	for _, p := range d.Proposals {
		if p.Action == action && p.State == casework.ProposalWaits && action != casework.ProposeExclusion {
			return fault.New(fault.Conflict, "this is proposed already; "+string(d.deskOfTask(p.Task))+" has to answer first")
		}
	}
	trial := begin(*d.Case, d.cmd)
	trial.agreed = true
	if err := trial.apply(); err != nil {
		return err
	}
	desk, kind := d.secondDeskOf(spec)
	if desk == "" {
		return fault.New(fault.Conflict, "no desk of this corridor can agree to this")
	}
	t := d.open(wantedTask{step: casework.Approval(len(d.Proposals) + 1), desk: desk, kind: kind, budget: d.Rules.Paced(casework.ApprovalWithin)})
	p := casework.Proposal{
		ID: len(d.Proposals) + 1, Action: action, Digest: casework.DigestOf(d.cmd), By: d.cmd.By, At: d.cmd.At, Key: d.cmd.Key,
		Task: t.ID, State: casework.ProposalWaits, Command: d.cmd,
	}
	if spec.Expires > 0 {
		p.Until = d.cmd.At.Add(d.Rules.Paced(spec.Expires)).UTC()
	}
	d.Proposals = append(d.Proposals, p)
	d.change.Proposals = append(d.change.Proposals, p)
	d.addEntry(casework.Entry{Code: casework.EntryProposed, Step: t.Step, Task: t.ID, Desk: d.cmd.By.Desk, Detail: string(action)})
	d.answer.Task, d.answer.Proposal, d.answer.Second = t.ID, p.ID, &casework.Second{Desk: desk, Kind: kind}
	if spec.Freezes {
		d.freeze()
	}
	if action == casework.ProposeExclusion {
		return d.apply() // at once; see endExclusionOf
	}
	return nil
}

func (d *draft) deskOfTask(id casework.TaskID) casework.DeskID {
	t, _ := d.Task(id)
	return t.Desk
}

// secondDeskOf returns the desk that is asked to agree, and its kind: the first that may agree and is not the
// sender's, or else the sender's own, where a colleague agrees. For some actions the sender's own comes first.
func (d *draft) secondDeskOf(spec casework.ProposalSpec) (casework.DeskID, casework.DeskKind) {
	own := slices.IndexFunc(spec.Agrees, func(kind casework.DeskKind) bool { return d.Rules.Desks[kind] == d.cmd.By.Desk })
	other := slices.IndexFunc(spec.Agrees, func(kind casework.DeskKind) bool {
		desk := d.Rules.Desks[kind]
		return desk != "" && desk != d.cmd.By.Desk && !d.isKeptOut(desk)
	})
	at := other
	if own >= 0 && (spec.OwnDesk || other < 0) {
		at = own
	}
	if at < 0 {
		return "", ""
	}
	kind := spec.Agrees[at]
	return d.Rules.Desks[kind], kind
}

// answerProposal applies the answer of the second person. An agreement must name the digest of the proposal
// that the person has seen.
func (d *draft) answerProposal(t casework.Task) error {
	p, waits := d.ProposalOf(t.Step)
	spec, _ := casework.ProposalSpecOf(p.Action)
	switch {
	case !waits:
		return fault.New(fault.Conflict, "this proposal is answered already")
	case !spec.MayAnswer(d.cmd.By.Role, p.By.Role):
		return fault.New(fault.Denied, "the second person must have another role: "+rolesFor(spec, p.By.Role))
	case d.cmd.Outcome == casework.Agreed && d.cmd.Ref != p.Digest:
		return fault.New(fault.Stale, "send the digest of the proposal that you have seen; read the proposal again, then answer")
	}
	d.settle(t, d.cmd.Outcome)
	if d.cmd.Outcome == casework.Refused {
		d.endProposal(p, casework.ProposalRefused, casework.EntryRefused)
		d.endExclusionOf(p)
		return nil
	}
	d.endProposal(p, casework.ProposalAgreed, casework.EntryAgreed)
	return d.carryOut(p)
}

// rolesFor names the roles that may answer what an officer in a role has proposed.
func rolesFor(spec casework.ProposalSpec, proposer casework.Role) string {
	var out []string
	for _, role := range spec.Roles {
		if spec.MayAnswer(role, proposer) {
			out = append(out, string(role))
		}
	}
	if len(out) == 0 {
		return "one that decides at the desk that is asked"
	}
	return strings.Join(out, " or ")
}

// carryOut carries out what was proposed, as the command of the officer who proposed it. It returns the
// refusal of that command if the case has changed so that it is not possible any more.
func (d *draft) carryOut(p casework.Proposal) error {
	answering, answered := d.cmd, d.answer
	d.cmd, d.agreed = p.Command, true
	d.cmd.At = answering.At
	err := d.apply()
	d.cmd, d.agreed, d.answer = answering, false, answered
	return err
}

// endProposal ends a proposal that waits, and notifies the desk that made it. A case that stood still
// because of it goes on.
func (d *draft) endProposal(p casework.Proposal, state casework.ProposalState, entry casework.EntryCode) {
	p.State, p.DecidedAt = state, d.cmd.At
	if state != casework.ProposalExpired {
		by := d.cmd.By
		p.Decided = &by
	}
	d.Proposals[p.ID-1] = p
	d.change.Proposals = append(d.change.Proposals, p)
	d.addEntry(casework.Entry{Code: entry, Step: casework.Approval(p.ID), Task: p.Task, Desk: d.cmd.By.Desk, Detail: string(p.Action)})
	d.addNotice(casework.Notice{Kind: casework.NoticeProposalAnswered, Desk: p.By.Desk, Task: p.Task})
	if spec, _ := casework.ProposalSpecOf(p.Action); spec.Freezes {
		d.thaw()
	}
}

// dropProposal withdraws a proposal of the sender's desk.
func (d *draft) dropProposal() error {
	p, known := d.Proposal(d.cmd.Proposal)
	switch {
	case !known:
		return fault.New(fault.NotFound, "there is no proposal with this number")
	case p.State != casework.ProposalWaits:
		return fault.New(fault.Conflict, "this proposal is answered already")
	case d.cmd.By.Account != p.By.Account:
		return fault.New(fault.Denied, "the officer who made a proposal withdraws it; a second person refuses it")
	}
	d.lapse(p, casework.ProposalWithdrawn, casework.EntryDropped)
	d.endExclusionOf(p)
	d.answer.Task, d.answer.Proposal = p.Task, p.ID
	return nil
}

// lapse ends a proposal without an answer, and takes the request back from the second person.
func (d *draft) lapse(p casework.Proposal, state casework.ProposalState, entry casework.EntryCode) {
	if t, open := d.Task(p.Task); open {
		d.recall(t)
	}
	d.endProposal(p, state, entry)
}

// expireProposals ends the proposals whose time is over.
func (d *draft) expireProposals() {
	for _, p := range slices.Clone(d.Proposals) {
		if p.State == casework.ProposalWaits && !p.Until.IsZero() && !d.cmd.At.Before(p.Until) {
			d.lapse(p, casework.ProposalExpired, casework.EntryLapsed)
		}
	}
}

// lapseAll ends every proposal that waits, because the case has ended.
func (d *draft) lapseAll() {
	for _, p := range slices.Clone(d.Proposals) {
		if p.State == casework.ProposalWaits {
			d.lapse(p, casework.ProposalExpired, casework.EntryLapsed)
		}
	}
}

// proposed reports whether an account made the proposal that an approval is about.
func proposed(c *casework.Case, approval casework.Step, account casework.AccountID) bool {
	p, waits := c.ProposalOf(approval)
	return waits && p.By.Account == account
}
