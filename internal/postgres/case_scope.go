package postgres

import (
	"strings"

	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
)

// within is the end of the statement that lists up to limit cases: conditions, scope and order. The scope MUST
// NOT be empty. Each reason of a scope is a list of its own, as long as the page, and the page is
// taken from all of them: so each can use its own index, even if a desk has very many cases.
func within(f record.CaseFilter, c *db.Conditions, limit int) string {
	if f.Scope != nil && f.Scope.Without != "" {
		c.And(`not exists (select from app.case_access x where x.case_ref = c.ref and x.kind = 'excluded' and x.account = ?
			and x.ended_at is null and (x.until is null or x.until > $1))`, f.Scope.Without)
	}
	reasons := reasonsOf(f, c)
	page := ` order by c.opened_at desc, c.ref desc limit ` + c.Arg(limit)
	if f.Scope == nil {
		return c.Where() + page
	}
	lists := make([]string, len(reasons))
	for i, reason := range reasons {
		lists[i] = `(select c.ref from app.cases c` + c.With(reason).Where() + page + `)`
	}
	return ` where c.ref in (` + strings.Join(lists, ` union all `) + `)` + page
}

// reasonsOf returns the conditions of a scope, one of which is enough. Row-level security allows
// more than they do.
func reasonsOf(f record.CaseFilter, c *db.Conditions) []string {
	if f.Scope == nil {
		return nil
	}
	s := *f.Scope
	var out []string
	if s.Host != "" {
		out = append(out, `c.host = `+c.Arg(s.Host))
	}
	if len(s.Desks) > 0 || s.Owing != "" {
		all := append(db.Strings(s.Desks), string(s.Owing))
		out = append(out, `exists (select from app.case_parts p where p.case_ref = c.ref and p.ended_at is null and p.desk = any(`+c.Arg(all)+`)
			and (p.how in ('waits', 'part') and p.desk = any(`+c.Arg(db.Strings(s.Desks))+`) or p.how = 'owes' and p.desk = `+c.Arg(s.Owing)+`))`)
	}
	if s.Agency != "" || s.Account != "" {
		out = append(out, `exists (select from app.case_access x where x.case_ref = c.ref and x.ended_at is null
			and x.since <= $1 and (x.until is null or x.until > $1)
			and (x.kind = 'grant' and x.agency = `+c.Arg(s.Agency)+` or x.kind = 'glass' and x.account = `+c.Arg(s.Account)+`))`)
	}
	return out
}
