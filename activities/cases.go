package activities

import (
	"context"
	"fmt"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// CaseRecord is where the changes of cases are kept.
type CaseRecord interface {
	// WriteChange writes everything of one change in one transaction, with the ladders
	// that were computed for it, and announces the case. When it returns nil the change is
	// durable; when it returns an error it may or may not be, and the caller MUST try
	// again. A change that is there already (same case, sequence number and key) is left
	// as it is, and what was recorded with it the first time is returned.
	WriteChange(ctx context.Context, change casework.Change, clocks []casework.ClockSet) (casework.Recorded, error)
}

// Clocks computes the escalations of a task from the corridor that the case has pinned.
type Clocks interface {
	// Escalations returns the levels of a task's escalation with absolute UTC instants, in order. It
	// returns fault.Unavailable if the corridor version is not known here.
	Escalations(corridor string, version int, order casework.ClockOrder) ([]casework.EscalationAt, error)
	// RecipientDesk returns the desk that is notified of a level of a task that waits for desk.
	RecipientDesk(corridor string, version int, rung casework.EscalationLevel, desk casework.DeskID) casework.DeskID
}

// Cases writes what has happened to a case.
type Cases struct {
	Record CaseRecord
	Clocks Clocks
}

// RecordChange computes the clocks that a change asks for and writes all of it, once. The notice of an
// escalation is addressed to the desk of its level.
func (r *Cases) RecordChange(ctx context.Context, change casework.Change) (casework.Recorded, error) {
	rules := change.Next.Rules
	for i, n := range change.Notices {
		if n.Kind == casework.NoticeEscalation {
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

// TurnPage does nothing. A workflow that ends one task and begins another waits for it: it is
// back in milliseconds, where the shortest timer takes a second.
func (r *Cases) TurnPage(context.Context) error { return nil }
