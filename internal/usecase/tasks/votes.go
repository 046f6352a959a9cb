package tasks

import (
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/visible"
)

// showVotes fills in what was voted, for a caller who may know the outcome. No vote of a panel is to lean
// on another: while the task is open, only a member who has voted sees the others. Where two people must
// give the same answer, the second sees the first.
func showVotes(out *visible.Task, row record.TaskRow, seen request.Visibility) {
	mine := slices.ContainsFunc(out.Votes, func(v visible.Vote) bool { return v.Mine })
	open := out.Spec.Quorum && out.Status == record.TaskOpen && !mine
	if len(row.Votes) == 0 || open || !seen.RevealAny(policy.OutcomeClass(row.Step), row.Desk) {
		return
	}
	for i, vote := range row.Votes {
		out.Votes[i].Outcome, out.Votes[i].Other = vote.Outcome, casework.Ref(vote.Ref)
	}
}
