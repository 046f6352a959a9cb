package api

import (
	"context"
	"encoding/json"
	"strconv"
	"sync"

	"example.org/homeward/api/contract"
	"example.org/homeward/api/problem"
	"example.org/homeward/api/respond"
	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/wire"
)

// batchWidth is how many decisions of one batch are under way at a time, while they settle:
// enough that two hundred take a moment, few enough that one consulate does not crowd out
// the others.
const batchWidth = 16

// DecideTasks decides many tasks, each by itself: what one is refused for stops no other.
func (s *Server) DecideTasks(ctx context.Context, r wire.DecideTasksRequestObject) (wire.DecideTasksResponseObject, error) {
	q := request.From(ctx)
	if !policy.EverAllowed(q.Actor, policy.DecideTask) {
		return nil, policy.Refusal()
	}
	if err := keysDiffer(r.Body.Decisions); err != nil {
		return nil, err
	}
	_ = q.AuthorizeGlobal() // each item asks for itself
	v := wire.DecideTasks200JSONResponse{Items: make([]wire.DecisionAnswer, len(r.Body.Decisions))}
	lanes := newLanes(batchWidth)
	var all sync.WaitGroup
	for i, d := range r.Body.Decisions {
		lanes.begin()
		all.Go(func() {
			v.Items[i] = s.decideOne(ctx, q, d)
			lanes.end(v.Items[i].State == record.CommandPending)
		})
	}
	all.Wait()
	for _, one := range v.Items {
		switch one.State {
		case record.CommandSettled:
			v.Settled++
		case record.CommandPending:
			v.Pending++
		case record.CommandRefused:
			v.Refused++
		}
	}
	return v, nil
}

// decideOne decides one item of a batch under a request of its own.
func (s *Server) decideOne(ctx context.Context, q *request.Request, d wire.BatchedDecision) (answer wire.DecisionAnswer) {
	own := q.For(policy.DecideTask)
	answer.Key = d.Key
	body, _ := json.Marshal(d) // it came as JSON and can be written as such
	own.Fingerprint = respond.Fingerprint("/tasks/decide", "", body)
	defer func() {
		if value := recover(); value != nil {
			answer.State, answer.Problem = record.CommandRefused, problem.Of(own.ID, s.HTTP.Panicked(request.With(ctx, q), value))
		}
	}()
	r, err := s.decide(request.With(ctx, own), d.Case, d.Task, d.Key, d.Version, wire.TaskDecision{
		Outcome: d.Outcome, Until: d.Until, Reasons: d.Reasons, Facts: d.Facts, State: d.State, Desk: d.Desk, Document: d.Document,
	})
	if err != nil {
		answer.State, answer.Problem = record.CommandRefused, problem.Of(own.ID, err)
		own.Refuse(audit.Subject{Kind: audit.OfCase, Ref: string(d.Case)}, answer.Problem.Code)
	} else {
		answer.State, answer.Case = r.State, r.Case
	}
	if err := own.WriteAudit(ctx, s.Trail); err != nil {
		answer = wire.DecisionAnswer{Key: d.Key, State: record.CommandRefused, Problem: problem.Of(own.ID, err)}
	}
	return answer
}

// lanes let a few decisions run side by side while they settle at once. As soon as one is
// put off (the workflows cannot be reached) they let all of the rest go: each of them then
// waits the same seconds, and one after the other they would take minutes.
type lanes struct {
	slots chan struct{}
	slow  chan struct{}
	once  sync.Once
}

func newLanes(width int) *lanes {
	return &lanes{slots: make(chan struct{}, width), slow: make(chan struct{})}
}

func (p *lanes) begin() {
	select {
	case p.slots <- struct{}{}:
	case <-p.slow:
	}
}

func (p *lanes) end(putOff bool) {
	if putOff {
		p.once.Do(func() { close(p.slow) })
	}
	select {
	case <-p.slots:
	default: // it ran without a slot
	}
}

// keysDiffer wants a key of its own for each item: two decisions under one key would be one.
func keysDiffer(decisions []wire.BatchedDecision) error {
	seen := map[string]bool{}
	for i, d := range decisions {
		if seen[d.Key] {
			return wrongAt("/decisions/"+strconv.Itoa(i)+"/key", contract.Twice)
		}
		seen[d.Key] = true
	}
	return nil
}
