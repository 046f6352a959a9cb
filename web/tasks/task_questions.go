package tasks

import (
	"cmp"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/office"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// questions are the fields beside the outcome: until when it holds, the state and its mission, reasons.
func (s shownTask) questions(f site.SentForm, wrong say.Wrongs) []view.Question {
	step := s.task.Step.Base()
	var out []view.Question
	if step != casework.StepTravelDocument && !s.untilFolded() { // there the document says until when
		out = append(out, s.untilQuestion(f, wrong))
	}
	if step == casework.StepNationalityDispute || step == casework.StepVerifyNationality {
		out = append(out, view.Question{
			ID: fieldState, Name: fieldState, Kind: view.AskSelect, Label: view.Named("task.state", step), Answers: s.states(f.Get(fieldState)),
			Wrong: wrong[fieldState], Optional: true,
		})
	}
	if len(s.task.States) > 0 {
		out = append(out, s.fearedQuestion(f, wrong))
	}
	if step == casework.StepNationalityDispute {
		out = append(out, view.Question{
			ID: fieldDesk, Name: fieldDesk, Kind: view.AskSelect, Label: view.Say("task.mission"), Answers: deskAnswers(s.desks, casework.DeskConsulate, "", f.Get(fieldDesk)),
			Wrong: wrong[fieldDesk], Optional: true,
		})
	}
	if codes := s.task.Spec.AllReasons(); len(codes) > 0 {
		out = append(out, reasonQuestion(codes, f, wrong))
	}
	return append(out, s.textQuestion(fieldReasons, "task.reasons", f, wrong))
}

// fearedQuestion asks which of two states she fears. Without an answer she fears both.
func (s shownTask) fearedQuestion(f site.SentForm, wrong say.Wrongs) view.Question {
	out := view.Question{
		ID: fieldState, Name: fieldState, Kind: view.AskSelect, Label: view.Named("task.state", casework.StepFearOfReturn), Hint: view.Say("task.feared_hint"), Wrong: wrong[fieldState], Optional: true,
		Answers: []view.Answer{{Text: view.Say("task.feared_both"), Chosen: f.Get(fieldState) == ""}},
	}
	for _, state := range s.task.States {
		out.Answers = append(out.Answers, view.Answer{Value: string(state), Plain: s.Country(state), Chosen: f.Get(fieldState) == string(state)})
	}
	return out
}

// reasonQuestion asks for the coded reason of an answer that refuses.
func reasonQuestion(codes []casework.Reason, f site.SentForm, wrong say.Wrongs) view.Question {
	out := view.Question{
		ID: fieldReason, Name: fieldReason, Kind: view.AskSelect, Label: view.Say("task.reason_code"), Hint: view.Say("task.reason_code_hint"),
		Answers: []view.Answer{{Text: view.Say("task.choose")}}, Wrong: wrong[fieldReason], Optional: true,
	}
	for _, code := range codes {
		out.Answers = append(out.Answers, view.Answer{Value: string(code), Text: view.Named("reason", code), Chosen: f.Get(fieldReason) == string(code)})
	}
	return out
}

// untilFolded reports whether an answer to the step seldom ends, so that the question is folded away. A
// consulate is always asked.
func (s shownTask) untilFolded() bool {
	return len(s.task.Spec.Dated) == 0 && s.task.Kind != casework.DeskConsulate
}

// untilQuestion asks until when an answer holds.
func (s shownTask) untilQuestion(f site.SentForm, wrong say.Wrongs) view.Question {
	spec, hint := s.task.Spec, view.Say("task.until_hint")
	undated := slices.ContainsFunc(spec.Outcomes, func(o casework.Outcome) bool { return !spec.NeedsDate(o) && !spec.Repeats(o) })
	if days := int(s.task.ValidFor / (24 * time.Hour)); days > 0 && undated {
		hint = view.Say("task.until_else", view.Count("age.days", days))
		if s.task.Step.HoldsAtDeparture() {
			hint = view.Say("task.until_departure", view.Count("age.days", days))
		}
	}
	return view.Question{
		ID: fieldUntil, Name: fieldUntil, Kind: view.AskDate, Label: view.Say("task.until"), Hint: hint,
		Date: say.DateParts(f, fieldUntil), Wrong: wrong[fieldUntil], Optional: len(s.task.Spec.Dated) == 0,
	}
}

// textQuestion is a free text. It names who will read it.
func (s shownTask) textQuestion(name, key string, f site.SentForm, wrong say.Wrongs) view.Question {
	return view.Question{
		ID: name, Name: name, Kind: view.AskArea, Label: view.Say(key), Hint: view.Say(key + "_hint"), Readers: s.ReadAnswer(s.task.Step),
		Value: f.Get(name), Wrong: wrong[name], Limit: site.TextLimit, Optional: name == fieldReasons && len(s.task.Spec.Reasoned) == 0,
	}
}

// The texts about who reads what two desks ask and answer, and why a request is recalled.
const (
	readersTeam  = "task.readers.team"
	readersAsked = "task.readers.asked"
	readersAsker = "task.readers.by_question"
)

// teamReaders says which desks of her team read a text that is for the team, as policy has it.
func teamReaders(key string, step casework.Step) view.Text {
	return view.Say(key, say.DeskKinds(policy.ReadersOf(policy.TextClass(step))))
}

// states lists the states that have a mission among the desks.
func (s shownTask) states(now string) []view.Answer {
	var codes []casework.Country
	for _, d := range s.desks {
		if d.Kind == casework.DeskConsulate && len(d.Country) == len("KEN") {
			codes = append(codes, d.Country)
		}
	}
	slices.Sort(codes)
	out := []view.Answer{{Text: view.Say("task.choose")}}
	for _, code := range slices.Compact(codes) {
		out = append(out, view.Answer{Value: string(code), Plain: s.Country(code), Chosen: string(code) == now})
	}
	return out
}

// deskAnswers lists the desks of a kind; "" for every kind. The desk not is left out.
func deskAnswers(all []office.Desk, kind casework.DeskKind, not casework.DeskID, now string) []view.Answer {
	found := slices.DeleteFunc(slices.Clone(all), func(d office.Desk) bool { return kind != "" && d.Kind != kind || d.ID == not })
	slices.SortFunc(found, func(a, b office.Desk) int { return cmp.Compare(a.Name, b.Name) })
	out := []view.Answer{{Text: view.Say("task.choose")}}
	for _, d := range found {
		out = append(out, view.Answer{Value: string(d.ID), Plain: d.Name, Chosen: string(d.ID) == now})
	}
	return out
}

// documentQuestions are about the travel document that is issued.
func documentQuestions(f site.SentForm, wrong say.Wrongs) []view.Question {
	kinds := []view.Answer{{Text: view.Say("task.choose")}}
	for _, kind := range say.DocumentKinds() {
		kinds = append(kinds, view.Answer{Value: kind, Text: view.Named("document", kind), Chosen: f.Get(fieldType) == kind})
	}
	return []view.Question{
		{ID: fieldType, Name: fieldType, Kind: view.AskSelect, Label: view.Say("document.type"), Answers: kinds, Wrong: wrong[fieldType]},
		{ID: fieldNumber, Name: fieldNumber, Kind: view.AskText, Label: view.Say("document.number"), Value: f.Get(fieldNumber), Wrong: wrong[fieldNumber], Limit: documentLimit, Code: true},
		{ID: fieldExpires, Name: fieldExpires, Kind: view.AskDate, Label: view.Say("document.expires"), Date: say.DateParts(f, fieldExpires), Wrong: wrong[fieldExpires]},
		{ID: fieldMRZ, Name: fieldMRZ, Kind: view.AskArea, Label: view.Say("document.mrz"), Hint: view.Say("document.mrz_hint"), Value: f.Get(fieldMRZ), Wrong: wrong[fieldMRZ], Limit: mrzLimit, Optional: true, Code: true},
	}
}
