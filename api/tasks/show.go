package tasks

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/api/respond"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/tasks"
	"example.org/homeward/internal/wire"
)

func (h handlers) list(ctx context.Context, p wire.ListTasksParams) (respond.Result[wire.TaskPage], error) {
	found, err := h.do.ListTasks(ctx, tasks.Query{
		Filter: record.TaskFilter{
			Step: p.Step, Case: p.Case, Operation: p.Operation, Origin: p.Origin, Desk: p.Desk, Status: p.State,
			DueBefore: encode.Stamp(p.DueBefore), Overdue: p.Overdue, Paused: p.Paused, Unclaimed: p.Claimed == wire.Nobody,
		},
		Everywhere: p.Everywhere, Mine: p.Claimed == wire.Mine, Paging: act.Paging{Cursor: p.Cursor, Limit: p.Limit},
	})
	v := wire.TaskPage{Items: []wire.Task{}, Next: encode.Next(found.Next)}
	for _, one := range found.Rows {
		v.Items = append(v.Items, encode.Task(one))
	}
	return respond.Result[wire.TaskPage]{Body: v, Next: v.Next}, err
}

func (h handlers) show(ctx context.Context, p ofTask) (respond.Result[wire.Task], error) {
	id, err := encode.TaskID(p.Task)
	if err != nil {
		return respond.Result[wire.Task]{}, err
	}
	found, err := h.do.ShowTask(ctx, p.Case, id)
	return respond.Result[wire.Task]{Body: encode.Task(found), Version: found.Version}, err
}
