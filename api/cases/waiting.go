package cases

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/api/respond"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/wire"
)

func (h handlers) showWaiting(ctx context.Context, p ofCase) (wire.Waiting, error) {
	w, err := h.do.ShowWaiting(ctx, p.Case)
	v := wire.Waiting{Case: w.Case, Seq: w.Seq, At: w.At.UTC(), Paused: encode.Pause(w.Paused), Tasks: []wire.WaitingTask{}, Gates: []wire.WaitingGate{}}
	for _, t := range w.Tasks {
		v.Tasks = append(v.Tasks, wire.WaitingTask{
			Task: encode.TaskName(t.ID), Step: t.Step, Desk: string(t.Desk), Kind: t.Kind, Since: t.Since.UTC(), AgeSeconds: encode.Seconds(t.Age),
			Due: encode.Time(t.Due), OverdueSeconds: encode.Seconds(t.Overdue), NextRung: encode.NextRung(t.NextEscalation), Claimed: t.Claimed,
			Paused: encode.Pause(t.Paused),
		})
	}
	for _, g := range w.Gates {
		one := wire.WaitingGate{
			Gate: encode.Gate(g.Gate), Since: g.Since.UTC(), AgeSeconds: encode.Seconds(g.Age), Due: encode.Time(g.Due), OverdueSeconds: encode.Seconds(g.Overdue),
		}
		for _, step := range g.Steps {
			if step != "" {
				one.Steps = append(one.Steps, string(step))
			}
		}
		if len(one.Steps) > 0 {
			one.Step = one.Steps[0]
		}
		v.Gates = append(v.Gates, one)
	}
	return v, err
}

func (h handlers) listGates(ctx context.Context, p ofCase) (wire.Gates, error) {
	g, err := h.do.ListGates(ctx, p.Case)
	return wire.Gates{Case: g.Case, Seq: g.Seq, Items: encode.Gates(g.All)}, err
}

type showTimeline struct {
	ofCase
	wire.ShowTimelineParams
}

func (h handlers) showTimeline(ctx context.Context, p showTimeline) (respond.Result[wire.TimelinePage], error) {
	found, err := h.do.ShowTimeline(ctx, p.Case, p.Order == wire.Oldest, act.Paging{Cursor: p.Cursor, Limit: p.Limit})
	v := wire.TimelinePage{Items: []wire.TimelineEntry{}, Next: encode.Next(found.Next)}
	for _, e := range found.Rows {
		v.Items = append(v.Items, wire.TimelineEntry{
			Seq: e.Seq, N: e.N, At: e.At.UTC(), Kind: string(e.Kind), Code: string(e.Code), Step: string(e.Step),
			Task: encode.TaskName(e.Task), Outcome: e.Outcome, Desk: string(e.Desk), Detail: e.Detail, By: encode.Actor(e.By), Words: e.Words,
		})
	}
	return respond.Result[wire.TimelinePage]{Body: v, Next: v.Next}, err
}
