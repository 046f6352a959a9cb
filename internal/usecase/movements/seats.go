package movements

import (
	"context"
	"slices"
	"strconv"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
)

// HoldSeats holds seats for blocks of people who travel as one; until is zero for the usual time.
func (s *Movements) HoldSeats(ctx context.Context, ref casework.Ref, key string, blocks []movement.Block, until time.Time) (act.Receipt, error) {
	return s.seat(ctx, policy.HoldSeats, ref, key, movement.Command{Kind: movement.KindHold, Blocks: blocks, Until: until})
}

// QueueStandby puts blocks on standby.
func (s *Movements) QueueStandby(ctx context.Context, ref casework.Ref, key string, blocks []movement.Block) (act.Receipt, error) {
	return s.seat(ctx, policy.QueueStandby, ref, key, movement.Command{Kind: movement.KindStandby, Blocks: blocks})
}

func (s *Movements) seat(ctx context.Context, action policy.Action, ref casework.Ref, key string, cmd movement.Command) (act.Receipt, error) {
	return act.Run(ctx, s.core, action, ofMovement(ref), func(ctx context.Context) (act.Receipt, error) {
		m, err := s.movementFor(ctx, ref)
		if err != nil {
			return act.Receipt{}, err
		}
		if err := s.bookable(ctx, m, cmd.Blocks); err != nil {
			return act.Receipt{}, err
		}
		return s.sendToMovement(ctx, ref, key, cmd)
	})
}

// bookable returns nil if all of these cases can travel on the movement; see fits. Otherwise the field that
// names the first other case is invalid, whether or not that case exists.
func (s *Movements) bookable(ctx context.Context, m record.MovementDetail, blocks []movement.Block) error {
	var refs []casework.Ref
	for _, b := range blocks {
		for _, member := range b.Members {
			refs = append(refs, member.Case)
		}
	}
	fitting, err := s.fitting(ctx, m, refs)
	if err != nil {
		return err
	}
	for i, b := range blocks {
		for j, member := range b.Members {
			if !fitting[member.Case] {
				return act.Invalid("/blocks/"+strconv.Itoa(i)+"/members/"+strconv.Itoa(j)+"/case", act.FieldUnknown)
			}
		}
	}
	return nil
}

// ReleaseSeats gives seats back.
func (s *Movements) ReleaseSeats(ctx context.Context, ref casework.Ref, key string, cases []casework.Ref, cause casework.Cause) (act.Receipt, error) {
	cmd := movement.Command{Kind: movement.KindRelease, Cause: cause}
	for _, one := range cases {
		cmd.Items = append(cmd.Items, movement.Item{Case: one})
	}
	return s.commandMovement(ctx, policy.ReleaseSeats, ref, key, cmd)
}

// KeepApart keeps two people from travelling together, or lifts that. yields names the one who gives
// way if both have a seat.
func (s *Movements) KeepApart(ctx context.Context, ref casework.Ref, key string, pair movement.Separation, yields casework.Ref, lifted bool) (act.Receipt, error) {
	cmd := movement.Command{Kind: movement.KindSeparate, Pair: &pair, Lifted: lifted, Yields: yields}
	return s.commandMovement(ctx, policy.KeepApart, ref, key, cmd, func(ctx context.Context, m record.MovementDetail) error {
		return s.separable(ctx, m, pair, lifted)
	})
}

// separable returns nil if the caller may keep two people apart on a movement, or lift that: people who are on
// it or could be, or a pair that is kept apart already. Otherwise the field that names the first other
// case is invalid, whether or not that case exists.
func (s *Movements) separable(ctx context.Context, m record.MovementDetail, pair movement.Separation, lifted bool) error {
	excluded, err := s.core.Exclusions(ctx, pair.A, pair.B)
	if err != nil {
		return err
	}
	kept := lifted && (slices.Contains(m.State.Separations, pair) || slices.Contains(m.State.Separations, movement.Separation{A: pair.B, B: pair.A}))
	fitting, err := s.fitting(ctx, m, []casework.Ref{pair.A, pair.B})
	if err != nil {
		return err
	}
	for i, ref := range []casework.Ref{pair.A, pair.B} {
		_, aboard := m.State.Passenger(ref)
		if len(excluded(ref)) > 0 || !kept && !aboard && !fitting[ref] {
			return act.Invalid([]string{"/a", "/b"}[i], act.FieldUnknown)
		}
	}
	return nil
}
