package api

import (
	"context"

	"example.org/homeward/api/encode"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/wire"
)

// ofDeletion: it waits for the desk that was given something, and the host state of the case
// watches over it. Nothing of the case itself is needed; there is nothing left of it to ask.
func ofDeletion(row record.DeletionRow) policy.Subject {
	return policy.Subject{Desks: []policy.DeskAgency{{Desk: row.Desk, Agency: row.Agency}}, Host: row.Host}
}

// deletionFor finds the request that an inquiry is about, and asks policy about it.
func (s *Server) deletionFor(ctx context.Context, ref casework.Ref, desk casework.DeskID) (record.DeletionRow, error) {
	row, err := s.Record.Deletion(ctx, ref, desk)
	if err != nil {
		return record.DeletionRow{}, hide(err)
	}
	return row, request.From(ctx).Authorize(policy.ShowDeletion, ofDeletion(row))
}

// ListDeletions lists requests to delete what was given, newest first.
func (s *Server) ListDeletions(ctx context.Context, r wire.ListDeletionsRequestObject) (wire.ListDeletionsResponseObject, error) {
	q := request.From(ctx)
	if err := q.AuthorizeGlobal(); err != nil {
		return nil, err
	}
	page, err := pageOf(r.Params.Cursor, r.Params.Limit)
	if err != nil {
		return nil, err
	}
	filter := record.DeletionFilter{Erasure: r.Params.Erasure, State: r.Params.State, Overdue: r.Params.Overdue}
	rows, next, err := sift(page, func(p record.Page) ([]record.DeletionRow, *record.Cursor, error) {
		filter.Page = p
		found, err := s.Record.Deletions(ctx, filter)
		return found.Rows, found.Next, err
	}, func(rows []record.DeletionRow) ([]record.DeletionRow, error) {
		var mine []record.DeletionRow
		for _, row := range rows {
			if s.maySee(q.Actor, policy.ShowDeletion, ofDeletion(row)) {
				mine = append(mine, row)
			}
		}
		return mine, nil
	})
	if err != nil {
		return nil, err
	}
	v := wire.DeletionPage{Items: []wire.Deletion{}, Next: encode.Next(next)}
	for _, row := range rows {
		v.Items = append(v.Items, deletionView(row, q.Actor))
	}
	overdue := ""
	if r.Params.Overdue {
		overdue = "true"
	}
	link := linkTo("/deletions", v.Next, queryOf(
		"state", string(r.Params.State), "erasure", string(r.Params.Erasure), "overdue", overdue, "limit", limitText(r.Params.Limit),
	))
	return wire.ListDeletions200JSONResponse{Body: v, Headers: wire.ListDeletions200ResponseHeaders{Link: link}}, nil
}

// ShowDeletion shows one request.
func (s *Server) ShowDeletion(ctx context.Context, r wire.ShowDeletionRequestObject) (wire.ShowDeletionResponseObject, error) {
	row, err := s.deletionFor(ctx, r.Erasure, r.Receiver)
	if err != nil {
		return nil, err
	}
	return wire.ShowDeletion200JSONResponse(deletionView(row, request.From(ctx).Actor)), nil
}

// AnswerDeletion says what became of what a desk was given.
func (s *Server) AnswerDeletion(ctx context.Context, r wire.AnswerDeletionRequestObject) (wire.AnswerDeletionResponseObject, error) {
	row, err := s.deletionFor(ctx, r.Erasure, r.Receiver)
	if err != nil {
		return receipt{}, err
	}
	return s.send(ctx, write{
		key: r.Params.IdempotencyKey, target: record.Target{Kind: record.TargetErasure, Ref: row.Erasure}, name: string(erasure.KindAnswer),
		args: erasure.Command{Kind: erasure.KindAnswer, Desk: row.Desk, Answer: r.Body.Answer, Reason: r.Body.Reason},
	})
}

func deletionView(row record.DeletionRow, asker policy.Actor) wire.Deletion {
	v := wire.Deletion{
		Erasure: row.Erasure, Case: row.Case, Desk: row.Desk, Agency: string(row.Agency), How: row.How, Classes: []string{},
		AskedAt: row.AskedAt.UTC(), DueAt: encode.Time(row.DueAt), State: row.State, Reason: row.Reason, AnsweredAt: encode.Time(row.AnsweredAt),
		Mine: row.Desk == asker.Desk || row.Agency != "" && row.Agency == asker.Agency,
	}
	for _, class := range row.Classes {
		v.Classes = append(v.Classes, string(class))
	}
	if row.AnsweredBy != nil {
		v.AnsweredBy = encode.Actor(usecase.SeenActor(*row.AnsweredBy, asker))
	}
	return v
}
