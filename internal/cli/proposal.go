package cli

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

type proposalsCommand struct {
	Remote `embed:""`

	Case wire.Ref `arg:"" help:"The case's reference."`
}

func (c *proposalsCommand) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.Proposals, error) { return s.ListProposals(ctx, c.Case) }, func(found wire.Proposals) {
		t := NewTable(env.Out, "NUMBER", "ACTION", "STATE", "SINCE", "BY DESK", "WAITS FOR", "DUE", "DECIDED", "YOURS")
		for _, p := range found.Items {
			t.Row(p.Number, p.Action, p.State, Instant(p.At), p.By.Desk, p.Desk, Instant(p.Due), Instant(p.DecidedAt), yes(p.Mine))
		}
		t.Flush()
	})
}

// ofProposal names a proposal.
type ofProposal struct {
	Case   wire.Ref `arg:"" help:"The case's reference."`
	Number int      `arg:"" help:"The proposal's number in its case."`
}

type proposalCommand struct {
	Remote     `embed:""`
	ofProposal `embed:""`
}

func (c *proposalCommand) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.ProposalView, error) {
		return s.ShowProposal(ctx, c.Case, c.Number)
	}, env.proposal)
}

type agreeCommand struct {
	Remote     `embed:""`
	ofProposal `embed:""`

	Digest string `required:"" placeholder:"HEX" help:"The digest of the proposal that you have seen; homeward proposal prints it."`
}

func (c *agreeCommand) Run(ctx context.Context, env Env, r *Remote) error {
	body := wire.ProposalAnswer{Answer: casework.Agreed, Digest: c.Digest}
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.AnswerProposal(ctx, i, c.Case, c.Number, body)
	})
}

type refuseCommand struct {
	Remote     `embed:""`
	ofProposal `embed:""`

	Reasons InputText `required:"" placeholder:"FILE" help:"Why. Sealed."`
}

func (c *refuseCommand) Run(ctx context.Context, env Env, r *Remote) error {
	body := wire.ProposalAnswer{Answer: casework.Refused, Reasons: string(c.Reasons)}
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.AnswerProposal(ctx, i, c.Case, c.Number, body)
	})
}

type withdrawProposal struct {
	Remote     `embed:""`
	ofProposal `embed:""`
}

func (c *withdrawProposal) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.WithdrawProposal(ctx, i, c.Case, c.Number)
	})
}
