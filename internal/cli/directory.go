package cli

import (
	"context"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

type desksCommand struct {
	Remote `embed:""`

	Kind    wire.DeskKind `placeholder:"consulate" help:"Only desks of this kind."`
	Country wire.Country  `placeholder:"KEN" help:"Only desks of this country."`
}

func (c *desksCommand) Run(ctx context.Context, env Env, r *Remote) error {
	params := wire.ListDesksParams{Kind: c.Kind, Country: c.Country}
	return ask(r, env, func(s *client.Client) (wire.Desks, error) { return s.ListDesks(ctx, params) }, func(found wire.Desks) {
		t := NewTable(env.Out, "DESK", "KIND", "COUNTRY", "SITS IN", "NAME")
		for _, d := range found.Items {
			t.Row(d.Id, d.Kind, d.Country, d.Seat, d.Name)
		}
		t.Flush()
	})
}

type whoamiCommand struct {
	Remote `embed:""`
}

func (c *whoamiCommand) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.Account, error) { return s.ShowAccount(ctx) }, func(a wire.Account) {
		env.Printf("Account %s, %s at %s (%s, %s)\n", a.Account, a.Role, a.Desk, a.Kind, a.Country)
		env.Printf("May: %s\n", words(a.May))
	})
}

type commandCommand struct {
	Remote `embed:""`

	Name string `arg:"" name:"key" help:"The key of the write."`
}

func (c *commandCommand) Run(ctx context.Context, env Env, r *Remote) error {
	var last wire.Receipt
	err := ask(r, env, func(s *client.Client) (wire.Receipt, error) { return s.ShowCommand(ctx, c.Name) }, func(receipt wire.Receipt) {
		env.receipt(receipt)
		last = receipt
	})
	switch {
	case err != nil:
		return err
	case last.State == record.CommandPending:
		return pending(c.Name)
	case last.State == record.CommandRefused:
		return &client.ProblemError{Problem: last.Problem}
	}
	return undone(last)
}
