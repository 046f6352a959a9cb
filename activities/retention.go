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

// RetentionRecord is where things grow old.
type RetentionRecord interface {
	// Purge removes up to limit of what is of a kind and older than an instant, and says how
	// many it has removed. A kind of which nothing is ever purged is fault.Invalid.
	Purge(ctx context.Context, kind retention.Kind, before time.Time, limit int) (int, error)
	// OldKeys names up to limit subjects of a kind that is purged by destroying keys, whose time
	// was over at an instant and whose key is not destroyed.
	OldKeys(ctx context.Context, kind retention.Kind, before time.Time, limit int) ([]seal.Subject, error)
	// Old counts what is over its time at an instant for a kind that is purged; it changes nothing.
	Old(ctx context.Context, kind retention.Kind, before time.Time) (record.Overdue, error)
	// SaveOverdue keeps what was counted, in place of what was kept of the same kinds.
	SaveOverdue(ctx context.Context, old []record.Overdue) error
	// EndedCases lists cases that ended before an instant and are not erased, in the order of
	// their references, from the first one behind after.
	EndedCases(ctx context.Context, before time.Time, after casework.Ref, limit int) ([]record.EndedCase, error)
	// CountTexts counts, kind by kind, what EmptyTexts would empty; it changes nothing.
	CountTexts(ctx context.Context, ref casework.Ref, seq int64, kinds []retention.Kind) (map[retention.Kind]int, error)
	// EmptyTexts empties the text of some kinds in the file of a case that has ended and whose newest
	// change is still seq, and says how many pieces of each there were. Run twice it changes nothing.
	EmptyTexts(ctx context.Context, ref casework.Ref, seq int64, kinds []retention.Kind) (map[retention.Kind]int, error)
	// SaveDue keeps that the files of some cases are due, in place of what was kept of them.
	SaveDue(ctx context.Context, looked []casework.Ref, due []record.DueFile) error
}

// Retention keeps nothing longer than the rules of retention say. It purges data that are not in a survivor's
// file, empties the text in files of cases that have long ended, and notes which files are due;
// it never erases a case.
type Retention struct {
	Record RetentionRecord
	Keys   Keys
	Rules  *retention.Schedule
	Now    func() time.Time
}

// purgeAtOnce is how much one transaction removes: little enough that other transactions do not wait for its locks.
const purgeAtOnce = 500

// KeepResult counts what one activity has done.
type KeepResult struct {
	Purged map[retention.Kind]int `json:"purged,omitempty"`
	Due    int                    `json:"due,omitempty"`
	// After is the last case that was looked at, when there is more to do: the worker was
	// about to stop.
	After casework.Ref `json:"after,omitempty"`
	More  bool         `json:"more,omitempty"`
}

// PurgeOld removes what is over its time and no survivor's file. Run twice it changes nothing.
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
			if n < purgeAtOnce {
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

// purge removes some of what is of a kind and says how many. The rows of a list go with its
// key; those that became a case are sealed with the key of the case by then, and stay with it.
// The data of a journey go with its key.
func (k *Retention) purge(ctx context.Context, kind retention.Kind, before time.Time) (int, error) {
	if kind != retention.ListRows && kind != retention.Journeys {
		return k.Record.Purge(ctx, kind, before, purgeAtOnce)
	}
	subjects, err := k.Record.OldKeys(ctx, kind, before, purgeAtOnce)
	if err != nil || len(subjects) == 0 {
		return 0, err
	}
	return len(subjects), k.Keys.Destroy(ctx, subjects...)
}

// EndedCasesInput says where to go on.
type EndedCasesInput struct {
	After casework.Ref `json:"after,omitempty"`
}

// EmptyTexts empties the text whose time is over in the files of cases that have ended, class by
// class. Run twice it changes nothing.
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

// SaveDue looks at every case that has ended and notes whose file is due. Run twice it
// changes nothing.
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
			return fmt.Errorf("note due files: %w", err)
		}
		result.Due += len(due)
		return nil
	})
}

// everyEnded does something with all cases that have ended, some at a time, until the worker is
// about to stop: then the result says where to go on.
func (k *Retention) everyEnded(ctx context.Context, in EndedCasesInput, result KeepResult, do func([]record.EndedCase, *KeepResult) error) (KeepResult, error) {
	result.After = in.After
	now := k.Now().UTC()
	for {
		ended, err := k.Record.EndedCases(ctx, now, result.After, purgeAtOnce)
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
