package erasures

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/retention"
	"example.org/homeward/internal/usecase/act"
)

// Retention has the retention rules, and the data that are past their periods.
type Retention struct {
	Version    int
	Checked    bool // by a lawyer
	Rules      []Rule
	WouldPurge []record.Overdue
	Due        []record.DueFile
}

// Rule is how long a kind of data is kept in a corridor; Corridor "" is for all others.
type Rule struct {
	retention.Rule

	Kind     retention.Kind
	Corridor string
}

// dueShown is the largest number of due cases in the list.
const dueShown = 200

// ShowRetention shows the retention rules and the data that are past their periods.
func (s *Erasures) ShowRetention(ctx context.Context) (Retention, error) {
	return act.Run(ctx, s.core, policy.ShowRetention, act.OnNothing(), func(ctx context.Context) (Retention, error) {
		if err := request.From(ctx).AuthorizeGlobal(); err != nil {
			return Retention{}, err
		}
		out := Retention{Version: s.retention.Version, Checked: s.retention.Checked != "", Rules: s.retentionRules()}
		var err error
		if out.WouldPurge, err = s.store.Overdue(ctx); err != nil {
			return Retention{}, err
		}
		out.Due, err = s.dueFiles(ctx)
		return out, err
	})
}

func (s *Erasures) retentionRules() []Rule {
	var out []Rule
	for _, kind := range retention.Kinds() {
		for _, corridor := range append([]string{""}, s.retention.Corridors(kind)...) {
			out = append(out, Rule{Rule: s.retention.Rule(kind, corridor), Kind: kind, Corridor: corridor})
		}
	}
	return out
}

// dueFiles lists the cases past their retention period from which the caller is not kept out.
func (s *Erasures) dueFiles(ctx context.Context) ([]record.DueFile, error) {
	r := request.From(ctx)
	due, err := s.store.DueFiles(ctx, dueShown)
	if err != nil {
		return nil, err
	}
	excluded, err := s.core.Exclusions(ctx, act.RefsOf(due, func(f record.DueFile) casework.Ref { return f.Case })...)
	if err != nil {
		return nil, err
	}
	var out []record.DueFile
	for _, file := range due {
		if r.May(policy.ShowRetention, policy.Subject{Excluded: excluded(file.Case)}) {
			out = append(out, file)
		}
	}
	return out, nil
}
