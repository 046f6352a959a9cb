package postgres

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
)

// Funnel counts how far the people of an operation have come, and which desks are waited for, all as
// of one moment. If ref is "" it counts all operations.
func (s *Store) Funnel(ctx context.Context, ref casework.Ref) (out record.Funnel, err error) {
	now := s.now()
	err = s.snapshot(ctx, func(tx *db.Tx) error {
		out = record.Funnel{Operation: ref, At: now}
		var rows []struct {
			Stage    casework.Stage `db:"stage"`
			Lane     casework.Lane  `db:"lane"`
			Cases    int            `db:"cases"`
			Overdue  int            `db:"overdue"`
			Paused   int            `db:"paused"`
			Minors   int            `db:"minors"`
			Deceased int            `db:"deceased"`
		}
		err := db.List(ctx, tx, "count cases", &rows, `select stage, lane, cases, overdue, paused, minors, deceased from app.count_cases($2, $1)`, now, ref)
		if err != nil {
			return err
		}
		stages := map[casework.Stage]record.StageCount{}
		lanes := map[casework.Lane]int{}
		for _, r := range rows {
			n := stages[r.Stage]
			stages[r.Stage] = record.StageCount{
				Cases: n.Cases + r.Cases, Overdue: n.Overdue + r.Overdue, Paused: n.Paused + r.Paused, Minors: n.Minors + r.Minors,
			}
			lanes[r.Lane] += r.Cases
			out.Total += r.Cases
			out.Deceased += r.Deceased
		}
		for _, stage := range casework.Stages() {
			n := stages[stage]
			n.Stage = stage
			out.Stages = append(out.Stages, n)
		}
		for _, lane := range []casework.Lane{casework.LaneA, casework.LaneB, casework.LaneC} {
			out.Lanes = append(out.Lanes, record.LaneCount{Lane: lane, Cases: lanes[lane]})
		}
		out.Desks, err = deskLoads(ctx, tx, ref, now)
		return err
	})
	return out, err
}

// DeskLoads counts the open tasks of every desk that has some, most overdue first.
func (s *Store) DeskLoads(ctx context.Context) (out []record.DeskLoad, err error) {
	err = s.tx(ctx, func(tx *db.Tx) error {
		out, err = deskLoads(ctx, tx, "", s.now())
		return err
	})
	return out, err
}

func deskLoads(ctx context.Context, tx *db.Tx, ref casework.Ref, now time.Time) ([]record.DeskLoad, error) {
	var rows []struct {
		Desk    casework.DeskID   `db:"desk"`
		Kind    casework.DeskKind `db:"kind"`
		Open    int               `db:"open"`
		Overdue int               `db:"overdue"`
		Paused  int               `db:"paused"`
		Oldest  time.Time         `db:"oldest"`
	}
	err := db.List(ctx, tx, "count tasks", &rows, `select desk, kind, open, overdue, paused, oldest from app.count_tasks($2, $1)
		order by overdue desc, open desc, desk, kind`, now, ref)
	var out []record.DeskLoad
	for _, r := range rows {
		out = append(out, record.DeskLoad(r))
	}
	return out, err
}
