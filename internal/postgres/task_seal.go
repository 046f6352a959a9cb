package postgres

import (
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// sealedTask is the personal part of a task, without the answer and the votes. Most tasks have none, so
// that an inbox opens few values.
type sealedTask struct {
	Cause casework.Cause   `json:"cause,omitempty"` // why its clock is paused
	Until time.Time        `json:"until,omitzero"`  // the end of that pause, whose length would reveal the cause
	State casework.Country `json:"state,omitempty"` // the other state that is asked whether she is its national
}

// sealedVote is the outcome of a vote, without who voted and when.
type sealedVote struct {
	Outcome casework.Outcome `json:"outcome"`
	Ref     string           `json:"ref,omitempty"`
}

// splitTask returns a task without its personal part, and that part separately: the cause of its pause,
// the other state that is asked, and the outcomes of votes. The voters and the times stay in the task.
func splitTask(t casework.Task) (casework.Task, sealedTask, []sealedVote) {
	told := sealedTask{State: t.State}
	t.State = ""
	if t.Pause != nil && policy.CauseIsPersonal(t.Pause.Cause) {
		told.Cause, told.Until = t.Pause.Cause, t.Pause.Until
		t.Pause = withoutPersonalCause(t.Pause)
	}
	var votes []sealedVote
	t.Votes = slices.Clone(t.Votes)
	for i := range t.Votes {
		vote := &t.Votes[i]
		votes = append(votes, sealedVote{vote.Outcome, vote.Ref})
		vote.Outcome, vote.Ref = "", ""
	}
	return t, told, votes
}

// joinTask puts back what splitTask took out.
func joinTask(t casework.Task, told sealedTask, votes []sealedVote) casework.Task {
	t.State = told.State
	if t.Pause != nil && told.Cause != "" {
		t.Pause.Cause, t.Pause.Until = told.Cause, told.Until
	}
	for i := range min(len(t.Votes), len(votes)) {
		t.Votes[i].Outcome, t.Votes[i].Ref = votes[i].Outcome, votes[i].Ref
	}
	return t
}

// withoutPersonalCause returns a pause as it may be kept in clear.
func withoutPersonalCause(p *casework.Pause) *casework.Pause {
	if p == nil || !policy.CauseIsPersonal(p.Cause) {
		return p
	}
	quiet := *p
	quiet.Cause, quiet.Until = "", time.Time{}
	return &quiet
}
