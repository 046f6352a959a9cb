package view_test

import (
	"maps"
	"time"

	"example.org/homeward/web/view"
	"example.org/homeward/web/words"
)

// caseViews are the pages of a case and of a task in their states.
func caseViews(l words.Language) map[string]view.View {
	f := view.Frame{Language: l, Path: "/desk/cases/c7m2k9x4pq", SignedIn: true, Section: "nav.cases", Officer: &view.Officer{Role: "caseworker", DeskName: evil, Kind: "caseworker"}}
	wrong := f
	wrong.Wrong = true
	at := view.Moment{At: time.Date(2026, 11, 21, 7, 2, 0, 0, time.UTC), Zone: time.UTC}
	age := view.Say("tasks.age", view.Count("age.days", 9))
	head := view.CaseHead{
		Person: view.Person{Ref: "c7m2k9x4pq", Name: evil, Origin: "KEN"}, Badges: []view.Badge{{Text: view.Say("case.held"), Tone: view.Bad}},
		Pages: []view.Chip{{Text: view.Say("case.main"), Path: "/desk/cases/c7m2k9x4pq", Now: true}, {Text: view.Say("case.history"), Path: "/desk/cases/c7m2k9x4pq/history"}},
	}
	missing := []view.Missing{
		{Text: view.Say("condition.fear_of_return_asked"), Owner: view.Say("desk_kind.caseworker"), Desk: evil, Since: at, Age: age},
		{Text: view.Say("case.withheld"), Owner: view.Say("desk_kind.caseworker")},
	}
	blocks := []view.Block{{Steps: []view.Text{view.Say("step.screening"), view.Say("step.placement")}, Late: view.Say("case.gate_due", at), Gate: view.Say("gate.G02"), Missing: missing, Never: true, ID: "blocked"}, {Gate: view.Say("gate.G03"), Missing: missing}}
	facts := []view.Fact{{Name: view.Say("person.name"), Plain: evil}, {Name: view.Say("person.phone"), None: view.Withheld}, {Name: view.Say("person.sex"), Value: view.Say("person.sex.female")}}
	gaps := []view.Fact{{Name: view.Say("no_value.withheld"), Value: view.Say("case.list", []view.Text{view.Say("person.phone"), view.Say("person.place")})}}
	stated := []view.Stated{{
		Name: view.Say("fact.age"), Value: view.Say("value.age.minor"), By: evil, At: at, Earlier: []view.Stated{{Value: view.Say("value.age.disputed"), By: evil, At: at}},
	}}
	events := []view.Event{{Plain: evil, At: at, By: view.Say("case.by_you"), Quote: evil, ID: "line-1-0"}, {Text: view.Say("case.unknown_line"), At: at}}
	lines := []view.Event{{Text: view.Say("hold.witness"), At: at, Detail: view.Say("case.hold_review", at)}}
	form := view.SmallForm{
		ID: "state", Action: "/desk/cases/c/facts", Key: evil, Title: view.Say("case.state"), Hint: view.Say("task.facts_hint"), Submit: view.Say("case.state_do"),
		Questions: []view.Question{{ID: "fact.age", Name: "fact.age", Kind: view.AskSelect, Label: view.Say("fact.age"), Answers: []view.Answer{{Text: view.Say("task.not_stated")}}}},
	}
	var steps []view.WayStep
	for _, state := range view.WayStates() {
		steps = append(steps, view.WayStep{Text: view.Say("step.triage"), State: state, Path: "/desk/cases/c/tasks/triage.1", Hints: []view.Text{view.Say("way.at_desk", evil)}})
	}
	clock := view.Clock{State: view.ClockRed, Text: view.Say("clock.overdue", view.Count("age.days", 3))}
	out := map[string]view.View{
		"an empty case": view.Case{Frame: f, Head: head},
		"a case": view.Case{
			Frame: f, Head: head, Banner: &view.Banner{Kind: "done", Title: view.Say("sent.recorded")}, Still: view.Say("case.still_because", at, view.Say("cause.court")),
			Stages: []view.Stage{{Text: view.Say("stage.rescue"), State: "past"}, {Text: view.Say("stage.clearance"), State: "now"}, {Text: view.Say("stage.closed"), State: "next"}},
			Waits:  []view.Wait{{Text: view.Say("case.waits", view.Say("step.triage.wait")), Path: "/desk/cases/c/tasks/triage.1", Desk: evil, Since: at, Age: age, Clock: clock, Next: view.Say("tasks.next", view.Say("level_next.reminder"), at), Mine: true, Notes: []view.Text{view.Say("tasks.claimed")}}},
			Blocks: blocks, Acts: []view.Act{{Text: view.Say("case.answer", view.Say("step.triage")), Path: "/a", Note: clock.Text}, {Text: view.Say("case.record_consents"), Path: "/b"}},
			Others: []view.Act{{Text: view.Say("step.seat"), Note: view.Say("task.by_movement"), Who: view.Say("desk_kind.transport")}}, Partly: true, Signs: view.WayStates(),
			Way:  []view.WayStage{{Text: view.Say("stage.rescue"), State: "past", Steps: steps}, {Text: view.Say("stage.clearance"), State: "now", Steps: steps}},
			Trip: facts, About: facts, Gaps: gaps, Stated: stated, Papers: facts, Holds: lines, Given: lines, Undo: facts,
			TakenBack: []view.TakenBack{{Desk: evil, What: []view.Text{view.Say("undo.verification")}, Since: at, State: view.Badge{Text: view.Say("taken_back.not_yet"), Tone: view.Waits}}}, Events: events, State: &form, Again: []view.SmallForm{form}, More: "/desk/cases/c/history",
		},
		"no history": view.CaseHistory{Frame: f, Head: head, Paging: view.Paging{Shown: view.Count("case.lines", 0)}},
		"a history":  view.CaseHistory{Frame: f, Head: head, Events: events, Paging: view.Paging{Shown: view.Count("case.lines", 2), First: "/a", Next: "/b"}},
	}
	maps.Copy(out, actViews(l))
	maps.Copy(out, accessViews(f, head, events))
	maps.Copy(out, consentViews(f, wrong, head))
	maps.Copy(out, taskViews(f, wrong, head, blocks, facts, stated, clock))
	return out
}

func accessViews(f view.Frame, head view.CaseHead, events []view.Event) map[string]view.View {
	line := []view.AccessLine{{Who: evil, Role: "caseworker", Account: evil, Texts: []view.Text{view.Say("access.in_review")}, State: view.Badge{Text: view.Say("access.running")}, Path: "/a"}}
	paging := view.Paging{Shown: view.Count("case.lines", 2)}
	return map[string]view.View{
		"access":         view.CaseAccess{Frame: f, Head: head, MayAccess: true, MayReaders: true, Grants: line, Emergencies: line, Excluded: line, Readers: events, Paging: paging},
		"no access":      view.CaseAccess{Frame: f, Head: head, MayAccess: true, MayReaders: true, Paging: paging},
		"readers, alone": view.CaseAccess{Frame: f, Head: head, MayReaders: true, Readers: events, Paging: paging},
	}
}

func consentViews(f, wrong view.Frame, head view.CaseHead) map[string]view.View {
	lines := []view.ConsentLine{
		{Code: "C1", Text: view.Say("consent.C1"), State: view.Badge{Text: view.Say("consents.given")}, Active: true, Chosen: true, Texts: []view.Text{view.Say("consents.not_yours")}, Earlier: []view.Text{view.Say("consents.nothing")}},
		{Code: "C2", Text: view.Say("consent.C2"), State: view.Badge{Text: view.Say("consents.withdrawn"), Tone: view.Bad}},
	}
	texts := []view.Text{view.Say("consents.step_at", view.Say("step.triage"), evil)}
	form := view.SmallForm{
		ID: "withdraw", Action: "/desk/cases/c/consents/withdraw", Key: evil, Submit: view.Say("consents.withdraw"), Danger: true, Hidden: []view.Field{{Name: "consent", Value: "C1"}},
		Questions: []view.Question{{ID: "withdraw-words", Name: "words", Kind: view.AskArea, Label: view.Say("consents.words"), Value: evil, Optional: true}},
	}
	page := view.CaseConsents{Frame: f, Head: head, Consents: lines, Action: "/desk/cases/c/consents/preview"}
	chooser, problem, preview, nothing := page, page, page, page
	chooser.MayPreview, chooser.MayWithdraw, chooser.Give = true, true, &form
	problem.Frame, problem.Problems, problem.MayPreview = wrong, []view.Problem{{Text: view.Say("consents.choose"), To: "consents"}}, true
	preview.MayPreview = true
	preview.Preview = &view.Withdrawal{Consents: lines, Recalls: texts, Undoes: texts, Cannot: texts, Asks: texts, Ends: texts, More: true, Form: form}
	nothing.Preview = &view.Withdrawal{Consents: lines}
	return map[string]view.View{"consents": page, "consents to choose": chooser, "no consent chosen": problem, "a withdrawal": preview, "a withdrawal of nothing": nothing}
}

func taskViews(f, wrong view.Frame, head view.CaseHead, blocks []view.Block, facts []view.Fact, stated []view.Stated, clock view.Clock) map[string]view.View {
	question := func(id string, kind view.QuestionKind) view.Question {
		return view.Question{
			ID: id, Name: id, Kind: kind, Label: view.Say("task.until"), Hint: view.Say("task.until_hint"), Readers: view.Say("task.readers.own"), Value: evil,
			Wrong: view.Say("task.wrong.date"), Answers: []view.Answer{{Text: view.Say("task.choose")}, {Value: "a", Plain: evil, Chosen: true}}, Limit: 500,
		}
	}
	open := view.TaskPage{
		Frame: f, Head: head, Step: view.Say("step.triage"), Do: view.Say("step.triage.do"), Desk: evil, Since: view.Moment{At: time.Unix(0, 0), Zone: time.UTC}, Age: view.Say("tasks.age", view.Count("age.days", 9)), Clock: clock,
		Place:   &view.QueuePlace{Text: view.Say("place.of", "4", "31"), Previous: "/p", Next: "/n", Back: "/inbox"},
		Contact: "/desk/cases/c/contact",
		Then:    view.Say("case.never"), Notes: []view.Text{view.Say("tasks.claimed_me")}, Talk: []view.Event{{Text: view.Say("case.unknown_line"), Quote: evil}}, About: facts, Papers: facts, Stated: stated,
		Form: &view.DecisionForm{
			Action: "/desk/cases/c/tasks/triage.1/decide", Key: evil, Version: 3, Submit: view.Say("task.send"),
			Outcomes:  view.OutcomeChoice{Answers: []view.Outcome{{Value: "green", Text: view.Say("outcome.triage.green"), Hints: []view.Text{view.Say("task.needs_reasons")}}, {Value: "red", Text: view.Say("outcome.triage.red"), Blocks: blocks}}},
			Questions: []view.Question{{ID: "reasons", Name: "reasons", Kind: view.AskArea, Label: view.Say("task.reasons")}},
			Facts:     []view.Question{{ID: "fact.contagious", Name: "fact.contagious", Kind: view.AskSelect, Label: view.Say("fact.contagious"), Answers: []view.Answer{{Text: view.Say("task.not_stated")}}}},
		},
		Acts: []view.SmallForm{{ID: "claim", Action: "/a", Key: "k", Version: 3, Title: view.Say("task.act.claim"), Hint: view.Say("task.act.claim.hint"), Submit: view.Say("task.act.claim.do")}},
	}
	corrected := open
	corrected.Frame, corrected.Problems = wrong, []view.Problem{{Text: view.Say("task.wrong.outcome"), To: "outcome"}}
	form := *open.Form
	form.Outcomes.Wrong, form.Opened = view.Say("task.wrong.outcome"), true
	form.Questions = []view.Question{question("until", view.AskDate), question("desk", view.AskSelect), question("reasons", view.AskArea)}
	form.Document = []view.Question{question("document.number", view.AskText)}
	corrected.Form = &form
	refused, over, panel, sent := open, open, open, open
	refused.Banners = []view.Banner{{Kind: "alert", Title: view.Say("sent.refused"), Texts: []view.Text{view.Say("task.refused.gate")}}}
	refused.Blocks = blocks
	over.Form, over.Acts, over.WhyNot, over.Settled = nil, nil, view.Say("task.over"), facts
	panel.Quorum, panel.Votes = view.Say("task.quorum", 1, 3, 2), []view.Event{{Text: view.Say("case.by_you")}}
	panel.Form, panel.WhyNot = nil, view.Say("task.voted")
	sent.Banners, sent.Next = []view.Banner{{Kind: "done", Title: view.Say("sent.recorded")}}, &view.NextTask{Ref: "c0000000bb", Path: "/a", Step: view.Say("step.seat"), Age: view.Count("age.days", 2)}
	last := sent
	last.Next = &view.NextTask{}
	return map[string]view.View{
		"a task": open, "an answer to correct": corrected, "a refused answer": refused, "a task that is over": over, "a task of a panel": panel,
		"a task that is gone": view.TaskGone{Frame: f, Banner: sent.Banners[0], Next: sent.Next}, "an answer that was sent": sent, "the last answer": last,
	}
}
