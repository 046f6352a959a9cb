package cli

import (
	"context"
	"strings"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

type caseOrders struct {
	Case wire.Ref `arg:"" help:"The case's reference."`
}

func (c *caseOrders) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.Orders, error) { return s.ListOrders(ctx, c.Case) }, func(found wire.Orders) {
		t := NewTable(env.Out, "ORDER", "KIND", "OPENS TO", "CLASSES", "AUTHORITY", "NUMBER", "OF", "SINCE", "UNTIL", "ENDED", "IN FORCE")
		for _, o := range found.Items {
			one := o.Terms
			t.Row(o.Order, one.Kind, one.Desk, strings.Join(codes(one.Classes), " "), one.Authority, one.Number, one.Date, Instant(o.Since), Instant(one.Until), Instant(o.EndedAt), yes(o.Active))
		}
		t.Flush()
	})
}

type caseOrder struct {
	Case    wire.Ref `arg:"" help:"The case's reference."`
	Kind    string   `arg:"" help:"host_legal_duty: the host must notify her mission; legal_order: her file must be handed to a receiver."`
	Classes []string `arg:"" help:"Field classes that the desk sees by it: C, and F of a legal_order."`
	Desk    string   `placeholder:"DESK" help:"The desk that it opens something to. Default: the mission that is asked about her, or her corridor's receiver."`
	Until   string   `required:"" placeholder:"WHEN" help:"End, as 2026-12-24 or +30d; a year at most."`
	Text    string   `required:"" placeholder:"FILE" help:"What it says, in lines as \"authority: ...\"; also number, date (2026-11-03) and purpose; - is the standard input. Not an argument, because others on this machine could read it. Sealed."`
}

func (c *caseOrder) Run(ctx context.Context, env Env, r *Remote) error {
	until, err := moment(c.Until, env.Now())
	if err != nil {
		return err
	}
	said, err := env.inputFields(c.Text, "authority", "number", "date", "purpose")
	if err != nil {
		return err
	}
	body := wire.OrderInput{
		Kind: wire.OrderKind(c.Kind), Desk: wire.DeskId(c.Desk), Classes: as[wire.GivenClass](c.Classes), Until: until,
		Authority: said["authority"], Number: said["number"], Date: said["date"], Purpose: said["purpose"],
	}
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.RecordOrder(ctx, i, c.Case, body)
	})
}

type caseEndOrder struct {
	Case    wire.Ref  `arg:"" help:"The case's reference."`
	Order   int       `arg:"" help:"The order's number in this case."`
	Reasons InputText `required:"" placeholder:"FILE" help:"Why. Sealed."`
}

func (c *caseEndOrder) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.EndOrder(ctx, i, c.Case, c.Order, wire.OrderEnd{Reasons: string(c.Reasons)})
	})
}
