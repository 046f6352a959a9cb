package cli

import (
	"context"
	"fmt"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

type operationResume struct {
	Operation wire.Ref `arg:"" help:"The operation's reference."`
}

func (c *operationResume) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.ResumeOperation(ctx, i, c.Operation)
	})
}

type operationResumePreview struct {
	Operation wire.Ref `arg:"" help:"The operation's reference."`
}

func (c *operationResumePreview) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.ResumePreview, error) { return s.PreviewResume(ctx, c.Operation) }, func(p wire.ResumePreview) {
		env.Printf("Operation %s, %s: %s open cases would go on\n", p.Operation, p.State, people(p.OpenCases, p.Withheld))
		if p.Paused.Cause != "" {
			env.Printf("Paused since %s: %s\n", Instant(p.Paused.Since), p.Paused.Cause)
		}
		if p.Proposal.Digest != "" {
			env.Printf("Proposed by %s at %s; a second person agrees until %s\n", p.Proposal.Desk, Instant(p.Proposal.At), Instant(p.Proposal.Until))
			env.proposed(twoPeople{p.Mine, p.Changed, "operation resume " + string(p.Operation), fmt.Sprintf("operation resume-agree %s --digest %s", p.Operation, p.Digest)})
		}
		env.Printf("Digest %s\n", p.Digest)
	})
}

type operationResumeAgree struct {
	Operation wire.Ref `arg:"" help:"The operation's reference."`
	Digest    string   `required:"" placeholder:"DIGEST" help:"Of the preview that you have seen."`
}

func (c *operationResumeAgree) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.AgreeResume(ctx, i, c.Operation, wire.ResumeAgreement{Digest: c.Digest})
	})
}

type operationResumeRefuse struct {
	Operation wire.Ref `arg:"" help:"The operation's reference."`
}

func (c *operationResumeRefuse) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.RefuseResume(ctx, i, c.Operation)
	})
}
