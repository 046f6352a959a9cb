package erasures

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/api/respond"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/erasures"
	"example.org/homeward/internal/wire"
)

type preview struct {
	Case casework.Ref `path:"case"`
	wire.PreviewErasureParams
}

func (h handlers) preview(ctx context.Context, p preview) (wire.ErasurePreview, error) {
	e, err := h.do.PreviewErasure(ctx, p.Case, p.Basis)
	return wire.ErasurePreview{
		Case: e.Case, Erased: e.Erased, Gate: encode.Gate(e.Gate), Goes: e.Goes, Stays: e.Stays, Due: encode.Stamp(e.Due), Beyond: e.Beyond,
	}, err
}

func (h handlers) list(ctx context.Context, p wire.ListErasuresParams) (respond.Result[wire.ErasurePage], error) {
	found, err := h.do.ListErasures(ctx, record.ErasureFilter{Case: p.Case, State: p.State}, act.Paging{Cursor: p.Cursor, Limit: p.Limit})
	v := wire.ErasurePage{Items: []wire.Erasure{}, Next: encode.Next(found.Next)}
	for _, e := range found.Rows {
		v.Items = append(v.Items, erasure(e))
	}
	return respond.Result[wire.ErasurePage]{Body: v, Next: v.Next}, err
}

func (h handlers) show(ctx context.Context, p ofErasure) (wire.Erasure, error) {
	e, err := h.do.ShowErasure(ctx, p.Erasure)
	return erasure(e), err
}

func erasure(e erasures.Erasure) wire.Erasure {
	v := wire.Erasure{
		Ref: e.Ref, Case: e.Case, State: e.State, Basis: e.Basis, RequestedAt: e.RequestedAt.UTC(), RequestedBy: encode.Actor(e.RequestedBy),
		Mine: e.Own, DecidedAt: encode.Time(e.DecidedAt), ErasedAt: encode.Time(e.ErasedAt), StopUntil: encode.Time(e.StopUntil), WaitsFor: e.WaitsFor,
		Reasons: e.Reasons, EndReasons: e.EndReasons,
	}
	if e.DecidedBy != nil {
		v.DecidedBy = encode.Actor(*e.DecidedBy)
	}
	return v
}
