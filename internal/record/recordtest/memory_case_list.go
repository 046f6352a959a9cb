package recordtest

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
)

// Cases lists cases, newest first.
func (m *Memory) Cases(_ context.Context, f record.CaseFilter) (record.Cases, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var rows []record.CaseSummary
	if f.Scope == nil || !f.Scope.Empty() {
		for _, c := range m.cases {
			if row := m.listed(c); m.inList(c, row, f) {
				rows = append(rows, row)
			}
		}
	}
	var out record.Cases
	out.Rows, out.Next = pageOf(rows, f.Page, func(a, b record.CaseSummary) int {
		return cmp.Or(b.OpenedAt.Compare(a.OpenedAt), cmp.Compare(b.Ref, a.Ref))
	}, func(r record.CaseSummary) record.Cursor { return record.Cursor{At: r.OpenedAt, ID: string(r.Ref)} })
	return out, nil
}

// CountCases returns how many cases a list has, counted up to limit.
func (m *Memory) CountCases(_ context.Context, f record.CaseFilter, limit int) (int, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := 0
	if f.Scope == nil || !f.Scope.Empty() {
		for _, c := range m.cases {
			if m.inList(c, m.listed(c), f) {
				n++
			}
		}
	}
	return min(n, limit), nil
}

// listed returns a case as a list shows it: with the cause of its pause only if that is not personal.
func (m *Memory) listed(f *caseFile) record.CaseSummary {
	out := f.summary(m.now())
	if pause := f.newest().Next.Pause; pause != nil {
		shown := *pause
		if policy.CauseIsPersonal(shown.Cause) {
			shown.Cause = ""
		}
		out.Paused = &shown
	}
	return out
}

// whether reports whether a thing is as a filter wants it; nil wants nothing.
func whether(want *bool, is bool) bool { return want == nil || *want == is }

func (m *Memory) inList(c *caseFile, row record.CaseSummary, f record.CaseFilter) bool {
	waitsFor := func(t taskFile) bool { return t.state == record.TaskOpen && t.task.Desk == f.Desk }
	next := m.nextDue(c, row, f)
	running := row.EndedAt == nil && next != nil
	overdue := running && next.Before(m.now())
	due := (f.DueFrom.IsZero() || running && !next.Before(f.DueFrom)) && (f.DueBefore.IsZero() || running && next.Before(f.DueBefore))
	state := c.newest().Next
	ending := state.NextEnding(c.newest().At)
	return !row.UpdatedAt.Before(f.ChangedSince) && (f.EndsBefore.IsZero() || row.EndedAt == nil && !ending.IsZero() && ending.Before(f.EndsBefore)) && matches(f.Operation, row.Operation) && matches(f.Stage, row.Stage) && matches(f.Lane, row.Lane) && matches(f.Corridor, row.Corridor) &&
		matches(f.Origin, row.Origin) && matches(f.Host, row.Host) && matches(f.Movement, row.Movement) &&
		(f.Desk == "" || slices.ContainsFunc(c.tasks, waitsFor)) && whether(f.Overdue, overdue) && due && whether(f.Open, row.EndedAt == nil) &&
		whether(f.Paused, row.EndedAt == nil && row.Paused != nil) && whether(f.Minor, row.Minor) && strings.HasPrefix(string(row.Ref), f.RefBegins) && (f.Refs == nil || slices.Contains(f.Refs, row.Ref)) && (f.Scope == nil || m.inScope(c, *f.Scope))
}

// nextDue is when the first task of a case is due, of the tasks that a filter counts.
func (m *Memory) nextDue(c *caseFile, row record.CaseSummary, f record.CaseFilter) (first *time.Time) {
	onTeam := func(p policy.Participant) bool {
		return p.Desk == f.PartOf && (p.How == policy.Waits || p.How == policy.Asked)
	}
	state := c.newest().Next
	if f.PartOf == "" || f.Team && slices.ContainsFunc(policy.Participants(&state, c.newest().At), onTeam) {
		return row.NextDue
	}
	for _, t := range c.tasks {
		due := t.task.DueAt()
		if t.state == record.TaskOpen && t.task.Desk == f.PartOf && t.task.Pause == nil && !due.IsZero() && (first == nil || due.Before(*first)) {
			first = &due
		}
	}
	return first
}

// inScope reports whether an officer has a ground to have a case in their list.
func (m *Memory) inScope(f *caseFile, s record.CaseScope) bool {
	c, now := f.newest().Next, m.now()
	if c.Excludes(s.Without) {
		return false
	}
	if s.Host != "" && s.Host == c.Rules.Host {
		return true
	}
	for _, p := range policy.Participants(&c, f.newest().At) {
		part := (p.How == policy.Waits || p.How == policy.Asked) && slices.Contains(s.Desks, p.Desk)
		if part || p.How == policy.Owes && p.Desk == s.Owing {
			return true
		}
	}
	granted := func(g casework.Grant) bool {
		return g.Agency == s.Agency && g.EndedAt.IsZero() && !g.Since.After(now) && now.Before(g.Until)
	}
	broken := func(g casework.BreakGlass) bool {
		return g.By.Account == s.Account && !g.Since.After(now) && g.Active(now)
	}
	return s.Agency != "" && slices.ContainsFunc(c.Access, granted) || s.Account != "" && slices.ContainsFunc(c.BreakGlass, broken)
}

// HalfWaived lists the running cases in which an officer of one role has waived a gate and no officer of
// another role has, the oldest waiver first, at most limit.
func (m *Memory) HalfWaived(_ context.Context, gate casework.GateID, by casework.Role, limit int) ([]casework.Ref, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	first := map[casework.Ref]casework.WaiverGiven{}
	for ref, f := range m.cases {
		c := f.newest().Next
		other := func(w casework.WaiverGiven) bool { return w.Gate == gate && w.By.Role != by }
		i := slices.IndexFunc(c.Waivers, func(w casework.WaiverGiven) bool { return w.Gate == gate && w.By.Role == by })
		if i >= 0 && c.Ended == nil && !slices.ContainsFunc(c.Waivers, other) {
			first[ref] = c.Waivers[i]
		}
	}
	refs := slices.SortedFunc(maps.Keys(first), func(a, b casework.Ref) int {
		return cmp.Or(first[a].At.Compare(first[b].At), cmp.Compare(a, b))
	})
	return refs[:min(limit, len(refs))], nil
}

// KeptOut returns those of these cases that an account is excluded from now, in order.
func (m *Memory) KeptOut(_ context.Context, account casework.AccountID, refs []casework.Ref) ([]casework.Ref, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []casework.Ref
	for ref, f := range m.cases {
		if state := f.newest().Next; slices.Contains(refs, ref) && state.Excludes(account) {
			out = append(out, ref)
		}
	}
	slices.Sort(out)
	return out, nil
}

// Consents lists the ledger of consents of a case, oldest first. Of an erased case it is empty.
func (m *Memory) Consents(_ context.Context, ref casework.Ref) ([]record.Consent, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f := m.cases[ref]
	if f == nil || m.erased(f) {
		return nil, nil
	}
	var out []record.Consent
	for _, w := range f.changes {
		for _, given := range w.change.Consents {
			out = append(out, record.Consent{ConsentGiven: given, Seq: w.seq, By: w.change.By})
		}
	}
	return out, nil
}

// erased reports whether the key of a case is destroyed.
func (m *Memory) erased(f *caseFile) bool {
	return f.erasedAt != nil || m.destroyed[subjectOf(f.newest().Ref)]
}
