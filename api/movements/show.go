package movements

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/api/respond"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/movements"
	"example.org/homeward/internal/wire"
)

func (h handlers) list(ctx context.Context, p wire.ListMovementsParams) (respond.Result[wire.MovementPage], error) {
	found, err := h.do.ListMovements(ctx, record.MovementFilter{
		Operation: p.Operation, Case: p.Case, Status: p.Status, From: encode.Stamp(p.From), Before: encode.Stamp(p.Before),
	}, act.Paging{Cursor: p.Cursor, Limit: p.Limit})
	v := wire.MovementPage{Items: []wire.MovementLine{}, Next: encode.Next(found.Next)}
	for _, m := range found.Rows {
		v.Items = append(v.Items, line(m))
	}
	return respond.Result[wire.MovementPage]{Body: v, Next: v.Next}, err
}

func line(m movements.Movement) wire.MovementLine {
	return wire.MovementLine{
		Ref: m.Ref, Operation: m.Operation, Status: m.Status, Charter: m.Charter, Seats: m.Seats, Blocked: m.Blocked, Sold: m.Sold,
		Standby: m.Standby, Manifest: m.Manifest, Desk: string(m.Desk), Receiving: string(m.Receiving), Seq: m.Seq,
		DepartsAt: m.DepartsAt.UTC(), ArrivesAt: m.ArrivesAt.UTC(), Withheld: m.Withheld,
	}
}

func (h handlers) show(ctx context.Context, p ofMovement) (wire.Movement, error) {
	m, err := h.do.ShowMovement(ctx, p.Movement)
	l := line(m.Movement)
	v := wire.Movement{
		Ref: l.Ref, Operation: l.Operation, Status: l.Status, Charter: l.Charter, Seats: l.Seats, Blocked: l.Blocked, Sold: l.Sold,
		Standby: l.Standby, Manifest: l.Manifest, Desk: l.Desk, Receiving: l.Receiving, Seq: l.Seq, DepartsAt: l.DepartsAt,
		ArrivesAt: l.ArrivesAt, Withheld: l.Withheld, Free: m.Free, Escorts: []string{}, Legs: []wire.Leg{}, Passengers: []wire.Passenger{},
	}
	for _, escort := range m.Escorts {
		v.Escorts = append(v.Escorts, string(escort))
	}
	for _, leg := range m.Legs {
		v.Legs = append(v.Legs, wire.Leg{Mode: leg.Mode, From: leg.From, To: leg.To, DepartsAt: leg.DepartsAt.UTC(), ArrivesAt: leg.ArrivesAt.UTC()})
	}
	for _, one := range m.Passengers {
		v.Passengers = append(v.Passengers, passenger(one))
	}
	for _, pair := range m.Separations {
		v.Separations = append(v.Separations, wire.Separation{A: pair.A, B: pair.B})
	}
	return v, err
}

func passenger(p movement.Passenger) wire.Passenger {
	v := wire.Passenger{
		Case: p.Case, Block: p.Block, State: p.State, Why: string(p.Why), Since: p.Since.UTC(), Seat: p.Seat,
		HeldUntil: encode.Stamp(p.HeldUntil), Outcome: p.Outcome,
	}
	for _, need := range []struct {
		there bool
		code  string
	}{{p.Need.Medical, needMedical}, {p.Need.Child, needChild}, {p.Need.AtRisk, needAtRisk}} {
		if need.there {
			v.Needs = append(v.Needs, need.code)
		}
	}
	return v
}

// The codes of a need, as in the contract.
const needMedical, needChild, needAtRisk = "medical", "child", "at_risk"

func (h handlers) showManifest(ctx context.Context, p ofMovement) (wire.Manifest, error) {
	m, err := h.do.ShowManifest(ctx, p.Movement)
	v := wire.Manifest{Movement: m.Movement, Version: m.Version, Status: m.Status, DepartsAt: m.DepartsAt.UTC(), Passengers: []wire.ManifestLine{}}
	for _, one := range m.Passengers {
		l := wire.ManifestLine{Case: one.Case, State: one.State, Seat: one.Seat, Block: one.Block, Minor: one.Minor, Person: encode.Person(one.Person)}
		if one.Document != nil {
			l.Document = encode.Documents([]record.Document{*one.Document})[0]
		}
		v.Passengers = append(v.Passengers, l)
	}
	return v, err
}
