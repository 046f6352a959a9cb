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
	return preview, nil
}
