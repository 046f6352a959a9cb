package view_test

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/web/view"
	"example.org/homeward/web/words"
)

// visitViews are the pages of the time after the return, in all their states, in one language.
func visitViews(l words.Language) map[string]view.View {
	in := view.Frame{Language: l, Path: "/desk/visits", SignedIn: true, Officer: &view.Officer{Role: "reintegration_officer", DeskName: evil, Kind: "reintegration"}, Section: "nav.day"}
	at := view.Moment{At: time.Date(2026, 11, 21, 7, 2, 0, 0, time.UTC), Zone: time.UTC}
	sample := view.Sample(in)
	head := view.CaseHead{Person: view.Person{Ref: evil, Name: evil, Origin: "ETH", Path: "/desk/cases/a"}, Pages: []view.Chip{{Text: view.Say("case.main"), Path: "/a"}, {Text: view.Say("case.return"), Path: "/b", Now: true}}}
	var ways, times []view.Text
	for _, w := range record.Ways() {
		ways = append(ways, view.Named("contact_way", w))
	}
	for _, d := range record.Daytimes() {
		times = append(times, view.Named("contact_time", d))
	}
	short := view.ContactShort{Texts: []view.Text{view.Say("contact.woman"), view.Say("case.list", ways), view.Say("case.list", times), view.Say("contact.any_time"), view.Say("contact.she_calls")}, Path: "/desk/cases/a/contact"}
	row := view.VisitRow{Contact: short, Task: view.Task{
		Person: head.Person, Step: view.Named("step", casework.FollowUp("3m")), Desk: evil, Clock: sample.Clocks[0], Next: view.Say("visits.acts", evil),
		Act: view.Say("visits.record"), Path: "/desk/cases/a/tasks/b/visit", First: true, Badges: []view.Badge{{Text: view.Count("tasks.again", 2)}},
	}}
	untold := row
	untold.First, untold.Contact = false, view.ContactShort{Note: view.Say("contact.not_asked")}
	tries := []view.Attempt{
		{Outcome: view.Say("outcome.follow_up.missed"), At: at, Desk: evil, Tried: view.Say("visits.tried_ways", view.Say("case.list", ways)), Next: view.Say("visits.next_contact_way", at, view.Named("contact_way", record.ByVisit))},
		{Outcome: view.Say("outcome.follow_up.reached"), At: at, Desk: evil, Tried: view.Say("visits.reached_by", view.Named("contact_way", record.ByPerson)), Next: view.Say("visits.next_contact", at)},
	}
	half := 0.5
	var lines []view.ScoreLine
	var marks []view.Mark
	for _, visit := range []string{"1w", "1m", "3m", "6m", "12m", "24m"} {
		name := view.Say("visits.short." + visit)
		if visit == "24m" {
			name = view.Say("visits.short.other", "6")
		}
		lines = append(lines, view.ScoreLine{Visit: name, At: at, Marks: []string{"50", "–", "60", "70"}, Answered: view.Say("visits.answered_of", 12, 15)})
		marks = append(marks, view.Mark{Label: name, Value: &half, Form: "a"})
	}
	marks[2].Value = nil
	scores := view.ScorePart{Rows: lines, Title: view.Say("questionnaire.homeward-reintegration"), Gaps: []view.Text{view.Say("visits.gap_because", view.Say("visits.short.3m"), view.Say("visits.why.missed"))}}
	for i, name := range []view.Text{view.Say("visits.score"), view.Named("dimension", "economic"), view.Named("dimension", "social"), view.Named("dimension", "psychosocial")} {
		scores.Charts = append(scores.Charts, view.Plot("chart"+string(rune('a'+i)), view.Shapes()[i], name, marks, l.Dir == "rtl"))
	}
	var ladder []view.VisitState
	for _, why := range []string{"missed", "lost_contact", "declined", "reached", "open", "next"} {
		scores.Rows = append(scores.Rows, view.ScoreLine{Visit: view.Say("visits.short.1w"), Why: view.Say("visits.why." + why)})
	}
	for _, state := range []string{"next", "open", "recalled"} {
		ladder = append(ladder, view.VisitState{Step: view.Named("step", casework.FollowUp("1m")), State: view.Badge{Text: view.Say("visits.state." + state)}, Window: view.Say("visits.window", at, at), Attempts: tries, Acts: view.Say("visits.acts", evil), Path: "/desk/cases/a/tasks/b/visit", Lost: true})
	}
	plan := view.Plan{At: at, Desk: evil, Dimensions: []view.Text{view.Named("dimension", "social")}, Text: evil, Items: []view.PlanItem{{Kind: view.Named("plan_item", "work"), Text: evil, By: view.Say("visits.plan_by", at)}}}
	form := &view.AnswerForm{Action: "/a", Key: "k", Version: 2, Submit: view.Say("visits.send"), Parts: []view.FormPart{
		{Questions: sample.Form}, {Title: view.Say("visits.questions"), Hint: view.Say("visits.questions_hint")}, {Named: evil, Folded: true, Open: true},
	}}
	agreed := view.Agreement{At: at, Desk: evil, Facts: []view.Fact{{Name: view.Say("contact.ask_for"), Plain: evil}, {Name: view.Say("contact.callers"), Value: view.Say("contact.she_calls")}, {Name: view.Say("contact.say_as"), None: view.NotAsked}}}
	var reasons []view.Answer
	for _, p := range policy.Purposes() {
		reasons = append(reasons, view.Answer{Value: string(p), Text: view.Named("read_for", p)})
	}
	reveal := &view.SmallForm{ID: "reveal", Action: "/a", Submit: view.Say("contact.reveal"), Hint: view.Say("contact.reveal_hint"), Questions: []view.Question{{ID: "reason", Name: "reason", Kind: view.AskOne, Label: view.Say("contact.reason"), Answers: reasons, Wrong: view.Say("contact.wrong.reason")}}}
	agree := &view.SmallForm{ID: "agree", Action: "/a", Key: "k", Title: view.Say("contact.agree"), Hint: view.Say("contact.agree_hint"), Submit: view.Say("contact.agree_do"), Open: true}
	contact := view.SafeContact{Frame: in, Head: head, Agreed: []view.Agreement{agreed, agreed}, Reveal: reveal, Agree: agree}
	shown, none, refused, wrong := contact, contact, contact, contact
	shown.Number, none.NoNumber = evil, true
	refused.Reveal, refused.Agree, refused.Agreed, refused.WhyNot, refused.Note = nil, nil, nil, view.Say("contact.not_you"), view.Say("contact.withheld")
	wrong.Wrong, wrong.Problems = true, []view.Problem{{Text: view.Say("contact.wrong.reason"), To: "reason"}}
	begun, tooLate := *form, contact
	begun.Draft = view.Draft{Of: "/desk/cases/a/return/plan", Form: "form-plan", Began: at, Until: at, Changed: true}
	compare := &view.Compare{Since: sample.Compare.Since, Rows: sample.Compare.Rows, Why: view.Say("visits.over"), Drop: "/a", Discard: "/drafts/drop?of=/a", To: "/a"}
	tooLate.Wrong, tooLate.Compare = true, compare
	all := map[string]view.View{
		"plan begun before": view.PlanForm{Frame: typing(in, begun.Draft), Head: head, Back: "/r", Do: view.Say("step.plan.do"), Form: &begun},
		"plan, too late":    view.PlanForm{Frame: in, Head: head, Back: "/r", Do: view.Say("step.plan.do"), WhyNot: view.Say("visits.plan_not_asked"), Compare: compare},
		"visit, too late":   view.VisitForm{Frame: in, Head: head, Back: "/r", Step: view.Named("step", casework.FollowUp("6m")), Do: view.Say("step.follow_up.do"), Contact: short, WhyNot: view.Say("visits.over"), Compare: compare},
		"contact, too late": tooLate,
		"visits":            view.Visits{Frame: in, DeskName: evil, Chips: sample.Chips, Order: view.Say("visits.order"), Rows: []view.VisitRow{row, untold}, Paging: sample.Paging},
		"return":            view.Return{Frame: in, Head: head, Contact: short, Next: &row, Plan: view.PlanPart{Plans: []view.Plan{plan, plan, {At: at, Desk: evil, Withheld: true}}, Path: "/p"}, Ladder: ladder, Lost: view.Count("visits.after", 3), Scores: scores},
		"return, nothing yet": view.Return{
			Frame: in, Head: head, Contact: view.ContactShort{Note: view.Say("contact.withheld")}, Plan: view.PlanPart{Note: view.Say("visits.plan_none")}, Scores: view.ScorePart{Note: view.Say("visits.no_scores")},
		},
		"return, withheld":       view.Return{Frame: in, Head: head, Plan: view.PlanPart{Note: view.Say("visits.plan_withheld")}, Scores: view.ScorePart{Note: view.Say("visits.scores_withheld")}},
		"before the return":      view.Return{Frame: in, Head: head, Empty: &view.Empty{Why: view.NothingYet, Text: view.Say("empty.return")}},
		"plan":                   view.PlanForm{Frame: in, Head: head, Back: "/r", Do: view.Say("step.plan.do"), Form: form, Problems: []view.Problem{{Text: view.Say("visits.wrong.areas"), To: sample.Form[0].ID}}},
		"plan, not asked":        view.PlanForm{Frame: in, Head: head, Back: "/r", Do: view.Say("step.plan.do"), WhyNot: view.Say("visits.plan_not_asked")},
		"visit":                  view.VisitForm{Frame: in, Head: head, Back: "/r", Step: view.Named("step", casework.FollowUp("6m")), Do: view.Say("step.follow_up.do"), Clock: sample.Clocks[1], Then: view.Say("visits.acts", evil), Contact: short, Earlier: tries, Form: form, TaskPath: "/t"},
		"visit, too early":       view.VisitForm{Frame: in, Head: head, Back: "/r", Step: view.Named("step", casework.FollowUp("6m")), Do: view.Say("step.follow_up.do"), Contact: short, WhyNot: view.Say("visits.too_early", at)},
		"contact":                contact,
		"contact, revealed":      shown,
		"contact without number": none,
		"contact, refused":       refused,
		"contact to correct":     wrong,
	}
	for _, key := range []string{"overdue", "week", "all", "refused"} {
		all["visits "+key] = view.Visits{Frame: in, DeskName: evil, Chips: sample.Chips, Empty: &view.Empty{Why: view.NothingLeft, Text: view.Say("empty.visits_" + key), Next: view.Say("empty.visits_next"), NextPath: "/desk/visits"}}
	}
	return all
}
