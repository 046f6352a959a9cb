package tasks

import (
	"context"
	"maps"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// Query asks for tasks. Filter's desks, claimant and page are set here.
type Query struct {
	Filter record.TaskFilter // Desk: "" is the caller's; with Case, "" is every desk
	// Everywhere lists all desks whose inboxes the caller may look into; Others all of them but the
	// caller's own.
	Everywhere bool
	Others     bool
	Mine       bool // claimed by the caller
	// StandIn lists the tasks of the caller's desk that colleagues have claimed who are away and for whom
	// the caller stands in. Handler lists those that one colleague of the desk has claimed.
	StandIn bool
	Handler casework.AccountID
	act.Paging
}

// ListTasks lists the inbox of the caller's desk, of another desk that the caller oversees, of all such
// desks, or the tasks of one case.
func (s *Tasks) ListTasks(ctx context.Context, q Query) (act.Page[visible.Task], error) {
	return act.Run(ctx, s.core, policy.ListTasks, act.OnNothing(), func(ctx context.Context) (act.Page[visible.Task], error) {
		none := act.Page[visible.Task]{Rows: []visible.Task{}}
		if err := request.From(ctx).AuthorizeGlobal(); err != nil {
			return none, err
		}
		if err := s.core.CheckFilter(act.FilterCodes{Desk: q.Filter.Desk, Origin: q.Filter.Origin, Step: q.Filter.Step}); err != nil {
			return none, err
		}
		page, err := q.Page()
		if err != nil {
			return none, err
		}
		in, found, err := s.tasksIn(ctx, q, page)
		if err != nil {
			return none, err
		}
		if len(found.Rows) == 0 && page.After == nil {
			if err := s.core.OperationOfEmptyList(ctx, q.Filter.Operation); err != nil {
				return none, err
			}
		}
		away, err := s.awayAmong(ctx, found.Rows...)
		out := act.Page[visible.Task]{Rows: []visible.Task{}, Next: found.Next}
		for _, row := range found.Rows {
			t := visible.TaskOf(row, request.From(ctx).OfCase(row.Case, s.subjectInInbox(in, row)))
			setAway(&t, away)
			out.Rows = append(out.Rows, t)
		}
		return out, err
	})
}

// tasksIn returns one page of the tasks that the caller may see, with the list that they are in.
func (s *Tasks) tasksIn(ctx context.Context, q Query, page record.Page) (*inbox, act.Page[record.TaskRow], error) {
	in, err := s.inboxFor(ctx, q)
	if err != nil {
		return nil, act.Page[record.TaskRow]{}, err
	}
	found, err := act.Fill(page, func(p record.Page) ([]record.TaskRow, *record.Cursor, error) {
		in.filter.Page = p
		found, err := s.store.Tasks(ctx, in.filter)
		return found.Rows, found.Next, err
	}, func(rows []record.TaskRow) ([]record.TaskRow, error) { return s.visibleTasks(ctx, in, rows) })
	return in, found, err
}

// awayAmong returns the absences of the caller's desk if a colleague of it has claimed one of the tasks.
func (s *Tasks) awayAmong(ctx context.Context, rows ...record.TaskRow) ([]record.Absence, error) {
	caller := request.From(ctx).Actor
	if !slices.ContainsFunc(rows, func(t record.TaskRow) bool {
		return t.ClaimedBy != nil && t.ClaimedBy.Desk == caller.Desk && t.ClaimedBy.Account != caller.Account
	}) {
		return nil, nil
	}
	return s.store.Absences(ctx, caller.Desk, s.core.Now())
}

// inbox has the query of a list of tasks, and data about their cases.
type inbox struct {
	filter record.TaskFilter
	of     *act.Found                      // when the tasks are of one case
	cases  map[casework.Ref]policy.Subject // of the page, where they matter
	// excluded holds the accounts that the cases of the page keep out: the caller's, or none.
	excluded map[casework.Ref][]casework.AccountID
}

func (s *Tasks) inboxFor(ctx context.Context, q Query) (*inbox, error) {
	r := request.From(ctx)
	in := &inbox{filter: q.Filter, cases: map[casework.Ref]policy.Subject{}, excluded: map[casework.Ref][]casework.AccountID{}}
	desk := q.Filter.Desk
	in.filter.Desk = ""
	if q.Mine {
		in.filter.ClaimedBy = r.Actor.Account
	}
	if q.Handler != "" || q.StandIn {
		in.filter.Desk = r.Actor.Desk
		return in, s.ofHandlers(ctx, q, &in.filter)
	}
	switch {
	case q.Filter.Case != "":
		c, err := s.core.LookUp(ctx, q.Filter.Case)
		if err != nil {
			return nil, err
		}
		if !c.Seen.May(policy.ShowCase) {
			return nil, policy.Missing()
		}
		in.of, in.filter.Desk = &c, desk
	case q.Everywhere:
		in.filter.Desks = s.overseenDesks(r.Actor)
	case q.Others:
		in.filter.Desks = s.overseenDesks(r.Actor)[1:]
	case desk == "" || desk == r.Actor.Desk:
		in.filter.Desk = r.Actor.Desk
	case !s.overseesDesk(r.Actor, desk):
		return nil, policy.Missing()
	default:
		in.filter.Desk = desk
	}
	return in, nil
}

// ofHandlers keeps to the tasks that one colleague has claimed, or those for whom the caller stands in.
func (s *Tasks) ofHandlers(ctx context.Context, q Query, f *record.TaskFilter) error {
	if f.ClaimedBy = q.Handler; !q.StandIn {
		return nil
	}
	caller := request.From(ctx).Actor
	away, err := s.store.Absences(ctx, caller.Desk, s.core.Now())
	f.ClaimedByAny = []casework.AccountID{}
	for _, one := range away {
		if one.StandIn == caller.Account {
			f.ClaimedByAny = append(f.ClaimedByAny, one.Account)
		}
	}
	return err
}

// overseenDesks lists the desks whose inboxes an actor may look into, their own first.
func (s *Tasks) overseenDesks(a policy.Actor) []casework.DeskID {
	out := []casework.DeskID{a.Desk}
	for _, d := range s.core.Directory.Desks() {
		if d.ID != a.Desk && s.overseesDesk(a, d.ID) {
			out = append(out, d.ID)
		}
	}
	return out
}

// overseesDesk reports whether an actor may look into a desk's inbox at all: as its agency's overseer, or
// because the desk is given cases that the actor has a part in or coordinates. Policy is asked about
// each row again.
func (s *Tasks) overseesDesk(a policy.Actor, desk casework.DeskID) bool {
	if policy.May(a, policy.ShowTask, policy.OfTask(policy.Subject{}, desk, s.core.AgencyOf).RelationsOf(a)) {
		return true
	}
	for _, c := range s.core.Corridors.Corridors() {
		named := slices.Contains(slices.Collect(maps.Values(c.Desks)), desk)
		subject := policy.Subject{Host: c.Host, Asked: s.core.Team(c.Desks)}
		if c.Host == "*" { // any state, the actor's included
			subject.Host = a.Country
		}
		if named && policy.May(a, policy.ShowTask, subject.RelationsOf(a)) {
			return true
		}
	}
	return false
}

// visibleTasks keeps the tasks that the caller may see.
func (s *Tasks) visibleTasks(ctx context.Context, in *inbox, rows []record.TaskRow) ([]record.TaskRow, error) {
	r := request.From(ctx)
	if err := s.loadSubjects(ctx, r.Actor, in, rows); err != nil {
		return nil, err
	}
	excluded, err := s.core.Exclusions(ctx, act.RefsOf(rows, func(row record.TaskRow) casework.Ref { return row.Case })...)
	if err != nil {
		return nil, err
	}
	var kept []record.TaskRow
	for _, row := range rows {
		in.excluded[row.Case] = excluded(row.Case)
		if r.May(policy.ShowTask, s.subjectInInbox(in, row)) {
			kept = append(kept, row)
		}
	}
	return kept, nil
}

// subjectInInbox is the subject that one task of the page is.
func (s *Tasks) subjectInInbox(in *inbox, row record.TaskRow) policy.Subject {
	subject := in.cases[row.Case]
	if in.of != nil {
		subject = in.of.Subject
	}
	subject.Excluded = append(slices.Clone(subject.Excluded), in.excluded[row.Case]...)
	if in.ended() {
		return policy.OfEndedTask(subject, row.Desk, s.core.AgencyOf)
	}
	return policy.OfTask(subject, row.Desk, s.core.AgencyOf)
}
