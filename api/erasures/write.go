package erasures

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/wire"
)

type onCase struct {
	Case casework.Ref `path:"case"`
	Key  string       `header:"Idempotency-Key"`
}

func (h handlers) request(ctx context.Context, p onCase, body wire.RequestErasureJSONRequestBody) (act.Receipt, error) {
	return h.do.RequestErasure(ctx, p.Case, p.Key, body.Basis, body.Reasons)
}

func (h handlers) approve(ctx context.Context, p onErasure) (act.Receipt, error) {
	return h.do.ApproveErasure(ctx, p.Erasure, p.Key)
}

func (h handlers) refuse(ctx context.Context, p onErasure) (act.Receipt, error) {
	return h.do.RefuseErasure(ctx, p.Erasure, p.Key)
}

func (h handlers) stop(ctx context.Context, p onErasure, body wire.StopErasureJSONRequestBody) (act.Receipt, error) {
	return h.do.StopErasure(ctx, p.Erasure, p.Key, body.Reasons)
}
