package casework

import (
	"slices"
	"strconv"

	"example.org/homeward/internal/fault"
)

func number(n int) string { return strconv.Itoa(n) }

// giveAccess grants an agency access to some classes of the case. Package policy has already checked
// that the sender may grant them and the agency may have them. Here the consent of the survivor and the
// sharing agreement between the agencies are checked (gate G05).
func (d *draft) giveAccess() error {
	if err := d.checkGrant(); err != nil {
		return err
	}
	which := d.cmd.Consents[0]
	if closed := d.sharingGate(which); len(closed.Unmet) > 0 {
		return fault.New(fault.GateClosed, "access needs her consent and a sharing agreement in force").With([]GateStatus{closed})
	}
	if given, _ := d.Consent(which); given.Until != nil && d.cmd.Until.After(*given.Until) {
		return fault.New(fault.Invalid, "access cannot last longer than its consent")
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

// checkGrant checks what every grant must contain.
func (d *draft) checkGrant() error {
	switch {
	case d.cmd.Agency == "" || d.cmd.Desk == "" || !slices.Contains(DeskKinds(), d.cmd.DeskKind) || d.cmd.DeskKind == DeskSurvivor:
		return fault.New(fault.Invalid, "name the agency, and its desk that is notified")
	case len(d.cmd.Classes) == 0 || slices.Contains(d.cmd.Classes, "") || hasDuplicate(d.cmd.Classes):
		return fault.New(fault.Invalid, "name the classes, each once")
	case d.cmd.Purpose == "":
		return fault.New(fault.Invalid, "name the purpose")
	case len(d.cmd.Consents) != 1 || !slices.Contains(GrantConsents(), d.cmd.Consents[0]):
		return fault.New(fault.Invalid, "name the one consent that the access is based on")
	case d.cmd.Until == nil || !d.cmd.Until.After(d.cmd.At):
		return fault.New(fault.Invalid, "set an end of the access that is in the future")
	case d.cmd.Until.After(d.cmd.At.Add(MaxGrant)):
		return fault.New(fault.Invalid, "access lasts a year at most; it can be given again")
	case d.Deceased():
		return fault.New(fault.Conflict, "the survivor has died; no one can consent for her")
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

// sharingGate returns the status of gate G05 for a grant. The consent is the one that was named; a law
// or an order does not replace it.
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

// endAccess ends a grant early.
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
	return fault.New(fault.NotFound, "there is no access with this number")
}

// endGrants ends the grants for which ends is true, and returns their numbers so that the data can be
// taken back. It includes grants that expired before, because their basis is now gone.
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

// basedOn returns a filter for the grants that end with a consent: those based on it, and all grants
// for ConsentRegistration.
func basedOn(which Consent) func(Grant) bool {
	return func(g Grant) bool { return g.Consent == which || which == ConsentRegistration }
}

// towardsOrigin reports whether a grant went to the state of origin. That state must learn nothing more
// about the survivor once she has asked for protection from it.
func towardsOrigin(g Grant) bool {
	return g.Kind == DeskConsulate || g.Kind == DeskReceiving || g.Kind == DeskReintegration
}
