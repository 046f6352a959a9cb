package cli

import (
	"context"
	"strings"

	"example.org/homeward/internal/client"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/wire"
)

type movementGroup struct {
	Remote `embed:""`

	Plan     movementPlan     `cmd:"" help:"Plan a movement: its legs, seats, receiver and escorts."`
	List     movementList     `cmd:"" help:"The movements that you may see, the latest departure first."`
	Show     movementShow     `cmd:"" help:"One movement with its passengers, by reference."`
	Manifest movementManifest `cmd:"" help:"The manifest, with names and documents, for those who check papers."`
	Hold     movementHold     `cmd:"" help:"Hold seats; people who do not fit wait on standby."`
	Standby  movementStandby  `cmd:"" help:"Put people on standby: they get the next free seats, by need, then by time."`
	Separate movementSeparate `cmd:"" help:"Separate two people, so that they do not travel together; or end that."`
	Swap     movementSwap     `cmd:"" help:"Change the vehicle; if it is smaller, those with the least need wait."`
	Release  movementRelease  `cmd:"" help:"Return seats."`
	Ticket   movementTicket   `cmd:"" help:"Issue tickets; each passenger's gates are checked."`
	Lock     movementLock     `cmd:"" help:"Lock the manifest."`
	Unlock   movementUnlock   `cmd:"" help:"Unlock the manifest."`
	Board    movementBoard    `cmd:"" help:"Report who has boarded, and who has not."`
	Depart   movementDepart   `cmd:"" help:"Report the departure."`
	Arrive   movementArrive   `cmd:"" help:"Confirm arrivals; only the receiving desk can."`
	Slip     movementSlip     `cmd:"" help:"Report a new departure time."`
	Cancel   movementCancel   `cmd:"" help:"Cancel it: all bookings are undone in reverse order; the cases continue. With passengers a second person must agree."`

	CancelPreview movementCancelPreview `cmd:"" help:"What cancelling it would undo, and the proposal that waits."`
	CancelAgree   movementCancelAgree   `cmd:"" help:"Agree to cancel it, as the second person."`
	CancelRefuse  movementCancelRefuse  `cmd:"" help:"Refuse to cancel it, or withdraw your own proposal."`
}

type movementPlan struct {
	Leg       []string `required:"" sep:"none" placeholder:"MODE:FROM:TO:DEPARTS/ARRIVES" help:"A leg, as air:THDMK:ETADD:2026-12-02T14:00:00Z/2026-12-02T23:10:00Z. Places are UN/LOCODEs. Give one for each leg."`
	Seats     int      `required:"" placeholder:"50" help:"Seats of the smallest vehicle of the trip."`
	Blocked   int      `placeholder:"3" help:"Seats that cannot be sold: crew, escorts, broken, reserved."`
	Charter   bool     `help:"The vehicle is chartered."`
	Receiving string   `required:"" placeholder:"ID" help:"The receiving desk, which alone confirms an arrival."`
	Escort    []string `required:"" placeholder:"ID" help:"The desks that escort."`
	Operation wire.Ref `placeholder:"REF" help:"The operation that it belongs to."`
}

func (c *movementPlan) Run(ctx context.Context, env Env, r *Remote) error {
	body := wire.MovementPlan{
		Seats: c.Seats, Blocked: c.Blocked, Charter: c.Charter, Receiving: wire.DeskId(c.Receiving), Escorts: as[wire.DeskId](c.Escort), Operation: c.Operation,
	}
	for _, text := range c.Leg {
		leg, err := env.leg(text)
		if err != nil {
			return err
		}
		body.Legs = append(body.Legs, leg)
	}
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) { return s.PlanMovement(ctx, i, body) })
}

var errLeg = fault.New(fault.Invalid, "a leg is written as MODE:FROM:TO:DEPARTS/ARRIVES, as air:THDMK:ETADD:+30d/+31d")

// leg parses one leg.
func (env Env) leg(text string) (wire.Leg, error) {
	parts := strings.SplitN(text, ":", 4)
	if len(parts) != 4 {
		return wire.Leg{}, errLeg
	}
	departs, arrives, ok := strings.Cut(parts[3], "/")
	if !ok {
		return wire.Leg{}, errLeg
	}
	leg := wire.Leg{Mode: movement.Mode(parts[0]), From: wire.Location(parts[1]), To: wire.Location(parts[2])}
	var err error
	if leg.DepartsAt, err = moment(departs, env.Now()); err != nil {
		return wire.Leg{}, err
	}
	leg.ArrivesAt, err = moment(arrives, env.Now())
	return leg, err
}

type movementHold struct {
	Movement wire.Ref `arg:"" help:"The movement's reference."`
	Blocks   []string `arg:"" help:"Cases; people who travel together are joined by a plus, as c7m2k9x4pq+c3n8w5t6rs."`
	Until    string   `placeholder:"WHEN" help:"When the hold expires."`
}

func (c *movementHold) Run(ctx context.Context, env Env, r *Remote) error {
	until, err := moment(c.Until, env.Now())
	if err != nil {
		return err
	}
	body := wire.SeatHold{Until: until, Blocks: blocks(c.Blocks)}
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.HoldSeats(ctx, i, c.Movement, body)
	})
}

// blocks parses groups of people who travel together.
func blocks(texts []string) (out wire.Blocks) {
	for _, text := range texts {
		var b wire.Block
		for ref := range strings.SplitSeq(text, "+") {
			b.Members = append(b.Members, wire.BlockMember{Case: wire.Ref(ref)})
		}
		out = append(out, b)
	}
	return out
}

type movementRelease struct {
	Movement wire.Ref `arg:"" help:"The movement's reference."`
	Cases    []string `arg:"" help:"Cases; people who travel together are released together."`
	Cause    string   `placeholder:"medical" help:"The cause, from the closed list."`
}

func (c *movementRelease) Run(ctx context.Context, env Env, r *Remote) error {
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.ReleaseSeats(ctx, i, c.Movement, wire.SeatRelease{Cases: as[wire.Ref](c.Cases), Cause: wire.Cause(c.Cause)})
	})
}

type movementTicket struct {
	Movement wire.Ref `arg:"" help:"The movement's reference."`
	Cases    []string `arg:"" optional:"" help:"Only these; default: all with a seat and without a ticket."`
}

func (c *movementTicket) Run(ctx context.Context, env Env, r *Remote) error {
	var body wire.Ticketing
	for _, ref := range c.Cases {
		body.Passengers = append(body.Passengers, wire.PassengerRef{Case: wire.Ref(ref)})
	}
	return r.write(ctx, env, func(s *client.Client, i client.Intent) (wire.Receipt, error) {
		return s.IssueTickets(ctx, i, c.Movement, body)
	})
}
