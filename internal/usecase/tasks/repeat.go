package tasks

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// ToRepeat lists the open tasks for which a colleague has given an answer that the caller can give as the second
// person. It is a part of a use-case of package usecase, and makes no audit row itself.
func ToRepeat(ctx context.Context, core *act.Core, store Store) (act.Page[visible.Task], error) {
	return (&Tasks{core: core, store: store}).answersToRepeat(ctx)
}

// answersToRepeat lists the open tasks of the caller's desk that a colleague has answered first, where
// two people must give the same answer.
func (s *Tasks) answersToRepeat(ctx context.Context) (act.Page[visible.Task], error) {
	r := request.From(ctx)
	out := act.Page[visible.Task]{}
	for _, spec := range casework.Specs() {
		if !spec.AsksSecond(r.Actor.Kind) {
			continue
		}
		in := &inbox{
			filter: record.TaskFilter{Desk: r.Actor.Desk, Step: spec.Step}, cases: map[casework.Ref]policy.Subject{}, excluded: map[casework.Ref][]casework.AccountID{},
		}
		found, err := act.Fill(record.Page{}, func(p record.Page) ([]record.TaskRow, *record.Cursor, error) {
			in.filter.Page = p
			found, err := s.store.Tasks(ctx, in.filter)
			return found.Rows, found.Next, err
		}, func(rows []record.TaskRow) ([]record.TaskRow, error) {
			return s.visibleTasks(ctx, in, slices.DeleteFunc(slices.Clone(rows), func(row record.TaskRow) bool {
				mine := func(v casework.Vote) bool { return v.By.Account == r.Actor.Account }
				return len(row.Votes) == 0 || slices.ContainsFunc(row.Votes, mine)
			}))
		})
		if err != nil {
			return act.Page[visible.Task]{}, err
		}
		for _, row := range found.Rows {
			out.Rows = append(out.Rows, visible.TaskOf(row, r.OfCase(row.Case, s.subjectInInbox(in, row))))
		}
		if found.Next != nil {
			out.Next = found.Next
		}
	}
	return out, nil
}
