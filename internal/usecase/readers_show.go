package usecase

import (
	"context"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
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
func (s *Service) ShowReaders(ctx context.Context, ref casework.Ref, paging Paging) (Page[Reader], error) {
	return run(ctx, s, policy.ShowReaders, ofCase(ref), func(ctx context.Context) (Page[Reader], error) {
		c, err := s.caseFor(ctx, ref)
		if err != nil {
			return Page[Reader]{}, err
		}
		page, err := paging.page()
		if err != nil {
			return Page[Reader]{}, err
		}
		found, err := s.Store.AuditEvents(ctx, record.AuditFilter{Case: ref, Looks: true, Page: page})
		if err != nil {
			return Page[Reader]{}, err
		}
		c.seen.Note(policy.Audit)
		out := Page[Reader]{Rows: []Reader{}, Next: found.Next}
		for _, e := range found.Rows {
			one := s.reader(e.Event)
			if c.seen.Actor().Role == casework.RoleDPO {
				one.Account = e.Account
			}
			out.Rows = append(out.Rows, one)
		}
		return out, nil
	})
}

// reader returns a line without the account.
func (s *Service) reader(e audit.Event) Reader {
	desk, _ := s.Directory.Desk(e.Desk)
	agency, _ := s.Directory.Agency(e.Agency)
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
