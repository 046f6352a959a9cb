package ruling

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// giveConsents records several consents at once, as one conversation gives them. Consent to media must
// be given on its own.
func (d *draft) giveConsents() error {
	if err := d.consentsNamed(); err != nil {
		return err
	}
	switch {
	case !slices.Contains(casework.Modes(), d.cmd.Mode):
		return fault.New(fault.Invalid, "say how the consent was given")
	case len(d.cmd.Consents) > 1 && slices.Contains(d.cmd.Consents, casework.ConsentMedia):
		return fault.New(fault.Invalid, "ask for consent to media separately")
	case d.cmd.Until != nil && !d.cmd.Until.After(d.cmd.At):
		return fault.New(fault.Invalid, "a consent must end in the future")
	}
	for _, which := range d.cmd.Consents {
		if before, ok := d.Consent(which); ok && before.WithdrawnAt != nil && d.cmd.Mode == casework.ModeAuthority {
			return fault.New(fault.Conflict, "an authority cannot restore a consent that the survivor has withdrawn")
		}
		given := casework.ConsentGiven{
			Consent: which, At: d.cmd.At, Until: d.cmd.Until, Mode: d.cmd.Mode, Language: d.cmd.Language, Key: d.cmd.Key,
		}
		if which == casework.ConsentHandover {
			given.Receiver = d.cmd.Desk
			d.changeReceiver(given)
		}
		d.replaceConsent(given)
		d.addEntry(casework.Entry{Code: casework.EntryConsent, Detail: string(which)})
	}
	return nil
}

// withdrawConsents stops everything that depends on the consents, then undoes in reverse order what was
// done with them. It records the acts that cannot be undone.
func (d *draft) withdrawConsents() error {
	if err := d.consentsNamed(); err != nil {
		return err
	}
	for _, which := range d.cmd.Consents {
		if !d.Consented(which, d.cmd.At) {
			return fault.New(fault.Conflict, "this consent is not in force, so it cannot be withdrawn")
		}
	}
	var undoes []casework.UndoKind
	var grants []int
	for _, which := range d.cmd.Consents {
		given, _ := d.Consent(which)
		at := d.cmd.At
		given.WithdrawnAt = &at
		d.replaceConsent(given)
		d.addEntry(casework.Entry{Code: casework.EntryWithdrawn, Detail: string(which)})
		undoes = append(undoes, d.undoesFor(which)...)
		grants = append(grants, d.endGrants(basedOn(which))...)
		if which == casework.ConsentReturn || which == casework.ConsentRegistration {
			d.reopenSolution()
		}
	}
	d.orderUndo(undoes, grants...)
	return nil
}

// undoesFor returns the kinds of acts to undo when a consent is withdrawn. A survivor who has departed
// is still received, and a completed return is not undone.
func (d *draft) undoesFor(which casework.Consent) []casework.UndoKind {
	undoes := casework.EffectOf(which).Undoes
	_, left := d.Settlement(casework.StepDeparture)
	_, arrived := d.Settlement(casework.StepArrival)
	if left && (which == casework.ConsentReturn || !arrived) {
		undoes = slices.DeleteFunc(slices.Clone(undoes), func(k casework.UndoKind) bool { return k == casework.UndoReception })
	}
	return undoes
}

// reopenSolution lets the survivor choose a solution again. After the departure it only records that
// this comes too late.
func (d *draft) reopenSolution() {
	if _, left := d.Settlement(casework.StepDeparture); left {
		d.addEntry(casework.Entry{Code: casework.EntryCannotUndo, Step: casework.StepDeparture, Detail: "departed"})
		return
	}
	d.unsettle(casework.StepSolution)
}

func (d *draft) consentsNamed() error {
	if len(d.cmd.Consents) == 0 {
		return fault.New(fault.Invalid, "name at least one consent")
	}
	seen := make([]casework.Consent, 0, len(d.cmd.Consents))
	for _, which := range d.cmd.Consents {
		if !which.Valid() || slices.Contains(seen, which) {
			return fault.New(fault.Invalid, "consents are C1 to C14, each named once")
		}
		seen = append(seen, which)
	}
	return nil
}

func (d *draft) replaceConsent(given casework.ConsentGiven) {
	d.change.Consents = append(d.change.Consents, given)
	for i := range d.Consents {
		if d.Consents[i].Consent == given.Consent {
			d.Consents[i] = given
			return
		}
	}
	d.Consents = append(d.Consents, given)
}
