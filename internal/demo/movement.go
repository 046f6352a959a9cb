package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

// movementName is one movement of the demonstration.
type movementName string

const (
	noMovement movementName = ""
	filling    movementName = "filling" // a bus with free seats, and people who wait for one
	onward     movementName = "onward"  // a flight on which a survivor has a seat who then changes her mind
	next       movementName = "next"    // seats for the journey home of people who have not crossed yet
	returning  movementName = "home"    // a flight that has landed
	last       movementName = "last"    // an empty flight, planned when everything else is done
)

// trip is what a movement is planned with.
type trip struct {
	mode      movement.Mode
	from, to  movement.Location
	receiving casework.DeskID
	seats     int
	after     time.Duration // from planning to departure; negative for a trip that is half over
	takes     time.Duration
}

func trips() map[movementName]trip {
	return map[movementName]trip{
		filling:   {movement.ByRoad, "THMST", "CNKMG", "chn-receiving", 12, 9 * day, 20 * time.Hour},
		onward:    {movement.ByAir, "THDMK", "ETADD", "eth-receiving", 20, 21 * day, 11 * time.Hour},
		returning: {movement.ByAir, "THDMK", "KENBO", "ken-receiving", 20, -100 * time.Minute, 200 * time.Minute},
		next:      {movement.ByAir, "THDMK", "KENBO", "ken-receiving", 30, 16 * day, 11 * time.Hour},
		last:      {movement.ByAir, "THDMK", "KENBO", "ken-receiving", 30, 30 * day, 11 * time.Hour},
	}
}

func planner() client.Persona { return officer(deskTransport, casework.DeskTransport) }

// planned returns the reference of a movement that an earlier start has planned, "" if none has.
func (d *driver) planned(ctx context.Context, name movementName) (casework.Ref, error) {
	c, err := client.New(client.Options{Server: d.server, Sign: d.signIn.As(planner())})
	if err != nil {
		return "", err
	}
	receipt, err := c.ShowCommand(ctx, intent("", "movement/"+string(name)).Key)
	switch {
	case refused(err, fault.NotFound):
		return "", nil
	case err != nil:
		return "", err
	}
	if receipt, err = c.Settle(ctx, receipt, 100*time.Millisecond); err != nil || receipt.State != record.CommandSettled {
		return "", err
	}
	return receipt.Target.Ref, nil
}

// planMovement plans a movement, unless an earlier start has.
func (d *driver) planMovement(ctx context.Context, name movementName) (casework.Ref, error) {
	ref, err := d.planned(ctx, name)
	if err != nil || ref != "" {
		return ref, err
	}
	t := trips()[name]
	departs := d.now().Add(t.after).UTC().Truncate(time.Second)
	receipt, err := d.send(ctx, planner(), func(c *client.Client) (wire.Receipt, error) {
		return c.PlanMovement(ctx, intent("", "movement/"+string(name)), wire.MovementPlan{
			Legs:  []wire.Leg{{Mode: t.mode, From: t.from, To: t.to, DepartsAt: departs, ArrivesAt: departs.Add(t.takes)}},
			Seats: t.seats, Receiving: t.receiving, Escorts: []wire.DeskId{deskEscort},
		})
	})
	return receipt.Target.Ref, err
}

// hold holds seats for people who travel as one.
func (d *driver) hold(ctx context.Context, ref casework.Ref, block ...person) error {
	var members []wire.BlockMember
	for _, one := range block {
		members = append(members, wire.BlockMember{Case: one.ref})
	}
	return d.moves(ctx, planner(), block, func(c *client.Client) (wire.Receipt, error) {
		return c.HoldSeats(ctx, intent(block[0].ref, "hold/"+string(ref)), ref, wire.SeatHold{Blocks: wire.Blocks{{Members: members}}})
	})
}

// ticket issues tickets to passengers.
func (d *driver) ticket(ctx context.Context, ref casework.Ref, to ...person) error {
	var passengers wire.PassengerRefs
	for _, one := range to {
		passengers = append(passengers, wire.PassengerRef{Case: one.ref})
	}
	return d.moves(ctx, planner(), to, func(c *client.Client) (wire.Receipt, error) {
		return c.IssueTickets(ctx, intent(to[0].ref, "ticket/"+string(ref)), ref, wire.Ticketing{Passengers: passengers})
	})
}

// moves sends a command to a movement, and returns an error if a passenger is refused in its answer.
func (d *driver) moves(ctx context.Context, by client.Persona, all []person, write func(*client.Client) (wire.Receipt, error)) error {
	receipt, err := d.send(ctx, by, write)
	if err != nil {
		return err
	}
	for _, p := range receipt.Movement.Passengers {
		about := slices.ContainsFunc(all, func(one person) bool { return one.ref == p.Case })
		if about && p.Refused != "" {
			return fmt.Errorf("passenger %s: %s %s %v", p.Case, p.Refused, p.Why, p.Gates)
		}
	}
	return nil
}

// flyHome locks the manifest, checks everyone a last time, boards, departs and arrives.
func (d *driver) flyHome(ctx context.Context, ref casework.Ref, all []person) error {
	approver, escort := officer(deskMovement, casework.DeskMovement), officer(deskEscort, casework.DeskEscort)
	receiver := officer(trips()[returning].receiving, casework.DeskReceiving)
	var aboard []wire.BoardedPassenger
	var met []wire.ArrivedPassenger
	for _, one := range all {
		aboard = append(aboard, wire.BoardedPassenger{Case: one.ref, Outcome: casework.Boarded, IdentityMatch: "yes", ConsentAskedAgain: "yes"})
		met = append(met, wire.ArrivedPassenger{Case: one.ref, Outcome: casework.Met})
	}
	steps := []struct {
		what  string
		by    client.Persona
		write func(*client.Client) (wire.Receipt, error)
	}{
		{"lock", approver, func(c *client.Client) (wire.Receipt, error) {
			return c.LockManifest(ctx, intent(ref, "lock"), ref, wire.ManifestLock{})
		}},
		{"board", escort, func(c *client.Client) (wire.Receipt, error) {
			return c.BoardPassengers(ctx, intent(ref, "board"), ref, wire.BoardingRoll{Passengers: aboard})
		}},
		{"depart", escort, func(c *client.Client) (wire.Receipt, error) {
			return c.DepartMovement(ctx, intent(ref, "depart"), ref, wire.Departure{})
		}},
		{"arrive", receiver, func(c *client.Client) (wire.Receipt, error) {
			return c.ConfirmArrivals(ctx, intent(ref, "arrive"), ref, wire.ArrivalRoll{Passengers: met})
		}},
	}
	for _, s := range steps {
		if err := d.moves(ctx, s.by, all, s.write); err != nil {
			return fmt.Errorf("%s: %w", s.what, err)
		}
		if s.what == "lock" {
			if err := d.each(ctx, all, func(ctx context.Context, one person) error { return d.bring(ctx, one, travelling()) }); err != nil {
				return err
			}
		}
	}
	return nil
}
