package acts

import (
	"context"
	"strconv"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase/cases"
	"example.org/homeward/internal/usecase/visible"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// The fields of the events.
const (
	fieldHold      = "hold"
	fieldKind      = "kind"
	fieldReview    = "review"
	fieldCustodian = "custodian"
	fieldStep      = "step"
	fieldCause     = say.FieldCause
	fieldCorridor  = "corridor"
	fieldWords     = "words"
)

// holdKinds are the kinds of orders that have words.
func holdKinds() []string { return []string{"witness", "suspect", "bail", "warrant"} }

// fields are the questions of one event, with what was typed. missing says that there is nothing to
// choose from, so that the event cannot be reported.
func (p *pages) fields(ctx context.Context, s shown, event casework.Event, f site.SentForm, wrong say.Wrongs) (out []view.Question, missing view.Text, err error) {
	switch event {
	case casework.EventHoldSet:
		var kinds []view.Answer
		for _, kind := range holdKinds() {
			kinds = append(kinds, view.Answer{Value: kind, Text: view.Named("hold", kind)})
		}
		out = append(out, choice(fieldKind, "acts.report.hold_kind", f, wrong, kinds), view.Question{
			ID: fieldReview, Name: fieldReview, Kind: view.AskDate, Label: view.Say("acts.report.review"), Hint: view.Say("acts.report.review_hint"),
			Date: say.DateParts(f, fieldReview), Wrong: wrong[fieldReview],
		})
	case casework.EventHoldLifted:
		var holds []view.Answer
		for _, hold := range s.of.Holds {
			holds = append(holds, view.Answer{Value: hold.ID, Text: view.Say("acts.report.hold_line", say.HoldText(hold.Kind), s.At(hold.Since))})
		}
		if len(holds) == 0 {
			return nil, view.Say("acts.report.hold_none"), nil
		}
		out = append(out, choice(fieldHold, "acts.report.hold", f, wrong, holds))
	case casework.EventCustodyChanged:
		var custodians []view.Answer
		for _, value := range say.FactValues(casework.FactCustodian) {
			custodians = append(custodians, view.Answer{Value: value, Text: say.ValueText(casework.FactCustodian, value)})
		}
		out = append(out, choice(fieldCustodian, "acts.report.custodian", f, wrong, custodians))
	case casework.EventSuperseded:
		decisions, err := p.Usecases.ListSupersedable(ctx, s.of.Ref)
		if err != nil {
			return nil, view.Text{}, err
		}
		if len(decisions) == 0 {
			return nil, view.Say("acts.report.step_none"), nil
		}
		out = append(out, choice(fieldStep, "acts.report.step", f, wrong, s.decisionAnswers(decisions)))
	case casework.EventPaused:
		out = append(out, s.PauseQuestions(s.of.Pauses, f, wrong)...)
	case casework.EventCorridorChanged:
		out = append(out, choice(fieldCorridor, "acts.report.corridor", f, wrong, p.corridors(s)))
	default:
	}
	name, key := fieldWords, "acts.optional_words"
	if event == casework.EventSuperseded {
		name, key = fieldReasons, "acts.reasons"
	}
	return append(out, words(name, key, f, wrong, event != casework.EventSuperseded, s.ReadEvent(event))), view.Text{}, nil
}

func (s shown) decisionAnswers(decisions []visible.SettledStep) []view.Answer {
	var out []view.Answer
	for _, d := range decisions {
		what := say.StepText(d.Step)
		if !d.Withheld {
			what = view.Say("panel.vote", what, say.OutcomeText(d.Step, d.Outcome))
		}
		out = append(out, view.Answer{Value: string(d.Step), Text: view.Say("acts.exclude.line", what, s.At(d.At))})
	}
	return out
}

// corridors are the rules in force for the host of the case, but its own.
func (p *pages) corridors(s shown) []view.Answer {
	var out []view.Answer
	seen := map[string]bool{s.of.Corridor: true}
	for _, c := range p.Usecases.Corridors.Corridors() {
		if seen[c.ID] || c.Host != s.of.Host && c.Host != "*" {
			continue
		}
		seen[c.ID] = true
		out = append(out, view.Answer{Value: c.ID, Plain: c.Name})
	}
	return out
}

// read makes the event from its form, and says which fields have to be corrected.
func (s shown) read(event casework.Event, questions []view.Question, f site.SentForm, wrong say.Wrongs) cases.Event {
	in := cases.Event{Event: event, Words: say.ReadText(f, fieldWords, wrong), Reasons: say.ReadText(f, fieldReasons, wrong)}
	for _, q := range questions {
		switch q.Name {
		case fieldKind:
			in.HoldKind = chosen(q, f, wrong)
		case fieldReview:
			in.HoldReviewBy = s.ReadDate(f, fieldReview, wrong)
			if _, already := wrong[fieldReview]; in.HoldReviewBy.IsZero() && !already {
				wrong[fieldReview] = view.Say("task.wrong.date")
			}
		case fieldHold:
			in.HoldID = chosen(q, f, wrong)
		case fieldCustodian:
			in.Custodian = chosen(q, f, wrong)
		case fieldStep:
			in.Step = casework.Step(chosen(q, f, wrong))
		case fieldCause:
			in.Cause, in.Until = s.ReadPause(s.of.Pauses, f, wrong)
		case fieldCorridor:
			in.Corridor = chosen(q, f, wrong)
		}
	}
	if event == casework.EventSuperseded && in.Reasons == "" {
		wrong[fieldReasons] = view.Say("acts.wrong.reasons")
	}
	return in
}

// entered is what was typed into the questions of a form, to be read once more.
func entered(questions []view.Question) []view.Fact {
	var out []view.Fact
	for _, q := range questions {
		one := view.Fact{Name: q.Label}
		switch q.Kind {
		case view.AskSelect, view.AskOne:
			for _, a := range q.Answers {
				if a.Chosen && a.Value != "" {
					one.Value, one.Plain = a.Text, a.Plain
				}
			}
		case view.AskSeveral:
			var all []view.Text
			for _, a := range q.Answers {
				if a.Chosen {
					all = append(all, a.Text)
				}
			}
			if len(all) > 0 {
				one.Value = view.Say("case.list", all)
			}
		case view.AskDate:
			if month, bad := say.Number(q.Date.Month); q.Date.Year != "" && !bad {
				one.Plain = q.Date.Day + "." + strconv.Itoa(month) + "." + q.Date.Year
			}
		default:
			one.Plain = q.Value
		}
		if one.Value.Key != "" || one.Plain != "" {
			out = append(out, one)
		}
	}
	return out
}
