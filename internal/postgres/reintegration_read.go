package postgres

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
)

// Reintegration returns plans, visits and scores of the time after the return, as of one moment. The
// texts of plans and the answers are class D. A plan that was emptied by a rule of retention is
// returned without its text, an emptied score is not returned.
func (s *Store) Reintegration(ctx context.Context, ref casework.Ref) (out record.Reintegration, err error) {
	err = s.snapshot(ctx, func(tx *db.Tx) error {
		out = record.Reintegration{Case: ref}
		if out.Plans, err = s.plans(ctx, tx, ref); err != nil {
			return err
		}
		if out.Scores, err = s.scores(ctx, tx, ref); err != nil {
			return err
		}
		if out.Tries, err = s.tries(ctx, tx, ref); err != nil {
			return err
		}
		out.FollowUps, err = s.followUps(ctx, tx, ref)
		return err
	})
	return out, err
}

func (s *Store) plans(ctx context.Context, tx *db.Tx, ref casework.Ref) ([]record.PlanRow, error) {
	var rows []struct {
		casework.Actor

		Ref  string        `db:"ref"`
		Seq  int64         `db:"seq"`
		Step casework.Step `db:"step"`
		Body []byte        `db:"body"`
		At   time.Time     `db:"at"`
	}
	err := db.List(ctx, tx, "list plans", &rows, `select ref, seq, step, body, at, account, desk, agency, role
		from app.plans where case_ref = $1 order by seq desc, ref`, ref)
	var out []record.PlanRow
	for i, r := range rows {
		one := record.PlanRow{Case: ref, Seq: r.Seq, Step: r.Step, At: r.At, By: r.Actor, Replaced: i > 0}
		if _, err := s.box.OpenJSON(ctx, sealdb.OfCase(ref), sealdb.ColPlanBody, r.Ref, r.Body, &one.Plan); err != nil {
			return nil, err
		}
		one.Ref = r.Ref // a plan whose text is emptied is still a plan
		out = append(out, one)
	}
	return out, err
}

func (s *Store) scores(ctx context.Context, tx *db.Tx, ref casework.Ref) ([]record.ScoreRow, error) {
	var rows []struct {
		casework.Actor

		Ref  string        `db:"ref"`
		Seq  int64         `db:"seq"`
		Step casework.Step `db:"step"`
		Body []byte        `db:"body"`
		At   time.Time     `db:"at"`
	}
	err := db.List(ctx, tx, "list scores", &rows, `select ref, seq, step, body, at, account, desk, agency, role
		from app.scores where case_ref = $1 and body is not null order by seq, ref`, ref)
	var out []record.ScoreRow
	for _, r := range rows {
		one := record.ScoreRow{Case: ref, Seq: r.Seq, Step: r.Step, At: r.At, By: r.Actor}
		if _, err := s.box.OpenJSON(ctx, sealdb.OfCase(ref), sealdb.ColScoreBody, r.Ref, r.Body, &one.Score); err != nil {
			return nil, err
		}
		one.Ref = r.Ref
		out = append(out, one)
	}
	return out, err
}

// followUps returns the state of each visit: its newest task, the number of attempts, its newest score.
func (s *Store) followUps(ctx context.Context, tx *db.Tx, ref casework.Ref) ([]record.FollowUp, error) {
	var rows []struct {
		Step     casework.Step          `db:"step"`
		Task     casework.TaskID        `db:"task"`
		State    record.TaskState       `db:"state"`
		Outcome  []byte                 `db:"outcome"`
		Body     db.JSON[casework.Task] `db:"body"`
		DueAt    *time.Time             `db:"due_at"`
		Attempts int                    `db:"attempts"`
		Score    string                 `db:"score"`
	}
	err := db.List(ctx, tx, "list follow-ups", &rows, `select distinct on (t.step) t.step, t.task, t.state, t.outcome, t.body, t.due_at,
		count(*) over (partition by t.step) as attempts,
		coalesce((select s.ref from app.scores s where s.case_ref = t.case_ref and s.step = t.step and s.body is not null order by s.seq desc limit 1), '') as score
		from app.tasks t where t.case_ref = $1 and t.base_step in ($2, $3) order by t.step, t.attempt desc`,
		ref, casework.StepSafetyCall, casework.StepFollowUp)
	var out []record.FollowUp
	for _, r := range rows {
		outcome, err := s.box.OpenText(ctx, sealdb.OfCase(ref), sealdb.ColTaskOutcome, string(r.Task), r.Outcome)
		if err != nil {
			return nil, err
		}
		opens := r.Body.V.NotBefore
		if opens.IsZero() {
			opens = r.Body.V.OpenedAt
		}
		out = append(out, record.FollowUp{
			Step: r.Step, Task: r.Task, Status: r.State, Outcome: casework.Outcome(outcome), OpensAt: opens, Due: r.DueAt, Attempts: r.Attempts, ScoreRef: r.Score,
		})
	}
	return out, err
}
