package api

import (
	"context"
	"maps"
	"slices"
	"time"

	"example.org/homeward/api/encode"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase"
	"example.org/homeward/internal/wire"
)

// ListTasks shows an inbox: the own desk's, another's that the asker oversees, all of those,
// or what one case waits for.
func (s *Server) ListTasks(ctx context.Context, r wire.ListTasksRequestObject) (wire.ListTasksResponseObject, error) {
	q := request.From(ctx)
	if err := q.AuthorizeGlobal(); err != nil {
		return nil, err
	}
	page, err := pageOf(r.Params.Cursor, r.Params.Limit)
	if err != nil {
		return nil, err
	}
	inbox, err := s.inboxFor(ctx, r.Params)
	if err != nil {
		return nil, err
	}
	rows, next, err := sift(page, func(p record.Page) ([]record.TaskRow, *record.Cursor, error) {
		inbox.filter.Page = p
		found, err := s.Record.Tasks(ctx, inbox.filter)
		return found.Rows, found.Next, err
	}, func(rows []record.TaskRow) ([]record.TaskRow, error) { return s.keepTasks(ctx, inbox, rows) })
	if err != nil {
		return nil, err
	}
	v := wire.TaskPage{Items: []wire.Task{}, Next: encode.Next(next)}
	for _, row := range rows {
		v.Items = append(v.Items, encode.Task(usecase.SeenTask(row, inbox.sightOf(q, row, s))))
	}
	return wire.ListTasks200JSONResponse{Body: v, Headers: wire.ListTasks200ResponseHeaders{Link: inboxLink(r.Params, v.Next)}}, nil
}

// inbox is which tasks are asked for, and what is known of the cases that they are of.
type inbox struct {
	filter record.TaskFilter
	of     *seenCase                       // when it is of one case
	cases  map[casework.Ref]policy.Subject // of the page, where that matters
	// keeps says which account the cases of the page keep out: the asker's, or nobody's.
	keeps map[casework.Ref][]casework.AccountID
}

func (s *Server) inboxFor(ctx context.Context, p wire.ListTasksParams) (*inbox, error) {
	q := request.From(ctx)
	in := &inbox{cases: map[casework.Ref]policy.Subject{}, keeps: map[casework.Ref][]casework.AccountID{}, filter: record.TaskFilter{
		Step: p.Step, Case: p.Case, Operation: p.Operation, Origin: p.Origin, Status: p.State, DueBefore: encode.Stamp(p.DueBefore),
		Overdue: p.Overdue, Paused: p.Paused, Unclaimed: p.Claimed == wire.Nobody,
	}}
	if p.Claimed == wire.Mine {
		in.filter.ClaimedBy = q.Actor.Account
	}
	switch {
	case p.Case != "":
		c, err := s.lookUp(ctx, p.Case)
		if err != nil {
			return nil, err
		}
		if !c.sight.May(policy.ShowCase) {
			return nil, policy.Missing()
		}
		in.of, in.filter.Desk = &c, p.Desk
	case p.Everywhere:
		in.filter.Desks = s.overseen(q.Actor)
	case p.Desk == "" || p.Desk == q.Actor.Desk:
		in.filter.Desk = q.Actor.Desk
	default:
		if !s.overseesDesk(q.Actor, p.Desk) {
			return nil, policy.Missing()
		}
		in.filter.Desk = p.Desk
	}
	return in, nil
}

// overseen lists the desks whose inboxes an actor may look into, the own one first.
func (s *Server) overseen(a policy.Actor) []casework.DeskID {
	out := []casework.DeskID{a.Desk}
	for _, d := range s.Directory.Desks() {
		if d.ID != a.Desk && s.overseesDesk(a, d.ID) {
			out = append(out, d.ID)
		}
	}
	return out
}

// overseesDesk says whether an actor may look into a desk's inbox at all: as its agency's
// overseer, or because cases that the actor has a part in, or coordinates for, are put to
// it. Each row is asked about again.
func (s *Server) overseesDesk(a policy.Actor, desk casework.DeskID) bool {
	if policy.May(a, policy.ShowTask, policy.OfTask(policy.Subject{}, desk, s.agencyOf).RelationsOf(a)) {
		return true
	}
	for _, c := range s.Corridors.Corridors() {
		named := slices.Contains(slices.Collect(maps.Values(c.Desks)), desk)
		subject := policy.Subject{Host: c.Host, Asked: s.teamIn(c)}
		if c.Host == "*" { // it may be the actor's state as well as any other
			subject.Host = a.Country
		}
		if named && policy.May(a, policy.ShowTask, subject.RelationsOf(a)) {
			return true
		}
	}
	return false
}

// keepTasks keeps the tasks that the asker may see.
func (s *Server) keepTasks(ctx context.Context, in *inbox, rows []record.TaskRow) ([]record.TaskRow, error) {
	q := request.From(ctx)
	if err := s.casesOf(ctx, q.Actor, in, rows); err != nil {
		return nil, err
	}
	keeps, err := s.keptFrom(ctx, refsOfAll(rows, func(r record.TaskRow) casework.Ref { return r.Case })...)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		in.keeps[row.Case] = keeps(row.Case)
	}
	var kept []record.TaskRow
	for _, row := range rows {
		if in.sightOf(q, row, s).May(policy.ShowTask) {
			kept = append(kept, row)
		}
	}
	return kept, nil
}

// casesOf looks up whose cases the tasks of a page are, for those who may look at other
// desks' tasks because of the case.
func (s *Server) casesOf(ctx context.Context, a policy.Actor, in *inbox, rows []record.TaskRow) error {
	if in.of != nil || !policy.May(a, policy.ShowTask, policy.In(policy.HostCountry, policy.Involved)) {
		return nil
	}
	var refs []casework.Ref
	for _, row := range rows {
		if _, known := in.cases[row.Case]; !known {
			in.cases[row.Case] = policy.Subject{}
			refs = append(refs, row.Case)
		}
	}
	if len(refs) == 0 {
		return nil
	}
	found, err := s.Record.Cases(ctx, record.CaseFilter{Refs: refs, Page: record.Page{Limit: record.MaxLimit}})
	if err != nil {
		return err
	}
	for _, c := range found.Rows {
		in.cases[c.Ref] = s.ofSummary(c)
	}
	return nil
}

// sightOf is what the asker sees of one task of the page.
func (in *inbox) sightOf(q *request.Request, row record.TaskRow, s *Server) request.Visibility {
	subject := in.cases[row.Case]
	if in.of != nil {
		subject = in.of.subject
	}
	subject.Excluded = append(slices.Clone(subject.Excluded), in.keeps[row.Case]...)
	return q.OfCase(row.Case, policy.OfTask(subject, row.Desk, s.agencyOf))
}

// inboxLink is the Link header of a page of an inbox.
func inboxLink(p wire.ListTasksParams, next string) string {
	due := ""
	if !p.DueBefore.IsZero() {
		due = p.DueBefore.UTC().Format(time.RFC3339)
	}
	return linkTo("/tasks", next, queryOf("desk", string(p.Desk), "everywhere", flag(p.Everywhere), "state", string(p.State),
		"step", string(p.Step), "case", string(p.Case), "operation", string(p.Operation), "origin", string(p.Origin), "due_before", due,
		"overdue", flag(p.Overdue), "paused", flag(p.Paused), "claimed", string(p.Claimed), "limit", limitText(p.Limit)))
}
