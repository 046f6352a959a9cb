package access

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
)

// Officer names the officer to keep out: by account, or as the officer who made a change of the
// case. Exactly one of the two is given.
type Officer struct {
	Account casework.AccountID
	Seq     int64 // of the change; 0 for none
	Words   string
}

// ExcludeOfficer keeps an officer out of a case.
func (s *Access) ExcludeOfficer(ctx context.Context, ref casework.Ref, key string, in Officer) (act.Receipt, error) {
	return act.Run(ctx, s.core, policy.ExcludeOfficer, act.OfCase(ref), func(ctx context.Context) (act.Receipt, error) {
		c, err := s.core.CaseFor(ctx, ref)
		if err != nil {
			return act.Receipt{}, err
		}
		of, err := s.officer(ctx, c.State.Ref, in)
		if err != nil {
			return act.Receipt{}, err
		}
		none, err := s.leavesNone(ctx, &c.State, of)
		if err != nil {
			return act.Receipt{}, err
		}
		cmd := casework.Command{Kind: casework.KindExcludeOfficer, Account: of.Account, Of: &of, LeavesNone: none}
		return s.core.SendToCase(ctx, c, key, cmd, record.Words{Text: in.Words})
	})
}

// leavesNone reports whether every active account of an officer's desk would be excluded from the case once this
// officer is. It is false if the desk is not known, or the account is not an active one of it.
func (s *Access) leavesNone(ctx context.Context, c *casework.Case, of casework.Actor) (bool, error) {
	if of.Desk == "" {
		return false, nil
	}
	colleagues, err := s.store.Colleagues(ctx, of.Desk)
	if err != nil {
		return false, err
	}
	here, others := false, false
	for _, one := range colleagues {
		here = here || one.Account == of.Account
		others = others || one.Account != of.Account && !c.Excludes(one.Account)
	}
	return here && !others, nil
}

// officer finds the account to keep out. An account that does not exist is an invalid field: a typing
// error would exclude no officer, and the caller would not notice.
func (s *Access) officer(ctx context.Context, ref casework.Ref, in Officer) (casework.Actor, error) {
	switch {
	case in.Account != "" && in.Seq != 0:
		return casework.Actor{}, act.Invalid("/seq", act.FieldUnknown)
	case in.Account != "":
		of, err := s.store.Officer(ctx, in.Account)
		if fault.CodeOf(err) == fault.NotFound {
			return casework.Actor{}, act.Invalid("/account", act.FieldNotListed)
		}
		return of, err
	case in.Seq != 0:
		by, err := s.store.ChangedBy(ctx, ref, in.Seq)
		if fault.CodeOf(err) == fault.NotFound || err == nil && by.Role == casework.RoleSystem {
			return casework.Actor{}, act.Invalid("/seq", act.FieldNotListed)
		}
		return by, err
	default:
		return casework.Actor{}, act.Invalid("/account", act.FieldRequired)
	}
}

// ReadmitOfficer ends an exclusion.
func (s *Access) ReadmitOfficer(ctx context.Context, ref casework.Ref, key string, exclusion int, reasons string) (act.Receipt, error) {
	cmd := casework.Command{Kind: casework.KindReadmitOfficer, Exclusion: exclusion, Reasoned: true}
	return s.core.CommandCase(ctx, policy.ReadmitOfficer, ref, key, cmd, record.Words{Text: reasons})
}
