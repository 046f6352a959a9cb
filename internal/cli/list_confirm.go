package cli

import (
	"context"
	"fmt"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

type listPreview struct {
	List wire.Ref `arg:"" help:"The list's reference."`
}

// seenList is a list and what would happen if it were confirmed now.
type seenList struct {
	wire.List

	Preview *wire.ListPreview `json:"preview,omitempty"`
}

func (c *listPreview) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (seenList, error) {
		l, err := s.ShowList(ctx, c.List)
		if err != nil || l.State != record.ListRead && l.State != record.ListProposed {
			return seenList{List: l}, err
		}
		p, err := s.PreviewList(ctx, c.List)
		return seenList{l, &p}, err
	}, func(seen seenList) {
		env.list(seen.List)
		if seen.Preview != nil {
			env.preview(seen.List, *seen.Preview)
		}
	})
}

// preview shows what would happen, and what is to be done for it.
func (env Env) preview(l wire.List, p wire.ListPreview) {
	env.Printf("\nIf it were confirmed now:\n")
	t := NewTable(env.Out, "CASES", "NATIONALITY", "CORRIDOR")
	for _, route := range p.Routes {
		t.Row(route.Cases, route.Origin, fmt.Sprintf("%s v%d", route.Corridor, route.Version))
	}
	t.Flush()
	env.Printf("Cases opened: %d. Rows left to a person: %d. Lines set aside: %d.\n", p.Opens, p.Unreadable, p.Aside)
	if p.Alike > 0 {
		env.Printf("%d groups of rows look like one person each. Nothing is merged: each row becomes a case of its own.\n", p.Alike)
	}
	env.Printf("Fingerprint: %s\n", p.Preview)
	switch {
	case l.State != record.ListProposed && p.SecondPerson:
		env.Printf("One officer acts alone for up to %d people. To propose it to a second person: homeward list confirm %s --preview %s\n", p.Alone, l.Ref, p.Preview)
	case l.State != record.ListProposed:
		env.Printf("To open its cases: homeward list confirm %s --preview %s\n", l.Ref, p.Preview)
	case p.Proposed != p.Preview:
		env.Printf("It has changed since it was proposed, and cannot be approved. To propose it anew: homeward list confirm %s --preview %s\n", l.Ref, p.Preview)
	case l.Mine:
		env.Printf("You have proposed it. Somebody else approves it: homeward list approve %s --preview %s\n", l.Ref, p.Preview)
	default:
		env.Printf("To approve it: homeward list approve %s --preview %s\n", l.Ref, p.Preview)
	}
}

type listConfirm struct {
	List    wire.Ref `arg:"" help:"The list's reference."`
	Preview string   `placeholder:"FINGERPRINT" help:"Of the preview that you have seen. Needed for more people than one officer acts for alone."`
}

func (c *listConfirm) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.ConfirmList(ctx, i, c.List, wire.ListConfirmation{Preview: c.Preview})
	})
}

type listApprove struct {
	List    wire.Ref `arg:"" help:"The list's reference."`
	Preview string   `required:"" placeholder:"FINGERPRINT" help:"Of the preview that you have seen: that which was proposed."`
}

func (c *listApprove) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.ApproveList(ctx, i, c.List, wire.ListApproval{Preview: c.Preview})
	})
}

type listRefuse struct {
	List wire.Ref `arg:"" help:"The list's reference."`
}

func (c *listRefuse) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.RefuseList(ctx, i, c.List)
	})
}
