package say

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/web/view"
)

// StepsAt names requests, each with the desk that it is put to.
func (r Reader) StepsAt(tasks []casework.PreviewTask) (out []view.Text) {
	for _, t := range tasks {
		out = append(out, view.Say("consents.step_at", StepText(t.Step), r.DeskName(t.Desk)))
	}
	return out
}

// WouldUndo names acts that would be undone, each with how.
func WouldUndo(undoes []casework.PreviewUndo) (out []view.Text) {
	for _, u := range undoes {
		out = append(out, view.Say("consents.undoes", view.Named("undo", u.Kind), view.Named("undo_method", u.Method)))
	}
	return out
}

// Effects leaves out the groups without a line.
func Effects(groups ...view.Effect) (out []view.Effect) {
	for _, group := range groups {
		if len(group.Lines) > 0 {
			out = append(out, group)
		}
	}
	return out
}
