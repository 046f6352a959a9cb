package casework

import (
	"slices"

	"example.org/homeward/internal/fault"
)

// giveConsents records several consents at once, as one conversation gives them. Consent to media must
// be given on its own.
func (d *draft) giveConsents() error {
	if err := d.consentsNamed(); err != nil {
		return err
	}
	switch {
	case !slices.Contains(Modes(), d.cmd.Mode):
		return fault.New(fault.Invalid, "say how the consent was given")
	case len(d.cmd.Consents) > 1 && slices.Contains(d.cmd.Consents, ConsentMedia):
		return fault.New(fault.Invalid, "ask for consent to media separately")
	case d.cmd.Until != nil && !d.cmd.Until.After(d.cmd.At):
		return fault.New(fault.Invalid, "a consent must end in the future")
	}
	for _, which := range d.cmd.Consents {
		if before, ok := d.Consent(which); ok && before.WithdrawnAt != nil && d.cmd.Mode == ModeAuthority {
			return fault.New(fault.Conflict, "an authority cannot restore a consent that the survivor has withdrawn")
		}
		given := ConsentGiven{
			Consent: which, At: d.cmd.At, Until: d.cmd.Until, Mode: d.cmd.Mode, Language: d.cmd.Language, Key: d.cmd.Key,
		}
		d.replaceConsent(given)
		d.addEntry(Entry{Code: EntryConsent, Detail: string(which)})
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
	var undoes []UndoKind
	var grants []int
	for _, which := range d.cmd.Consents {
		given, _ := d.Consent(which)
		at := d.cmd.At
		given.WithdrawnAt = &at
		d.replaceConsent(given)
		d.addEntry(Entry{Code: EntryWithdrawn, Detail: string(which)})
		undoes = append(undoes, d.undoesFor(which)...)
		grants = append(grants, d.endGrants(basedOn(which))...)
		if which == ConsentReturn || which == ConsentRegistration {
			d.reopenSolution()
		}
	}
	d.orderUndo(undoes, grants...)
	return nil
}

// undoesFor returns the kinds of acts to undo when a consent is withdrawn. A survivor who has departed
// is still received, and a completed return is not undone.
func (d *draft) undoesFor(which Consent) []UndoKind {
	undoes := effectOf(which).undoes
	_, left := d.Settlement(StepDeparture)
	_, arrived := d.Settlement(StepArrival)
	if left && (which == ConsentReturn || !arrived) {
		undoes = slices.DeleteFunc(slices.Clone(undoes), func(k UndoKind) bool { return k == UndoReception })
	}
	return undoes
}

// reopenSolution lets the survivor choose a solution again. After the departure it only records that
// this comes too late.
func (d *draft) reopenSolution() {
	if _, left := d.Settlement(StepDeparture); left {
		d.addEntry(Entry{Code: EntryCannotUndo, Step: StepDeparture, Detail: "departed"})
		return
	}
	d.unsettle(StepSolution)
}

func (d *draft) consentsNamed() error {
	if len(d.cmd.Consents) == 0 {
		return fault.New(fault.Invalid, "name at least one consent")
	}
	seen := make([]Consent, 0, len(d.cmd.Consents))
	for _, which := range d.cmd.Consents {
		if !which.Valid() || slices.Contains(seen, which) {
			return fault.New(fault.Invalid, "consents are C1 to C14, each named once")
		}
		seen = append(seen, which)
	}
	return nil
}

func (d *draft) replaceConsent(given ConsentGiven) {
	d.change.Consents = append(d.change.Consents, given)
	for i := range d.Consents {
		if d.Consents[i].Consent == given.Consent {
			d.Consents[i] = given
			return
		}
	}
	d.Consents = append(d.Consents, given)
}

// Preview is the effect of withdrawing consents: the tasks that are recalled, the acts that are undone
// and in which order, and what cannot be undone.
type Preview struct {
	Recalls []PreviewTask `json:"recalls"`
	Undoes  []PreviewUndo `json:"undoes"`
	Asks    []PreviewTask `json:"asks"` // tasks that are opened instead
	Ends    []Grant       `json:"ends"` // grants that end
}

// PreviewTask is a task that would be recalled or opened.
type PreviewTask struct {
	Task TaskID `json:"task"`
	Step Step   `json:"step"`
	Desk DeskID `json:"desk"`
}

// PreviewUndo is an act that would be undone, or recorded as one that cannot be.
type PreviewUndo struct {
	Kind     UndoKind   `json:"kind"`
	Method   UndoMethod `json:"way"`
	Desk     DeskID     `json:"desk,omitempty"`
	Leftover string     `json:"leftover,omitempty"`
}

// PreviewWithdrawal returns the effect of a withdrawal by applying it to a copy of the case. It uses
// the command's consents, author and instant. It returns the same faults as Accept.
func PreviewWithdrawal(c Case, cmd Command, procedure Procedure) (Preview, error) {
	cmd.Kind = KindWithdraw
	change, _, err := Accept(c, cmd, procedure)
	if err != nil {
		return Preview{}, err
	}
	preview := Preview{Recalls: []PreviewTask{}, Undoes: []PreviewUndo{}, Asks: []PreviewTask{}, Ends: change.Grants}
	for _, closed := range change.Closed {
		if t, ok := c.Task(closed.Task); ok {
			preview.Recalls = append(preview.Recalls, PreviewTask{Task: t.ID, Step: t.Step, Desk: t.Desk})
		}
	}
	for _, t := range change.Opened {
		preview.Asks = append(preview.Asks, PreviewTask{Task: t.ID, Step: t.Step, Desk: t.Desk})
	}
	for i, entry := range slices.Backward(change.Next.Undo) {
		if i < len(c.Undo) && c.Undo[i].State == entry.State {
			continue
		}
		spec := UndoSpecOf(entry.Kind)
		preview.Undoes = append(preview.Undoes, PreviewUndo{Kind: entry.Kind, Method: spec.Method, Desk: entry.Desk, Leftover: spec.Leftover})
	}
	return preview, nil
}
