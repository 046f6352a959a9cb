package usecase

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
)

// ExcludeOfficer names the officer to keep out: by account, or as the officer who made a change of the
// case. Exactly one of the two is given.
type ExcludeOfficer struct {
	Account casework.AccountID
	Seq     int64 // of the change; 0 for none
	Words   string
}

// ExcludeOfficer keeps an officer out of a case.
func (s *Service) ExcludeOfficer(ctx context.Context, ref casework.Ref, key string, in ExcludeOfficer) (Receipt, error) {
	return run(ctx, s, policy.ExcludeOfficer, ofCase(ref), func(ctx context.Context) (Receipt, error) {
		c, err := s.caseFor(ctx, ref)
		if err != nil {
			return Receipt{}, err
		}
		of, err := s.officer(ctx, c.State.Ref, in)
		if err != nil {
			return Receipt{}, err
		}
		cmd := casework.Command{Kind: casework.KindExcludeOfficer, Account: of.Account, Of: &of}
		return s.sendToCase(ctx, c, key, cmd, record.Words{Text: in.Words})
	})
}

// officer finds the account to keep out. An account that does not exist is an invalid field: a typing
// error would exclude no officer, and the caller would not notice.
func (s *Service) officer(ctx context.Context, ref casework.Ref, in ExcludeOfficer) (casework.Actor, error) {
	switch {
	case in.Account != "" && in.Seq != 0:
		return casework.Actor{}, invalid("/seq", FieldUnknown)
	case in.Account != "":
		of, err := s.Store.Officer(ctx, in.Account)
		if fault.CodeOf(err) == fault.NotFound {
			return casework.Actor{}, invalid("/account", FieldNotListed)
		}
		return of, err
	case in.Seq != 0:
		by, err := s.Store.ChangedBy(ctx, ref, in.Seq)
		if fault.CodeOf(err) == fault.NotFound || err == nil && by.Role == casework.RoleSystem {
			return casework.Actor{}, invalid("/seq", FieldNotListed)
		}
		return by, err
	default:
		return casework.Actor{}, invalid("/account", FieldRequired)
	}
}

// ReadmitOfficer ends an exclusion.
func (s *Service) ReadmitOfficer(ctx context.Context, ref casework.Ref, key string, exclusion int, reasons string) (Receipt, error) {
	cmd := casework.Command{Kind: casework.KindReadmitOfficer, Exclusion: exclusion, Reasoned: true}
	return s.commandCase(ctx, policy.ReadmitOfficer, ref, key, cmd, record.Words{Text: reasons})
}
