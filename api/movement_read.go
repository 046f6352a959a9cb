package api

import (
	"context"
	"slices"
	"time"

	"example.org/homeward/api/encode"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/wire"
)

// ListMovements lists movements, the latest departure first: those of the asker's state for
// whoever watches over that, else those that the desk plans, escorts or receives.
func (s *Server) ListMovements(ctx context.Context, r wire.ListMovementsRequestObject) (wire.ListMovementsResponseObject, error) {
	q := request.From(ctx)
	if err := q.AuthorizeGlobal(); err != nil {
		return nil, err
	}
	page, err := pageOf(r.Params.Cursor, r.Params.Limit)
	if err != nil {
		return nil, err
	}
	p := r.Params
	filter := record.MovementFilter{Operation: p.Operation, Case: p.Case, Status: p.Status, From: encode.Stamp(p.From), Before: encode.Stamp(p.Before)}
	watches := policy.May(q.Actor, policy.ShowMovement, policy.In(policy.HostCountry))
	if !watches {
		filter.Desk = q.Actor.Desk
	}
	hers, reads := true, policy.EverAllowed(q.Actor, policy.ShowManifest)
	if p.Case != "" { // whoever may not know of her finds none with her
		if hers, err = s.mayKnowPassenger(ctx, p.Case, false); err == nil && !hers && reads {
			reads, err = s.mayKnowPassenger(ctx, p.Case, true)
		}
		if err != nil {
			return nil, err
		}
	}
	rows, next, err := sift(page, func(p record.Page) ([]record.MovementRow, *record.Cursor, error) {
		filter.Page = p
		found, err := s.Record.Movements(ctx, filter)
		return found.Rows, found.Next, err
	}, func(rows []record.MovementRow) ([]record.MovementRow, error) {
		return slices.DeleteFunc(slices.Clone(rows), func(m record.MovementRow) bool {
			subject := s.ofMovement(m, nil)
			if !watches { // the store gave only those that the desk has a part in
				subject.Asked = append(subject.Asked, s.place(q.Actor.Desk))
			}
			to := subject.RelationsOf(q.Actor)
			mayKnow := hers || reads && policy.May(q.Actor, policy.ShowManifest, to)
			return !mayKnow || !policy.May(q.Actor, policy.ShowMovement, to)
		}), nil
	})
	if err != nil {
		return nil, err
	}
	v := wire.MovementPage{Items: []wire.MovementLine{}, Next: encode.Next(next)}
	for _, row := range rows {
		v.Items = append(v.Items, movementLine(row, q.Actor))
	}
	link := linkTo("/movements", v.Next, queryOf("operation", string(p.Operation), "case", string(p.Case), "status", string(p.Status),
		"from", instantText(p.From), "before", instantText(p.Before), "limit", limitText(p.Limit)))
	return wire.ListMovements200JSONResponse{Body: v, Headers: wire.ListMovements200ResponseHeaders{Link: link}}, nil
}

// instantText is an instant as a query has it; "" for none.
func instantText(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format(time.RFC3339Nano)
}

// ShowMovement shows a movement, with those passengers by reference whom the asker may know of.
func (s *Server) ShowMovement(ctx context.Context, r wire.ShowMovementRequestObject) (wire.ShowMovementResponseObject, error) {
	m, err := s.movementFor(ctx, r.Movement)
	if err != nil {
		return nil, err
	}
	known, err := s.knownOf(ctx, m)
	if err != nil {
		return nil, err
	}
	line := movementLine(m.MovementRow, request.From(ctx).Actor)
	v := wire.ShowMovement200JSONResponse{
		Ref: line.Ref, Operation: line.Operation, Status: line.Status, Charter: line.Charter, Seats: line.Seats, Blocked: line.Blocked,
		Sold: line.Sold, Standby: line.Standby, Manifest: line.Manifest, Desk: line.Desk, Receiving: line.Receiving, Seq: line.Seq,
		DepartsAt: line.DepartsAt, ArrivesAt: line.ArrivesAt, Withheld: line.Withheld, Escorts: []string{}, Legs: []wire.Leg{}, Passengers: []wire.Passenger{},
	}
	if !v.Withheld || v.Sold > 0 { // what is free tells what is sold
		v.Free = m.State.Free()
	}
	for _, escort := range m.State.Escorts {
		v.Escorts = append(v.Escorts, string(escort))
	}
	for _, leg := range m.State.Legs {
		v.Legs = append(v.Legs, wire.Leg{Mode: leg.Mode, From: leg.From, To: leg.To, DepartsAt: leg.DepartsAt.UTC(), ArrivesAt: leg.ArrivesAt.UTC()})
	}
	blocks := blocksOf(m.State.Passengers, known)
	for _, p := range m.State.Passengers {
		if known[p.Case] {
			p.Block = blocks[p.Block]
			v.Passengers = append(v.Passengers, passengerView(p))
			notePassenger(request.From(ctx), p)
		}
	}
	for _, pair := range apart(m.State.Separations, known) {
		v.Separations = append(v.Separations, wire.Separation{A: pair.A, B: pair.B})
		noteApart(request.From(ctx), pair)
	}
	return v, nil
}

func movementLine(m record.MovementRow, asker policy.Actor) wire.MovementLine {
	v := wire.MovementLine{
		Ref: m.Ref, Operation: m.Operation, Status: m.Status, Charter: m.Charter, Seats: m.Seats, Blocked: m.Blocked, Sold: m.Sold,
		Standby: m.Standby, Manifest: m.Manifest, Desk: string(m.Desk), Receiving: string(m.Receiving), Seq: m.Seq,
		DepartsAt: m.DepartsAt.UTC(), ArrivesAt: m.ArrivesAt.UTC(),
	}
	if policy.CountsWithheld(asker) {
		withholdMovement(&v)
	}
	return v
}

func passengerView(p movement.Passenger) wire.Passenger {
	v := wire.Passenger{
		Case: p.Case, Block: p.Block, State: p.State, Why: string(p.Why), Since: p.Since.UTC(), Seat: p.Seat,
		HeldUntil: encode.Stamp(p.HeldUntil), Outcome: p.Outcome,
	}
	if p.Need.Medical {
		v.Needs = append(v.Needs, "medical")
	}
	if p.Need.Child {
		v.Needs = append(v.Needs, "child")
	}
	if p.Need.AtRisk {
		v.Needs = append(v.Needs, "at_risk")
	}
	return v
}

// ShowManifest shows everybody with a seat: name and papers, and nothing else of anybody.
func (s *Server) ShowManifest(ctx context.Context, r wire.ShowManifestRequestObject) (wire.ShowManifestResponseObject, error) {
	m, err := s.movementFor(ctx, r.Movement)
	if err != nil {
		return nil, err
	}
	subject := s.ofMovement(m.MovementRow, m.State.Escorts)
	v := wire.ShowManifest200JSONResponse{
		Movement: m.Ref, Version: m.Manifest, Status: m.Status, DepartsAt: m.DepartsAt.UTC(), Passengers: []wire.ManifestLine{},
	}
	known := map[casework.Ref]bool{}
	for _, p := range m.State.Passengers {
		if !p.State.Seated() {
			continue
		}
		line, err := s.manifestLine(ctx, p, request.From(ctx).OfCase(p.Case, subject))
		if err != nil {
			return nil, err
		}
		known[line.Case] = true
		v.Passengers = append(v.Passengers, line)
	}
	blocks := blocksOf(m.State.Passengers, known)
	for i, line := range v.Passengers {
		v.Passengers[i].Block = blocks[line.Block]
	}
	return v, nil
}

func (s *Server) manifestLine(ctx context.Context, p movement.Passenger, seen request.Visibility) (wire.ManifestLine, error) {
	c, err := s.Record.Case(ctx, p.Case)
	switch {
	case fault.CodeOf(err) == fault.NotFound, err == nil && policy.OfCase(&c.State, s.agencyOf, s.Now()).RelationsOf(seen.Actor()).Has(policy.Excluded):
		return wire.ManifestLine{State: p.State, Seat: p.Seat}, nil // it is taken; by whom is not for somebody whom she wants kept out
	case err != nil:
		return wire.ManifestLine{}, err
	}
	line := wire.ManifestLine{Case: p.Case, State: p.State, Seat: p.Seat, Block: p.Block, Minor: c.Minor}
	if seen.Reveal(policy.TravelCard) { // a desk that may see more of her sees it in her case, where it has a part
		line.Person = encode.Person(usecase.TravelCard(c.Person))
		line.Document = documentOn(p, c.Documents)
	}
	return line, nil
}

// documentOn is the document that the ticket was issued for, else the newest.
func documentOn(p movement.Passenger, all []record.Document) wire.Document {
	var chosen wire.Document
	for _, d := range encode.Documents(all) {
		if chosen == (wire.Document{}) || d.Ref == p.Document || chosen.Ref != p.Document && d.RecordedAt.After(chosen.RecordedAt) {
			chosen = d
		}
	}
	return chosen
}
