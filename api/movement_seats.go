package api

import (
	"context"
	"slices"
	"strconv"

	"example.org/homeward/api/contract"
	"example.org/homeward/api/encode"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/wire"
)

// HoldSeats holds seats for blocks of people who travel as one.
func (s *Server) HoldSeats(ctx context.Context, r wire.HoldSeatsRequestObject) (wire.HoldSeatsResponseObject, error) {
	return s.seat(ctx, r.Movement, r.Params.IdempotencyKey, r.Body.Blocks, movement.Command{Kind: movement.KindHold, Until: encode.Stamp(r.Body.Until)})
}

// QueueStandby puts blocks on standby.
func (s *Server) QueueStandby(ctx context.Context, r wire.QueueStandbyRequestObject) (wire.QueueStandbyResponseObject, error) {
	return s.seat(ctx, r.Movement, r.Params.IdempotencyKey, r.Body.Blocks, movement.Command{Kind: movement.KindStandby})
}

func (s *Server) seat(ctx context.Context, ref casework.Ref, key string, blocks wire.Blocks, cmd movement.Command) (receipt, error) {
	m, err := s.movementFor(ctx, ref)
	if err != nil {
		return receipt{}, err
	}
	if err := s.bookable(ctx, m, blocks); err != nil {
		return receipt{}, err
	}
	for _, b := range blocks {
		var block movement.Block
		for _, member := range b.Members {
			block.Members = append(block.Members, movement.Member{Case: member.Case, Need: movement.Need{
				Medical: slices.Contains(member.Needs, "medical"), Child: slices.Contains(member.Needs, "child"),
				AtRisk: slices.Contains(member.Needs, "at_risk"), Since: encode.Stamp(member.WaitingSince),
			}})
		}
		cmd.Blocks = append(cmd.Blocks, block)
	}
	return s.sendToMovement(ctx, ref, key, cmd)
}

// bookable says whether the movement's agency books trips for all of these cases: those
// whose corridor names one of its desks. Of another case it is not said whether there is one.
func (s *Server) bookable(ctx context.Context, m record.MovementDetail, blocks wire.Blocks) error {
	var refs []casework.Ref
	for _, b := range blocks {
		for _, member := range b.Members {
			refs = append(refs, member.Case)
		}
	}
	ours := map[casework.Ref]bool{}
	for some := range slices.Chunk(refs, record.MaxLimit) {
		found, err := s.Record.Cases(ctx, record.CaseFilter{Refs: some, Page: record.Page{Limit: len(some)}})
		if err != nil {
			return err
		}
		keeps, err := s.keptFrom(ctx, some...)
		if err != nil {
			return err
		}
		for _, c := range found.Rows {
			out := policy.Subject{Excluded: keeps(c.Ref)}.RelationsOf(request.From(ctx).Actor).Has(policy.Excluded)
			ours[c.Ref] = !out && s.booksFor(m.Desk, c)
		}
	}
	for i, b := range blocks {
		for j, member := range b.Members {
			if !ours[member.Case] {
				return wrongAt("/blocks/"+strconv.Itoa(i)+"/members/"+strconv.Itoa(j)+"/case", contract.Unknown)
			}
		}
	}
	return nil
}

func (s *Server) booksFor(desk casework.DeskID, c record.CaseSummary) bool {
	rules, err := s.Corridors.Get(c.Corridor, c.Version)
	if err != nil {
		return false
	}
	named := rules.Desks[casework.DeskTransport]
	return named == desk || named != "" && s.agencyOf(named) == s.agencyOf(desk)
}

// ReleaseSeats gives seats back.
func (s *Server) ReleaseSeats(ctx context.Context, r wire.ReleaseSeatsRequestObject) (wire.ReleaseSeatsResponseObject, error) {
	cmd := movement.Command{Kind: movement.KindRelease, Cause: r.Body.Cause}
	for _, ref := range r.Body.Cases {
		cmd.Items = append(cmd.Items, movement.Item{Case: ref})
	}
	return s.onMovement(ctx, r.Movement, r.Params.IdempotencyKey, cmd)
}

// KeepApart keeps two people from travelling together, or lifts that.
func (s *Server) KeepApart(ctx context.Context, r wire.KeepApartRequestObject) (wire.KeepApartResponseObject, error) {
	return s.onMovement(ctx, r.Movement, r.Params.IdempotencyKey, movement.Command{
		Kind: movement.KindSeparate, Pair: &movement.Separation{A: r.Body.A, B: r.Body.B}, Lifted: r.Body.Lifted, Yields: r.Body.Yields,
	})
}

// SwapVehicle gives the movement another number of seats.
func (s *Server) SwapVehicle(ctx context.Context, r wire.SwapVehicleRequestObject) (wire.SwapVehicleResponseObject, error) {
	return s.onMovement(ctx, r.Movement, r.Params.IdempotencyKey, movement.Command{
		Kind: movement.KindSwap, Seats: r.Body.Seats, Blocked: r.Body.Blocked, Cause: r.Body.Cause,
	})
}
