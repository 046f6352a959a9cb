package cli

import (
	"context"
	"fmt"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

type movementCancelPreview struct {
	Movement wire.Ref `arg:"" help:"The movement's reference."`
}

func (c *movementCancelPreview) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.CancelPreview, error) { return s.PreviewCancel(ctx, c.Movement) }, func(p wire.CancelPreview) {
		env.Printf("Cancelling movement %s, %s, would undo: %d seats, %d tickets, %d on the manifest, %d on standby\n",
			p.Movement, p.Status, p.Seats, p.Tickets, p.Listed, p.Standby)
		t := NewTable(env.Out, "CASE", "STATE")
		for _, one := range p.Passengers {
			t.Row(one.Case, one.State)
		}
		t.Flush()
		if p.Proposal.Digest != "" {
			env.Printf("Proposed by %s at %s; a second person agrees until %s\n", p.Proposal.Desk, Instant(p.Proposal.At), Instant(p.Proposal.Until))
			env.proposed(twoPeople{p.Mine, p.Changed, fmt.Sprintf("movement cancel %s --cause CAUSE", p.Movement), fmt.Sprintf("movement cancel-agree %s --digest %s", p.Movement, p.Digest)})
		}
		env.Printf("Digest %s\n", p.Digest)
	})
}

type movementCancelAgree struct {
	Movement wire.Ref `arg:"" help:"The movement's reference."`
	Digest   string   `required:"" placeholder:"DIGEST" help:"Of the preview that you have seen."`
}

func (c *movementCancelAgree) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.AgreeCancel(ctx, i, c.Movement, wire.CancelAgreement{Digest: c.Digest})
	})
}

type movementCancelRefuse struct {
	Movement wire.Ref `arg:"" help:"The movement's reference."`
}

func (c *movementCancelRefuse) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.RefuseCancel(ctx, i, c.Movement)
	})
}
