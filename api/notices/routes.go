package notices

import (
	"context"
	"strconv"

	"example.org/homeward/api/encode"
	"example.org/homeward/api/respond"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/office"
	"example.org/homeward/internal/wire"
)

// handlers are the handlers of this package.
type handlers struct{ do *usecase.Service }

// Routes are the operations that this package answers.
func Routes(do *usecase.Service) []respond.Route {
	h := handlers{do}
	return []respond.Route{respond.Read("listNotices", h.list), respond.Read("readNotice", h.read)}
}

func (h handlers) list(ctx context.Context, p wire.ListNoticesParams) (respond.Result[wire.NoticePage], error) {
	found, err := h.do.ListNotices(ctx, office.NoticeQuery{Unread: p.Unread, Urgent: p.Urgent, Paging: act.Paging{Cursor: p.Cursor, Limit: p.Limit}})
	v := wire.NoticePage{Items: []wire.Notice{}, Next: encode.Next(found.Next)}
	for _, n := range found.Rows {
		v.Items = append(v.Items, line(n))
	}
	return respond.Result[wire.NoticePage]{Body: v, Next: v.Next}, err
}

// onNotice are the parameters of a reading.
type onNotice struct {
	Notice string `path:"notice"`
	Key    string `header:"Idempotency-Key"`
}

func (h handlers) read(ctx context.Context, p onNotice) (wire.Notice, error) {
	id, err := strconv.ParseInt(p.Notice, 10, 64)
	if err != nil {
		return wire.Notice{}, policy.Missing()
	}
	read, err := h.do.ReadNotices(ctx, p.Key, []int64{id})
	if err != nil {
		return wire.Notice{}, err
	}
	return line(read[0]), nil
}

func line(n office.Notice) wire.Notice {
	return wire.Notice{
		Id: strconv.FormatInt(n.ID, 10), Kind: n.Kind, Urgent: n.Urgent, Desk: n.Desk, Role: n.Role, Rung: n.Level, From: n.From,
		Case: n.Case, Task: encode.TaskName(n.Task), Movement: n.Movement, Operation: n.Operation, Erasure: n.Erasure, Review: n.Review,
		CreatedAt: n.CreatedAt.UTC(), DueAt: encode.Time(n.DueAt), ReadAt: encode.Time(n.ReadAt), ReadBy: n.ReadBy,
		EscalatedAt: encode.Time(n.EscalatedAt), EscalatedTo: n.EscalatedTo, UnreadAt: n.RaisedFor, Raised: n.Raised,
	}
}
