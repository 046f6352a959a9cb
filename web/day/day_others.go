package day

import (
	"cmp"
	"context"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/usecase/visible"
	"example.org/homeward/web/queue"
	"example.org/homeward/web/say"
	"example.org/homeward/web/view"
)

// others groups the requests to other desks by desk: most overdue first, then the oldest.
func (r reader) others(ctx context.Context, found counted) view.Others {
	if found.err != nil {
		why := say.NotShown(ctx, found.err, "/day")
		return view.Others{Empty: &why}
	}
	if len(found.tasks) == 0 {
		return view.Others{Empty: &view.Empty{Why: view.NothingLeft, Text: view.Say("empty.others")}}
	}
	byDesk := map[casework.DeskID][]visible.Task{}
	for _, t := range found.tasks {
		byDesk[t.Desk] = append(byDesk[t.Desk], t)
	}
	type load struct {
		desk    casework.DeskID
		overdue int
		oldest  time.Time
	}
	var loads []load
	for desk, tasks := range byDesk {
		one := load{desk: desk, oldest: tasks[0].OpenedAt}
		for _, t := range tasks {
			if t.Overdue > 0 {
				one.overdue++
			}
			if t.OpenedAt.Before(one.oldest) {
				one.oldest = t.OpenedAt
			}
		}
		loads = append(loads, one)
	}
	slices.SortFunc(loads, func(a, b load) int {
		return cmp.Or(cmp.Compare(b.overdue, a.overdue), a.oldest.Compare(b.oldest), cmp.Compare(a.desk, b.desk))
	})
	out := view.Others{Order: view.Say("day.order_others")}
	for _, one := range loads {
		row := view.Counterpart{
			Desk: r.DeskName(one.desk), Kind: view.Named("desk_kind", byDesk[one.desk][0].Kind), Path: queue.Path(queue.Others, one.desk),
			Open: view.Count("day.requests", len(byDesk[one.desk])), Clock: view.Clock{State: view.ClockGreen, Text: view.Say("day.in_time")},
			Since: r.At(one.oldest), Age: r.Age(one.desk, one.oldest, r.Now),
		}
		if found.more {
			row.Open = view.Count("day.requests_or_more", len(byDesk[one.desk]))
		}
		if one.overdue > 0 {
			row.Clock = view.Clock{State: view.ClockRed, Text: view.Count("day.overdue_of", one.overdue)}
		}
		out.Desks = append(out.Desks, row)
	}
	return out
}
