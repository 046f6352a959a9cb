package encode

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/visible"
	"example.org/homeward/internal/wire"
)

// Task is a task, with the answers that its step can have.
func Task(t visible.Task) wire.Task {
	v := wire.Task{
		Name: TaskName(t.ID), Case: t.Case, Operation: t.Operation, Step: t.Step, Stage: t.Spec.Stage, Lane: t.Lane,
		Origin: string(t.Origin), Minor: t.Minor, Attempt: t.Attempt, Desk: string(t.Desk), Kind: t.Kind, State: t.Status,
		Version: t.Version, OpenedAt: t.OpenedAt.UTC(), NotBefore: Stamp(t.NotBefore), Due: Time(t.Due),
		OverdueSeconds: Seconds(t.Overdue), Ladder: ladder(t.Escalations, t.Fired), NextRung: NextRung(t.NextEscalation), Paused: Pause(t.Pause),
		Asked: TaskName(t.Asked), For: TaskName(t.For), AskedState: string(t.State), Answers: answers(t.Spec), Outcome: t.Outcome,
		ByMovement: t.Spec.ByMovement, Receipts: receipts(t.Receipts),
	}
	if t.ClaimedBy != nil {
		v.ClaimedBy, v.ClaimedAt = Actor(*t.ClaimedBy), Stamp(t.ClaimedAt)
	}
	v.FearStates = append(v.FearStates, t.States...)
	for _, vote := range t.Votes {
		v.Votes = append(v.Votes, wire.Vote{Agency: string(vote.Agency), Role: vote.Role, At: vote.At.UTC(), Mine: vote.Mine})
	}
	return v
}

// NextRung is who acts next; zero for nil.
func NextRung(r *casework.EscalationAt) wire.RungAt {
	if r == nil {
		return wire.RungAt{}
	}
	return wire.RungAt{Rung: r.Level, At: r.At.UTC()}
}

func ladder(rungs []casework.EscalationAt, fired int) []wire.RungAt {
	var out []wire.RungAt
	for i, r := range rungs {
		out = append(out, wire.RungAt{Rung: r.Level, At: r.At.UTC(), Reached: i < fired})
	}
	return out
}

func answers(spec casework.Spec) []wire.PossibleAnswer {
	out := []wire.PossibleAnswer{}
	for _, o := range spec.Offered() {
		out = append(out, wire.PossibleAnswer{Outcome: o, Reasons: spec.NeedsReasons(o), Codes: spec.ReasonsFor(o), Until: spec.NeedsDate(o), Again: spec.Repeats(o)})
	}
	return out
}

func receipts(r record.Receipts) wire.Receipts {
	return wire.Receipts{Sent: r.Sent.UTC(), Delivered: Time(r.Delivered), Opened: Time(r.Opened), Claimed: Time(r.Claimed), Decided: Time(r.Decided)}
}
