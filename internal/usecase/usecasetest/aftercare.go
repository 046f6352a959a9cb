package usecasetest

import (
	"cmp"
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
)

// Contact is what was agreed about contact, with the number of the person.
func (r *Record) Contact(_ context.Context, ref casework.Ref) (record.Agreed, error) {
	var out record.Agreed
	for _, change := range slices.Backward(r.Changes(ref)) {
		if agreed := r.office.Commands.words(change.Key).Contact; agreed != nil {
			out.Rows = append(out.Rows, record.ContactRow{Contact: *agreed, Seq: change.Seq, At: change.At, By: change.By})
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	out.Phone = r.people[ref].Phone
	return out, nil
}

// Reintegration is what was agreed, tried and answered after the return.
func (r *Record) Reintegration(ctx context.Context, ref casework.Ref) (record.Reintegration, error) {
	out := record.Reintegration{Case: ref}
	scores := map[casework.Step]string{}
	for _, change := range r.Changes(ref) {
		words := r.office.Commands.words(change.Key)
		for _, d := range change.Decisions {
			base := d.Step.Base()
			if words.Plan != nil && base == casework.StepPlan {
				for i := range out.Plans {
					out.Plans[i].Replaced = true
				}
				out.Plans = slices.Insert(out.Plans, 0, record.PlanRow{Plan: *words.Plan, Case: ref, Seq: change.Seq, Step: d.Step, At: d.At, By: d.By})
			}
			if words.Score != nil {
				scores[d.Step] = words.Score.Ref
				out.Scores = append(out.Scores, record.ScoreRow{Score: *words.Score, Case: ref, Seq: change.Seq, Step: d.Step, At: d.At, By: d.By})
			}
			if base == casework.StepFollowUp || base == casework.StepSafetyCall {
				one := record.TryRow{Seq: change.Seq, Step: d.Step, Attempt: len(slices.DeleteFunc(slices.Clone(out.Tries), func(t record.TryRow) bool { return t.Step != d.Step })) + 1, Outcome: d.Outcome, At: d.At, By: d.By}
				if words.Try != nil {
					one.ContactTry = *words.Try
				}
				out.Tries = slices.Insert(out.Tries, 0, one)
			}
		}
	}
	for _, status := range []record.TaskState{record.TaskDecided, record.TaskOpen} {
		found, err := r.Tasks(ctx, record.TaskFilter{Case: ref, Status: status, Steps: []casework.Step{casework.StepSafetyCall, casework.StepFollowUp}, Page: record.Page{Limit: record.MaxLimit}})
		if err != nil {
			return record.Reintegration{}, err
		}
		for _, t := range found.Rows {
			one := record.FollowUp{Step: t.Step, Task: t.ID, Status: t.Status, Outcome: t.Outcome, OpensAt: t.NotBefore, Due: t.Due, Attempts: t.Attempt, ScoreRef: scores[t.Step]}
			if one.OpensAt.IsZero() {
				one.OpensAt = t.OpenedAt
			}
			out.FollowUps = slices.DeleteFunc(out.FollowUps, func(f record.FollowUp) bool { return f.Step == t.Step && f.Attempts < t.Attempt })
			if !slices.ContainsFunc(out.FollowUps, func(f record.FollowUp) bool { return f.Step == t.Step }) {
				out.FollowUps = append(out.FollowUps, one)
			}
		}
	}
	slices.SortFunc(out.FollowUps, func(a, b record.FollowUp) int { return cmp.Compare(a.Step, b.Step) })
	return out, nil
}
