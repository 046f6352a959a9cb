package cli

import (
	"context"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

type movementStandby struct {
	Movement wire.Ref `arg:"" help:"The movement's reference."`
	Blocks   []string `arg:"" help:"Cases; people who travel together are joined by a plus, as c7m2k9x4pq+c3n8w5t6rs."`
}

func (c *movementStandby) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.QueueStandby(ctx, i, c.Movement, wire.StandbyQueue{Blocks: blocks(c.Blocks)})
	})
}

type movementSeparate struct {
	Movement wire.Ref `arg:"" help:"The movement's reference."`
	One      string   `arg:"" help:"A case."`
	Other    string   `arg:"" help:"The other case. The reason is not kept."`
	Yields   string   `placeholder:"CASE" help:"Which of the two loses the seat if both have one; default: by need."`
	Lift     bool     `help:"They may travel together again."`
}

func (c *movementSeparate) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.KeepApart(ctx, i, c.Movement, wire.SeparationRequest{A: wire.Ref(c.One), B: wire.Ref(c.Other), Yields: wire.Ref(c.Yields), Lifted: c.Lift})
	})
}

type movementSwap struct {
	Movement wire.Ref `arg:"" help:"The movement's reference."`
	Seats    int      `required:"" placeholder:"40" help:"Seats of the smallest vehicle of the trip."`
	Blocked  int      `placeholder:"3" help:"Seats that cannot be sold: crew, escorts, broken, reserved."`
	Cause    string   `placeholder:"operation" help:"The cause, from the closed list."`
}

func (c *movementSwap) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.SwapVehicle(ctx, i, c.Movement, wire.VehicleSwap{Seats: c.Seats, Blocked: c.Blocked, Cause: wire.Cause(c.Cause)})
	})
}
