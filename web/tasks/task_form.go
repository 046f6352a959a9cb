package tasks

import (
	"slices"
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// The names of the fields of an answer. See also factField.
const (
	fieldOutcome  = "outcome"
	fieldUntil    = "until"
	fieldReasons  = "reasons"
	fieldReason   = "reason" // the coded one
	fieldState    = "state"
	fieldDesk     = "desk"
	fieldType     = "document.type"
	fieldNumber   = "document.number"
	fieldMRZ      = "document.mrz"
	fieldExpires  = "document.expires"
	fieldAnswer   = "answer"
	fieldItem     = "item"    // what is in question; several
	fieldAccount  = "account" // of the colleague who gets the claim
	shownFacts    = 2         // so many facts are shown at once; more of them are folded
	documentLimit = 60
	mrzLimit      = 200
)

// decisionForm makes the form of an answer from the description of the step, with what was typed. If
// the user cannot answer now it returns the reason instead.
func (s shownTask) decisionForm(f site.SentForm, wrong say.Wrongs) (*view.DecisionForm, view.Text) {
	t, action := s.task, policy.DecideTask
	if t.Step.Base() == casework.StepInformation {
		action = policy.AnswerTask
	}
	if !slices.Contains(t.May, action) {
		return nil, view.Say("task.of_desk", s.DeskName(t.Desk))
	}
	over := s.MayTakeOver(t)
	if over {
		t.ClaimedBy = nil // it is advice: the answer ends the claim
	}
	if why, _ := s.NotNow(t); why.Key != "" {
		return nil, why
	}
	form := &view.DecisionForm{Action: s.formPath("decide"), Key: site.NewKey(), Version: t.Version, Hidden: s.seenNow(), Submit: view.Say("task.send")}
	if over {
		form.Hidden = append(form.Hidden, view.Field{Name: fieldOver, Value: "yes"})
	}
	form.Draft = s.drafts.View(form.Action, "form-answer", t.Version)
	form.Facts = say.FactQuestions(s.task.Facts, s.of.Facts, f, wrong)
	if action == policy.DecideTask && s.untilFolded() {
		form.Facts = append([]view.Question{s.untilQuestion(f, wrong)}, form.Facts...)
	}
	form.Opened = len(form.Facts) <= shownFacts || slices.ContainsFunc(form.Facts, func(q view.Question) bool { return q.Wrong.Key != "" || chosen(q) })
	if action == policy.AnswerTask {
		form.Action, form.Submit = s.formPath("answer"), view.Say("task.send_answer")
		form.Draft = s.drafts.View(form.Action, "form-answer", t.Version)
		text := s.textQuestion(fieldAnswer, "task.answer_text", f, wrong)
		text.Readers = teamReaders(readersAsker, askedAt(t.Step))
		form.Questions = []view.Question{text}
		return form, view.Text{}
	}
	form.Outcomes = view.OutcomeChoice{Wrong: wrong[fieldOutcome], Answers: s.outcomeAnswers(f)}
	form.Questions = s.questions(f, wrong)
	if t.Step.Base() == casework.StepTravelDocument {
		form.Document = documentQuestions(f, wrong)
	}
	return form, view.Text{}
}

// chosen reports whether a question is answered.
func chosen(q view.Question) bool {
	return q.Date != (view.DateParts{}) || slices.ContainsFunc(q.Answers, func(a view.Answer) bool { return a.Chosen && a.Value != "" })
}

// outcomeAnswers are the outcomes that the step can have, with what each needs and what follows from it.
func (s shownTask) outcomeAnswers(f site.SentForm) []view.Outcome {
	spec, step := s.task.Spec, s.task.Step
	var out []view.Outcome
	for _, outcome := range spec.Offered() {
		if step.Base() == casework.StepReflection && outcome == casework.Elapsed {
			continue // a time of reflection ends by itself
		}
		one := view.Outcome{Value: string(outcome), Text: say.OutcomeText(step, outcome), Chosen: f.Get(fieldOutcome) == string(outcome)}
		for _, needs := range []struct {
			it  bool
			key string
		}{
			{spec.NeedsReasons(outcome), "task.needs_reasons"},
			{spec.NeedsDate(outcome) && step.Base() != casework.StepTravelDocument, "task.needs_date"},
			{needsDocument(step, outcome), "task.needs_document"},
			{needsState(step, outcome), "task.needs_state"},
			{spec.Repeats(outcome), "task.asked_again"},
		} {
			if needs.it {
				one.Hints = append(one.Hints, view.Say(needs.key))
			}
		}
		s.addPreview(&one, outcome)
		out = append(out, one)
	}
	return out
}

// addPreview says what follows from an outcome: the requests that it opens, or the gates that refuse it.
func (s shownTask) addPreview(to *view.Outcome, outcome casework.Outcome) {
	for _, preview := range s.outcomes {
		if preview.Outcome != outcome {
			continue
		}
		if preview.Second != "" {
			to.Hints = append(to.Hints, view.Say("task.needs_second", s.DeskName(preview.Second), s.whySecond()))
		}
		for _, next := range preview.Opens {
			if next.Step != s.task.Step {
				to.Hints = append(to.Hints, view.Say("task.then", say.StepText(next.Step), s.DeskName(next.Desk)))
			}
		}
		for _, closed := range preview.Closed {
			to.Blocks = append(to.Blocks, s.Block(closed))
		}
	}
}

// whySecond says why one officer is not enough for an outcome of the step.
func (s shownTask) whySecond() view.Text {
	if s.task.Spec.Second != "" {
		return view.Say("task.second_why.earlier")
	}
	return view.Say("task.second_why.merge")
}

func needsDocument(step casework.Step, outcome casework.Outcome) bool {
	return step.Base() == casework.StepTravelDocument && outcome == casework.Issued
}

func needsState(step casework.Step, outcome casework.Outcome) bool {
	return step.Base() == casework.StepNationalityDispute && outcome == casework.SecondState
}

// askedAt is the step at which a question was asked: its answer has the class of that step.
func askedAt(question casework.Step) casework.Step {
	_, step, _ := strings.Cut(string(question), "/")
	return casework.Step(step)
}
