package tasks

import (
	"context"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/sheet"
	"example.org/homeward/internal/usecase/act"
)

// fewestAlike is the smallest number of alike requests for which a sheet is offered.
const fewestAlike = 2

// Alike is a group of alike requests in the inbox of the caller's desk.
type Alike struct {
	sheet.Kind

	Host, Origin casework.Country // of the corridor; Origin is "" for any

	Number  int       // of those that were counted
	Overdue int       // of them
	Oldest  time.Time // since when the oldest of them waits
}

// ListAlike lists the groups of alike requests that the caller could answer together, the largest first.
// It counts the first 200 requests of the inbox.
func (s *Tasks) ListAlike(ctx context.Context) ([]Alike, error) {
	return act.Run(ctx, s.core, policy.DecideTasks, act.OnNothing(), func(ctx context.Context) ([]Alike, error) {
		if err := request.From(ctx).AuthorizeRole(); err != nil {
			return nil, err
		}
		groups, err := s.alike(ctx, "")
		out := []Alike{}
		for _, g := range groups {
			if len(g.rows) < fewestAlike {
				continue
			}
			one := Alike{Kind: g.kind, Number: len(g.rows)}
			one.Host, one.Origin = s.statesOf(g.kind.Corridor, g.kind.Version)
			for _, row := range g.rows {
				if row.Overdue > 0 {
					one.Overdue++
				}
				if since := waitsSince(row.Task); one.Oldest.IsZero() || since.Before(one.Oldest) {
					one.Oldest = since
				}
			}
			out = append(out, one)
		}
		slices.SortStableFunc(out, func(a, b Alike) int { return b.Number - a.Number })
		return out, err
	})
}

// waitsSince is since when a desk is waited for.
func waitsSince(t casework.Task) time.Time {
	if t.StartedAt.IsZero() {
		return t.OpenedAt
	}
	return t.StartedAt
}

// statesOf returns the host state and the state of origin of a corridor; "" for any state.
func (s *Tasks) statesOf(id string, version int) (host, origin casework.Country) {
	rules, err := s.core.Corridors.Get(id, version)
	if err != nil {
		return "", ""
	}
	for _, state := range []*casework.Country{&rules.Host, &rules.Origin} {
		if *state == "*" {
			*state = ""
		}
	}
	return rules.Host, rules.Origin
}

// alikeGroup is one group of alike requests, in the order of the inbox.
type alikeGroup struct {
	kind sheet.Kind
	rows []record.TaskRow
}

// alike groups the requests of the caller's inbox that can be answered together; of one step if it is
// not "".
func (s *Tasks) alike(ctx context.Context, step casework.Step) ([]alikeGroup, error) {
	r := request.From(ctx)
	in, err := s.inboxFor(ctx, Query{Filter: record.TaskFilter{Step: step.Base()}})
	if err != nil {
		return nil, err
	}
	found, err := act.Fill(record.Page{Limit: record.MaxLimit}, func(p record.Page) ([]record.TaskRow, *record.Cursor, error) {
		in.filter.Page = p
		found, err := s.store.Tasks(ctx, in.filter)
		return found.Rows, found.Next, err
	}, func(rows []record.TaskRow) ([]record.TaskRow, error) { return s.visibleTasks(ctx, in, rows) })
	if err != nil || len(found.Rows) == 0 {
		return nil, err
	}
	cases, err := s.store.Cases(ctx, record.CaseFilter{
		Refs: act.RefsOf(found.Rows, func(row record.TaskRow) casework.Ref { return row.Case }), Page: record.Page{Limit: record.MaxLimit},
	})
	if err != nil {
		return nil, err
	}
	rules := map[casework.Ref]record.CaseSummary{}
	for _, c := range cases.Rows {
		rules[c.Ref] = c
	}
	var out []alikeGroup
	for _, row := range found.Rows {
		of, known := rules[row.Case]
		kind, together := sheet.Of(row.Task, of.Corridor, of.Version)
		if !known || !together || !r.May(policy.DecideTask, s.subjectInInbox(in, row)) {
			continue
		}
		at := slices.IndexFunc(out, func(g alikeGroup) bool { return g.kind == kind })
		if at < 0 {
			out, at = append(out, alikeGroup{kind: kind}), len(out)
		}
		out[at].rows = append(out[at].rows, row)
	}
	return out, nil
}

// OpenSheet makes a sheet of the alike requests of one kind, and returns its reference. Nothing is ticked
// on it. The same key returns the same sheet.
func (s *Tasks) OpenSheet(ctx context.Context, kind sheet.Kind, key string) (casework.Ref, error) {
	return act.Run(ctx, s.core, policy.DecideTasks, act.OnNothing(), func(ctx context.Context) (casework.Ref, error) {
		r := request.From(ctx)
		if err := r.AuthorizeRole(); err != nil {
			return "", err
		}
		ref, err := act.Mint(ctx, key, "sheet")
		if err != nil {
			return "", err
		}
		groups, err := s.alike(ctx, kind.Step)
		if err != nil {
			return "", err
		}
		at := slices.IndexFunc(groups, func(g alikeGroup) bool { return g.kind == kind })
		if at < 0 {
			return "", policy.Missing()
		}
		now, rows := s.core.Now().UTC(), groups[at].rows
		made := record.Sheet{
			Ref: casework.Ref(ref), By: r.Actor.Casework(), Step: kind.Step, Kind: kind.Desk, Corridor: kind.Corridor, Version: kind.Version,
			OpenedAt: now, More: max(0, len(rows)-sheet.MostItems),
		}
		for _, row := range rows[:min(len(rows), sheet.MostItems)] {
			made.Items = append(made.Items, record.SheetItem{Case: row.Case, Task: row.ID, Version: row.Version, SeenAt: now})
		}
		return made.Ref, s.store.OpenSheet(ctx, made)
	})
}
