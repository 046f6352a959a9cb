package orders

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
)

// Terms are what an officer puts on record of an order.
type Terms struct {
	Kind    casework.OrderKind
	Desk    casework.DeskID // that it opens something to; "" is the one that would be asked
	Classes []policy.Class  // that the desk sees by it
	Until   time.Time
	Text    record.OrderText
}

// RecordOrder proposes an order of an authority. It opens something once a second person in another role agrees.
func (s *Orders) RecordOrder(ctx context.Context, ref casework.Ref, key string, in Terms) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.RecordOrder, act.OfCase(ref), func(ctx context.Context) (act.Receipt, error) {
		c, err := s.core.CaseFor(ctx, ref)
		if err != nil {
			return act.Receipt{}, err
		}
		spec, known := casework.OrderSpecOf(in.Kind)
		if !known {
			return act.Receipt{}, act.NotListed("/kind", casework.OrderKinds())
		}
		if err := complete(in); err != nil {
			return act.Receipt{}, err
		}
		until := in.Until.UTC()
		cmd := casework.Command{Kind: casework.KindOrder, OrderKind: in.Kind, Classes: in.Classes, Until: &until, Reasoned: true}
		if cmd.Desk, err = s.deskFor(c, spec, in.Desk); err != nil {
			return act.Receipt{}, err
		}
		if cmd.Ref, err = act.Mint(ctx, key, "order"); err != nil {
			return act.Receipt{}, err
		}
		return s.core.SendToCase(ctx, c, key, cmd, record.Words{Order: &in.Text})
	})
}

// complete returns an invalid field if something is missing of what an order says about itself.
func complete(in Terms) error {
	for _, part := range []struct{ pointer, value string }{
		{"/authority", in.Text.Authority}, {"/number", in.Text.Number}, {"/date", in.Text.Date}, {"/purpose", in.Text.Purpose},
	} {
		if part.value == "" {
			return act.Invalid(part.pointer, act.FieldRequired)
		}
	}
	if _, err := time.Parse(time.DateOnly, in.Text.Date); err != nil {
		return act.Invalid("/date", act.FieldFormat)
	}
	if len(in.Classes) == 0 {
		return act.Invalid("/classes", act.FieldRequired)
	}
	return nil
}

// deskFor returns the desk that an order of a kind opens something to. It is a desk of that kind, of the
// host state or of one that is asked about her; never of a state that she may fear.
func (s *Orders) deskFor(c act.Found, spec casework.OrderSpec, named casework.DeskID) (casework.DeskID, error) {
	if named == "" {
		if named = c.State.Rules.Desks[spec.To]; spec.Kind == casework.OrderHostDuty {
			named = c.State.MissionAsked()
		}
	}
	desk, known := s.core.Directory.Desk(named)
	if !known || desk.Kind != spec.To {
		return "", act.NotListed("/desk", s.core.DesksOfKind(spec.To))
	}
	if !policy.MayReceive(&c.State, desk.Country, desk.Kind) {
		return "", fault.New(fault.Denied, "an order cannot open anything to this desk now; her caseworker can say more")
	}
	return named, nil
}

// EndOrder takes an order back before its time.
func (s *Orders) EndOrder(ctx context.Context, ref casework.Ref, key string, number int, reasons string) (act.Receipt, error) {
	return s.core.CommandCase(ctx, policy.EndOrder, ref, key, casework.Command{
		Kind: casework.KindEndOrder, Order: number, Reasoned: reasons != "",
	}, record.Words{Text: reasons})
}
