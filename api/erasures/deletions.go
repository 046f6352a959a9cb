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

func (h handlers) listDeletions(ctx context.Context, p wire.ListDeletionsParams) (respond.Result[wire.DeletionPage], error) {
	filter := record.DeletionFilter{Erasure: p.Erasure, State: p.State, Overdue: p.Overdue}
	found, err := h.do.ListDeletions(ctx, filter, act.Paging{Cursor: p.Cursor, Limit: p.Limit})
	v := wire.DeletionPage{Items: []wire.Deletion{}, Next: encode.Next(found.Next)}
	for _, d := range found.Rows {
		v.Items = append(v.Items, deletion(d))
	}
	return respond.Result[wire.DeletionPage]{Body: v, Next: v.Next}, err
}

// ofDeletion are the parameters of an operation on a request for deletion.
type ofDeletion struct {
	ofErasure

	Receiver casework.DeskID `path:"receiver"`
}

func (h handlers) showDeletion(ctx context.Context, p ofDeletion) (wire.Deletion, error) {
	d, err := h.do.ShowDeletion(ctx, p.Erasure, p.Receiver)
	return deletion(d), err
}

// onDeletion are the parameters of a write to a request for deletion.
type onDeletion struct {
	ofDeletion

	Key string `header:"Idempotency-Key"`
}

func (h handlers) answerDeletion(ctx context.Context, p onDeletion, body wire.AnswerDeletionJSONRequestBody) (act.Receipt, error) {
	return h.do.AnswerDeletion(ctx, p.Erasure, p.Receiver, p.Key, body.Answer, body.Reason)
}

func deletion(d erasures.Deletion) wire.Deletion {
	v := wire.Deletion{
		Erasure: d.Erasure, Case: d.Case, Desk: d.Desk, Agency: string(d.Agency), How: d.How, Classes: []string{}, AskedAt: d.AskedAt.UTC(),
		DueAt: encode.Time(d.DueAt), State: d.State, Reason: d.Reason, AnsweredAt: encode.Time(d.AnsweredAt), Mine: d.Own,
	}
	for _, class := range d.Classes {
		v.Classes = append(v.Classes, string(class))
	}
	if d.AnsweredBy != nil {
		v.AnsweredBy = encode.Actor(*d.AnsweredBy)
	}
	return v
}
