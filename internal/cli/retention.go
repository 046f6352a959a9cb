package cli

import (
	"context"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

// RetentionShow is `homeward retention show`.
type RetentionShow struct {
	Remote `embed:""`
}

// Run prints the rules, and what the next run will purge.
func (c *RetentionShow) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.Retention, error) { return s.ShowRetention(ctx) }, func(v wire.Retention) {
		t := NewTable(env.Out, "WHAT", "CORRIDOR", "KEPT", "THEN", "BECAUSE")
		for _, rule := range v.Rules {
			t.Row(rule.Kind, rule.Corridor, rule.Keep, rule.Then, rule.Source)
		}
		t.Flush()
		if !v.Checked {
			env.Printf("No lawyer has checked these periods.\n")
		}
		env.Printf("\n")
		t = NewTable(env.Out, "THE NEXT RUN PURGES", "COUNT", "OLDEST SINCE", "COUNTED")
		for _, o := range v.WouldPurge {
			t.Row(o.Kind, o.Count, Instant(o.Oldest), Instant(o.At))
		}
		t.Flush()
		env.Printf("\n")
		t = NewTable(env.Out, "CASES THAT ARE DUE", "BY RULE", "SINCE")
		for _, f := range v.Due {
			t.Row(f.Case, f.Kind, Instant(f.Due))
		}
		t.Flush()
	})
}
