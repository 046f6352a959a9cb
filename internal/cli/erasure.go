package cli

import (
	"context"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

type erasureGroup struct {
	Remote `embed:""`

	Preview erasurePreview `cmd:"" help:"What erasing a person would destroy, what would stay, and what prevents it."`
	Request erasureRequest `cmd:"" help:"Request the erasure of a person's data. A second person approves it."`
	List    erasureList    `cmd:"" help:"Requests for erasure, newest first."`
	Show    erasureShow    `cmd:"" help:"One request."`
	Approve erasureApprove `cmd:"" help:"Approve a request, as the second person. It cannot be undone."`
	Refuse  erasureRefuse  `cmd:"" help:"Refuse a request."`
	Stop    erasureStop    `cmd:"" help:"Stop an erasure that is approved, with reasons, while that is possible."`

	Deletions erasureDeletions `cmd:"" help:"Requests to delete data that a desk has received, and the answers; newest first."`
	Deletion  erasureDeletion  `cmd:"" help:"The request to one desk to delete data."`
	Say       erasureSay       `cmd:"" help:"Answer a request to delete data."`
}

type erasurePreview struct {
	Case  wire.Ref          `arg:"" help:"The case's reference."`
	Basis wire.ErasureBasis `default:"survivor_asked" placeholder:"BASIS" help:"The basis: survivor_asked, retention_reached, court_order, registered_wrongly."`
}

func (c *erasurePreview) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.ErasurePreview, error) {
		return s.PreviewErasure(ctx, c.Case, wire.PreviewErasureParams{Basis: c.Basis})
	}, func(p wire.ErasurePreview) {
		for _, part := range []struct {
			title string
			lines []string
		}{{"This would be destroyed:", p.Goes}, {"This would stay:", p.Stays}} {
			env.Printf("%s\n", part.title)
			for _, line := range part.lines {
				env.Printf("  - %s\n", line)
			}
		}
		if len(p.Beyond) > 0 {
			env.Printf("These desks have received data, and will be asked to delete them:\n")
			for _, desk := range p.Beyond {
				env.Printf("  - %s\n", desk)
			}
		}
		switch {
		case p.Erased:
			env.Printf("The person is erased already.\n")
		case p.Gate.Open:
			env.Printf("Nothing prevents it.\n")
		default:
			env.Printf("What prevents it:\n")
			t := NewTable(env.Out, "  CONDITION", "OWNER", "DESK", "SINCE")
			for _, u := range p.Gate.Unmet {
				t.Row("  "+u.Condition, u.Owner, u.Desk, Instant(u.Since))
			}
			t.Flush()
		}
	})
}

type erasureRequest struct {
	Case  wire.Ref          `arg:"" help:"The case's reference."`
	Basis wire.ErasureBasis `required:"" placeholder:"BASIS" help:"The basis: survivor_asked, retention_reached, court_order, registered_wrongly."`

	Reasons InputText `placeholder:"FILE" help:"Why, and what shows it; needed for registered_wrongly. Sealed, and destroyed with the rest."`
}

func (c *erasureRequest) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.RequestErasure(ctx, i, c.Case, wire.ErasureRequest{Basis: c.Basis, Reasons: string(c.Reasons)})
	})
}

type erasureList struct {
	page `embed:""`

	State wire.ErasureState `placeholder:"requested" help:"Only those that are requested, approved, refused or erased."`
	Case  wire.Ref          `placeholder:"REF" help:"Only those about this case."`
}

func (c *erasureList) Run(ctx context.Context, env Env, r *Remote) error {
	params := wire.ListErasuresParams{State: c.State, Case: c.Case, Limit: c.Limit, Cursor: c.Cursor}
	return ask(r, env, func(s *client.Client) (wire.ErasurePage, error) { return s.ListErasures(ctx, params) }, func(found wire.ErasurePage) {
		t := NewTable(env.Out, "ERASURE", "CASE", "STATE", "BASIS", "ASKED", "BY DESK", "DECIDED", "ERASED")
		for _, e := range found.Items {
			t.Row(e.Ref, e.Case, e.State, e.Basis, Instant(e.RequestedAt), e.RequestedBy.Desk, Instant(e.DecidedAt), Instant(e.ErasedAt))
		}
		t.Flush()
		env.more(found.Next)
	})
}

type erasureShow struct {
	Erasure wire.Ref `arg:"" help:"The request's reference."`
}

func (c *erasureShow) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.Erasure, error) { return s.ShowErasure(ctx, c.Erasure) }, func(e wire.Erasure) {
		env.Printf("Erasure of case %s: %s, because %s\n", e.Case, e.State, e.Basis)
		env.Printf("Asked %s by %s\n", Instant(e.RequestedAt), e.RequestedBy.Desk)
		if !e.DecidedAt.IsZero() {
			env.Printf("Decided %s by %s\n", Instant(e.DecidedAt), e.DecidedBy.Desk)
		}
		if !e.ErasedAt.IsZero() {
			env.Printf("Done %s\n", Instant(e.ErasedAt))
		}
		if len(e.WaitsFor) > 0 {
			env.Printf("It waits for a second person at another agency than %s; one of these may approve it: %s\n", e.RequestedBy.Agency, words(e.WaitsFor))
		}
		if !e.StopUntil.IsZero() {
			env.Printf("It can be stopped until %s: homeward erasure stop %s FILE\n", Instant(e.StopUntil), e.Ref)
		}
		for _, said := range []string{e.Reasons, e.EndReasons} {
			if said != "" {
				env.Printf("  %s\n", said)
			}
		}
	})
}

type erasureApprove struct {
	Erasure wire.Ref `arg:"" help:"The request's reference."`
}

func (c *erasureApprove) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.ApproveErasure(ctx, i, c.Erasure)
	})
}

type erasureRefuse struct {
	Erasure wire.Ref `arg:"" help:"The request's reference."`
}

func (c *erasureRefuse) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.RefuseErasure(ctx, i, c.Erasure)
	})
}

type erasureStop struct {
	Erasure wire.Ref  `arg:"" help:"The request's reference."`
	Reasons InputText `arg:"" help:"Why it is stopped: a file, or - for the standard input. Sealed."`
}

func (c *erasureStop) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.StopErasure(ctx, i, c.Erasure, wire.Reasons{Reasons: string(c.Reasons)})
	})
}
