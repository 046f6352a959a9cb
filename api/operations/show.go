package operations

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/api/respond"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/rescues"
	"example.org/homeward/internal/wire"
)

func (h handlers) list(ctx context.Context, p wire.ListOperationsParams) (respond.Result[wire.OperationPage], error) {
	found, err := h.do.ListOperations(ctx, record.OperationFilter{State: p.State}, act.Paging{Cursor: p.Cursor, Limit: p.Limit})
	v := wire.OperationPage{Items: []wire.Operation{}, Next: encode.Next(found.Next)}
	for _, o := range found.Rows {
		v.Items = append(v.Items, line(o))
	}
	return respond.Result[wire.OperationPage]{Body: v, Next: v.Next}, err
}

func (h handlers) show(ctx context.Context, p ofOperation) (wire.Operation, error) {
	o, err := h.do.ShowOperation(ctx, p.Operation)
	return line(o), err
}

func line(o rescues.Operation) wire.Operation {
	return wire.Operation{
		Ref: o.Ref, Host: string(o.Host), Custodian: o.Custodian, Paused: encode.Pause(o.Pause), Lead: o.Lead, State: o.State,
		OpenedAt: o.OpenedAt.UTC(), Lists: o.Lists, ProposedLists: o.Proposed, Cases: o.Cases, OpenCases: o.Open, OverdueCases: o.Overdue,
		Words: o.Words, Withheld: o.Withheld,
	}
}

func (h handlers) showFunnel(ctx context.Context, p ofOperation) (wire.Funnel, error) {
	f, err := h.do.ShowFunnel(ctx, p.Operation)
	v := wire.Funnel{
		Operation: p.Operation, Total: f.Total, Deceased: f.Deceased, CountedAt: f.At.UTC(), Withheld: f.Withheld,
		Stages: []wire.StageCount{}, Lanes: []wire.LaneCount{}, Desks: []wire.DeskLoad{},
	}
	for _, one := range f.Stages {
		v.Stages = append(v.Stages, wire.StageCount{Stage: one.Stage, Cases: one.Cases, Overdue: one.Overdue, Paused: one.Paused, Minors: one.Minors})
	}
	for _, one := range f.Lanes {
		v.Lanes = append(v.Lanes, wire.LaneCount{Lane: one.Lane, Cases: one.Cases})
	}
	for _, one := range f.Desks {
		v.Desks = append(v.Desks, wire.DeskLoad{
			Desk: one.Desk, Kind: one.Kind, Open: one.Open, Overdue: one.Overdue, Paused: one.Paused, Oldest: encode.Stamp(one.Oldest),
		})
	}
	return v, err
}
