package cases

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/orders"
	"example.org/homeward/internal/wire"
)

// onOrder are the parameters of a write to an order.
type onOrder struct {
	onCase

	Order int `path:"order"`
}

func (h handlers) recordOrder(ctx context.Context, p onCase, body wire.RecordOrderJSONRequestBody) (act.Receipt, error) {
	return h.do.RecordOrder(ctx, p.Case, p.Key, orders.Terms{
		Kind: body.Kind, Desk: body.Desk, Classes: body.Classes, Until: body.Until,
		Text: record.OrderText{Authority: body.Authority, Number: body.Number, Date: body.Date, Purpose: body.Purpose},
	})
}

func (h handlers) endOrder(ctx context.Context, p onOrder, body wire.EndOrderJSONRequestBody) (act.Receipt, error) {
	return h.do.EndOrder(ctx, p.Case, p.Key, p.Order, body.Reasons)
}

func (h handlers) listOrders(ctx context.Context, p ofCase) (wire.Orders, error) {
	found, err := h.do.ListOrders(ctx, p.Case)
	v := wire.Orders{Case: p.Case, Items: []wire.Order{}}
	for _, o := range found {
		v.Items = append(v.Items, wire.Order{
			Order: o.ID, Active: o.Active, Terms: encode.OrderTerms(o.Order, o.OrderText), Since: o.Since.UTC(), EndedAt: encode.Stamp(o.EndedAt), By: string(o.By.Desk),
		})
	}
	return v, err
}
