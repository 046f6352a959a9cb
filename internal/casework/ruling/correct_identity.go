package ruling

import (
	"slices"
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// correctIdentity applies a correction of her identity on record, to which a second person has agreed. The values
// are in the record; the command names the fields.
func (d *draft) correctIdentity() error {
	if err := d.checkCorrection(); err != nil {
		return err
	}
	d.addEntry(casework.Entry{Code: casework.EntryIdentity, Desk: d.cmd.By.Desk, Detail: joinFields(d.cmd.Fields)})
	if _, left := d.Settlement(casework.StepDeparture); left { // nothing lapses any longer; those who have her data are notified
		d.notifyCorrected(d.holders())
		return nil
	}
	from, desks := len(d.change.Entries), d.holders()
	lapse := casework.LapsesWith(d.cmd.Fields)
	if slices.Contains(d.cmd.Fields, casework.IdentityNationality) {
		d.nationalityCorrected()
	}
	d.unsettle(lapse.Steps...)
	d.orderUndo(lapse.Undoes)
	for _, t := range slices.Clone(d.Tasks) {
		if slices.Contains(lapse.Asked, t.Step.Base()) {
			d.recall(t)
		}
	}
	if len(d.cmd.Facts) > 0 { // the new birth date can be that of a child
		d.disputeAge()
		d.unsettle(casework.StepSolution)
		d.orderUndo([]casework.UndoKind{casework.UndoManifest, casework.UndoTicket, casework.UndoSeat}) // off the movement of adults
	}
	d.sayWhy(from)
	d.notifyCorrected(desks)
	return nil
}

func (d *draft) checkCorrection() error {
	unknown := func(f casework.IdentityField) bool { return !slices.Contains(casework.IdentityFields(), f) }
	mayBeChild := func(s casework.Statement) bool { return s.Name == casework.FactAge && s.Value == "disputed" }
	switch {
	case !d.Protects():
		return fault.New(fault.Conflict, "the case follows the rules of an earlier release, which know no correction; it follows the newer ones after the next rollover")
	case len(d.cmd.Fields) == 0 || slices.ContainsFunc(d.cmd.Fields, unknown):
		return fault.New(fault.Invalid, "name the fields that are corrected")
	case !d.cmd.Reasoned:
		return fault.New(fault.Invalid, "correcting her identity needs written reasons")
	case slices.ContainsFunc(d.cmd.Facts, func(s casework.Statement) bool { return !mayBeChild(s) }):
		return fault.New(fault.Invalid, "a correction states no fact but a doubt of her age")
	}
	return nil
}

// nationalityCorrected takes back what the state of the former nationality was shown, if the new one is that of
// another state: that state is not asked again, and a caseworker looks for the right one. Otherwise the same
// state is asked again with the new data.
func (d *draft) nationalityCorrected() {
	d.setFact(casework.FactNationality, casework.NationalityOpen)
	d.WrongState = d.cmd.OtherState
	if !d.WrongState {
		return
	}
	d.Second, d.Proposed = nil, nil
	if !d.Rules.HasStep(casework.StepNationalityDispute) { // a person looks for the right state in every corridor
		d.Rules.Steps = append(slices.Clone(d.Rules.Steps), casework.StepNationalityDispute)
	}
	d.takeBackFromOrigin()
	d.takeBackJourney()
	d.unsettle(casework.StepFearOfReturn) // fear is asked of each state
}

// holders returns the desks, other than the sender's, that have a request about her, or whose answer holds, and
// that may have written down who she is.
func (d *draft) holders() []casework.DeskID {
	var out []casework.DeskID
	add := func(desk casework.DeskID) {
		if desk != "" && desk != d.cmd.By.Desk && !slices.Contains(out, desk) {
			out = append(out, desk)
		}
	}
	for _, t := range d.Tasks {
		if !t.IsApproval() {
			add(t.Desk)
		}
	}
	for _, s := range d.Settlements {
		if s.Step.TowardsOrigin() || s.Step == casework.StepExitPermit {
			add(s.By.Desk)
		}
	}
	if d.Trip != nil {
		add(d.Rules.Desks[casework.DeskTransport])
	}
	return out
}

// notifyCorrected sends the desks a notice that her identity on record was corrected, except those that were asked
// to delete what they have: they see nothing else of the case.
func (d *draft) notifyCorrected(desks []casework.DeskID) {
	for _, desk := range desks {
		if _, owes := d.TaskFor(casework.Attest(desk)); !owes {
			d.addNotice(casework.Notice{Kind: casework.NoticeCorrected, Desk: desk})
		}
	}
}

// sayWhy writes on the timeline, from an entry on, why an answer does not hold and a request was recalled.
func (d *draft) sayWhy(from int) {
	for i := from; i < len(d.change.Entries); i++ {
		if e := &d.change.Entries[i]; e.Code == casework.EntrySuperseded || e.Code == casework.EntryTaskRecalled {
			e.Detail = casework.DetailCorrected
		}
	}
}

func joinFields(fields []casework.IdentityField) string {
	var out []string
	for _, f := range casework.IdentityFields() {
		if slices.Contains(fields, f) {
			out = append(out, string(f))
		}
	}
	return strings.Join(out, " ")
}
