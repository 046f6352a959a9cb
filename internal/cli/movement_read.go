package cli

import (
	"context"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

type movementList struct {
	page `embed:""`

	Operation wire.Ref            `placeholder:"REF" help:"Of this operation."`
	Case      wire.Ref            `placeholder:"REF" help:"With this case as a passenger."`
	Status    wire.MovementStatus `placeholder:"locked" help:"In this status."`
}

func (c *movementList) Run(ctx context.Context, env Env, r *Remote) error {
	params := wire.ListMovementsParams{Operation: c.Operation, Case: c.Case, Status: c.Status, Limit: c.Limit, Cursor: c.Cursor}
	return ask(r, env, func(s *client.Client) (wire.MovementPage, error) { return s.ListMovements(ctx, params) }, func(found wire.MovementPage) {
		t := NewTable(env.Out, "MOVEMENT", "STATUS", "DEPARTS", "SEATS", "BLOCKED", "SOLD", "STANDBY", "CHARTER")
		for _, m := range found.Items {
			t.Row(m.Ref, m.Status, Instant(m.DepartsAt), m.Seats, m.Blocked, people(m.Sold, m.Withheld), people(m.Standby, m.Withheld), yes(m.Charter))
		}
		t.Flush()
		env.more(found.Next)
	})
}

type movementShow struct {
	Movement wire.Ref `arg:"" help:"The movement's reference."`
}

func (c *movementShow) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.Movement, error) { return s.ShowMovement(ctx, c.Movement) }, func(m wire.Movement) {
		env.Printf("Movement %s, %s, %d seats, %d blocked, %s sold, %s on standby, manifest version %d\n", m.Ref, m.Status, m.Seats, m.Blocked,
			people(m.Sold, m.Withheld), people(m.Standby, m.Withheld), m.Manifest)
		env.Printf("Received by %s, arranged by %s\n", m.Receiving, m.Desk)
		t := NewTable(env.Out, "LEG", "FROM", "TO", "DEPARTS", "ARRIVES")
		for _, l := range m.Legs {
			t.Row(l.Mode, l.From, l.To, Instant(l.DepartsAt), Instant(l.ArrivesAt))
		}
		t.Flush()
		env.Printf("\n")
		t = NewTable(env.Out, "CASE", "STATE", "SEAT", "BLOCK", "HELD UNTIL", "OUTCOME", "WHY", "SINCE")
		for _, p := range m.Passengers {
			seat := any("")
			if p.Seat > 0 {
				seat = p.Seat
			}
			t.Row(p.Case, p.State, seat, p.Block, Instant(p.HeldUntil), p.Outcome, p.Why, Instant(p.Since))
		}
		t.Flush()
	})
}

type movementManifest struct {
	Movement wire.Ref `arg:"" help:"The movement's reference."`
}

func (c *movementManifest) Run(ctx context.Context, env Env, r *Remote) error {
	return ask(r, env, func(s *client.Client) (wire.Manifest, error) { return s.ShowManifest(ctx, c.Movement) }, func(m wire.Manifest) {
		env.Printf("Manifest of movement %s, version %d, %s, departing %s\n", m.Movement, m.Version, m.Status, Instant(m.DepartsAt))
		t := NewTable(env.Out, "CASE", "STATE", "SEAT", "NAME", "BORN", "NATIONALITY", "DOCUMENT", "EXPIRES", "CHILD")
		for _, p := range m.Passengers {
			t.Row(p.Case, p.State, p.Seat, p.Person.Name, born(p.Person.Birth), p.Person.Nationality, p.Document.Number, Instant(p.Document.ExpiresAt), yes(p.Minor))
		}
		t.Flush()
	})
}

type movementUnlock struct {
	Movement wire.Ref `arg:"" help:"The movement's reference."`
}

func (c *movementUnlock) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.UnlockManifest(ctx, i, c.Movement)
	})
}

type movementDepart struct {
	Movement wire.Ref `arg:"" help:"The movement's reference."`
	Arrives  string   `placeholder:"WHEN" help:"When it is expected to arrive, if not as planned."`
}

func (c *movementDepart) Run(ctx context.Context, env Env, r *Remote) error {
	arrives, err := moment(c.Arrives, env.Now())
	if err != nil {
		return err
	}
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.DepartMovement(ctx, i, c.Movement, wire.Departure{ArrivesAt: arrives})
	})
}

type movementSlip struct {
	Movement wire.Ref `arg:"" help:"The movement's reference."`
	Departs  string   `arg:"" help:"The new departure, as 2026-12-02T14:00:00Z or +2d."`
	Arrives  string   `placeholder:"WHEN" help:"The new arrival; default: moved by as much as the departure."`
	Cause    string   `placeholder:"border_closed" help:"The cause, from the closed list."`
}

func (c *movementSlip) Run(ctx context.Context, env Env, r *Remote) error {
	body := wire.Slip{Cause: wire.Cause(c.Cause)}
	var err error
	if body.DepartsAt, err = moment(c.Departs, env.Now()); err != nil {
		return err
	}
	if body.ArrivesAt, err = moment(c.Arrives, env.Now()); err != nil {
		return err
	}
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.SlipMovement(ctx, i, c.Movement, body)
	})
}

type movementCancel struct {
	Movement wire.Ref `arg:"" help:"The movement's reference."`
	Cause    string   `required:"" placeholder:"border_closed" help:"The cause, from the closed list."`
}

func (c *movementCancel) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.CancelMovement(ctx, i, c.Movement, wire.Cancellation{Cause: wire.Cause(c.Cause)})
	})
}
