package benchmark

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"go.temporal.io/api/enums/v1"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
	"example.org/homeward/workflows"
)

// decisions compares a doctor's decision through the API with a bare Update with one activity that
// writes one row: one by one for the median, ten at a time for the rate.
func (e Env) decisions(ctx context.Context, rules casework.Rules) ([]Measure, error) {
	n, many := e.Repeat, e.Repeat*10
	cases, err := e.openMany(ctx, rules, n+many)
	if err != nil {
		return nil, err
	}
	ids := make([]string, n+many)
	if _, err := sideBySide(ctx, len(ids), func(ctx context.Context, i int) error {
		ids[i] = "bench/" + uuid.NewString()
		return startOne(ctx, e.Temporal, ids[i], "")
	}); err != nil {
		return nil, fmt.Errorf("start bare workflows: %w", err)
	}
	if _, err := sideBySide(ctx, len(ids), func(ctx context.Context, i int) error { return putOne(ctx, e.Temporal, ids[i]) }); err != nil {
		return nil, fmt.Errorf("warm up: %w", err) // a bare start returns before the workflow has run; that of a case does not
	}
	doctor, err := e.as(rules.Desks[casework.DeskMedical], casework.RoleMedical, "bench-doctor")
	if err != nil {
		return nil, err
	}
	decide := func(ctx context.Context, ref casework.Ref) error {
		_, err := doctor.DecideTask(ctx, client.Intent{Key: uuid.NewString(), Version: 1}, ref, "triage.1", wire.TaskDecision{Outcome: casework.Green})
		return err
	}
	before, err := e.events(ctx, cases[0])
	if err != nil {
		return nil, err
	}
	var bareTimes, ourTimes []time.Duration
	for i := range n { // in turn, so that other load on the machine affects both alike
		for _, one := range []struct {
			times *[]time.Duration
			do    func() error
		}{
			{&bareTimes, func() error { return putOne(ctx, e.Temporal, ids[i]) }},
			{&ourTimes, func() error { return decide(ctx, cases[i]) }},
		} {
			took, err := timed(one.do)
			if err != nil {
				return nil, err
			}
			*one.times = append(*one.times, took)
		}
	}
	after, err := e.events(ctx, cases[0])
	if err != nil {
		return nil, err
	}
	bareRate, err := sideBySide(ctx, many, func(ctx context.Context, i int) error { return putOne(ctx, e.Temporal, ids[n+i]) })
	if err != nil {
		return nil, err
	}
	ourRate, err := sideBySide(ctx, many, func(ctx context.Context, i int) error { return decide(ctx, cases[n+i]) })
	if err != nil {
		return nil, err
	}
	return []Measure{
		beside("a decision through the API, median", "ms", median(ourTimes), median(bareTimes), 1.5, true),
		beside("decisions, ten at a time", "/s", ourRate, bareRate, 0.7, false),
		below("history events of one decision", "events", float64(after-before), 13),
	}, nil
}

// events counts the history events of a case over all its runs.
func (e Env) events(ctx context.Context, ref casework.Ref) (int, error) {
	id, count, run := workflows.CaseID(ref), 0, ""
	for {
		previous := ""
		iterator := e.Temporal.GetWorkflowHistory(ctx, id, run, false, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
		for iterator.HasNext() {
			event, err := iterator.Next()
			if err != nil {
				return 0, fmt.Errorf("read history: %w", err)
			}
			count++
			if started := event.GetWorkflowExecutionStartedEventAttributes(); started != nil {
				previous = started.GetContinuedExecutionRunId()
			}
		}
		if previous == "" {
			return count, nil
		}
		run = previous
	}
}
