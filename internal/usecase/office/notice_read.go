package office

import (
	"context"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
	"example.org/homeward/internal/usecase/act"
)

// ReadNotices records that the caller has read notices, in one act, and returns them. A notice that was read before
// keeps its first reader and time. Those that the caller may not see are left out; if there is no other, it returns
// policy.Missing. It returns fault.KeyReused for a key that has read another notice.
func (s *Office) ReadNotices(ctx context.Context, key string, ids []int64) ([]Notice, error) {
	return act.Run(ctx, s.core, policy.ReadNotices, act.OnNothing(), func(ctx context.Context) ([]Notice, error) {
		r := request.From(ctx)
		if err := r.AuthorizeGlobal(); err != nil {
			return nil, err
		}
		own, err := command.KeyFor(r.Actor.Account, key)
		if err != nil {
			return nil, err
		}
		found, err := s.store.Notices(ctx, record.NoticeFilter{IDs: ids, Desk: addressed(r), Page: record.Page{Limit: len(ids)}})
		if err != nil {
			return nil, err
		}
		seen, err := s.visibleNotices(ctx, found.Rows)
		if err != nil || len(seen) == 0 {
			return nil, orMissing(err)
		}
		reading := record.Reading{Account: r.Actor.Account, Key: own}
		for _, n := range seen {
			reading.IDs = append(reading.IDs, n.ID)
		}
		rows, err := s.store.ReadNotices(ctx, reading)
		if err != nil {
			return nil, err
		}
		read, err := s.visibleNotices(ctx, rows)
		if err != nil || len(read) == 0 {
			return nil, orMissing(err)
		}
		noteReading(r, read)
		return read, nil
	})
}

// noteReading notes for the audit log that the caller has read notices: once for each case, movement or operation.
func noteReading(r *request.Request, read []Notice) {
	noted := map[audit.Subject]bool{}
	for _, n := range read {
		of := audit.Subject{Kind: audit.OfDesk, Ref: string(n.Desk)}
		switch {
		case n.Case != "":
			of = audit.Subject{Kind: audit.OfCase, Ref: string(n.Case)}
		case n.Movement != "":
			of = audit.Subject{Kind: audit.OfMovement, Ref: string(n.Movement)}
		case n.Operation != "":
			of = audit.Subject{Kind: audit.OfOperation, Ref: string(n.Operation)}
		}
		if !noted[of] {
			noted[of] = true
			r.NoteEvent(r.Event(of, audit.Allowed))
		}
	}
}

// orMissing returns err, or policy.Missing if there is none.
func orMissing(err error) error {
	if err != nil {
		return err
	}
	return policy.Missing()
}
