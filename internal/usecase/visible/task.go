package visible

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// Task is a task with the fields that the caller sees. Spec has the possible answers of its step.
type Task struct {
	record.TaskRow

	Lacks Lacking // of a panel that has not decided, if the task is shown alone

	Spec  casework.Spec
	Votes []Vote // who has voted, and not what: no vote is to lean on another
	// Away is set if the colleague of the caller's desk who has claimed the task is away now.
	Away *record.Absence

	// Of a task that is shown alone, and not in a list:

	May     []policy.Action     // what the caller may do to the task
	OfCase  bool                // the caller may look at its case
	Askable []casework.DeskID   // the desks to which a question about it may go
	Facts   []casework.FactSpec // that its desk may state with the answer
	Quorum  casework.Quorum     // of a step that a panel decides
	Pauses  []PauseOffer        // for what the caller's desk may pause it
	// ValidFor is how long an answer is valid if no last day is given with it; 0 if it does not expire.
	ValidFor time.Duration
	// Movable are the desks to which the caller may move the request; none without the right to.
	Movable []casework.DeskID
	// States are the two states of which an answer about fear of return may name one; none where there is one.
	States []casework.Country
}

// Vote is one vote of a panel.
type Vote struct {
	Agency casework.AgencyID
	Role   casework.Role
	At     time.Time
	Mine   bool // the caller's own
	// Outcome is what the vote was for, and Other the case that a record belongs with; "" if that is not
	// shown (yet).
	Outcome casework.Outcome
	Other   casework.Ref
}

// Lacking is what a panel lacks to decide: members, further agencies, and the chair.
type Lacking struct {
	Members, Agencies int
	Chair             bool
}

// TaskOf returns a task. That it is open is operational; its outcome is of the step's class.
func TaskOf(t record.TaskRow, seen request.Visibility) Task {
	out := Task{TaskRow: record.TaskRow{
		Case: t.Case, Operation: t.Operation, Stage: t.Stage, Lane: t.Lane, Origin: t.Origin, Minor: t.Minor, Deceased: t.Deceased,
		Status: t.Status, Due: t.Due, NextEscalation: t.NextEscalation, Overdue: t.Overdue, Receipts: t.Receipts, Seq: t.Seq,
		Task: casework.Task{
			ID: t.ID, Step: t.Step, Attempt: t.Attempt, Desk: t.Desk, Kind: t.Kind, OpenedAt: t.OpenedAt, NotBefore: t.NotBefore,
			StartedAt: t.StartedAt, Escalations: t.Escalations, Fired: t.Fired, Pause: Pause(t.Pause, seen), Asked: t.Asked, For: t.For,
			Reassigned: t.Reassigned, State: t.State, Version: t.Version,
		},
	}}
	if seen.Outside() {
		out.Seq = 0 // it counts the changes of other desks
	}
	out.Spec, _ = casework.SpecOf(t.Step)
	if out.Status == "" {
		out.Status = record.TaskOpen
	}
	if base := t.Step.Base(); seen.Outside() && (base == casework.StepInformation || base == casework.StepAttest) {
		// A question, or a request to delete, shows nothing of where the case stands.
		out.Stage, out.Deceased = out.Spec.Stage, false
		if base == casework.StepInformation {
			out.Operation, out.Lane, out.Origin, out.Minor = "", "", "", false
		}
	}
	if t.Outcome != "" && seen.RevealAny(policy.OutcomeClass(t.Step), t.Desk) {
		out.Outcome = t.Outcome
	}
	if t.ClaimedBy != nil {
		by := Actor(*t.ClaimedBy, seen.Actor())
		out.ClaimedBy, out.ClaimedAt = &by, t.ClaimedAt
	}
	for _, vote := range t.Votes {
		out.Votes = append(out.Votes, Vote{Agency: vote.By.Agency, Role: vote.By.Role, At: vote.At, Mine: vote.By.Account == seen.Actor().Account})
	}
	return out
}
