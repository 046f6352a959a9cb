package activities

import (
	"context"
	"fmt"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/retention"
)

// nextRun is the time until the next daily run.
const nextRun = 24 * time.Hour

// PreviewRetention counts what the next run will purge, so that people can see it the day before. It
// purges nothing and is idempotent.
func (k *Retention) PreviewRetention(ctx context.Context) error {
	defer heartbeat(ctx)()
	now := k.Now().UTC()
	at := now.Add(nextRun)
	old, err := PreviewPurge(ctx, k.Record, k.Rules, at)
	if err != nil {
		return asApplication(err)
	}
	texts, err := PreviewTexts(ctx, k.Record, k.Rules, now, at)
	if err == nil {
		err = k.Record.SaveOverdue(ctx, append(old, texts...))
	}
	return asApplication(err)
}

// PreviewPurge counts what would be purged at an instant, without the texts in files of cases; see
// PreviewTexts. It opens no sealed value and changes nothing.
func PreviewPurge(ctx context.Context, r RetentionRecord, rules *retention.Schedule, at time.Time) ([]record.Overdue, error) {
	var out []record.Overdue
	for _, kind := range retention.Kinds() {
		rule := rules.Rule(kind, "")
		if rule.Then != retention.Purge || kind.Texts() {
			continue
		}
		found, err := r.Old(ctx, kind, rule.Keep.Before(at))
		if err != nil {
			return nil, fmt.Errorf("count %s: %w", kind, err)
		}
		out = append(out, found)
	}
	return out, nil
}

// PreviewTexts counts the texts in the files of cases that would be emptied at an instant, for each kind
// that is purged anywhere, with the end of the oldest of those cases. now is the time of the count. It
// changes nothing.
func PreviewTexts(ctx context.Context, r RetentionRecord, rules *retention.Schedule, now, at time.Time) ([]record.Overdue, error) {
	var out []record.Overdue
	for _, kind := range retention.Kinds() {
		if kind.Texts() && rules.Purges(kind) {
			out = append(out, record.Overdue{Kind: kind, At: now})
		}
	}
	var after casework.Ref
	for {
		ended, err := r.EndedCases(ctx, at, after, purgeBatch)
		if err != nil {
			return nil, fmt.Errorf("list ended cases: %w", err)
		}
		if len(ended) == 0 {
			return out, nil
		}
		for _, c := range ended {
			after = c.State.Ref
			found, err := r.CountTexts(ctx, after, c.State.Seq, oldTexts(rules, c, at))
			if err != nil {
				return nil, fmt.Errorf("count texts: %w", err)
			}
			for i := range out {
				one := &out[i]
				if n := found[one.Kind]; n > 0 {
					one.Count += n
					if one.Oldest.IsZero() || c.State.Ended.At.Before(one.Oldest) {
						one.Oldest = c.State.Ended.At
					}
				}
			}
		}
	}
}

// oldTexts lists the kinds of text in the file of a case that are past their period; none if the case is
// erased or about to be erased.
func oldTexts(rules *retention.Schedule, c record.EndedCase, at time.Time) []retention.Kind {
	if c.Erased || c.Asked {
		return nil
	}
	return rules.ExpiredTexts(c.State, c.Born, at)
}
