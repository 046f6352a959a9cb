package main

import (
	"context"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

type desksCommand struct {
	Remote `embed:""`

	Kind    string `placeholder:"consulate" help:"Only desks of this kind."`
	Country string `placeholder:"KEN" help:"Only desks of this country."`
}

func (c *desksCommand) Run(ctx context.Context, w world, r *Remote) error {
	q := page{}.query()
	set(q, "kind", c.Kind)
	set(q, "country", c.Country)
	return ask(r, w, func(s *client.Client) (wire.Desks, error) { return s.Desks(ctx, q) }, func(found wire.Desks) {
		t := newTable(w.out, "DESK", "KIND", "COUNTRY", "SITS IN", "NAME")
		for _, d := range found.Items {
			t.row(d.Id, d.Kind, d.Country, d.Seat, d.Name)
		}
		t.flush()
	})
}

type whoamiCommand struct {
	Remote `embed:""`
}

func (c *whoamiCommand) Run(ctx context.Context, w world, r *Remote) error {
	return ask(r, w, func(s *client.Client) (wire.Account, error) { return s.Account(ctx) }, func(a wire.Account) {
		w.print("Account %s, %s at %s (%s, %s)\n", a.Account, a.Role, a.Desk, a.Kind, a.Country)
		w.print("May ever: %s\n", words(a.May))
	})
}

type commandCommand struct {
	Remote `embed:""`

	Name string `arg:"" name:"key" help:"The key of the write."`
}

func (c *commandCommand) Run(ctx context.Context, w world, r *Remote) error {
	var last wire.Receipt
	err := ask(r, w, func(s *client.Client) (wire.Receipt, error) { return s.Command(ctx, c.Name) }, func(receipt wire.Receipt) {
		w.receipt(receipt)
		last = receipt
	})
	switch {
	case err != nil:
		return err
	case last.State == record.CommandPending:
		return &pendingError{c.Name}
	case last.State == record.CommandRefused:
		return &client.ProblemError{Problem: last.Problem}
	}
	return nil
}
