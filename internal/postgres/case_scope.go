package postgres

import (
	"slices"
	"strconv"
	"strings"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
)

// caseList is a statement that lists cases. Its reasons are those of a scope, one of which is enough. Each is a
// list of its own, as long as the page, and the page is taken from all of them: so each can be read in its
// order from an index of its own, however many cases a desk has.
type caseList struct {
	filter record.CaseFilter
	c      *db.Conditions
	limit  string
}

// within returns the rest of the statement that lists up to limit cases, after its columns of "c". The scope MUST
// NOT be empty.
func within(f record.CaseFilter, c *db.Conditions, limit int) string {
	if f.Scope != nil && f.Scope.Without != "" {
		c.And(`not exists (select from app.case_access x where x.case_ref = c.ref and x.kind = 'excluded' and x.account = ?
			and x.ended_at is null and (x.until is null or x.until > $1))`, f.Scope.Without)
	}
	l := caseList{filter: f, c: c, limit: strconv.Itoa(limit)}
	if f.Scope == nil && f.Desk == "" {
		return ` from app.cases c` + c.With(l.conditions("c.opened_at, c.ref", "")...).Where() + ` order by c.opened_at desc, c.ref desc limit ` + l.limit
	}
	var lists []string
	if f.Scope != nil {
		lists = l.reasons(*f.Scope)
	} else {
		lists = []string{l.ordered("")}
	}
	return ` from (select distinct one.at, one.ref from (` + strings.Join(lists, ` union all `) + `) one order by one.at desc, one.ref desc limit ` + l.limit + `) page
		join app.cases c on c.ref = page.ref order by page.at desc, page.ref desc`
}

// reasons lists the cases of each reason of a scope. Row-level security allows more than they do.
func (l caseList) reasons(s record.CaseScope) []string {
	var out []string
	if s.Host != "" {
		out = append(out, l.ordered(`c.host = `+l.c.Arg(s.Host)))
	}
	if len(s.Desks) > 0 {
		out = append(out, l.ofDesks(db.Strings(s.Desks), `p.how in ('waits', 'part')`))
	}
	if s.Owing != "" {
		out = append(out, l.ofDesks(db.Strings([]casework.DeskID{s.Owing}), `p.how = 'owes'`))
	}
	if s.Agency != "" || s.Account != "" {
		out = append(out, l.letIn(s))
	}
	return out
}

// ofDesks lists the cases in which desks have a part: desk by desk in the order of the list, or, under a filter that
// an index of cases has or that finds them by a request, from that index.
func (l caseList) ofDesks(desks any, how string) string {
	if narrow(l.filter) {
		return l.ordered(`exists (select from app.case_parts p where p.case_ref = c.ref and p.ended_at is null and ` + how + ` and p.desk = any(` + l.c.Arg(desks) + `))`)
	}
	all := l.c.With(l.conditions("p.case_opened_at, p.case_ref", `p.desk = d.id and p.ended_at is null and `+how)...)
	return `(select part.at, part.ref from unnest(` + l.c.Arg(desks) + `::text[]) d (id) cross join lateral (select p.case_ref as ref, p.case_opened_at as at from app.case_parts p
		join app.cases c on c.ref = p.case_ref` + all.Where() + ` order by p.case_opened_at desc, p.case_ref desc limit ` + l.limit + `) part
		order by part.at desc, part.ref desc limit ` + l.limit + `)`
}

// letIn lists the cases to which an agency or an account has access by name. They are few, and come in any order.
func (l caseList) letIn(s record.CaseScope) string {
	waits := ""
	if l.filter.Desk != "" {
		waits = `exists (select from app.tasks t where t.case_ref = c.ref and t.state = 'open' and t.desk = ` + l.c.Arg(l.filter.Desk) + `)`
	}
	all := l.c.With(l.conditions("c.opened_at, c.ref", waits, `x.ended_at is null and x.since <= $1 and (x.until is null or x.until > $1)
		and (x.kind = 'grant' and x.agency = `+l.c.Arg(s.Agency)+` or x.kind = 'glass' and x.account = `+l.c.Arg(s.Account)+`)`)...)
	return `(select c.opened_at as at, c.ref from app.case_access x join app.cases c on c.ref = x.case_ref` + all.Where() + `)`
}

// narrow reports whether a filter has an index of cases, or of requests, in the order of the list.
func narrow(f record.CaseFilter) bool {
	return f.Desk != "" || f.Operation != "" || f.Stage != "" || f.Lane != "" || f.Corridor != "" || f.Origin != "" || f.Movement != "" || !f.ChangedSince.IsZero() ||
		f.Refs != nil || f.RefBegins != "" || f.Open != nil && !*f.Open || f.Minor != nil && *f.Minor
}

// orderly reports whether a list is read from an index in its order under each reason of its scope. Under other filters
// the planner chooses, by how many cases they leave.
func orderly(f record.CaseFilter) bool {
	return f.Scope != nil && (!narrow(f) || f.Desk != "")
}

// ordered lists the cases under one more condition, "" for none: those that wait for a desk in the order of its
// requests.
func (l caseList) ordered(condition string) string {
	if l.filter.Desk == "" {
		all := l.c.With(l.conditions("c.opened_at, c.ref", condition)...)
		return `(select c.opened_at as at, c.ref from app.cases c` + all.Where() + ` order by c.opened_at desc, c.ref desc limit ` + l.limit + `)`
	}
	all := l.c.With(l.conditions("t.case_opened_at, t.case_ref", `t.state = 'open' and t.desk = `+l.c.Arg(l.filter.Desk), condition)...)
	return `(select distinct t.case_opened_at as at, t.case_ref as ref from app.tasks t join app.cases c on c.ref = t.case_ref` + all.Where() +
		` order by at desc, ref desc limit ` + l.limit + `)`
}

// conditions returns those that are not empty, and that of the page, whose order is that of two columns.
func (l caseList) conditions(order string, all ...string) []string {
	if after := l.filter.Page.After; after != nil {
		all = append(all, `(`+order+`) < (`+l.c.Arg(after.At)+`, `+l.c.Arg(after.ID)+`)`)
	}
	return slices.DeleteFunc(all, func(condition string) bool { return condition == "" })
}
