package office

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// Notice is a notice as the caller sees it. Its From is "" where the caller may not know which desk acted; Withheld
// is true then.
type Notice struct {
	record.Notice

	Withheld bool
}

// NoticeQuery asks for notices to the caller's desk.
type NoticeQuery struct {
	Unread *bool // has to be read and was not, or not so; nil for both
	Urgent *bool
	Paging act.Paging
}

// ListNotices lists the notices to the caller's desk, newest first: where to look and why, and nothing of
// the person. A notice about a case that the caller may not see is left out, and so is one to another role.
func (s *Office) ListNotices(ctx context.Context, q NoticeQuery) (act.Page[Notice], error) {
	return act.Run(ctx, s.core, policy.ListNotices, act.OnNothing(), func(ctx context.Context) (act.Page[Notice], error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return act.Page[Notice]{}, err
		}
		page, err := q.Paging.Page()
		if err != nil {
			return act.Page[Notice]{}, err
		}
		var shown []Notice
		found, err := act.Fill(page, func(p record.Page) ([]record.Notice, *record.Cursor, error) {
			found, err := s.store.Notices(ctx, record.NoticeFilter{Desk: addressed(r), Unread: q.Unread, Urgent: q.Urgent, Page: p})
			return found.Rows, found.Next, err
		}, func(rows []record.Notice) ([]record.Notice, error) {
			kept, err := s.visibleNotices(ctx, rows)
			shown = append(shown, kept...)
			return make([]record.Notice, len(kept)), err
		})
		return act.Page[Notice]{Rows: shown, Next: found.Next}, err
	})
}

// addressed is the desk whose notices the caller reads; "" for a data protection officer, who also reads what is
// addressed to that office at another desk of the agency.
func addressed(r *request.Request) casework.DeskID {
	if r.Actor.Role == casework.RoleDPO {
		return ""
	}
	return r.Actor.Desk
}

// isFor reports whether a notice is addressed to the caller: to the desk and the role, or one about a review to the
// data protection officer of the agency.
func (s *Office) isFor(r *request.Request, n record.Notice) bool {
	if n.Review != "" && n.Role == casework.RoleDPO {
		return r.Actor.Role == n.Role && r.Actor.Agency == s.core.AgencyOf(n.Desk)
	}
	return n.Desk == r.Actor.Desk && (n.Role == "" || n.Role == r.Actor.Role)
}

// visibleNotices keeps the notices to the caller's desk and role that are about no case, or about a case of which
// the caller may know this.
func (s *Office) visibleNotices(ctx context.Context, rows []record.Notice) ([]Notice, error) {
	var refs []casework.Ref
	for _, row := range rows {
		if row.Case != "" {
			refs = append(refs, row.Case)
		}
	}
	states := map[casework.Ref]casework.Case{}
	if len(refs) > 0 {
		var err error
		if states, err = s.store.CaseStates(ctx, refs); err != nil {
			return nil, err
		}
	}
	r := request.From(ctx)
	var kept []Notice
	for _, row := range rows {
		var about policy.Subject
		if row.Case != "" {
			state, there := states[row.Case]
			if about = s.core.SubjectOf(ctx, &state); !there || !policy.SeesNotice(r.Actor, about, casework.NoticeKind(row.Kind), row.Task) {
				continue
			}
		}
		if s.isFor(r, row) {
			kept = append(kept, s.shownNotice(r, row, about))
		}
	}
	return kept, nil
}

// shownNotice is a notice without the desk that acted, unless the caller may know it: a desk of the own agency; a
// desk of a movement or an operation; that of an officer whose reading is reviewed; of an erasure, a desk of the own state; and
// for those who see the whole case any desk.
func (s *Office) shownNotice(r *request.Request, n record.Notice, about policy.Subject) Notice {
	from, _ := s.core.Directory.Desk(n.From)
	known := n.From == "" || from.Agency == r.Actor.Agency || n.Movement != "" || n.Operation != "" || n.Review != "" ||
		n.Erasure != "" && from.Country == r.Actor.Country || n.Case != "" && r.May(policy.SeeWholeCase, about)
	if !known {
		n.From = ""
	}
	return Notice{Notice: n, Withheld: !known}
}
