package view_test

import (
	"maps"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/web/view"
	"example.org/homeward/web/words"
)

// workViews are the pages on which officers work, in all their states, in one language.
func workViews(l words.Language) map[string]view.View {
	in := view.Frame{Language: l, Path: "/day", SignedIn: true, Officer: &view.Officer{Role: "caseworker", DeskName: evil, Kind: "caseworker"}, Section: "nav.day"}
	at := view.Moment{At: time.Date(2026, 11, 21, 7, 2, 0, 0, time.UTC), Zone: time.UTC}
	sample := view.Sample(in)
	tasks := view.Tasks{Order: view.Say("inbox.order"), Desks: true}
	for _, spec := range casework.Specs() { // each step has words
		tasks.Rows = append(tasks.Rows, view.Task{
			Person: view.Person{Ref: evil, Path: "/desk/cases/a", Name: evil, Origin: "KEN"}, Step: view.Named("step", spec.Step), Desk: evil, Since: at,
			Age: view.Say("tasks.age", view.Count("age.hours", 2)), Clock: view.Clock{State: view.ClockRed, Text: view.Say("clock.overdue", view.Count("age.days", 3))},
			Next: view.Say("tasks.next", view.Named("level_next", casework.EscalationHeadOfDesk), at), Act: view.Say("tasks.answer"), Path: "/desk/cases/a/tasks/b",
		})
	}
	full := view.Part{Count: view.Say("day.of", 10, "50+"), Tasks: tasks, All: view.Say("day.all"), AllPath: "/inbox"}
	kept := view.Draft{Of: "/desk/cases/open", Form: "form-opening", Began: at, Until: at, Changed: true}
	all := map[string]view.View{
		"day": view.Day{
			Frame: in, Today: at, Tiles: sample.Tiles, Now: full, Week: full, Returned: full, MayApprove: true, MaySearch: true, MayOpen: true, MayMove: true, MayBreak: true, Visits: true, Drafts: 3,
			Others: view.Others{Order: view.Say("day.order_others"), Desks: []view.Counterpart{{
				Desk: evil, Kind: view.Named("desk_kind", casework.DeskConsulate), Path: "/inbox?desk=a", Open: view.Count("day.requests_or_more", 2),
				Clock: view.Clock{State: view.ClockRed, Text: view.Count("day.overdue_of", 2)}, Since: at, Age: view.Count("age.days", 2),
			}}},
			Approvals: view.Approvals{Rows: []view.Approval{
				{What: view.Say("approval.list"), About: view.Count("approval.people", 214), Ref: evil, By: evil, Since: at, Age: view.Count("age.hours", 3)},
				{What: view.Say("approval.erasure"), Ref: evil, Path: "/desk/cases/a", By: evil, Since: at, Age: view.Count("age.hours", 3)},
			}},
		},
		"rows to act on": view.Selected{
			Frame: in, Title: view.Count("selected.title.reassign", 2), Lead: view.Count("selected.lead", 3), Back: "/inbox", Problems: []view.Problem{{Text: view.Say("selected.desk_missing"), To: "desk"}},
			Banner: &view.Banner{Kind: "alert", Title: view.Say("sent.refused"), Texts: []view.Text{view.Say("selected.number")}},
			Groups: []view.SelectedGroup{
				{Title: view.Count("selected.fits", 2, 3), Hint: view.Say("selected.filters", []view.Text{view.Say("selected.rows")}), Rows: []view.SelectedRow{{Ref: evil, Path: "/desk/cases/a", Step: view.Say("step.triage"), Desk: evil}, {Ref: evil}}, More: view.Count("cases.more", 2)},
				{Title: view.Count("selected.left", 1, 3)},
			},
			Form: &view.SelectedForm{Key: evil, Hidden: []view.Field{{Name: "row", Value: evil}}, Questions: sample.Form[:2], Submit: view.Count("selected.do.reassign", 2)},
		},
		"rows that were acted on": view.Selected{
			Frame: in, Title: view.Say("selected.result.claim"), Back: "/inbox", Forget: "/inbox", Banner: &view.Banner{Kind: "done", Title: view.Count("selected.asked", 2), Texts: []view.Text{view.Say("selected.sums", 1, 1, 0)}},
			Groups: []view.SelectedGroup{{Title: view.Count("selected.refused", 1), Rows: []view.SelectedRow{{Ref: evil, Path: "/a", Note: view.Say("selected.refused.changed"), Badge: &view.Badge{Text: view.Say("tasks.claimed")}}}}},
			Acts:   []view.SelectedAct{{Value: "claim", Text: view.Count("selected.again", 1)}}, Choose: []view.Field{{Name: "row", Value: evil}},
		},
		"no rows to act on": view.Selected{Frame: in, Title: view.Count("selected.title.claim", 0), Back: "/inbox", Empty: &view.Empty{Why: view.NothingLeft, Text: view.Say("selected.nothing_fits"), Next: view.Say("selected.back"), NextPath: "/inbox"}},
		"settings": view.Settings{
			Frame: in, Keys: true, Key: evil, DeskName: evil, Away: view.Say("settings.away_now", at, at, evil), MayLeave: true, Questions: sample.Form[:3],
			Problems: []view.Problem{{Text: view.Say("settings.wrong.until"), To: "until"}},
		},
		"texts of a page": view.Wordings{
			Frame: in, Action: "/desk/words", Search: view.Question{ID: "sentence", Name: "sentence", Label: view.Say("wording.search"), Wrong: view.Say("wording.wrong.search")},
			Lead: view.Say("wording.of_page"), More: true, Rows: []view.WordingLine{{Present: evil, English: "{0}", Path: "/desk/words/my/a/single"}},
			Problems: []view.Problem{{Text: view.Say("wording.wrong.search"), To: "sentence"}},
		},
		"no texts": view.Wordings{Frame: in, Search: view.Question{ID: "sentence", Name: "sentence", Label: view.Say("wording.search")}, Empty: &view.Empty{Why: view.NothingYet, Text: view.Say("wording.no_page")}},
		"a text": view.Wording{
			Frame: in, Action: "/desk/words/my/a/few/propose", Key: evil, Present: evil, English: "{0}", Of: l, Numbers: view.Say("wording.numbers", []view.Text{view.Say("wording.number", 3), view.Say("wording.number", 4)}),
			Places: view.Say("wording.places", "{0} {1}"), Questions: []view.Question{{ID: "text", Name: "text", Kind: view.AskArea, Label: view.Say("wording.better"), Readers: view.Say("wording.readers"), Value: evil}},
			Mine: []view.ProposedWording{{Text: evil, State: view.Named("wording_state", "not_taken"), At: at}},
		},
		"settings of an officer alone": view.Settings{Frame: in, Key: evil},
		"cases to choose from": view.Cases{
			Frame: in, Order: view.Say("cases.order"), Rows: []view.CaseLine{{Person: view.Person{Ref: evil, Path: "/desk/cases/a"}, Stage: view.Named("stage", casework.StageRescue), Since: at, Clock: sample.Clocks[0]}},
			Number: view.Number{Matching: 30, Text: view.Say("filter.shown_of_matching", 1, 30, view.Say("filter.or_more", 1000))}, Problems: []view.Problem{{Text: view.Say("selected.none_ticked"), To: "row-1"}},
			Select: &view.Selectable{List: "cases", Query: evil, Key: evil, Path: "/desk/cases", Acts: []view.SelectedAct{{Value: "claim", Text: view.Say("selected.act.claim")}}, All: view.Count("selected.all_of", 30)},
			Saved: &view.Saved{
				Views: []view.SavedView{{ID: "a", Name: evil, Path: "/desk/cases?view=a", Shared: true, Now: true}}, Open: &view.SavedView{ID: "a", Name: evil, Shared: true}, Changed: true,
				Action: "/desk/views", List: "cases", Query: evil, Key: evil, Discard: "/desk/cases?view=a", Name: sample.Form[0], Shared: sample.Form[1],
			},
		},
		"an inbox to choose from": view.Inbox{
			Frame: in, Own: true, DeskName: evil, Filters: []view.Chip{{Text: view.Say("inbox.by", evil), Path: "/inbox"}}, Find: sample.Form[:1], Carried: []view.Field{{Name: "queue", Value: evil}},
			Tasks:  view.Tasks{Order: view.Say("inbox.order"), Ticks: true, Rows: []view.Task{{Person: view.Person{Ref: evil}, Step: view.Say("step.triage"), Desk: evil, Since: at, Clock: sample.Clocks[0], Act: view.Say("tasks.answer"), Path: "/a", Tick: evil, Badges: []view.Badge{{Text: view.Say("tasks.away", at, evil)}}}}},
			Select: &view.Selectable{List: "inbox", Query: evil, Key: evil, Path: "/inbox", Acts: []view.SelectedAct{{Value: "claim", Text: view.Say("selected.act.claim")}}, All: view.Say("selected.all")},
		},
		"search":                       view.Search{Frame: in, Action: "/desk/search", Questions: sample.Form[:1], Empty: &view.Empty{Why: view.NothingYet, Text: view.Say("empty.search_yet")}},
		"search to correct":            view.Search{Frame: in, Action: "/desk/search", Questions: sample.Form[:1], Problems: []view.Problem{{Text: view.Say("search.wrong.nothing"), To: sample.Form[0].ID}}},
		"nobody found":                 view.Search{Frame: in, Action: "/desk/search", Questions: sample.Form[:1], Empty: &view.Empty{Why: view.NothingMatches, Text: view.Say("empty.search")}},
		"no right to search":           view.Search{Frame: in, Action: "/desk/search", Empty: &view.Empty{Why: view.NotYours, Text: view.Say("empty.search_refused")}},
		"nobody found, a case to open": view.Search{Frame: in, Action: "/desk/search", Questions: sample.Form[:1], Empty: &view.Empty{Why: view.NothingMatches, Text: view.Say("empty.search")}, Open: "/desk/cases/open", Carried: []view.Field{{Name: "name", Value: evil}}},
		"a case to open":               view.Opening{Frame: in, Action: "/desk/cases/open", Key: evil, OfCase: sample.Form[:2], OfPerson: sample.Form[2:3]},
		"a case opened elsewhere":      view.OpenedElsewhere{Frame: in, Banner: view.Banner{Kind: "done", Title: view.Say("sent.recorded")}, Ref: evil, Desk: evil, Own: evil, Open: "/desk/cases/open"},
		"a case on its way":            view.Opening{Frame: in, Action: "/desk/cases/open", Banner: &view.Banner{Kind: "note", Title: view.Say("sent.queued")}},
		"a case to open all the same": view.Opening{
			Frame: in, Action: "/desk/cases/open", OfCase: sample.Form[:2], Problems: []view.Problem{{Text: view.Say("open.wrong.reason"), To: "all_the_same"}}, Count: view.Count("search.found", 2), More: true,
			Reason: &view.Question{ID: "all_the_same", Name: "all_the_same", Kind: view.AskArea, Label: view.Say("open.reason"), Hint: view.Say("open.reason_hint"), Wrong: view.Say("open.wrong.reason")},
			Rows:   []view.PersonFound{{Person: view.Person{Ref: evil, Path: "/desk/cases/a"}, By: []view.Badge{{Text: view.Named("found_by", record.FieldName)}}, Stage: view.Named("stage", casework.StageRescue), Since: at}},
		},
		"unfinished forms":    view.Unfinished{Frame: in, Rows: []view.UnfinishedForm{{Text: view.Say("draft.of_case", evil), Path: "/desk/cases/a", Kept: view.Say("draft.kept_on", at), Drop: view.Draft{Of: "/desk/cases/a/facts"}.Drop()}, {Text: view.Say("draft.of_search"), Path: "/desk/search", Kept: view.Say("draft.kept_on", at), Drop: "/drafts/drop"}, {Text: view.Say("draft.of_opening"), Path: "/", Kept: view.Say("draft.kept_on", at), Drop: "/"}, {Text: view.Say("draft.of_other"), Path: "/", Kept: view.Say("draft.kept_on", at), Drop: "/"}}},
		"no unfinished forms": view.Unfinished{Frame: in, Empty: &view.Empty{Why: view.NothingYet, Text: view.Say("draft.none"), Next: view.Say("nav.day"), NextPath: "/day"}},
		"a case to open, begun before": view.Opening{
			Frame: typing(in, kept), Action: "/desk/cases/open", Draft: kept, Before: evil, OfCase: sample.Form[:2], OfPerson: sample.Form[2:3],
		},
		"search begun before": view.Search{Frame: typing(in, kept), Action: "/desk/search", Draft: kept, Questions: sample.Form[:1]},
		"people found": view.Search{Frame: in, Action: "/desk/search", Questions: sample.Form[:1], Count: view.Count("search.found", 20), More: true, Rows: []view.PersonFound{{
			Person: view.Person{Ref: evil, Path: "/desk/cases/a", Origin: "KEN"}, Stage: view.Named("stage", casework.StageRescue), Since: at,
			By: []view.Badge{{Text: view.Named("found_by", record.FieldName), Tone: view.Quiet}, {Text: view.Named("found_by", record.FieldPhone), Tone: view.Quiet}},
		}}},
		"inbox":           view.Inbox{Frame: in, Own: true, DeskName: evil, Alike: "/desk/sheets", Chips: sample.Chips, Tasks: tasks, Paging: view.Paging{Shown: view.Count("paging.shown_more", 25), Next: "/inbox?cursor=a"}},
		"inbox of others": view.Inbox{Frame: in, Tasks: tasks, Paging: view.Paging{Shown: view.Count("paging.shown", 3), First: "/inbox"}},
		"cases": view.Cases{
			Frame: in, MaySearch: true, Filters: sample.Form[2:3], Chips: sample.Chips, Order: view.Say("cases.order"), Paging: sample.Paging,
			Rows: []view.CaseLine{
				{Person: view.Person{Ref: evil, Path: "/desk/cases/a", Origin: "KEN"}, Stage: view.Named("stage", casework.StageRescue), Since: at, Age: view.Count("age.days", 2), Clock: sample.Clocks[3]},
				{Person: view.Person{Ref: "b"}, Stage: view.Named("stage", casework.StageClosed), Gate: &view.NextGate{Gate: view.Named("gate", casework.GateID("G03")), Missing: view.Count("way.conditions", 2), More: view.Count("cases.more_gates", 3), Path: "/desk/cases/a#b"}, Waits: []view.OpenRequest{{Step: view.Named("step", casework.StepTriage), Desk: evil, Path: "/desk/cases/a/tasks/b"}}, More: view.Count("cases.more", 2), Since: at, Clock: sample.Clocks[0], Hint: view.Count("day.overdue_of", 3)},
			},
		},
	}
	maps.Copy(all, sheetViews(in))
	help := view.Help{Frame: in, Kind: view.Named("desk_kind", casework.DeskConsulate), Can: []string{"can.task.see"}, Clocks: []view.HelpClock{{Clock: sample.Clocks[0], What: view.Say("help.clock_red")}}}
	all["help without steps"] = help
	for _, spec := range casework.Specs() {
		help.Steps = append(help.Steps, view.HelpStep{Name: view.Named("step", spec.Step), Task: view.Say("step." + string(spec.Step) + ".do")})
	}
	for _, section := range in.Sections() {
		help.Pages = append(help.Pages, view.HelpPage{Path: section.Path, Name: view.Say(section.Key), What: view.Say("help." + section.Key)})
	}
	for _, level := range casework.EscalationThresholds() {
		help.Ladder = append(help.Ladder, view.HelpRung{Percent: level.Percent, Text: view.Named("level_next", level.Level)})
	}
	all["help"] = help
	for _, key := range []string{"yet", "left", "week", "returned", "others", "approvals", "queue", "refused", "failed", "past_end", "desk", "inbox", "cases", "cases_filter", "cases_refused"} {
		empty := &view.Empty{Why: view.NothingLeft, Text: view.Say("empty." + key), Next: view.Say("empty.queue_next"), NextPath: "/inbox"}
		none := view.Part{Empty: empty}
		all["day "+key] = view.Day{Frame: in, Today: at, Tiles: sample.Tiles, Now: none, Week: none, Returned: none, Others: view.Others{Empty: empty}, Approvals: view.Approvals{Empty: empty}, MayApprove: true}
		all["inbox "+key] = view.Inbox{Frame: in, Own: true, Chips: sample.Chips, Empty: empty, DeskName: evil}
		all["cases "+key] = view.Cases{Frame: in, Filters: sample.Form[2:3], Order: view.Say("cases.order"), Paging: sample.Paging, Empty: empty}
	}
	return all
}

// typing is a frame of a page with a form that is kept.
func typing(f view.Frame, d view.Draft) view.Frame {
	f.Typing = &d
	return f
}
