package approvals

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// sendAgain says on the page of an agreed batch how far it is, with a form that sends the rest at once for a user who
// may.
func sendAgain(page *view.ActPage, b tasks.Batch) {
	all := 0
	for _, item := range b.Items {
		if item.Rule == "" {
			all++
		}
	}
	page.Lead = view.Say("approval.batch.sent", all-b.Pending, all)
	if !b.MaySend {
		return
	}
	page.Form = &view.SmallForm{
		Action: page.Path, Key: site.NewKey(), Submit: view.Say("approval.batch.go_on"),
		Hidden: []view.Field{{Name: answerField, Value: approve}, {Name: fieldPreview, Value: b.Digest}},
	}
}

// batchEffects list the decisions by what is answered, each with its case; and after them those that are not recorded
// yet, those that were refused, and those that are left out by a rule.
func batchEffects(b tasks.Batch) []view.Effect {
	var out []view.Effect
	last := []view.Effect{{Title: view.Say("approval.batch.unsent")}, {Title: view.Say("approval.batch.refused")}, {Title: view.Say("approval.batch.left")}}
	var heads []string
	for i, item := range b.Items {
		row := b.Rows[i]
		if at, line := apart(b, item, row); at >= 0 {
			last[at].Lines = append(last[at].Lines, line)
			continue
		}
		step := casework.StepOf(item.Task)
		head := string(step) + " " + string(item.Outcome)
		at := slices.Index(heads, head)
		if at < 0 {
			heads, at = append(heads, head), len(heads)
			out = append(out, view.Effect{Title: view.Say("approval.batch.line", say.StepText(step), say.OutcomeText(step, item.Outcome))})
		}
		line := view.Say("approval.batch.case", string(item.Case))
		if row.Decision.Reasons != "" {
			line = view.Say("approval.batch.line", string(item.Case), row.Decision.Reasons)
		}
		out[at].Lines = append(out[at].Lines, line)
	}
	return append(out, slices.DeleteFunc(last, func(one view.Effect) bool { return len(one.Lines) == 0 })...)
}

// apart returns the line of a decision that is not listed under its answer, and the place of its list: 0 for not
// recorded yet, 1 for refused, 2 for left out by a rule; -1 for every other decision.
func apart(b tasks.Batch, item record.BatchItem, row tasks.BatchRow) (int, view.Text) {
	rule := item.Rule
	if len(row.Leaves) > 0 {
		rule = string(row.Leaves[0])
	}
	line := view.Say("approval.batch.case", string(item.Case))
	switch {
	case rule != "":
		return 2, view.Say("approval.batch.line", string(item.Case), view.Say("sheet.rule."+rule))
	case b.State != record.BatchAgreed || row.State == record.CommandSettled:
		return -1, view.Text{}
	case row.State == record.CommandRefused:
		return 1, line
	default:
		return 0, line
	}
}
