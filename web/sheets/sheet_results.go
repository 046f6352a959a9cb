package sheets

import (
	"cmp"
	"errors"
	"slices"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// done makes the page of a confirmed sheet: the sums, and the result of each request.
func (r reader) done(f view.Frame, s tasks.Sheet) view.SheetDone {
	f.Section, f.Path = "nav.inbox", say.SheetPath(s.Ref)
	page := view.SheetDone{
		Frame: f, Step: say.StepText(s.Step), Rules: r.rules(s.Host, s.Origin), Outcome: say.OutcomeText(s.Step, s.Outcome), At: r.At(*s.ConfirmedAt), Code: s.Code,
		Banner: banner(s.Sums), Sums: []view.SheetSum{
			{Number: s.Sums.Asked, Text: view.Say("sheet.sum.asked")},
			{Number: s.Sums.Recorded, Text: view.Say("sheet.sum.recorded")},
			{Number: s.Sums.Refused, Text: view.Say("sheet.sum.refused")},
			{Number: s.Sums.Waiting, Text: view.Say("sheet.sum.waiting")},
		},
	}
	if s.Until != nil {
		page.Until = r.At(*s.Until)
	}
	rows := slices.Clone(s.Rows)
	slices.SortStableFunc(rows, func(a, b tasks.SheetRow) int { return cmp.Compare(place(a.Result.State), place(b.Result.State)) })
	unsent := 0
	for _, row := range rows {
		if row.Result.State == "" {
			unsent++
		}
		page.Rows = append(page.Rows, r.result(s, row))
	}
	if s.Sums.Refused > 0 {
		page.Again = &view.SheetAgain{Action: say.SheetPath(s.Ref) + "/again", Key: site.NewKey(), Text: view.Count("sheet.again", s.Sums.Refused), Hint: view.Say("sheet.again_hint")}
	}
	if s.Second != nil && s.Second.Waits(r.Now) {
		page.Banner = &view.Banner{Kind: "note", Title: view.Say("sheet.second_waits"), Texts: []view.Text{view.Say("sheet.second_waits_why", r.At(s.Second.Until))}}
	}
	if unsent > 0 && s.Second == nil {
		page.Send = &view.SheetAgain{
			Action: say.SheetPath(s.Ref) + "/confirm", Text: view.Count("sheet.send", unsent), Hint: view.Say("sheet.send_hint"),
			Hidden: []view.Field{{Name: "set", Value: s.Digest}, {Name: "number", Value: number(s.Ticked)}},
		}
	}
	if left := len(s.Items) - s.Ticked; left > 0 {
		page.Left = view.Count("sheet.not_asked", left)
	}
	return page
}

// banner says what became of all of them.
func banner(sums tasks.SheetSums) *view.Banner {
	switch {
	case sums.Refused > 0:
		return &view.Banner{Kind: "alert", Title: view.Say("sheet.some_refused"), Texts: []view.Text{view.Say("sheet.some_refused_why")}}
	case sums.Waiting > 0:
		return &view.Banner{Kind: "note", Title: view.Say("sheet.some_wait"), Texts: []view.Text{view.Say("sheet.some_wait_why")}}
	default:
		return &view.Banner{Kind: "done", Title: view.Say("sheet.all_done")}
	}
}

// place orders the results: refused, waiting, recorded.
func place(state record.CommandState) int {
	return slices.Index([]record.CommandState{record.CommandRefused, "", record.CommandPending, record.CommandSettled}, state)
}

// result is what became of one request, with the reason and whose it is.
func (r reader) result(s tasks.Sheet, row tasks.SheetRow) view.SheetResult {
	out := view.SheetResult{
		ID: say.SheetRow(row.Case), Person: r.person(row),
		State: view.Badge{Text: view.Say("sheet.state.recorded")},
	}
	out.Person.Path = say.TaskPath(row.Case, row.SheetItem.Task)
	if row.Result.At != nil {
		out.At = r.At(*row.Result.At)
	}
	switch row.Result.State {
	case record.CommandSettled:
	case record.CommandPending:
		out.State = view.Badge{Text: view.Say("sheet.state.sent"), Tone: view.Waits}
	case record.CommandRefused:
		out.State = view.Badge{Text: view.Say("sheet.state.refused"), Tone: view.Bad}
		out.Why = r.why(s, row)
	default:
		out.State = view.Badge{Text: view.Say("sheet.state.unsent"), Tone: view.Waits}
	}
	return out
}

// why says why a request was refused.
func (r reader) why(s tasks.Sheet, row tasks.SheetRow) []view.Text {
	if row.Result.Rule != "" {
		return []view.Text{view.Say("sheet.rule." + string(row.Result.Rule))}
	}
	refused, known := errors.AsType[*act.RefusedError](row.Result.Err)
	if known && refused.Decided != nil {
		first := refused.Decided
		return []view.Text{
			view.Say("task.refused.decided"),
			view.Say("task.refused.first", say.OutcomeText(s.Step, first.Outcome), r.EntryDesk(first.Desk), r.At(first.At)),
		}
	}
	out := []view.Text{say.Refused(row.Result.Err, view.Say("problem."+string(fault.CodeOf(row.Result.Err))))}
	if known {
		for _, g := range refused.Gates {
			for _, missing := range r.Block(g).Missing {
				out = append(out, missing.Text)
			}
		}
	}
	return out
}
