// Package commands answers the operation of the API that returns the result of a write. It decides
// nothing and never asks policy.
package commands

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/api/problem"
	"example.org/homeward/api/respond"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/wire"
)

// Routes are the operations that this package answers.
func Routes(do *usecase.Service) []respond.Route {
	return []respond.Route{respond.Read("showCommand", handlers{do}.show)}
}

type handlers struct{ do *usecase.Service }

type ofCommand struct {
	Key string `path:"key"`
}

// show answers with the receipt itself, so the status is 200 also for a pending write.
func (h handlers) show(ctx context.Context, p ofCommand) (wire.Receipt, error) {
	r, err := h.do.ShowCommand(ctx, p.Key)
	v := encode.Receipt(r)
	if r.Refusal != nil {
		v.Problem = problem.Of(respond.RequestID(ctx), r.Refusal)
	}
	return v, err
}
