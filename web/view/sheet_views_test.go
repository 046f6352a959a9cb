package view_test

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/sheet"
	"example.org/homeward/web/view"
)

// sheetViews are the pages of sheets of alike requests in all their states.
func sheetViews(in view.Frame) map[string]view.View {
	at := view.Moment{At: time.Date(2026, 11, 21, 7, 2, 0, 0, time.UTC), Zone: time.UTC}
	step, rules := view.Named("step", casework.StepVerifyNationality), view.Say("sheet.between", evil, evil)
	sample := view.Sample(in)
	row := view.SheetRow{
		ID: "r-a", Value: evil,
		Person: view.SheetPerson{Person: view.Person{Ref: evil, Name: evil, Badges: []view.Badge{{Text: view.Say("tasks.child"), Tone: view.Waits}}}, Birth: evil, Document: evil},
		Since:  at, Age: view.Say("tasks.age", view.Count("age.days", 3)), Clock: sample.Clocks[0],
	}
	second, left := row, row
	second.ID, second.Ticked, second.Looked = "r-b", true, at
	left.ID = "r-c"
	for _, rule := range sheet.Rules() { // each rule has words
		left.Rules = append(left.Rules, view.Say("sheet.rule."+string(rule)))
	}
	of := func(ref string) view.SheetPerson { return view.SheetPerson{Person: view.Person{Ref: ref}} }
	gone := view.SheetRow{ID: "r-d", Person: of(evil), Rules: left.Rules[:1], Gone: true}
	outcomes := view.OutcomeChoice{Answers: []view.Outcome{
		{Value: "confirmed", Text: view.Say("outcome.verify_nationality.confirmed"), Chosen: true}, {Value: "a", Text: view.Say("outcome.exit_permit.granted"), Hints: []view.Text{view.Say("task.needs_date")}},
	}}
	until := view.Question{ID: "until", Name: "until", Kind: view.AskDate, Label: view.Say("task.until"), Optional: true}
	page := view.Sheet{
		Frame: in, Step: step, Rules: rules, Action: "/desk/sheets/a", Found: view.Count("sheet.found", 2), More: view.Count("sheet.more", 11), TicksID: "ticks",
		Rows: []view.SheetRow{row, second}, Outcomes: outcomes, Until: &until, Left: view.Count("sheet.left", 2), Leaving: []view.SheetRow{left, gone},
		Banners: []view.Banner{{Kind: "note", Title: view.Say("sheet.ticks_left_title"), Texts: []view.Text{view.Count("sheet.ticks_left", 1)}}},
	}
	begun := page
	begun.Draft = view.Draft{Of: "/desk/sheets/a", Form: "form-sheet", Began: at, Until: at}
	begun.Frame = typing(in, begun.Draft)
	wrong := page
	wrong.Wrong, wrong.TickWrong, wrong.Outcomes.Wrong = true, view.Say("sheet.wrong.ticks"), view.Say("task.wrong.outcome")
	wrong.Problems = []view.Problem{{Text: wrong.TickWrong, To: "ticks"}, {Text: wrong.Outcomes.Wrong, To: "outcome"}}
	none := view.Sheet{
		Frame: in, Step: step, Rules: rules, Action: "/desk/sheets/a", Leaving: []view.SheetRow{left}, Left: view.Count("sheet.left", 1),
		Empty: &view.Empty{Why: view.NothingLeft, Text: view.Say("empty.sheet"), Next: view.Say("task.inbox"), NextPath: "/inbox"},
	}
	confirm := view.SheetConfirm{
		Frame: in, Step: step, Rules: rules, Number: 53, Words: in.Language.InWords(53), Outcome: outcomes.Answers[0].Text, Until: at, People: []view.SheetPerson{row.Person, of("b")},
		Opens: []view.Text{view.Count("sheet.opens_one", 3, step, evil), view.Count("sheet.opens_nothing", 50)},
		Not:   []view.Text{view.Say("sheet.not_other"), view.Count("sheet.not_left", 7), view.Say("sheet.not_again")}, Code: "K7QM-4TZD", Action: "/desk/sheets/a/confirm", Set: evil,
		Confirm: view.Count("sheet.confirm", 53), Back: "/desk/sheets/a",
	}
	stale := confirm
	stale.Problem, stale.Wrong = &view.Banner{Kind: "alert", Title: view.Say("sheet.stale"), Texts: []view.Text{view.Say("sheet.stale_why")}}, true
	done := view.SheetDone{
		Frame: in, Step: step, Rules: view.Say("sheet.between_any", evil), Outcome: outcomes.Answers[0].Text, At: at, Until: at, Code: "K7QM-4TZD",
		Banner: &view.Banner{Kind: "alert", Title: view.Say("sheet.some_refused"), Texts: []view.Text{view.Say("sheet.some_refused_why")}},
		Sums: []view.SheetSum{
			{Number: 53, Text: view.Say("sheet.sum.asked")},
			{Number: 50, Text: view.Say("sheet.sum.recorded")},
			{Number: 1, Text: view.Say("sheet.sum.refused")},
			{Number: 2, Text: view.Say("sheet.sum.waiting")},
		},
		Rows: []view.SheetResult{
			{ID: "r-a", Person: view.SheetPerson{Person: view.Person{Ref: evil, Path: "/desk/cases/a/tasks/b", Name: evil}, Birth: evil}, State: view.Badge{Text: view.Say("sheet.state.refused"), Tone: view.Bad}, Why: left.Rules[:2], At: at},
			{ID: "r-b", Person: of("b"), State: view.Badge{Text: view.Say("sheet.state.sent"), Tone: view.Waits}},
			{ID: "r-c", Person: of("c"), State: view.Badge{Text: view.Say("sheet.state.unsent"), Tone: view.Waits}},
			{ID: "r-d", Person: of("d"), State: view.Badge{Text: view.Say("sheet.state.recorded")}, At: at},
		},
		Again: &view.SheetAgain{Action: "/desk/sheets/a/again", Key: evil, Text: view.Count("sheet.again", 1), Hint: view.Say("sheet.again_hint")},
		Send:  &view.SheetAgain{Action: "/desk/sheets/a/confirm", Hidden: []view.Field{{Name: "set", Value: evil}}, Text: view.Count("sheet.send", 1), Hint: view.Say("sheet.send_hint")},
		Left:  view.Count("sheet.not_asked", 7),
	}
	waits, all := done, done
	waits.Banner = &view.Banner{Kind: "note", Title: view.Say("sheet.some_wait"), Texts: []view.Text{view.Say("sheet.some_wait_why")}}
	all.Banner, all.Again, all.Send = &view.Banner{Kind: "done", Title: view.Say("sheet.all_done")}, nil, nil
	return map[string]view.View{
		"alike requests": view.Alike{Frame: in, DeskName: evil, Groups: []view.AlikeGroup{
			{Step: step, Rules: rules, Number: view.Count("sheet.group", 60), Overdue: view.Count("sheet.group_overdue", 2), Oldest: at, Age: view.Count("age.days", 3), Action: "/desk/sheets", Key: evil, Hidden: []view.Field{{Name: "step", Value: evil}}, First: true},
			{Step: step, Rules: rules, Number: view.Count("sheet.group", 2), Oldest: at, Action: "/desk/sheets", Key: "k"},
		}},
		"no alike requests":         view.Alike{Frame: in, DeskName: evil, Empty: &view.Empty{Why: view.NothingLeft, Text: view.Say("empty.alike"), Next: view.Say("task.inbox"), NextPath: "/inbox"}},
		"alike requests refused":    view.Alike{Frame: in, DeskName: evil, Empty: &view.Empty{Why: view.NotYours, Text: view.Say("empty.refused"), Next: view.Say("empty.refused_next"), NextPath: "/account"}},
		"a sheet":                   page,
		"a sheet begun before":      begun,
		"a sheet to correct":        wrong,
		"a sheet of exceptions":     none,
		"a set to confirm":          confirm,
		"a set that has changed":    stale,
		"results, some refused":     done,
		"results, some waiting":     waits,
		"results, all are recorded": all,
	}
}
