package people

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/web/say"
	"example.org/homeward/web/site"
	"example.org/homeward/web/view"
)

// rulesQuestions are about the operation that a person was found in and the rules of the case. Both are
// left open as a rule: the person came alone, and the rules follow from the countries.
func (r reader) rulesQuestions(ctx context.Context, f site.SentForm, wrong say.Wrongs) []view.Question {
	var out []view.Question
	if operations := r.operationAnswers(ctx, f); len(operations) > 1 {
		out = append(out, view.Question{
			ID: fieldOperation, Name: fieldOperation, Kind: view.AskSelect, Label: view.Say("open.operation"), Hint: view.Say("open.operation_hint"), Answers: operations, Wrong: wrong[fieldOperation], Optional: true,
		})
	}
	return append(out, view.Question{
		ID: fieldCorridor, Name: fieldCorridor, Kind: view.AskSelect, Label: view.Say("open.corridor"), Hint: view.Say("open.corridor_hint"), Answers: r.corridorAnswers(f), Wrong: wrong[fieldCorridor], Optional: true,
	})
}

// operationAnswers are the running operations that the user may see. If they cannot be read, none is
// offered.
func (r reader) operationAnswers(ctx context.Context, f site.SentForm) []view.Answer {
	out := []view.Answer{{Text: view.Say("open.operation_none"), Chosen: f.Get(fieldOperation) == ""}}
	if !policy.EverAllowed(r.User.Actor, policy.ListOperations) {
		return out
	}
	found, err := r.Usecases.ListOperations(ctx, record.OperationFilter{State: operation.Running}, act.Paging{})
	if err != nil {
		return out
	}
	for _, o := range found.Rows {
		out = append(out, view.Answer{
			Value: string(o.Ref), Text: view.Say("open.operation_line", r.DeskName(o.Lead), r.At(o.OpenedAt)), Chosen: f.Get(fieldOperation) == string(o.Ref),
		})
	}
	return out
}

// corridorAnswers are the rules that there are, each once.
func (r reader) corridorAnswers(f site.SentForm) []view.Answer {
	out := []view.Answer{{Text: view.Say("open.corridor_fits"), Chosen: f.Get(fieldCorridor) == ""}}
	for _, c := range r.Usecases.Corridors.Corridors() {
		if !slices.ContainsFunc(out, func(a view.Answer) bool { return a.Value == c.ID }) && (c.Host == r.User.Actor.Country || c.Host == casework.Country("*") || r.User.Actor.Country == "*") {
			out = append(out, view.Answer{Value: c.ID, Plain: c.Name, Chosen: f.Get(fieldCorridor) == c.ID})
		}
	}
	return out
}
