package tasks

import (
	"context"
	"strconv"
	"sync"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// maxDecisions is the number of decisions of one batch that run at the same time while they settle:
// enough that two hundred are fast, and few enough that one consulate does not delay the others.
const maxDecisions = 16

// BatchedDecision is one decision of a batch. Fingerprint distinguishes decisions with the same key.
type BatchedDecision struct {
	Write
	Decision

	Fingerprint []byte
}

// DecisionAnswer is the answer to one decision of a batch. Err is set if it was refused; Case may be
// there if it was settled.
type DecisionAnswer struct {
	Key   string
	State record.CommandState
	Case  *casework.Answer
	Err   error
}

// DecideTasks decides many tasks separately: a refusal of one does not stop the others. Two decisions
// with one key are an invalid field.
func (s *Tasks) DecideTasks(ctx context.Context, batch []BatchedDecision) ([]DecisionAnswer, error) {
	return act.Run(ctx, s.core, policy.DecideTasks, act.OnNothing(), func(ctx context.Context) ([]DecisionAnswer, error) {
		r := request.From(ctx)
		if !policy.EverAllowed(r.Actor, policy.DecideTask) {
			return nil, policy.Refusal()
		}
		if err := distinctKeys(batch); err != nil {
			return nil, err
		}
		_ = r.AuthorizeGlobal() // policy has no rule about batches; each decision is authorized separately
		return s.decideAll(ctx, batch), nil
	})
}

// decideAll decides each item of a batch, and returns the answers in their order.
func (s *Tasks) decideAll(ctx context.Context, batch []BatchedDecision) []DecisionAnswer {
	answers := make([]DecisionAnswer, len(batch))
	limit := newBatchLimit(maxDecisions)
	var all sync.WaitGroup
	for i, one := range batch {
		limit.begin()
		all.Go(func() {
			answers[i] = s.decideOne(ctx, one)
			limit.end(answers[i].State == record.CommandPending)
		})
	}
	all.Wait()
	return answers
}

// decideOne decides one item of a batch, with a separate request.
func (s *Tasks) decideOne(ctx context.Context, one BatchedDecision) (answer DecisionAnswer) {
	answer.Key = one.Key
	defer func() {
		if value := recover(); value != nil {
			answer.State, answer.Err = record.CommandRefused, s.panicked(ctx, value)
		}
	}()
	own := request.From(ctx).For(policy.DecideTask)
	own.Fingerprint = one.Fingerprint
	receipt, err := s.DecideTask(request.With(ctx, own), one.Write, one.Decision)
	if err != nil {
		answer.State, answer.Err = record.CommandRefused, err
		return answer
	}
	answer.State, answer.Case = receipt.State, receipt.Case
	return answer
}

// distinctKeys returns an invalid field if two decisions have the same key.
func distinctKeys(batch []BatchedDecision) error {
	seen := map[string]bool{}
	for i, one := range batch {
		if seen[one.Key] {
			return act.Invalid("/decisions/"+strconv.Itoa(i)+"/key", act.FieldRepeated)
		}
		seen[one.Key] = true
	}
	return nil
}

// batchLimit limits the number of decisions that run at the same time while they settle at once. As soon
// as one stays pending, because the workflows cannot be reached, the limit is lifted: each decision then
// waits some seconds, and one after the other they would take minutes.
type batchLimit struct {
	slots chan struct{}
	slow  chan struct{}
	once  sync.Once
}

func newBatchLimit(width int) *batchLimit {
	return &batchLimit{slots: make(chan struct{}, width), slow: make(chan struct{})}
}

func (l *batchLimit) begin() {
	select {
	case l.slots <- struct{}{}:
	case <-l.slow:
	}
}

func (l *batchLimit) end(pending bool) {
	if pending {
		l.once.Do(func() { close(l.slow) })
	}
	select {
	case <-l.slots:
	default: // it ran without a slot
	}
}
