package activities

import (
	"context"
	"fmt"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/seal"
)

// RetentionRecord counts and deletes data that are past their retention period.
type RetentionRecord interface {
	// Purge deletes up to limit items of a kind that are older than an instant, and returns their
	// number. For a kind that is never purged it returns fault.Invalid.
	Purge(ctx context.Context, kind retention.Kind, before time.Time, limit int) (int, error)
	// OldKeys lists up to limit subjects of a kind that is purged by destroying keys, whose period
	// had ended at an instant and whose key is not destroyed.
	OldKeys(ctx context.Context, kind retention.Kind, before time.Time, limit int) ([]seal.Subject, error)
	// Old counts the items of a purged kind that are past their period at an instant; it changes nothing.
	Old(ctx context.Context, kind retention.Kind, before time.Time) (record.Overdue, error)
	// SaveOverdue stores counts, and replaces earlier ones of the same kinds.
	SaveOverdue(ctx context.Context, old []record.Overdue) error
	// EndedCases lists cases that ended before an instant and are not erased, ordered by reference,
	// from the first reference greater than after.
	EndedCases(ctx context.Context, before time.Time, after casework.Ref, limit int) ([]record.EndedCase, error)
	// CountTexts counts by kind what EmptyTexts would empty; it changes nothing.
	CountTexts(ctx context.Context, ref casework.Ref, seq int64, kinds []retention.Kind) (map[retention.Kind]int, error)
	// EmptyTexts empties the text of some kinds in the file of a case that has ended and whose newest
	// change is still seq, and returns the number of texts of each. Run twice it changes nothing.
	EmptyTexts(ctx context.Context, ref casework.Ref, seq int64, kinds []retention.Kind) (map[retention.Kind]int, error)
	// SaveDue stores which files of the given cases are due, and replaces what was stored of these cases.
	SaveDue(ctx context.Context, looked []casework.Ref, due []record.DueFile) error
}

// Retention applies the retention rules. It purges data that are not in a survivor's file, empties the
// text in files of cases that ended long ago, and stores which files are due. It never erases a case.
type Retention struct {
	Record RetentionRecord
	Keys   Keys
	Rules  *retention.Schedule
	Now    func() time.Time
}

// purgeBatch is the number of items that one transaction deletes: few enough that other transactions do not wait for its locks.
const purgeBatch = 500

// KeepResult counts what one activity has done.
type KeepResult struct {
	Purged map[retention.Kind]int `json:"purged,omitempty"`
	Due    int                    `json:"due,omitempty"`
	// After is the last case that was handled, if there are more because the worker was about to stop.
	After casework.Ref `json:"after,omitempty"`
	More  bool         `json:"more,omitempty"`
}

// PurgeOld purges data that are past their period and not in a survivor's file. Run twice it changes
// nothing.
func (k *Retention) PurgeOld(ctx context.Context) (KeepResult, error) {
	defer heartbeat(ctx)()
	result := KeepResult{Purged: map[retention.Kind]int{}}
	for _, kind := range retention.Kinds() {
		rule := k.Rules.Rule(kind, "")
		if rule.Then != retention.Purge || kind.Texts() {
			continue
		}
		before := rule.Keep.Before(k.Now())
		for {
			n, err := k.purge(ctx, kind, before)
			if err != nil {
				return result, asApplication(fmt.Errorf("purge %s: %w", kind, err))
			}
			result.Purged[kind] += n
			if n < purgeBatch {
				break
			}
			if workerStopping(ctx) {
				result.More = true
				return result, nil
			}
		}
	}
	return result, nil
}

// purge deletes a batch of a kind and returns the number of items. The rows of a list are destroyed with
// its key; rows that became a case are already sealed with the key of the case and stay with it. The
// data of a journey are destroyed with its key.
func (k *Retention) purge(ctx context.Context, kind retention.Kind, before time.Time) (int, error) {
	if kind != retention.ListRows && kind != retention.Journeys {
		return k.Record.Purge(ctx, kind, before, purgeBatch)
	}
	subjects, err := k.Record.OldKeys(ctx, kind, before, purgeBatch)
	if err != nil || len(subjects) == 0 {
		return 0, err
	}
	return len(subjects), k.Keys.Destroy(ctx, subjects...)
}

// EndedCasesInput is where to continue.
type EndedCasesInput struct {
	After casework.Ref `json:"after,omitempty"`
}

// EmptyTexts empties the texts that are past their period in the files of cases that have ended, class
// by class. Run twice it changes nothing.
func (k *Retention) EmptyTexts(ctx context.Context, in EndedCasesInput) (KeepResult, error) {
	defer heartbeat(ctx)()
	result := KeepResult{Purged: map[retention.Kind]int{}}
	now := k.Now().UTC()
	return k.everyEnded(ctx, in, result, func(ended []record.EndedCase, result *KeepResult) error {
		for _, c := range ended {
			emptied, err := k.Record.EmptyTexts(ctx, c.State.Ref, c.State.Seq, oldTexts(k.Rules, c, now))
			if err != nil {
				return fmt.Errorf("empty texts: %w", err)
			}
			for kind, n := range emptied {
				result.Purged[kind] += n
			}
		}
		return nil
	})
}

// SaveDue checks every case that has ended and stores which files are due. Run twice it changes nothing.
func (k *Retention) SaveDue(ctx context.Context, in EndedCasesInput) (KeepResult, error) {
	defer heartbeat(ctx)()
	now := k.Now().UTC()
	return k.everyEnded(ctx, in, KeepResult{}, func(ended []record.EndedCase, result *KeepResult) error {
		looked := make([]casework.Ref, len(ended))
		var due []record.DueFile
		for i, c := range ended {
			looked[i] = c.State.Ref
			if at, rule, ok := k.Rules.Due(c.State, c.Born); ok && !c.Erased && !now.Before(at) {
				due = append(due, record.DueFile{Case: c.State.Ref, Kind: rule.Kind, Due: at})
			}
		}
		if err := k.Record.SaveDue(ctx, looked, due); err != nil {
			return fmt.Errorf("save due files: %w", err)
		}
		result.Due += len(due)
		return nil
	})
}

// everyEnded calls do for all cases that have ended, in batches. If the worker is about to stop, it
// stops early, and the result has the case to continue after.
func (k *Retention) everyEnded(ctx context.Context, in EndedCasesInput, result KeepResult, do func([]record.EndedCase, *KeepResult) error) (KeepResult, error) {
	result.After = in.After
	now := k.Now().UTC()
	for {
		ended, err := k.Record.EndedCases(ctx, now, result.After, purgeBatch)
		if err != nil {
			return result, asApplication(fmt.Errorf("list ended cases: %w", err))
		}
		if len(ended) == 0 {
			return result, nil
		}
		if err := do(ended, &result); err != nil {
			return result, asApplication(err)
		}
		result.After = ended[len(ended)-1].State.Ref
		if workerStopping(ctx) {
			result.More = true
			return result, nil
		}
	}
}
