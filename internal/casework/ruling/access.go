package ruling

import (
	"slices"
	"strconv"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/fault"
)

// giveAccess grants an agency access to some classes of the case. Package policy has already checked
// that the sender may grant them and the agency may have them. Here the consent of the survivor and the
// sharing agreement between the agencies are checked (gate G05).
func (d *draft) giveAccess() error {
	if err := d.checkGrant(); err != nil {
		return err
	}
	which := d.cmd.Consents[0]
	if closed := gate.Sharing(d.view(), which); len(closed.Unmet) > 0 {
		return fault.New(fault.GateClosed, "access needs her consent and a sharing agreement in force").With([]gate.Status{closed})
	}
	if given, _ := d.Consent(which); given.Until != nil && d.cmd.Until.After(*given.Until) {
		return fault.New(fault.Invalid, "access cannot last longer than its consent")
	}
	g := casework.Grant{
		ID: len(d.Access) + 1, Agency: d.cmd.Agency, Desk: d.cmd.Desk, Kind: d.cmd.DeskKind, Classes: slices.Clone(d.cmd.Classes),
		Purpose: d.cmd.Purpose, Consent: which, Since: d.cmd.At, Until: d.cmd.Until.UTC(), By: d.cmd.By, Key: d.cmd.Key,
	}
	d.Access = append(d.Access, g)
	d.change.Grants = append(d.change.Grants, g)
	d.Undo = append(d.Undo, casework.UndoEntry{ID: len(d.Undo) + 1, Kind: casework.UndoGrant, State: casework.UndoArmed, Desk: g.Desk, Grant: g.ID, At: d.cmd.At})
	d.addEntry(casework.Entry{Code: casework.EntryAccessGiven, Desk: g.Desk, Detail: strconv.Itoa(g.ID)})
	d.addNotice(casework.Notice{Kind: casework.NoticeAccessGiven, Desk: g.Desk})
	d.answer.Access = g.ID
	return nil
}

// checkGrant checks what every grant must contain.
func (d *draft) checkGrant() error {
	switch {
	case d.cmd.Agency == "" || d.cmd.Desk == "" || !slices.Contains(casework.DeskKinds(), d.cmd.DeskKind) || d.cmd.DeskKind == casework.DeskSurvivor:
		return fault.New(fault.Invalid, "name the agency, and its desk that is notified")
	case len(d.cmd.Classes) == 0 || slices.Contains(d.cmd.Classes, "") || hasDuplicate(d.cmd.Classes):
		return fault.New(fault.Invalid, "name the classes, each once")
	case d.cmd.Purpose == "":
		return fault.New(fault.Invalid, "name the purpose")
	case len(d.cmd.Consents) != 1 || !slices.Contains(casework.GrantConsents(), d.cmd.Consents[0]):
		return fault.New(fault.Invalid, "name the one consent that the access is based on")
	case d.cmd.Until == nil || !d.cmd.Until.After(d.cmd.At):
		return fault.New(fault.Invalid, "set an end of the access that is in the future")
	case d.cmd.Until.After(d.cmd.At.Add(casework.MaxGrant)):
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

// endAccess ends a grant early.
func (d *draft) endAccess() error {
	for _, g := range d.Access {
		if g.ID != d.cmd.Grant {
			continue
		}
		if !d.GrantActive(g, d.cmd.At) {
			return fault.New(fault.Conflict, "this access has ended already")
		}
		d.orderUndo(nil, d.endGrants(func(one casework.Grant) bool { return one.ID == g.ID })...)
		d.answer.Access = g.ID
		return nil
	}
	return fault.New(fault.NotFound, "there is no access with this number")
}

// endGrants ends the grants for which ends is true, and returns their numbers so that the data can be
// taken back. It includes grants that expired before, because their basis is now gone.
func (d *draft) endGrants(ends func(casework.Grant) bool) []int {
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
			d.addEntry(casework.Entry{Code: casework.EntryAccessEnded, Desk: g.Desk, Detail: strconv.Itoa(g.ID)})
		}
	}
	return ended
}

// basedOn returns a filter for the grants that end with a consent: those based on it, and all grants
// for ConsentRegistration.
func basedOn(which casework.Consent) func(casework.Grant) bool {
	return func(g casework.Grant) bool { return g.Consent == which || which == casework.ConsentRegistration }
}

// towardsOrigin reports whether a grant went to the state of origin. That state must learn nothing more
// about the survivor once she has asked for protection from it.
func towardsOrigin(g casework.Grant) bool {
	return g.Kind == casework.DeskConsulate || g.Kind == casework.DeskReceiving || g.Kind == casework.DeskReintegration
}
