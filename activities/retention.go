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
	// Purge deletes up to limit items of a kind that are older than before, and returns their number.
	// For a kind that is never purged it returns fault.Invalid.
	Purge(ctx context.Context, kind retention.Kind, before time.Time, limit int) (int, error)
	// OldKeys lists up to limit subjects of a kind that is purged by destroying keys: those that are
	// older than before and whose key still exists.
	OldKeys(ctx context.Context, kind retention.Kind, before time.Time, limit int) ([]seal.Subject, error)
	// Old counts the items of a purged kind that are older than before; it changes nothing.
	Old(ctx context.Context, kind retention.Kind, before time.Time) (record.Overdue, error)
	// SaveOverdue stores counts, and replaces the stored counts of the same kinds.
	SaveOverdue(ctx context.Context, old []record.Overdue) error
	// EndedCases lists up to limit cases that ended before an instant and are not erased, ordered by
	// reference, with references > after (exclusive).
	EndedCases(ctx context.Context, before time.Time, after casework.Ref, limit int) ([]record.EndedCase, error)
	// CountTexts counts by kind what EmptyTexts would empty; it changes nothing.
	CountTexts(ctx context.Context, ref casework.Ref, seq int64, kinds []retention.Kind) (map[retention.Kind]int, error)
	// EmptyTexts empties the texts of some kinds in the file of a case that has ended and whose newest
	// change is still seq, and returns the number of emptied texts of each kind. It is idempotent.
	EmptyTexts(ctx context.Context, ref casework.Ref, seq int64, kinds []retention.Kind) (map[retention.Kind]int, error)
	// SaveDue stores which files of the checked cases may be proposed for erasure, and replaces what was
	// stored for these cases.
	SaveDue(ctx context.Context, checked []casework.Ref, due []record.DueFile) error
}

// Retention applies the retention rules. It purges data that are not part of a case file, empties texts
// that are past their period in the files of ended cases, and stores which files may be proposed for
// erasure. It never erases a case.
type Retention struct {
	Record RetentionRecord
	Keys   Keys
	Rules  *retention.Schedule
	Now    func() time.Time
}

// purgeBatch is the number of items of one batch: the rows that one transaction deletes, the keys of one
// call of Destroy, and the ended cases of one page. It is small enough that other transactions do not
// wait for its locks.
const purgeBatch = 500

// KeepResult counts what one run of an activity has deleted, emptied or found due.
type KeepResult struct {
	// Purged counts the deleted rows, the subjects whose key was destroyed, or the emptied texts, by kind.
	Purged map[retention.Kind]int `json:"purged,omitempty"`
	Due    int                    `json:"due,omitempty"` // files that may be proposed for erasure
	// After is the last case that was handled.
	After casework.Ref `json:"after,omitempty"`
	// More is true if the activity stopped early because its worker was about to stop. Run it again; with
	// After as the input, if it is one that handles cases.
	More bool `json:"more,omitempty"`
}

// PurgeOld purges data that are past their period and are not part of a case file. It is idempotent.
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

// purge purges a batch of a kind and returns the number of deleted rows or destroyed keys. Destroying a
// list's key makes its rows unreadable; rows that became cases are sealed with the key of the case and
// stay readable. Destroying a journey's key makes the data of the journey unreadable.
func (k *Retention) purge(ctx context.Context, kind retention.Kind, before time.Time) (int, error) {
	switch kind {
	case retention.ListRows, retention.Journeys, retention.DraftKeys, retention.WordingKeys:
	default:
		return k.Record.Purge(ctx, kind, before, purgeBatch)
	}
	subjects, err := k.Record.OldKeys(ctx, kind, before, purgeBatch)
	if err != nil || len(subjects) == 0 {
		return 0, err
	}
	return len(subjects), k.Keys.Destroy(ctx, subjects...)
}

// EndedCasesInput says after which case to continue; empty begins with the first.
type EndedCasesInput struct {
	After casework.Ref `json:"after,omitempty"`
}

// EmptyTexts empties the texts that are past their period in the files of ended cases, case by case. It
// may stop early; see KeepResult.More. It is idempotent.
func (k *Retention) EmptyTexts(ctx context.Context, in EndedCasesInput) (KeepResult, error) {
	defer heartbeat(ctx)()
	result := KeepResult{Purged: map[retention.Kind]int{}}
	now := k.Now().UTC()
	return k.forEnded(ctx, in, result, func(ended []record.EndedCase, result *KeepResult) error {
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

// SaveDue checks ended cases and stores which of their files may be proposed for erasure. It may stop
// early; see KeepResult.More. It is idempotent.
func (k *Retention) SaveDue(ctx context.Context, in EndedCasesInput) (KeepResult, error) {
	defer heartbeat(ctx)()
	now := k.Now().UTC()
	return k.forEnded(ctx, in, KeepResult{}, func(ended []record.EndedCase, result *KeepResult) error {
		checked := make([]casework.Ref, len(ended))
		var due []record.DueFile
		for i, c := range ended {
			checked[i] = c.State.Ref
			if at, rule, ok := k.Rules.Due(c.State, c.Born); ok && !c.Erased && !now.Before(at) {
				due = append(due, record.DueFile{Case: c.State.Ref, Kind: rule.Kind, Due: at})
			}
		}
		if err := k.Record.SaveDue(ctx, checked, due); err != nil {
			return fmt.Errorf("save due files: %w", err)
		}
		result.Due += len(due)
		return nil
	})
}

// forEnded calls do for ended cases, in batches, beginning after in.After. If the worker is about to
// stop, it stops early: then More is true, and After is the case to continue after.
func (k *Retention) forEnded(ctx context.Context, in EndedCasesInput, result KeepResult, do func([]record.EndedCase, *KeepResult) error) (KeepResult, error) {
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
