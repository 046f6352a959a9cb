package ruling

import (
	"slices"

	"example.org/homeward/internal/casework"
)

// PreviewWithdrawal returns the effect of a withdrawal by applying it to a copy of the case. It uses
// the command's consents, author and instant. It returns the same faults as Accept.
func PreviewWithdrawal(c casework.Case, cmd casework.Command, procedure Procedure) (casework.Preview, error) {
	cmd.Kind = casework.KindWithdraw
	change, _, err := Accept(c, cmd, procedure)
	if err != nil {
		return casework.Preview{}, err
	}
	return previewOf(c, change), nil
}

// PreviewCorrection returns the effect of a correction of her identity, once a second person agrees, by applying it
// to a copy of the case. It returns the same faults as Accept.
func PreviewCorrection(c casework.Case, cmd casework.Command, procedure Procedure) (casework.Preview, error) {
	cmd.Kind = casework.KindCorrect
	d := begin(c, cmd)
	d.agreed = true
	if err := d.apply(); err != nil {
		return casework.Preview{}, err
	}
	change, _, err := d.finish(procedure)
	if err != nil {
		return casework.Preview{}, err
	}
	return previewOf(c, change), nil
}

// previewOf describes a change that was not made of a case.
func previewOf(c casework.Case, change casework.Change) casework.Preview {
	preview := casework.Preview{Recalls: []casework.PreviewTask{}, Undoes: []casework.PreviewUndo{}, Asks: []casework.PreviewTask{}, Ends: change.Grants}
	for _, closed := range change.Closed {
		if t, ok := c.Task(closed.Task); ok {
			preview.Recalls = append(preview.Recalls, casework.PreviewTask{Task: t.ID, Step: t.Step, Desk: t.Desk})
		}
	}
	for _, t := range change.Opened {
		preview.Asks = append(preview.Asks, casework.PreviewTask{Task: t.ID, Step: t.Step, Desk: t.Desk})
	}
	for i, entry := range slices.Backward(change.Next.Undo) {
		if i < len(c.Undo) && c.Undo[i].State == entry.State {
			continue
		}
		spec := casework.UndoSpecOf(entry.Kind)
		preview.Undoes = append(preview.Undoes, casework.PreviewUndo{Kind: entry.Kind, Method: spec.Method, Desk: entry.Desk, Leftover: spec.Leftover})
	}
	for _, entry := range change.Entries {
		if entry.Code == casework.EntrySuperseded {
			preview.Lapses = append(preview.Lapses, entry.Step)
		}
	}
	return preview
}
