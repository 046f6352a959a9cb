package casework

import (
	"slices"
	"time"

	"example.org/homeward/internal/fault"
)

// draft is a case while a command is applied to it, with the change for the record.
type draft struct {
	*Case
	cmd    Command
	change Change
	answer Answer
}

// Open begins a case; see Accept.
func Open(ref Ref, cmd Command, procedure Procedure) (Change, Answer, error) {
	cmd.Kind = KindOpen
	return Accept(Case{Ref: ref}, cmd, procedure)
}

// Accept judges a command. It returns the change that the command makes, with everything that the
// record needs, and the answer to the sender. It is pure: the same case and command give the same
// result, and c stays as it was. A refusal is a fault and changes nothing. The first command of a
// case is KindOpen, to a Case that has only its Ref; it brings the rules and the known facts.
func Accept(c Case, cmd Command, procedure Procedure) (Change, Answer, error) {
	if cmd.Kind == KindOpen && c.Seq == 0 {
		return open(c.Ref, cmd, procedure)
	}
	if c.Excludes(cmd.By.Account) { // in the words used of a case that does not exist
		return Change{}, Answer{}, fault.New(fault.NotFound, "there is nothing here that you may see")
	}
	if c.Ended != nil && c.Ended.Closed && !afterClosure(cmd) {
		return Change{}, Answer{}, fault.New(fault.Conflict, "the case is closed; reopen it first")
	}
	if c.Deceased() && (cmd.Kind == KindConsent || cmd.Kind == KindWithdraw) {
		return Change{}, Answer{}, fault.New(fault.Conflict, "the survivor has died; no one can consent or refuse for her")
	}
	d := begin(c, cmd)
	if err := d.apply(); err != nil {
		return Change{}, Answer{}, err
	}
	if !cmd.Earlier {
		d.limitPauses()
	}
	return d.finish(procedure)
}

func open(ref Ref, cmd Command, procedure Procedure) (Change, Answer, error) {
	if cmd.Pinned == nil {
		return Change{}, Answer{}, fault.New(fault.Invalid, "a case needs the rules of a corridor")
	}
	c := Case{Ref: ref, Rules: *cmd.Pinned, OpenedAt: cmd.At, Stage: StageRescue, Modality: cmd.Pinned.Modality, TickedAt: cmd.At}
	d := begin(c, cmd)
	for _, s := range cmd.Facts {
		d.setFact(s.Name, s.Value)
	}
	if cmd.Pinned.ScreeningOwed {
		d.setFact(FactScreeningDebt, "owed")
	}
	d.addEntry(Entry{Code: EntryOpened, Desk: cmd.By.Desk, Detail: cmd.Pinned.Corridor})
	return d.finish(procedure)
}

// Take returns the case after a change that is on record, with the clocks that the record computed
// and the answer to the key.
func (c Case) Take(change Change, recorded Recorded) Case {
	next := change.Next.Arm(recorded)
	next.Settled = slices.Clone(c.Settled)
	if change.Key != "" && change.Answer != nil {
		next.Settled = append(next.Settled, KeyAnswer{Key: change.Key, Answer: *change.Answer})
	}
	if extra := len(next.Settled) - rememberedKeys; extra > 0 {
		next.Settled = slices.Delete(next.Settled, 0, extra)
	}
	return next
}

// rememberedKeys is the number of answered keys that a case carries. PostgreSQL keeps all of them.
const rememberedKeys = 200

// afterClosure reports whether a closed case still accepts a command. Commands that end access are
// always accepted.
func afterClosure(cmd Command) bool {
	switch cmd.Kind {
	case KindUndone, KindEndAccess, KindExcludeOfficer:
		return true
	case KindReport:
		return cmd.Event == EventReopened
	default:
		return false
	}
}

func begin(c Case, cmd Command) *draft {
	next := c.clone()
	return &draft{
		Case: &next, cmd: cmd,
		change: Change{Ref: c.Ref, Key: cmd.Key, Kind: cmd.Kind, At: cmd.At, By: cmd.By},
	}
}

func (d *draft) apply() error {
	switch d.cmd.Kind {
	case KindDecide, KindAnswer:
		return d.decide()
	case KindClaim:
		return d.claim()
	case KindRelease:
		return d.release()
	case KindGiveClaim:
		return d.giveClaim()
	case KindPause:
		return d.pauseTask()
	case KindResume:
		return d.resumeTask()
	case KindAsk:
		return d.askInformation()
	case KindReassign:
		return d.reassign()
	case KindRecall:
		return d.recallStep()
	case KindAskAgain:
		return d.askAgain()
	case KindConsent:
		return d.giveConsents()
	case KindWithdraw:
		return d.withdrawConsents()
	case KindState:
		return d.stateFacts(d.cmd.By.Desk)
	case KindWaive:
		return d.waive()
	case KindReport:
		return d.report()
	case KindMove:
		return d.move()
	case KindGiveAccess:
		return d.giveAccess()
	case KindEndAccess:
		return d.endAccess()
	case KindExcludeOfficer:
		return d.excludeOfficer()
	case KindReadmitOfficer:
		return d.readmitOfficer()
	case KindBreakGlass:
		return d.breakGlass()
	case KindContact:
		d.addEntry(Entry{Code: EntryContactAgreed, Desk: d.cmd.By.Desk})
		return nil
	case KindTick:
		d.tick()
		return nil
	case KindUndone:
		return d.undone()
	default:
		return fault.New(fault.Invalid, "a case has no command of this kind")
	}
}

// finish runs the procedure on the changed case, opens and recalls tasks to match it, and gives the
// change its sequence number.
func (d *draft) finish(procedure Procedure) (Change, Answer, error) {
	d.returnStaleTicket()
	d.unlockBlockedManifest()
	w := &Walk{c: d.Case, now: d.cmd.At}
	if d.Ended == nil || !d.Ended.Closed {
		procedure(w)
	}
	d.reconcile(w)
	d.Waits = w.waits
	if now := d.stageNow(); now != d.Stage {
		d.Stage = now
		d.addEntry(Entry{Code: EntryStage, Detail: string(now)})
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
func (d *draft) stageNow() Stage {
	settledAny := func(steps ...Step) bool {
		return slices.ContainsFunc(d.Settlements, func(s Settlement) bool { return slices.Contains(steps, s.Step) })
	}
	arrival, arrived := d.Settlement(StepArrival)
	solution, chosen := d.Settlement(StepSolution)
	switch {
	case d.Ended != nil && d.Ended.Closed:
		return StageClosed
	case arrived && arrival.Outcome != NotMet:
		return StageReintegration
	case settledAny(StepTicket, StepManifest, StepBoarding, StepDeparture):
		return StageTransport
	case chosen && solution.Outcome == Return,
		settledAny(StepVerifyNationality, StepTravelDocument, StepExitPermit, StepFineWaiver, StepReception):
		return StageClearance
	case settledAny(StepRegister):
		return StageIdentification
	default:
		return StageRescue
	}
}

func (d *draft) addEntry(e Entry) { d.change.Entries = append(d.change.Entries, e) }

func (d *draft) addNotice(n Notice) {
	if n.Desk != "" {
		d.change.Notices = append(d.change.Notices, n)
	}
}

// setFact records a fact. The newest fact of a name is the valid one.
func (d *draft) setFact(name FactName, value string) {
	f := Fact{Name: name, Value: value, At: d.cmd.At, By: d.cmd.By, Key: d.cmd.Key}
	kept := d.Facts[:0:0]
	for _, old := range d.Facts {
		if old.Name != name {
			kept = append(kept, old)
		}
	}
	kept = append(kept, f)
	d.Facts = kept
	d.noteRaising(f)
	if name == FactAge && value != "adult" {
		d.MaybeChild = true
	}
	d.change.Facts = append(d.change.Facts, f)
	d.addEntry(Entry{Code: EntryFact, Detail: string(name) + "=" + value})
}

func (d *draft) view() View {
	return View{Case: d.Case, Now: d.cmd.At, Actor: d.cmd.By, Stated: d.cmd.Facts}
}

// guard returns nil if every gate before an action is open. Otherwise it returns fault.GateClosed with
// the status of the closed gates, or fault.Denied if only the sender's own waivers would open them.
func (d *draft) guard(a Action) error {
	closed := Blocked(d.view(), a)
	switch {
	case len(closed) == 0:
		return nil
	case d.waivedAlone(closed):
		return fault.New(fault.Denied, "you waived this gate, so a colleague must do what it blocked")
	default:
		return fault.New(fault.GateClosed, "gates are closed; each lists its unmet conditions and who can meet them").With(closed)
	}
}

// waivedAlone reports whether the gates are closed to the sender only because the sender waived the
// unmet conditions: a waiver does not count for the account that gave it.
func (d *draft) waivedAlone(closed []GateStatus) bool {
	for _, status := range closed {
		for _, unmet := range status.Unmet {
			if !slices.ContainsFunc(d.Waivers, func(w WaiverGiven) bool {
				return w.Gate == status.Gate && w.By.Account == d.cmd.By.Account && slices.Contains(w.Conditions, unmet.Condition)
			}) {
				return false
			}
		}
	}
	return true
}

// until returns the end of an answer's validity: the instant said, or else the corridor's validity for
// the step. It returns nil if the answer does not expire.
func (d *draft) until(s Step, said *time.Time) *time.Time {
	if said != nil {
		t := said.UTC()
		return &t
	}
	valid, ok := d.Rules.ValidFor(s)
	if !ok {
		return nil
	}
	t := d.cmd.At.Add(valid).UTC()
	return &t
}
