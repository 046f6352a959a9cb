package visits

import (
	"slices"
	"strconv"
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/reintegration"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// The names of the fields of a visit. That of a question is questionField and its ID.
const (
	fieldTried         = "tried"
	fieldReached       = "reached"
	fieldNext          = "next"
	fieldNextWay       = "next_way"
	fieldQuestionnaire = "questionnaire"
	fieldVersion       = "questionnaire_version"
	fieldRest          = "rest" // that the questions without an answer were not asked
	questionField      = "q."
)

// form makes the form of a visit: what came of it, how she was contacted, the questions, and what else is
// known.
func (s shownVisit) form(f site.SentForm, wrong say.Wrongs) *view.AnswerForm {
	t := s.task
	form := &view.AnswerForm{
		Action: say.AnswerPath(t.Case, t.Task), Key: site.NewKey(), Version: t.Version, Submit: view.Say("visits.send"), Hidden: []view.Field{say.Seen(s.of)},
	}
	form.Parts = append(form.Parts, view.FormPart{Questions: []view.Question{
		{ID: fieldOutcome, Name: fieldOutcome, Kind: view.AskOne, Label: view.Say("visits.outcome"), Answers: outcomes(t, f), Wrong: wrong[fieldOutcome]},
	}}, contactPart(f, wrong))
	if q := s.questions; q != nil {
		form.Hidden = append(form.Hidden, view.Field{Name: fieldQuestionnaire, Value: q.ID}, view.Field{Name: fieldVersion, Value: strconv.Itoa(q.Version)})
		form.Parts = append(form.Parts, view.FormPart{Title: view.Say("visits.questions"), Hint: view.Say("visits.questions_hint")})
		for _, d := range reintegration.Dimensions() {
			form.Parts = append(form.Parts, dimensionPart(*q, d, f, wrong))
		}
		form.Parts = append(form.Parts, view.FormPart{Questions: []view.Question{{
			ID: fieldRest, Name: fieldRest, Kind: view.AskSeveral, Label: view.Say("visits.rest"), Hint: view.Say("visits.rest_hint"),
			Answers: []view.Answer{{Value: reintegration.NotAsked, Text: view.Say("visits.rest_not_asked"), Chosen: f.Get(fieldRest) != ""}}, Optional: true,
		}}})
	}
	form.Parts = append(form.Parts, view.FormPart{Questions: []view.Question{{
		ID: fieldReasons, Name: fieldReasons, Kind: view.AskArea, Label: view.Say("visits.remark"), Hint: view.Say("visits.remark_hint"), Readers: view.Say("task.readers.aftercare"),
		Value: f.Get(fieldReasons), Wrong: wrong[fieldReasons], Limit: site.TextLimit, Optional: true,
	}}})
	if facts := say.FactQuestions(t.Facts, s.of.Facts, f, wrong); len(facts) > 0 {
		form.Parts = append(form.Parts, view.FormPart{Title: view.Say("visits.facts"), Hint: view.Say("task.facts_hint"), Folded: true, Open: anyChosen(facts), Questions: facts})
	}
	return form
}

// contactPart asks how she was contacted, and about the next time.
func contactPart(f site.SentForm, wrong say.Wrongs) view.FormPart {
	choose := []view.Answer{{Text: view.Say("task.choose")}}
	return view.FormPart{Title: view.Say("visits.about_contact"), Questions: []view.Question{
		{
			ID: fieldTried, Name: fieldTried, Kind: view.AskSeveral, Label: view.Say("visits.tried"), Hint: view.Say("visits.tried_hint"), Wrong: wrong[fieldTried],
			Answers: answers("contact_way", record.Ways(), f.All(fieldTried)),
		},
		{
			ID: fieldReached, Name: fieldReached, Kind: view.AskSelect, Label: view.Say("visits.reached"), Hint: view.Say("visits.reached_hint"), Wrong: wrong[fieldReached], Optional: true,
			Answers: append(slices.Clone(choose), answers("contact_way", record.Ways(), []string{f.Get(fieldReached)})...),
		},
		{ID: fieldNext, Name: fieldNext, Kind: view.AskDate, Label: view.Say("visits.next_on"), Date: say.DateParts(f, fieldNext), Wrong: wrong[fieldNext], Optional: true},
		{
			ID: fieldNextWay, Name: fieldNextWay, Kind: view.AskSelect, Label: view.Say("visits.next_way"), Wrong: wrong[fieldNextWay], Optional: true,
			Answers: append(slices.Clone(choose), answers("contact_way", record.Ways(), []string{f.Get(fieldNextWay)})...),
		},
	}}
}

// dimensionPart has the questions of one dimension. No answer is chosen before she gives one.
func dimensionPart(q reintegration.Questionnaire, d reintegration.Dimension, f site.SentForm, wrong say.Wrongs) view.FormPart {
	part := view.FormPart{Title: view.Named("dimension", d), Folded: true}
	for _, question := range q.Questions {
		if question.Dimension != d {
			continue
		}
		name := questionField + question.ID
		one := view.Question{ID: name, Name: name, Kind: view.AskOne, Label: view.Say("questionnaire." + q.ID + "." + question.ID), Wrong: wrong[name]}
		for _, code := range codesOf(question) {
			one.Answers = append(one.Answers, view.Answer{Value: code, Text: view.Say("choice." + question.ID + "." + code), Chosen: f.Get(name) == code})
		}
		part.Questions = append(part.Questions, one)
	}
	part.Open = anyChosen(part.Questions) || len(wrong) > 0 && f.Get(fieldOutcome) == string(casework.Reached)
	return part
}

// codesOf lists the answers that a question can have: its choices, that she prefers not to say, that she
// does not know, and that it was not asked.
func codesOf(q reintegration.Question) []string {
	var out []string
	for _, c := range q.Choices {
		out = append(out, c.Code)
	}
	return append(out, reintegration.Declined, reintegration.Unknown, reintegration.NotAsked)
}

// ofQuestions puts the problems of all questions without an answer into one, which leads to the first of them: each
// is marked at its place.
func ofQuestions(all []view.Problem) []view.Problem {
	var out []view.Problem
	first, missing := -1, 0
	for _, one := range all {
		if !strings.HasPrefix(one.To, questionField) {
			out = append(out, one)
			continue
		}
		if missing++; first < 0 {
			first = len(out)
			out = append(out, one)
		}
	}
	if first >= 0 {
		out[first].Text = view.Count("visits.wrong.questions", missing)
	}
	if missing > 1 {
		out[first].Label = view.Text{} // it is not about one field
	}
	return out
}

func anyChosen(all []view.Question) bool {
	return slices.ContainsFunc(all, func(q view.Question) bool {
		return slices.ContainsFunc(q.Answers, func(a view.Answer) bool { return a.Chosen && a.Value != "" })
	})
}
