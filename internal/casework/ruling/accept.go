package ruling

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// Open begins a case; see Accept.
func Open(ref casework.Ref, cmd casework.Command, procedure Procedure) (casework.Change, casework.Answer, error) {
	cmd.Kind = casework.KindOpen
	return Accept(casework.Case{Ref: ref}, cmd, procedure)
}

// Accept judges a command. It returns the change that the command makes, with everything that the
// record needs, and the answer to the sender. It is pure: the same case and command give the same
// result, and c stays as it was. A refusal is a fault and changes nothing. The first command of a
// case is KindOpen, to a Case that has only its Ref; it brings the rules and the known facts.
func Accept(c casework.Case, cmd casework.Command, procedure Procedure) (casework.Change, casework.Answer, error) {
	if cmd.Kind == casework.KindOpen && c.Seq == 0 {
		return open(c.Ref, cmd, procedure)
	}
	if c.Excludes(cmd.By.Account) { // in the words used of a case that does not exist
		return casework.Change{}, casework.Answer{}, fault.New(fault.NotFound, "there is nothing here that you may see")
	}
	if c.Ended != nil && c.Ended.Closed && !afterClosure(&c, cmd) {
		return casework.Change{}, casework.Answer{}, fault.New(fault.Conflict, "the case is closed; reopen it first")
	}
	if c.Deceased() && (cmd.Kind == casework.KindConsent || cmd.Kind == casework.KindWithdraw) {
		return casework.Change{}, casework.Answer{}, fault.New(fault.Conflict, "the survivor has died; no one can consent or refuse for her")
	}
	d := begin(c, cmd)
	if err := d.carryOutOrPropose(); err != nil {
		return casework.Change{}, casework.Answer{}, err
	}
	if !cmd.Earlier {
		d.limitPauses()
	}
	return d.finish(procedure)
}

func open(ref casework.Ref, cmd casework.Command, procedure Procedure) (casework.Change, casework.Answer, error) {
	if cmd.Pinned == nil {
		return casework.Change{}, casework.Answer{}, fault.New(fault.Invalid, "a case needs the rules of a corridor")
	}
	c := casework.Case{Ref: ref, Rules: *cmd.Pinned, Edition: cmd.Edition, OpenedAt: cmd.At, Stage: casework.StageRescue, Modality: cmd.Pinned.Modality, TickedAt: cmd.At}
	d := begin(c, cmd)
	for _, s := range cmd.Facts {
		d.setFact(s.Name, s.Value)
	}
	if cmd.Pinned.ScreeningOwed {
		d.setFact(casework.FactScreeningDebt, "owed")
	}
	d.addEntry(casework.Entry{Code: casework.EntryOpened, Desk: cmd.By.Desk, Detail: cmd.Pinned.Corridor})
	return d.finish(procedure)
}

// afterClosure reports whether a closed case still accepts a command. Commands that end access are
// always accepted.
func afterClosure(c *casework.Case, cmd casework.Command) bool {
	switch cmd.Kind {
	case casework.KindUndone, casework.KindEndAccess, casework.KindEndOrder, casework.KindExcludeOfficer, casework.KindAdopt, casework.KindDropProposal:
		return true
	case casework.KindTick:
		return c.Protects()
	case casework.KindDecide, casework.KindClaim, casework.KindRelease:
		t, open := c.Task(cmd.Task)
		return open && t.IsApproval()
	case casework.KindReport:
		return cmd.Event == casework.EventReopened || cmd.Event == casework.EventDeathCorrected && c.Deceased()
	default:
		return false
	}
}

// carryOutOrPropose carries a command out, or records it as a proposal if a second person must agree.
func (d *draft) carryOutOrPropose() error {
	if err := d.whyFrozen(); err != nil {
		return err
	}
	if action := d.needsSecond(); action != "" {
		return d.propose(action)
	}
	return d.apply()
}

func (d *draft) apply() error {
	switch d.cmd.Kind {
	case casework.KindDecide, casework.KindAnswer:
		return d.decide()
	case casework.KindClaim:
		return d.claim()
	case casework.KindRelease:
		return d.release()
	case casework.KindGiveClaim:
		return d.giveClaim()
	case casework.KindPause:
		return d.pauseTask()
	case casework.KindResume:
		return d.resumeTask()
	case casework.KindAsk:
		return d.askInformation()
	case casework.KindReassign:
		return d.reassign()
	case casework.KindRecall:
		return d.recallStep()
	case casework.KindAskAgain:
		return d.askAgain()
	case casework.KindConsent:
		return d.giveConsents()
	case casework.KindWithdraw:
		return d.withdrawConsents()
	case casework.KindState:
		return d.stateFacts(d.cmd.By.Desk)
	case casework.KindWaive:
		return d.waive()
	case casework.KindReport:
		return d.report()
	case casework.KindMove:
		return d.move()
	case casework.KindGiveAccess:
		return d.giveAccess()
	case casework.KindEndAccess:
		return d.endAccess()
	case casework.KindExcludeOfficer:
		return d.excludeOfficer()
	case casework.KindReadmitOfficer:
		return d.readmitOfficer()
	case casework.KindBreakGlass:
		return d.breakGlass()
	case casework.KindContact:
		d.addEntry(casework.Entry{Code: casework.EntryContactAgreed, Desk: d.cmd.By.Desk})
		return nil
	case casework.KindDropProposal:
		return d.dropProposal()
	case casework.KindCorrect:
		return d.correctIdentity()
	case casework.KindOrder:
		return d.recordOrder()
	case casework.KindEndOrder:
		return d.endOrder()
	case casework.KindTick:
		d.tick()
		return nil
	case casework.KindUndone:
		return d.undone()
	case casework.KindAdopt:
		d.adopt()
		return nil
	default:
		return fault.New(fault.Invalid, "a case has no command of this kind")
	}
}

// adopt lets the case follow a newer edition of the rules.
func (d *draft) adopt() {
	if d.cmd.Edition > d.Edition {
		d.Edition = d.cmd.Edition
		d.addEntry(casework.Entry{Code: casework.EntryRulesAdopted})
		d.noteMissingOrders()
	}
}

// finish runs the procedure on the changed case, opens and recalls tasks to match it, and gives the
// change its sequence number.
func (d *draft) finish(procedure Procedure) (casework.Change, casework.Answer, error) {
	d.returnStaleTicket()
	d.unlockBlockedManifest()
	w := &Walk{c: d.Case, now: d.cmd.At}
	if d.Ended == nil || !d.Ended.Closed {
		procedure(w)
		d.dropAnswersOfOwners(w)
	}
	d.reconcile(w)
	d.Waits, d.ReviewAt = w.waits, w.reviewAt
	if now := d.stageNow(); now != d.Stage {
		d.Stage = now
		d.addEntry(casework.Entry{Code: casework.EntryStage, Detail: string(now)})
	}
	d.Seq++
	d.change.Seq = d.Seq
	d.answer.Seq, d.answer.Stage = d.Seq, d.Stage
	answer := d.answer
	d.change.Answer = &answer
	d.change.Next = *d.Case
	d.change.Next.Settled = nil
	if d.Deceased() { // no automatic message is sent after a death (I11)
		d.change.Notices = nil
	}
	return d.change, d.answer, nil
}

// stageNow returns the furthest stage that has begun. Only settled steps count: a stage does not begin
// because a desk was asked, or because a seat is held that can be given back.
func (d *draft) stageNow() casework.Stage {
	settledAny := func(steps ...casework.Step) bool {
		return slices.ContainsFunc(d.Settlements, func(s casework.Settlement) bool { return slices.Contains(steps, s.Step) })
	}
	arrival, arrived := d.Settlement(casework.StepArrival)
	solution, chosen := d.Settlement(casework.StepSolution)
	switch {
	case d.Ended != nil && d.Ended.Closed:
		return casework.StageClosed
	case arrived && arrival.Outcome != casework.NotMet:
		return casework.StageReintegration
	case settledAny(casework.StepTicket, casework.StepManifest, casework.StepBoarding, casework.StepDeparture):
		return casework.StageTransport
	case chosen && solution.Outcome == casework.Return,
		settledAny(casework.StepVerifyNationality, casework.StepTravelDocument, casework.StepExitPermit, casework.StepFineWaiver, casework.StepReception):
		return casework.StageClearance
	case settledAny(casework.StepRegister):
		return casework.StageIdentification
	default:
		return casework.StageRescue
	}
}
