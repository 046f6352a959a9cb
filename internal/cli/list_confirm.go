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

// seenList is a list with its preview.
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

// preview prints what confirming the list now would do, and the command for it.
func (env Env) preview(l wire.List, p wire.ListPreview) {
	env.Printf("\nIf it is confirmed now:\n")
	t := NewTable(env.Out, "CASES", "NATIONALITY", "CORRIDOR")
	for _, route := range p.Routes {
		t.Row(route.Cases, route.Origin, fmt.Sprintf("%s v%d", route.Corridor, route.Version))
	}
	t.Flush()
	env.Printf("Cases opened: %d. Rows that a person must read: %d. Lines that are not people: %d.\n", p.Opens, p.Unreadable, p.Aside)
	env.Printf("Children: %d. Possible children: %d, of whom %d have no birth date. Certainly adult: %d.\n", p.Children, p.PossibleChildren, p.Undated, p.Adults)
	if p.Doubts > 0 {
		env.Printf("Rows in doubt: %d. To see and answer them: homeward list rows %s, homeward list answer %s LINE DOUBT --preview %s\n", p.Doubts, l.Ref, l.Ref, p.Preview)
	}
	if p.LeftOut > 0 {
		env.Printf("Rows that an officer has left out: %d.\n", p.LeftOut)
	}
	if p.Alike > 0 {
		env.Printf("%d groups of rows look like one person each. Answer them before the list is opened: homeward list rows %s --problem maybe_twice\n", p.Alike, l.Ref)
	}
	env.twins(l, p)
	env.Printf("Fingerprint: %s\n", p.Preview)
	confirm := fmt.Sprintf("list confirm %s --preview %s", l.Ref, p.Preview)
	switch {
	case l.State == record.ListProposed:
		env.proposed(twoPeople{l.Mine, p.Proposed != p.Preview, confirm, fmt.Sprintf("list approve %s --preview %s", l.Ref, p.Preview)})
	case p.SecondPerson:
		env.Printf("One officer alone may confirm up to %d people. To propose it to a second person: homeward %s\n", p.Alone, confirm)
	default:
		env.Printf("To open its cases: homeward %s\n", confirm)
	}
}

// twins prints the rows that look like open cases, and the commands that answer them.
func (env Env) twins(l wire.List, p wire.ListPreview) {
	if len(p.Twins) == 0 {
		return
	}
	env.Printf("Rows that look like an open case:\n")
	t := NewTable(env.Out, "LINE", "CASE", "BECAUSE")
	for _, one := range p.Twins {
		t.Row(one.Line, one.Case, one.Because)
	}
	t.Flush()
	env.Printf("Answer each before the list is opened: homeward list answer %s LINE maybe_twice --preview %s --choice leave_out, or --choice as_read --reason WHY\n", l.Ref, p.Preview)
}

type listConfirm struct {
	List    wire.Ref `arg:"" help:"The list's reference."`
	Preview string   `placeholder:"FINGERPRINT" help:"The fingerprint of the preview that you have seen. Required for more people than one officer may confirm alone."`
}

func (c *listConfirm) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.ConfirmList(ctx, i, c.List, wire.ListConfirmation{Preview: c.Preview})
	})
}

type listApprove struct {
	List    wire.Ref `arg:"" help:"The list's reference."`
	Preview string   `required:"" placeholder:"FINGERPRINT" help:"The fingerprint of the preview that you have seen and that was proposed."`
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
