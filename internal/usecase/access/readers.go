package access

import (
	"context"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
)

// Reader is one read of a case, or a change of its access. Account is set only for the data protection
// officer. A desk or an agency that is no longer in the directory has no name.
type Reader struct {
	At                   time.Time
	Account              casework.AccountID
	Desk                 casework.DeskID
	Agency               casework.AgencyID
	DeskName, AgencyName string
	Role                 casework.Role
	What                 ReaderAction
	Classes              []policy.Class // never nil
	Purpose              policy.Purpose // "" if none was given
}

// ReaderAction is what a reader did, as a code of the contract.
type ReaderAction string

// The actions of readers.
const (
	ReaderLooked      ReaderAction = "looked"
	ReaderFound       ReaderAction = "found" // in a search
	ReaderRefused     ReaderAction = "refused"
	ReaderGaveAccess  ReaderAction = "gave_access"
	ReaderEndedAccess ReaderAction = "ended_access"
	ReaderBrokeGlass  ReaderAction = "broke_glass"
)

// ShowReaders lists who has looked at a case, newest first, for the caseworker to tell the survivor.
func (s *Access) ShowReaders(ctx context.Context, ref casework.Ref, paging act.Paging) (act.Page[Reader], error) {
	return act.Run(ctx, s.core, policy.ShowReaders, act.OfCase(ref), func(ctx context.Context) (act.Page[Reader], error) {
		c, err := s.core.CaseFor(ctx, ref)
		if err != nil {
			return act.Page[Reader]{}, err
		}
		page, err := paging.Page()
		if err != nil {
			return act.Page[Reader]{}, err
		}
		found, err := s.store.AuditEvents(ctx, record.AuditFilter{Case: ref, Looks: true, Page: page})
		if err != nil {
			return act.Page[Reader]{}, err
		}
		c.Seen.Note(policy.Audit)
		out := act.Page[Reader]{Rows: []Reader{}, Next: found.Next}
		for _, e := range found.Rows {
			one := s.reader(e.Event)
			if c.Seen.Actor().Role == casework.RoleDPO {
				one.Account = e.Account
			}
			out.Rows = append(out.Rows, one)
		}
		return out, nil
	})
}

// reader returns a line without the account.
func (s *Access) reader(e audit.Event) Reader {
	desk, _ := s.core.Directory.Desk(e.Desk)
	agency, _ := s.core.Directory.Agency(e.Agency)
	out := Reader{
		At: e.At, Desk: e.Desk, DeskName: desk.Name, Agency: e.Agency, AgencyName: agency.Name, Role: e.Role, What: readerAction(e),
		Classes: e.Classes, Purpose: e.Purpose,
	}
	if out.Classes == nil {
		out.Classes = []policy.Class{}
	}
	return out
}

func readerAction(e audit.Event) ReaderAction {
	switch {
	case e.Outcome == audit.Denied:
		return ReaderRefused
	case e.Action == audit.WroteCase && e.Code == string(casework.KindBreakGlass):
		return ReaderBrokeGlass
	case e.Action == audit.WroteCase && e.Code == string(casework.KindGiveAccess):
		return ReaderGaveAccess
	case e.Action == audit.WroteCase && e.Code == string(casework.KindEndAccess):
		return ReaderEndedAccess
	case e.Action == audit.Action(policy.SearchCases):
		return ReaderFound
	default:
		return ReaderLooked
	}
}
