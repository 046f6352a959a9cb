package erasures

import (
	"context"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// Deletion is a request to one desk to delete what it received of a person who was erased.
type Deletion struct {
	Erasure    casework.Ref
	Case       casework.Ref
	Desk       casework.DeskID
	Agency     casework.AgencyID // "" if the desk is no longer in the directory
	How        []erasure.How     // how the desk received the data
	Classes    []policy.Class    // the classes that the desk was shown
	AskedAt    time.Time
	DueAt      *time.Time // when the answer is overdue; nil if that has no time
	State      erasure.Deleting
	Reason     erasure.Reason // "" if there is none
	AnsweredAt *time.Time
	AnsweredBy *casework.Actor
	// Own is true if it is a request to the caller's desk or agency.
	Own bool
}

// deletionFor loads the request for deletion that the caller asks about and authorizes the caller.
func (s *Erasures) deletionFor(ctx context.Context, ref casework.Ref, desk casework.DeskID) (record.DeletionRow, error) {
	row, err := s.store.Deletion(ctx, ref, desk)
	if err != nil {
		return record.DeletionRow{}, act.AsMissing(err)
	}
	return row, request.From(ctx).Authorize(policy.ShowDeletion, subjectOfDeletion(row))
}

// subjectOfDeletion is the subject that a request for deletion is: it waits for the desk that received
// the data, and the host state of the case watches over it. Nothing is left of the case to ask.
func subjectOfDeletion(row record.DeletionRow) policy.Subject {
	return policy.Subject{Desks: []policy.DeskAgency{{Desk: row.Desk, Agency: row.Agency}}, Host: row.Host}
}

// ShowDeletion shows one request for deletion.
func (s *Erasures) ShowDeletion(ctx context.Context, ref casework.Ref, desk casework.DeskID) (Deletion, error) {
	return act.Run(ctx, s.core, policy.ShowDeletion, act.OnNothing(), func(ctx context.Context) (Deletion, error) {
		row, err := s.deletionFor(ctx, ref, desk)
		return deletionOf(row, request.From(ctx).Actor), err
	})
}

// AnswerDeletion records what a desk has done with the data. reason is "" for none.
func (s *Erasures) AnswerDeletion(ctx context.Context, ref casework.Ref, desk casework.DeskID, key string, answer erasure.Deleting, reason erasure.Reason) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.AnswerDeletion, act.OnNothing(), func(ctx context.Context) (act.Receipt, error) {
		row, err := s.deletionFor(ctx, ref, desk)
		if err != nil {
			return act.Receipt{}, err
		}
		return s.sendToErasure(ctx, row.Erasure, key, erasure.Command{Kind: erasure.KindAnswer, Desk: row.Desk, Answer: answer, Reason: reason}, "")
	})
}

// ListDeletions lists requests for deletion, newest first. The filter's Page is set here.
func (s *Erasures) ListDeletions(ctx context.Context, filter record.DeletionFilter, paging act.Paging) (act.Page[Deletion], error) {
	return act.Run(ctx, s.core, policy.ListDeletions, act.OnNothing(), func(ctx context.Context) (act.Page[Deletion], error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return act.Page[Deletion]{}, err
		}
		page, err := paging.Page()
		if err != nil {
			return act.Page[Deletion]{}, err
		}
		found, err := act.Fill(page, func(p record.Page) ([]record.DeletionRow, *record.Cursor, error) {
			filter.Page = p
			found, err := s.store.Deletions(ctx, filter)
			return found.Rows, found.Next, err
		}, func(rows []record.DeletionRow) ([]record.DeletionRow, error) {
			return slices.DeleteFunc(slices.Clone(rows), func(row record.DeletionRow) bool {
				return !r.May(policy.ShowDeletion, subjectOfDeletion(row))
			}), nil
		})
		out := act.Page[Deletion]{Rows: []Deletion{}, Next: found.Next}
		for _, row := range found.Rows {
			out.Rows = append(out.Rows, deletionOf(row, r.Actor))
		}
		return out, err
	})
}

func deletionOf(row record.DeletionRow, caller policy.Actor) Deletion {
	return Deletion{
		Erasure: row.Erasure, Case: row.Case, Desk: row.Desk, Agency: row.Agency, How: row.How, Classes: row.Classes, AskedAt: row.AskedAt,
		DueAt: row.DueAt, State: row.State, Reason: row.Reason, AnsweredAt: row.AnsweredAt, AnsweredBy: actorOrNil(row.AnsweredBy, caller),
		Own: row.Desk == caller.Desk || row.Agency != "" && row.Agency == caller.Agency,
	}
}
