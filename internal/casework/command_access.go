package casework

import (
	"slices"
	"strconv"

	"example.org/homeward/internal/fault"
)

func number(n int) string { return strconv.Itoa(n) }

// giveAccess lets an agency see some classes of the case. Whether the giver may hand them on,
// and the agency may have them, was asked of package policy before; here it is judged whether
// she agrees, and whether the agreement between the agencies is in force (gate G05).
func (d *draft) giveAccess() error {
	if err := d.checkGrant(); err != nil {
		return err
	}
	which := d.cmd.Consents[0]
	if closed := d.sharingGate(which); len(closed.Unmet) > 0 {
		return fault.New(fault.GateClosed, "what is given of a case rests on her consent, and on an agreement in force").With([]GateStatus{closed})
	}
	if given, _ := d.Consent(which); given.Until != nil && d.cmd.Until.After(*given.Until) {
		return fault.New(fault.Invalid, "what is given cannot outlast the consent that it rests on")
	}
	g := Grant{
		ID: len(d.Access) + 1, Agency: d.cmd.Agency, Desk: d.cmd.Desk, Kind: d.cmd.DeskKind, Classes: slices.Clone(d.cmd.Classes),
		Purpose: d.cmd.Purpose, Consent: which, Since: d.cmd.At, Until: d.cmd.Until.UTC(), By: d.cmd.By, Key: d.cmd.Key,
	}
	d.Access = append(d.Access, g)
	d.change.Grants = append(d.change.Grants, g)
	d.Undo = append(d.Undo, UndoEntry{ID: len(d.Undo) + 1, Kind: UndoGrant, State: UndoArmed, Desk: g.Desk, Grant: g.ID, At: d.cmd.At})
	d.addEntry(Entry{Code: EntryAccessGiven, Desk: g.Desk, Detail: number(g.ID)})
	d.addNotice(Notice{Kind: NoticeAccessGiven, Desk: g.Desk})
	d.answer.Access = g.ID
	return nil
}

// grantWritten holds what every grant must say.
func (d *draft) checkGrant() error {
	switch {
	case d.cmd.Agency == "" || d.cmd.Desk == "" || !slices.Contains(DeskKinds(), d.cmd.DeskKind) || d.cmd.DeskKind == DeskSurvivor:
		return fault.New(fault.Invalid, "say which agency it is given to, and which desk there hears of it")
	case len(d.cmd.Classes) == 0 || slices.Contains(d.cmd.Classes, "") || hasDuplicate(d.cmd.Classes):
		return fault.New(fault.Invalid, "say what is given, each class once")
	case d.cmd.Purpose == "":
		return fault.New(fault.Invalid, "say what it is given for")
	case len(d.cmd.Consents) != 1 || !slices.Contains(GrantConsents(), d.cmd.Consents[0]):
		return fault.New(fault.Invalid, "name the one consent that this rests on")
	case d.cmd.Until == nil || !d.cmd.Until.After(d.cmd.At):
		return fault.New(fault.Invalid, "say until when it is given; that must be still to come")
	case d.cmd.Until.After(d.cmd.At.Add(MaxGrant)):
		return fault.New(fault.Invalid, "access is given for a year at most, and can be given again")
	case d.Deceased():
		return fault.New(fault.Conflict, "the survivor has died; nobody can consent in her place")
	}
	return nil
}

func hasDuplicate[T comparable](all []T) bool {
	for i := range all {
		if slices.Contains(all[:i], all[i]) {
			return true
		}
	}
	return false
}

// sharingClosed is gate G05 as a grant meets it: the consent is the one that was named, and
// neither a law nor an order takes its place.
func (d *draft) sharingGate(which Consent) GateStatus {
	status := GateStatus{Gate: "G05", Never: true}
	agreed, _ := ConditionByID(CondShareConsent)
	agreed.Test = consented(which)
	inForce, _ := ConditionByID(CondSharingAgreement)
	for _, condition := range []Condition{agreed, inForce} {
		if found := condition.Test(d.view()); !found.Met {
			status.Unmet = append(status.Unmet, Unmet{
				Condition: condition.ID, Owner: condition.Owner, Desk: d.Rules.Desks[condition.Owner], Since: later(d.OpenedAt, found.Since),
			})
		}
	}
	return status
}

// endAccess ends a grant before its time.
func (d *draft) endAccess() error {
	for _, g := range d.Access {
		if g.ID != d.cmd.Grant {
			continue
		}
		if !d.GrantActive(g, d.cmd.At) {
			return fault.New(fault.Conflict, "this access has ended already")
		}
		d.orderUndo(nil, d.endGrants(func(one Grant) bool { return one.ID == g.ID })...)
		d.answer.Access = g.ID
		return nil
	}
	return fault.New(fault.NotFound, "nothing of this number was ever given")
}

// endGrants ends grants and gives their numbers, for what was given with them to be taken back:
// also where their time was over already, because what they rested on is now gone.
func (d *draft) endGrants(ends func(Grant) bool) []int {
	var ended []int
	for i := range d.Access {
		g := &d.Access[i]
		if !ends(*g) {
			continue
		}
		ended = append(ended, g.ID)
		if g.EndedAt.IsZero() && d.cmd.At.Before(g.Until) {
			g.EndedAt = d.cmd.At
			d.change.Grants = append(d.change.Grants, *g)
			d.addEntry(Entry{Code: EntryAccessEnded, Desk: g.Desk, Detail: number(g.ID)})
		}
	}
	return ended
}

// restingOn says whether a grant goes with a consent: its own, or that to be on record at all.
func basedOn(which Consent) func(Grant) bool {
	return func(g Grant) bool { return g.Consent == which || which == ConsentRegistration }
}

// homeward says whether a grant went towards her state of origin, which is to learn nothing
// more of her once she has asked for protection from it.
func towardsOrigin(g Grant) bool {
	return g.Kind == DeskConsulate || g.Kind == DeskReceiving || g.Kind == DeskReintegration
}
