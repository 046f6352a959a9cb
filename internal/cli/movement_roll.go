package cli

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

type movementLock struct {
	Movement wire.Ref `arg:"" help:"The movement's reference."`
	Compared []string `arg:"" optional:"" help:"Cases whose names were compared with their documents and match."`
	Mismatch []string `placeholder:"CASE" help:"Cases whose names do not match."`
}

func (c *movementLock) Run(ctx context.Context, env Env, r *Remote) error {
	var body wire.ManifestLock
	for _, ref := range c.Compared {
		body.Passengers = append(body.Passengers, wire.ComparedPassenger{Case: wire.Ref(ref), NamesMatchDocument: "yes", SeparationsKept: "yes"})
	}
	for _, ref := range c.Mismatch {
		body.Passengers = append(body.Passengers, wire.ComparedPassenger{Case: wire.Ref(ref), NamesMatchDocument: "no"})
	}
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.LockManifest(ctx, i, c.Movement, body)
	})
}

type movementBoard struct {
	Movement wire.Ref `arg:"" help:"The movement's reference."`
	Roll     []string `arg:"" name:"case=outcome" help:"Outcomes: boarded, no_show, changed_mind, offloaded. boarded also states that the identity was checked and the consent asked again."`
}

func (c *movementBoard) Run(ctx context.Context, env Env, r *Remote) error {
	roll, err := pairs(c.Roll)
	if err != nil {
		return err
	}
	var body wire.BoardingRoll
	for _, one := range roll {
		p := wire.BoardedPassenger{Case: wire.Ref(one[0]), Outcome: casework.Outcome(one[1])}
		if p.Outcome == casework.Boarded {
			p.IdentityMatch, p.ConsentAskedAgain = "yes", "yes"
		}
		body.Passengers = append(body.Passengers, p)
	}
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.BoardPassengers(ctx, i, c.Movement, body)
	})
}

type movementArrive struct {
	Movement wire.Ref `arg:"" help:"The movement's reference."`
	Roll     []string `arg:"" name:"case=outcome" help:"Outcomes: met, not_met, detained, hospital."`
}

func (c *movementArrive) Run(ctx context.Context, env Env, r *Remote) error {
	roll, err := pairs(c.Roll)
	if err != nil {
		return err
	}
	var body wire.ArrivalRoll
	for _, one := range roll {
		body.Passengers = append(body.Passengers, wire.ArrivedPassenger{Case: wire.Ref(one[0]), Outcome: casework.Outcome(one[1])})
	}
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.ConfirmArrivals(ctx, i, c.Movement, body)
	})
}
