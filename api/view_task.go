package api

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/wire"
)

// taskView shows a task. Its outcome is of the step's own class; its answers are what the
// step can have, so that whoever decides need not know the table by heart.
func (s *Server) taskView(t record.TaskRow, seen request.Visibility) wire.Task {
	spec, _ := casework.SpecOf(t.Step)
	v := wire.Task{
		Name: taskName(t.ID), Case: t.Case, Operation: t.Operation, Step: t.Step, Stage: spec.Stage, Lane: t.Lane,
		Origin: string(t.Origin), Minor: t.Minor, Attempt: t.Attempt, Desk: string(t.Desk), Kind: t.Kind, State: t.Status,
		Version: t.Version, OpenedAt: t.OpenedAt.UTC(), NotBefore: stamp(t.NotBefore), Due: utc(t.Due),
		OverdueSeconds: int(t.Overdue / time.Second), Ladder: rungViews(t.Escalations, t.Fired), Paused: pauseSeen(t.Pause, seen),
		Asked: taskName(t.Asked), For: taskName(t.For), AskedState: string(t.State), Answers: possibleAnswers(spec),
		ByMovement: spec.ByMovement, Receipts: receiptViews(t.Receipts),
	}
	if v.State == "" {
		v.State = record.TaskOpen
	}
	if t.NextEscalation != nil {
		v.NextRung = wire.RungAt{Rung: t.NextEscalation.Level, At: t.NextEscalation.At.UTC()}
	}
	if class := policy.OutcomeClass(t.Step); t.Outcome != "" && (seen.RevealOwn(class, t.Desk) || seen.Reveal(class)) {
		v.Outcome = t.Outcome
	}
	if t.ClaimedBy != nil {
		v.ClaimedBy, v.ClaimedAt = actorView(*t.ClaimedBy, seen), stamp(t.ClaimedAt)
	}
	// A panel's votes are shown without what was voted: nobody's vote is to lean on another's.
	for _, vote := range t.Votes {
		v.Votes = append(v.Votes, wire.Vote{
			Agency: string(vote.By.Agency), Role: vote.By.Role, At: vote.At.UTC(), Mine: vote.By.Account == seen.Actor().Account,
		})
	}
	return v
}

func rungViews(rungs []casework.EscalationAt, fired int) []wire.RungAt {
	var out []wire.RungAt
	for i, r := range rungs {
		out = append(out, wire.RungAt{Rung: r.Level, At: r.At.UTC(), Reached: i < fired})
	}
	return out
}

func possibleAnswers(spec casework.Spec) []wire.PossibleAnswer {
	out := []wire.PossibleAnswer{}
	for _, o := range spec.Outcomes {
		out = append(out, wire.PossibleAnswer{Outcome: o, Reasons: spec.NeedsReasons(o), Until: spec.NeedsDate(o), Again: spec.Repeats(o)})
	}
	return out
}

func receiptViews(r record.Receipts) wire.Receipts {
	return wire.Receipts{Sent: r.Sent.UTC(), Delivered: utc(r.Delivered), Opened: utc(r.Opened), Claimed: utc(r.Claimed), Decided: utc(r.Decided)}
}
