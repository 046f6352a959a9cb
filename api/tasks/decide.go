package tasks

import (
	"context"
	"encoding/json"
	"fmt"

	"example.org/homeward/api/encode"
	"example.org/homeward/api/problem"
	"example.org/homeward/api/respond"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/internal/wire"
)

func (h handlers) decide(ctx context.Context, p onTask, body wire.DecideTaskJSONRequestBody) (act.Receipt, error) {
	return on(p, func(w tasks.Write) (act.Receipt, error) { return h.do.DecideTask(ctx, w, decision(body)) })
}

func decision(d wire.TaskDecision) tasks.Decision {
	out := tasks.Decision{
		Outcome: d.Outcome, Reason: d.Reason, Until: encode.Stamp(d.Until), Reasons: d.Reasons, Facts: encode.Statements(d.Facts), State: d.State, Desk: d.Desk,
	}
	if given := d.Document; given != (wire.DocumentInput{}) {
		out.Document = &record.Document{Type: string(given.Type), Number: given.Number, MRZ: given.Mrz, Hash: given.Hash}
		if !given.ExpiresAt.IsZero() {
			expires := given.ExpiresAt.UTC()
			out.Document.ExpiresAt = &expires
		}
	}
	return out
}

// decideBatch answers 202 while decisions wait for a second person.
func (h handlers) decideBatch(ctx context.Context, _ wire.DecideTasksParams, body wire.DecideTasksJSONRequestBody) (respond.Result[wire.DecisionAnswers], error) {
	var batch []tasks.BatchedDecision
	for _, d := range body.Decisions {
		one, err := batched(d)
		if err != nil {
			return respond.Result[wire.DecisionAnswers]{}, err
		}
		batch = append(batch, one)
	}
	answered, err := h.do.DecideTasks(ctx, batch)
	v := wire.DecisionAnswers{Items: []wire.DecisionAnswer{}}
	for _, a := range answered.Items {
		one := wire.DecisionAnswer{Key: a.Key, State: a.State, Case: encode.CaseAnswer(a.Case)}
		switch a.State {
		case record.CommandSettled:
			v.Settled++
		case record.CommandPending:
			v.Pending++
		case record.CommandWaits:
			v.WaitingForSecond++
		case record.CommandRefused:
			v.Refused++
			one.Problem = problem.Of(respond.RequestID(ctx), a.Err)
		}
		v.Items = append(v.Items, one)
	}
	if answered.Second != nil {
		v.Batch = batchLine(*answered.Second)
	}
	return respond.Result[wire.DecisionAnswers]{Body: v, Accepted: v.WaitingForSecond > 0}, err
}

// batched returns one decision of a batch. Its fingerprint is computed from the item alone, so it is the
// same in another batch. A name that is not one of a task stays empty and is refused with its item.
func batched(d wire.BatchedDecision) (tasks.BatchedDecision, error) {
	raw, err := json.Marshal(d)
	if err != nil {
		return tasks.BatchedDecision{}, fmt.Errorf("encode a decision: %w", err)
	}
	id, _ := encode.TaskID(d.Task)
	return tasks.BatchedDecision{
		Write: tasks.Write{Case: d.Case, Task: id, Version: d.Version, Key: d.Key},
		Decision: decision(wire.TaskDecision{
			Outcome: d.Outcome, Reason: d.Reason, Until: d.Until, Reasons: d.Reasons, Facts: d.Facts, State: d.State, Desk: d.Desk, Document: d.Document,
		}),
		Fingerprint: respond.Fingerprint("/tasks/decide", "", raw),
	}, nil
}
