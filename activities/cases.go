package activities

import (
	"context"
	"fmt"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// CaseRecord stores the changes of cases.
type CaseRecord interface {
	// WriteChange writes everything of one change in one transaction, with the escalations
	// that were computed for it, and publishes the case. When it returns nil the change is
	// durable; when it returns an error it may or may not be, and the caller MUST try
	// again. If the change exists already (same case, sequence number and key), it is not
	// changed, and the values recorded with it the first time are returned.
	WriteChange(ctx context.Context, change casework.Change, clocks []casework.ClockSet) (casework.Recorded, error)
}

// Clocks computes the escalations of a task from the corridor that the case has pinned.
type Clocks interface {
	// Escalations returns the levels of a task's escalation with absolute UTC instants, in order. It
	// returns fault.Unavailable if this worker does not have the corridor version.
	Escalations(corridor string, version int, order casework.ClockOrder) ([]casework.EscalationAt, error)
	// RecipientDesk returns the desk that is notified of a level of a task that waits for desk.
	RecipientDesk(corridor string, version int, rung casework.EscalationLevel, desk casework.DeskID) casework.DeskID
}

// Cases writes changes of cases.
type Cases struct {
	Record CaseRecord
	Clocks Clocks
}

// RecordChange computes the clocks that a change needs and writes the whole change, once. A notice with a
// level is addressed to the desk of that level.
func (r *Cases) RecordChange(ctx context.Context, change casework.Change) (casework.Recorded, error) {
	rules := change.Next.Rules
	for i, n := range change.Notices {
		if n.Level != "" {
			change.Notices[i].Desk = r.Clocks.RecipientDesk(rules.Corridor, rules.Version, n.Level, n.Desk)
		}
	}
	clocks := make([]casework.ClockSet, 0, len(change.Clocks))
	for _, order := range change.Clocks {
		levels, err := r.Clocks.Escalations(rules.Corridor, rules.Version, order)
		if fault.CodeOf(err) == fault.Unavailable {
			return casework.Recorded{}, unknownCorridor(ctx, rules)
		}
		if err != nil {
			return casework.Recorded{}, asApplication(fmt.Errorf("compute escalations: %w", err))
		}
		clocks = append(clocks, casework.ClockSet{Task: order.Task, Escalations: levels})
	}
	recorded, err := r.Record.WriteChange(ctx, change, clocks)
	if err != nil {
		return casework.Recorded{}, asApplication(fmt.Errorf("write change: %w", err))
	}
	return recorded, nil
}

// TurnPage does nothing. A workflow calls it to end a workflow task and begin another: it returns in
// milliseconds, while the shortest timer takes a second.
func (r *Cases) TurnPage(context.Context) error { return nil }
