package postgres

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/changedb"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/pagedb"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

// caseColumns need the current time as the first argument of the statement.
const caseColumns = `c.ref, coalesce(c.operation_ref, '') as operation_ref, c.corridor, c.version, c.host, c.origin, c.lane, c.stage,
	c.modality, c.seq, c.minor, c.opened_at, c.updated_at, c.open_tasks, c.next_due, c.pause, coalesce(c.movement_ref, '') as movement_ref,
	c.closed, c.deceased, c.ended_at, c.erased_at,
	case when c.next_due < $1 then (select count(*) from app.tasks t where t.case_ref = c.ref and t.state = 'open'
	and not t.paused and t.due_at < $1) else 0 end as overdue`

type caseRow struct {
	Ref       casework.Ref             `db:"ref"`
	Operation casework.Ref             `db:"operation_ref"`
	Corridor  string                   `db:"corridor"`
	Version   int                      `db:"version"`
	Host      casework.Country         `db:"host"`
	Origin    casework.Country         `db:"origin"`
	Lane      casework.Lane            `db:"lane"`
	Stage     casework.Stage           `db:"stage"`
	Modality  casework.Modality        `db:"modality"`
	Seq       int64                    `db:"seq"`
	Minor     bool                     `db:"minor"`
	OpenedAt  time.Time                `db:"opened_at"`
	UpdatedAt time.Time                `db:"updated_at"`
	OpenTasks int                      `db:"open_tasks"`
	NextDue   *time.Time               `db:"next_due"`
	Pause     db.JSON[*casework.Pause] `db:"pause"`
	Movement  casework.Ref             `db:"movement_ref"`
	Closed    bool                     `db:"closed"`
	Deceased  bool                     `db:"deceased"`
	EndedAt   *time.Time               `db:"ended_at"`
	ErasedAt  *time.Time               `db:"erased_at"`
	Overdue   int                      `db:"overdue"`
}

func (r caseRow) summary() record.CaseSummary {
	return record.CaseSummary{
		Ref: r.Ref, Operation: r.Operation, Corridor: r.Corridor, Version: r.Version, Host: r.Host, Origin: r.Origin, Lane: r.Lane,
		Stage: r.Stage, Modality: r.Modality, Seq: r.Seq, Minor: r.Minor, OpenedAt: r.OpenedAt, UpdatedAt: r.UpdatedAt,
		OpenTasks: r.OpenTasks, Overdue: r.Overdue, NextDue: r.NextDue, Paused: r.Pause.V, Movement: r.Movement,
		Closed: r.Closed, Deceased: r.Deceased, EndedAt: r.EndedAt,
	}
}

// skeleton returns the rest of the state of a case whose key is destroyed.
func (r caseRow) skeleton() casework.Case {
	out := casework.Case{
		Ref: r.Ref, Seq: r.Seq, OpenedAt: r.OpenedAt, Stage: r.Stage, Modality: r.Modality,
		Rules: casework.Rules{Corridor: r.Corridor, Version: r.Version, Host: r.Host, Origin: r.Origin, Lane: r.Lane, Modality: r.Modality},
	}
	if r.EndedAt != nil {
		out.Ended = &casework.End{At: *r.EndedAt, Closed: r.Closed, Deceased: r.Deceased}
	}
	return out
}

// CaseSummary returns what lists show of a case; fault.NotFound if there is none.
func (s *Store) CaseSummary(ctx context.Context, ref casework.Ref) (out record.CaseSummary, err error) {
	err = s.tx(ctx, func(tx *db.Tx) error {
		var row caseRow
		err := db.Get(ctx, tx, "find case", &row, `select `+caseColumns+` from app.cases c where c.ref = $2`, s.now(), ref)
		out = row.summary()
		return db.Missing(err, changedb.NoCase())
	})
	return out, err
}

// Case returns all of a case but its timeline, as of one moment; fault.NotFound if there is none.
func (s *Store) Case(ctx context.Context, ref casework.Ref) (out record.CaseDetail, err error) {
	err = s.snapshot(ctx, func(tx *db.Tx) error {
		var row struct {
			caseRow

			State []byte `db:"state"`
		}
		err := db.Get(ctx, tx, "find case", &row, `select `+caseColumns+`, c.state from app.cases c where c.ref = $2`, s.now(), ref)
		if err != nil {
			return db.Missing(err, changedb.NoCase())
		}
		out = record.CaseDetail{CaseSummary: row.summary()}
		if out.State, out.Erased, err = s.state(ctx, row.caseRow, row.State); err != nil {
			return err
		}
		out.Paused = out.State.Pause // with its cause
		if out.Person, err = s.person(ctx, tx, ref); err != nil {
			return err
		}
		if out.Documents, err = s.documents(ctx, tx, ref); err != nil {
			return err
		}
		out.Tasks, err = s.tasksOf(ctx, tx, ref)
		return err
	})
	return out, err
}

// CaseState returns the case as the rules see it after its newest change; fault.NotFound if there
// is none.
func (s *Store) CaseState(ctx context.Context, ref casework.Ref) (out casework.Case, err error) {
	err = s.tx(ctx, func(tx *db.Tx) error {
		var row struct {
			caseRow

			State []byte `db:"state"`
		}
		err := db.Get(ctx, tx, "find case", &row, `select `+caseColumns+`, c.state from app.cases c where c.ref = $2`, s.now(), ref)
		if err != nil {
			return db.Missing(err, changedb.NoCase())
		}
		out, _, err = s.state(ctx, row.caseRow, row.State)
		return err
	})
	return out, err
}

// CaseStates returns the states of the cases that exist, and that the principal may read, by their
// references. It is one query for all: use it where CaseState would be called in a loop.
func (s *Store) CaseStates(ctx context.Context, refs []casework.Ref) (map[casework.Ref]casework.Case, error) {
	var rows []struct {
		caseRow

		State []byte `db:"state"`
	}
	err := s.tx(ctx, func(tx *db.Tx) error {
		rows = nil
		return db.List(ctx, tx, "list case states", &rows, `select `+caseColumns+`, c.state from app.cases c where c.ref = any($2)`, s.now(), db.Strings(refs))
	})
	if err != nil {
		return nil, err
	}
	subjects := make([]seal.Subject, len(rows))
	for i, r := range rows {
		subjects[i] = sealdb.OfCase(r.Ref)
	}
	if err := s.box.Prefetch(ctx, subjects); err != nil {
		return nil, err
	}
	out := make(map[casework.Ref]casework.Case, len(rows))
	for _, r := range rows {
		if out[r.Ref], _, err = s.state(ctx, r.caseRow, r.State); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// state opens the state of a case. Of an erased case it returns what lists still show, even before
// this process notices that the key is destroyed.
func (s *Store) state(ctx context.Context, row caseRow, sealed []byte) (out casework.Case, erased bool, err error) {
	if row.ErasedAt != nil {
		return row.skeleton(), true, nil
	}
	there, err := s.box.OpenJSON(ctx, sealdb.OfCase(row.Ref), sealdb.ColCaseState, "", sealed, &out)
	if err != nil || there {
		return out, false, err
	}
	return row.skeleton(), true, nil
}

// Cases lists cases, newest first.
func (s *Store) Cases(ctx context.Context, f record.CaseFilter) (out record.Cases, err error) {
	if f.Scope != nil && f.Scope.Empty() {
		return record.Cases{}, nil
	}
	query, c := s.caseQuery(f)
	read := db.ReadPage
	if orderly(f) {
		read = db.ReadOrdered
	}
	err = s.tx(ctx, func(tx *db.Tx) error {
		out = record.Cases{}
		var rows []caseRow
		if err := read(ctx, tx, "list cases", &rows, query, c.Args...); err != nil {
			return err
		}
		for _, r := range rows {
			out.Rows = append(out.Rows, r.summary())
		}
		out.Rows, out.Next = pagedb.Cut(out.Rows, f.Page, func(r record.CaseSummary) record.Cursor {
			return record.Cursor{At: r.OpenedAt, ID: string(r.Ref)}
		})
		return nil
	})
	return out, err
}

// CountCases returns how many cases a list has, counted up to limit. The page of the filter does not matter.
func (s *Store) CountCases(ctx context.Context, f record.CaseFilter, limit int) (n int, err error) {
	if f.Scope != nil && f.Scope.Empty() {
		return 0, nil
	}
	f.Page = record.Page{}
	c := s.caseConditions(f)
	query := `select count(*) from (select c.ref` + within(f, c, limit) + `) counted where $1::timestamptz is not null`
	err = s.tx(ctx, func(tx *db.Tx) error { return db.Get(ctx, tx, "count cases", &n, query, c.Args...) })
	return n, err
}

func (s *Store) caseQuery(f record.CaseFilter) (string, *db.Conditions) {
	c := s.caseConditions(f)
	return `select ` + caseColumns + within(f, c, f.Page.Size()+1), c
}

// nextDue is the instant at which the first task of a case is due, of the tasks that a filter counts; see
// record.CaseFilter.
func nextDue(f record.CaseFilter, c *db.Conditions) string {
	if f.PartOf == "" || f.Overdue == nil && f.DueFrom.IsZero() && f.DueBefore.IsZero() {
		return "c.next_due"
	}
	desk := c.Arg(f.PartOf)
	own := `(select min(t.due_at) from app.tasks t where t.case_ref = c.ref and t.state = 'open' and not t.paused and t.desk = ` + desk + `)`
	if !f.Team {
		return own
	}
	return `case when exists (select from app.case_parts p where p.case_ref = c.ref and p.ended_at is null and p.desk = ` + desk + `
		and p.how in ('waits', 'part')) then c.next_due else ` + own + ` end`
}

// caseConditions returns the conditions of a filter. The current time is their first argument.
func (s *Store) caseConditions(f record.CaseFilter) *db.Conditions {
	c := &db.Conditions{Args: []any{s.now()}}
	c.Equal("c.operation_ref", string(f.Operation))
	c.Equal("c.stage", string(f.Stage))
	c.Equal("c.lane", string(f.Lane))
	c.Equal("c.corridor", f.Corridor)
	c.Equal("c.origin", string(f.Origin))
	c.Equal("c.host", string(f.Host))
	c.Equal("c.movement_ref", string(f.Movement))
	due := nextDue(f, c)
	if f.Overdue != nil && *f.Overdue && due != "c.next_due" { // no task is due before this
		c.And("c.next_due < $1")
	}
	c.Whether("c.ended_at is null and "+due+" < $1", f.Overdue)
	if !f.DueFrom.IsZero() {
		c.And("c.ended_at is null and "+due+" >= ?", f.DueFrom)
	}
	if !f.DueBefore.IsZero() {
		c.And("c.ended_at is null and "+due+" < ?", f.DueBefore)
	}
	if !f.EndsBefore.IsZero() {
		c.And("c.ended_at is null and c.next_ending < ?", f.EndsBefore)
	}
	if !f.ChangedSince.IsZero() {
		c.And("c.updated_at >= ?", f.ChangedSince)
	}
	c.Whether("c.ended_at is null and c.paused", f.Paused)
	switch { // not by Whether, so that the index of ended cases fits
	case f.Open == nil:
	case *f.Open:
		c.And("c.ended_at is null")
	default:
		c.And("c.ended_at is not null")
	}
	switch {
	case f.Minor == nil:
	case *f.Minor:
		c.And("c.minor")
	default:
		c.And("not c.minor")
	}
	if f.Refs != nil {
		c.And("c.ref = any(?)", db.Strings(f.Refs))
	}
	if f.RefBegins != "" {
		c.And("starts_with(c.ref, ?)", f.RefBegins)
	}
	return c
}
