package tasks

import (
	"context"
	"slices"
	"strconv"
	"sync"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/sheet"
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

// BatchAnswer is the answer to a batch: one answer for each decision, in their order.
type BatchAnswer struct {
	Items []DecisionAnswer
	// Second is the batch that waits for a second person, or did; nil if one officer has decided alone.
	Second *Batch
}

// DecideTasks decides many tasks separately: a refusal of one does not stop the others. Two decisions
// with one key, or for one task, are an invalid field. More decisions than one officer may give alone at once are not sent: they wait
// for a second person. Sent again, they are answered with what became of them.
func (s *Tasks) DecideTasks(ctx context.Context, batch []BatchedDecision) (BatchAnswer, error) {
	return act.Run(ctx, s.core, policy.DecideTasks, act.OnNothing(), func(ctx context.Context) (BatchAnswer, error) {
		r := request.From(ctx)
		if !policy.EverAllowed(r.Actor, policy.DecideTask) {
			return BatchAnswer{}, policy.Refusal()
		}
		if err := distinct(batch); err != nil {
			return BatchAnswer{}, err
		}
		_ = r.AuthorizeGlobal() // policy has no rule about batches; each decision is authorized separately
		return s.decideMany(ctx, batch)
	})
}

// decideMany decides a batch, or proposes it.
func (s *Tasks) decideMany(ctx context.Context, batch []BatchedDecision) (BatchAnswer, error) {
	ref, err := batchRef(ctx, batch)
	if err != nil {
		return BatchAnswer{}, err
	}
	stored, err := s.store.Batch(ctx, ref)
	if err == nil {
		return s.answered(ctx, batch, stored)
	}
	if fault.CodeOf(err) != fault.NotFound {
		return BatchAnswer{}, err
	}
	fresh, alone, err := s.needsSecond(ctx, batch)
	switch {
	case err != nil:
		return BatchAnswer{}, err
	case fresh == nil:
		return BatchAnswer{Items: s.decideAll(ctx, batch)}, nil
	}
	return s.decideByTwo(ctx, ref, batch, fresh, alone)
}

// decideByTwo proposes the decisions of a batch that may wait for a second person, and answers the others: those
// that were sent before, and those that are left out by a rule. If only as many are left as one officer may decide
// alone, they are decided.
func (s *Tasks) decideByTwo(ctx context.Context, ref casework.Ref, batch []BatchedDecision, fresh []bool, alone int) (BatchAnswer, error) {
	versions, left, err := s.sortOut(ctx, batch)
	if err != nil {
		return BatchAnswer{}, err
	}
	var wait, now []BatchedDecision
	var seen []int64
	for i, one := range batch {
		switch {
		case !fresh[i]:
			now = append(now, one)
		case left[i].err == nil:
			wait, seen = append(wait, one), append(seen, versions[i])
		}
	}
	if len(wait) <= alone {
		now, wait = append(now, wait...), nil
	} else if err := s.propose(ctx, ref, wait, seen, alone); err != nil {
		return BatchAnswer{}, err
	}
	decided := s.decideAll(ctx, now)
	out := BatchAnswer{Items: make([]DecisionAnswer, len(batch))}
	for i, one := range batch {
		at := slices.IndexFunc(decided, func(a DecisionAnswer) bool { return a.Key == one.Key })
		switch {
		case at >= 0:
			out.Items[i] = decided[at]
		case left[i].err != nil:
			out.Items[i] = DecisionAnswer{Key: one.Key, State: record.CommandRefused, Err: left[i].err}
		default:
			out.Items[i] = DecisionAnswer{Key: one.Key, State: record.CommandWaits}
		}
	}
	if len(wait) == 0 {
		return out, nil
	}
	stored, err := s.store.Batch(ctx, ref)
	if err != nil {
		return BatchAnswer{}, act.AsMissing(err)
	}
	line := s.batchLine(ctx, stored)
	out.Second = &line
	return out, nil
}

// answered is the answer to decisions that are sent again after they were proposed: what became of each. One that
// was not part of the batch is judged again.
func (s *Tasks) answered(ctx context.Context, batch []BatchedDecision, stored record.Batch) (BatchAnswer, error) {
	found, err := s.batch(ctx, stored)
	if err != nil {
		return BatchAnswer{}, err
	}
	_, left, err := s.sortOut(ctx, batch)
	if err != nil {
		return BatchAnswer{}, err
	}
	out := BatchAnswer{Items: make([]DecisionAnswer, len(batch)), Second: &found}
	for i, one := range batch {
		a := DecisionAnswer{Key: one.Key, State: record.CommandWaits}
		at := slices.IndexFunc(stored.Items, func(item record.BatchItem) bool {
			return item.Case == one.Case && item.Task == one.Task && (item.Body.Key == one.Key || item.Body.Key == "")
		})
		switch {
		case at < 0 && left[i].err != nil:
			a.State, a.Err = record.CommandRefused, left[i].err
		case at < 0:
			a.State, a.Err = record.CommandRefused, leftOut(sheet.Changed)
		case found.Rows[at].State != "":
			a.State, a.Case, a.Err = found.Rows[at].State, found.Rows[at].Case, found.Rows[at].Err
		case stored.State != record.BatchAgreed && !stored.Waits(s.core.Now()):
			a.State, a.Err = record.CommandRefused, fault.New(fault.Conflict, "no second person agreed to this batch; send the decision under a new key")
		}
		out.Items[i] = a
	}
	return out, nil
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

// distinct returns an invalid field if two decisions have the same key, or answer the same task: both can not be
// right, and which one comes first would be chance.
func distinct(batch []BatchedDecision) error {
	keys, tasks := map[string]bool{}, map[answeredTask]bool{}
	for i, one := range batch {
		at, task := "/decisions/"+strconv.Itoa(i), answeredTask{one.Case, one.Task}
		switch {
		case keys[one.Key]:
			return act.Invalid(at+"/key", act.FieldRepeated)
		case tasks[task] && one.Task != "": // a name that is not one of a task is refused with its item
			return act.Invalid(at, act.FieldRepeated)
		}
		keys[one.Key], tasks[task] = true, true
	}
	return nil
}

// answeredTask is what a decision answers.
type answeredTask struct {
	ref  casework.Ref
	task casework.TaskID
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
