package view_test

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/policy"
	"example.org/homeward/web/view"
	"example.org/homeward/web/words"
)

// actViews are the pages of acts, approvals, endings and movements in their states, in one language.
func actViews(l words.Language) map[string]view.View {
	f := view.Frame{Language: l, Path: "/desk/cases/c7m2k9x4pq/acts", SignedIn: true, Section: "nav.cases", Officer: &view.Officer{Role: "caseworker", DeskName: evil, Kind: "caseworker"}}
	wrong := f
	wrong.Wrong = true
	at := view.Moment{At: time.Date(2026, 11, 21, 7, 2, 0, 0, time.UTC), Zone: time.UTC}
	head := view.CaseHead{Person: view.Person{Ref: "c7m2k9x4pq", Path: "/desk/cases/c7m2k9x4pq", Name: evil, Origin: "KEN"}, Badges: []view.Badge{{Text: view.Say("case.held"), Tone: view.Bad}}}
	sample := view.Sample(f)
	facts := []view.Fact{{Name: view.Say("person.name"), Plain: evil}, {Name: view.Say("acts.give.until"), At: at}}
	blocks := []view.Block{{Gate: view.Say("gate.G23"), Missing: []view.Missing{{Text: view.Say("case.withheld"), Owner: view.Say("desk_kind.caseworker")}}, Never: true}}
	var lines []view.Text
	for _, event := range casework.Events() {
		lines = append(lines, view.Say("acts.effect."+string(event)), view.Named("event", event))
	}
	for _, basis := range erasure.Bases() {
		lines = append(lines, view.Named("erasure_basis", basis))
	}
	for i := range erasure.Goes() {
		lines = append(lines, view.Named("erasure_goes", string(rune('1'+i))))
	}
	for i := range erasure.Stays() {
		lines = append(lines, view.Named("erasure_stays", string(rune('1'+i))))
	}
	for _, condition := range []casework.ConditionID{erasure.CaseOver, erasure.OffMovement, erasure.NotErased} {
		lines = append(lines, view.Named("condition", condition))
	}
	for _, class := range policy.Personal() {
		lines = append(lines, view.Named("field", class))
	}
	for _, purpose := range policy.Purposes() {
		lines = append(lines, view.Named("read_for", purpose))
	}
	form := &view.SmallForm{Action: "/a", Key: evil, Hint: view.Say("acts.waive.note"), Submit: view.Say("act.waive.do"), Questions: sample.Form, Hidden: []view.Field{{Name: "confirmed", Value: "yes"}}, Danger: true}
	act := view.ActPage{Frame: f, Head: &head, Title: view.Say("act.waive"), Lead: view.Say("act.waive.hint"), Form: form, Effects: []view.Effect{{Title: view.Say("acts.follows"), Lines: lines}}, Back: "/b", BackText: view.Say("acts.back_acts")}
	corrected, once, refused, prove, links, second := act, act, act, act, act, act
	corrected.Frame, corrected.Problems = wrong, []view.Problem{{Text: view.Say("acts.wrong.reasons"), To: sample.Form[0].ID}}
	corrected.Banner, corrected.Blocks = &view.Banner{Kind: "alert", Title: view.Say("sent.refused"), Texts: []view.Text{view.Say("acts.refused_gate")}}, blocks
	once.Look, once.Details, once.Entered = view.Say("acts.look_once_more"), facts, facts
	refused.Form, refused.WhyNot = nil, &view.Empty{Why: view.NotYours, Text: view.Say("acts.not_yours")}
	refused.Lead = view.Say("acts.who", []view.Text{view.Say("role.supervisor"), view.Say("role.legal_officer")})
	prove.Form, prove.Prove = nil, "/account/prove?to=/a"
	links.Form, links.Links = nil, []view.ActLine{{Text: view.Say("event.death"), Path: "/a", Hint: view.Say("acts.effect.death")}, {Text: view.Say("event.hold_set"), Why: view.Say("acts.not_yours"), Who: view.Say("acts.who_none")}}
	second.Head, second.Refuse, second.Blocks = nil, &view.SmallForm{Action: "/a", Key: "k", Submit: view.Say("approval.list.refuse"), Hint: view.Say("approval.refuse_hint")}, blocks
	late, kept := corrected, act
	late.Problems, late.Compare = nil, &view.Compare{Since: sample.Compare.Since, Rows: sample.Compare.Rows, Apply: form, Drop: "/a", Discard: "/drafts/drop?of=/a", To: "#form-act"}
	begun := *form
	begun.Draft = view.Draft{Of: "/desk/cases/a/acts/waive", Form: "form-act", Began: at, Until: at}
	kept.Form, kept.Frame = &begun, typing(f, begun.Draft)
	list := view.ActList{Frame: f, Head: head, Title: view.Say("acts.title"), Lead: view.Say("acts.lead")}
	full := list
	for _, name := range []string{"waive", "report", "give_access", "end_access", "exclude", "readmit", "emergency", "erase"} {
		full.May = append(full.May, view.ActLine{Text: view.Say("act." + name), Hint: view.Say("act." + name + ".hint"), Path: "/a"})
		full.MayNot = append(full.MayNot, view.ActLine{Text: view.Say("act." + name + ".do"), Why: view.Say("acts.not_yours"), Who: view.Say("acts.who", []view.Text{view.Say("role.supervisor")})})
	}
	empty := &view.Empty{Why: view.NothingLeft, Text: view.Say("endings.none"), Next: view.Say("nav.day"), NextPath: "/day"}
	approvals := view.Approvals{Rows: []view.Approval{{What: view.Say("approval.waiver"), About: view.Named("gate", casework.GateID("G03")), Ref: evil, Path: "/a", By: evil, Since: at, Age: view.Count("age.hours", 3)}, {What: view.Say("approval.answer"), Ref: evil, By: evil, Since: at, Age: view.Count("age.hours", 3)}}}
	ends := []view.Ending{{Person: head.Person, What: view.Say("endings.access", evil), Path: "/a", At: at, In: view.Say("endings.in", view.Count("age.days", 3)), Desk: evil}, {Person: head.Person, What: view.Say("endings.consent", view.Say("consent.C9")), At: at, Desk: evil}}
	told := []view.ToldLine{{Text: view.Say("notice.glass_broken"), Above: view.Say("told.above", view.Say("role.mission_head")), At: at, Ref: evil, Path: "/a"}, {Text: view.Say("notice.seat_free"), At: at}}
	return map[string]view.View{
		"acts": full, "no acts": list, "an act": act, "an act to correct": corrected, "an act once more": once, "an act of others": refused, "an act to prove": prove, "events": links, "an approval": second, "an act that came too late": late, "an act begun before": kept,
		"approvals": view.ApprovalList{Frame: f, Banner: &view.Banner{Kind: "done", Title: view.Say("sent.recorded")}, Approvals: approvals}, "no approvals": view.ApprovalList{Frame: f, Approvals: view.Approvals{Empty: empty}},
		"endings": view.Endings{Frame: f, Rows: ends, More: true}, "no endings": view.Endings{Frame: f, Empty: empty},
		"told": view.Told{Frame: f, DeskName: evil, Lines: told, Paging: view.Paging{Shown: view.Count("told.lines", 2), Next: "/a"}}, "told nothing": view.Told{Frame: f, DeskName: evil, Empty: empty, Paging: view.Paging{Shown: view.Count("told.lines", 0)}},
		"movements":    view.Movements{Frame: f, Chips: sample.Chips, Paging: view.Paging{Shown: view.Count("trips.lines", 1)}, Rows: []view.MovementRow{{Ref: evil, Path: "/a", State: view.Badge{Text: view.Named("movement", movement.Holding)}, Departs: at, Seats: []view.Text{view.Say("trips.taken", 3, 20), view.Count("trips.standby", 2)}, Desk: evil, Receiver: evil}}},
		"no movements": view.Movements{Frame: f, Chips: sample.Chips, Empty: empty, Paging: view.Paging{Shown: view.Count("trips.lines", 0)}},
		"a list":       view.Roll{Frame: f, Ref: evil, Back: "/a", State: view.Badge{Text: view.Named("movement", movement.Locked)}, Banner: &view.Banner{Kind: "done", Title: view.Say("sent.recorded")}, Answers: []view.Text{view.Say("trips.answer_line", evil, view.Say("passenger.held"))}, Waits: view.Say("roll.person", evil), Acts: []view.SmallForm{*form}, Lines: []view.RollLine{{Seat: view.Say("roll.seat", 1), Person: head.Person, Name: evil, Number: evil, State: view.Badge{Text: view.Named("passenger", movement.OnManifest)}}, {Seat: view.Say("roll.seat", 2), State: view.Badge{Text: view.Named("passenger", movement.Held)}}}},
		"no list":      view.Roll{Frame: f, Ref: evil, Back: "/a", State: view.Badge{Text: view.Named("movement", movement.Planned)}, Withheld: true},
		"a movement":   fullMovement(f, at, head.Person, facts, form), "a movement of others": view.Movement{Frame: f, Ref: evil, State: view.Badge{Text: view.Named("movement", movement.Departed)}, Withheld: true, WhyNot: view.Say("trips.not_yours")},
	}
}

func fullMovement(f view.Frame, at view.Moment, person view.Person, facts []view.Fact, form *view.SmallForm) view.Movement {
	release := *form
	release.ID, release.Title, release.Open, release.Questions = "give-back", view.Say("trips.release"), true, nil
	out := view.Movement{
		Frame: f, Ref: evil, State: view.Badge{Text: view.Named("movement", movement.Holding), Tone: view.Waits}, Banner: &view.Banner{Kind: "done", Title: view.Say("sent.recorded")},
		Answers: []view.Text{view.Say("trips.answer_line", evil, view.Named("passenger", movement.Held))}, Problems: []view.Problem{{Text: view.Say("trips.wrong.who"), To: "case"}},
		Facts: facts, Waits: view.Say("panel.vote", view.Say("trips.waits_for"), evil), Seats: []view.Text{view.Count("trips.free", 9), view.Count("trips.seats_of", 1)}, Release: &release,
		Candidates: &view.CandidateList{Action: "/a", Key: evil, Draft: view.Draft{Of: "/desk/movements/a/hold", Form: "form-hold", Began: at, Until: at}, More: true, Wrong: view.Say("trips.wrong.who"), Together: view.Question{ID: "together", Name: "together", Kind: view.AskOne, Label: view.Say("trips.hold_together"), Answers: []view.Answer{{Value: "alone", Text: view.Say("trips.hold_alone")}}}},
	}
	for _, mode := range movement.Modes() {
		out.Legs = append(out.Legs, view.Leg{Text: view.Say("trips.leg", view.Named("movement_by", mode), view.Say("trips.place", view.Named("place", "THDMK"), "THDMK"), "XXABC"), Times: []view.Text{view.Say("trips.leg_departs", view.Say("trips.leg_there", at)), view.Say("trips.leg_arrives", at)}})
	}
	for _, asked := range []string{"trips.seat_asked", "trips.seat_not_asked"} {
		out.Candidates.Rows = append(out.Candidates.Rows, view.CandidateLine{Person: person, Asked: view.Badge{Text: view.Say(asked)}, Lacks: view.Say("trips.lacks", []view.Text{view.Named("condition", casework.CondFit)}), Chosen: true})
	}
	for _, state := range []movement.State{movement.Standby, movement.Held, movement.HasTicket, movement.OnManifest, movement.Aboard, movement.Away, movement.HasArrived, movement.Off} {
		out.Funnel = append(out.Funnel, view.FunnelStage{Text: view.Named("passenger", state), Number: len(out.Funnel)})
		out.Blocks = append(out.Blocks, view.PassengerBlock{Title: view.Count("trips.block_of", 1+len(out.Blocks)), People: []view.PassengerLine{{Person: person, State: view.Badge{Text: view.Named("passenger", state)}, Notes: []view.Text{view.Named("why", movement.WhySeparated), view.Say("trips.held_until", at)}}}})
	}
	return out
}
