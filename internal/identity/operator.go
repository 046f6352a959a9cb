package identity

import (
	"context"
	"slices"
	"strings"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// Standing is an account as whoever looks after accounts sees it.
type Standing struct {
	Account

	CreatedAt  time.Time // zero when the directory made it
	DisabledAt time.Time // zero when it is active
	Passkeys   int
	Sessions   int // that have not ended
}

// AccountsFilter narrows a list of accounts.
type AccountsFilter struct {
	Desk   casework.DeskID // "" for all
	Agency casework.AgencyID
}

// StandingStore looks after accounts.
type StandingStore interface {
	// Standings lists accounts by desk and code, a thousand at most.
	Standings(ctx context.Context, f AccountsFilter, now, usedSince time.Time) ([]Standing, error)
	// SetActive lets an account in, or not; then its sessions end.
	SetActive(ctx context.Context, account casework.AccountID, active bool, at time.Time, trace audit.Event) error
}

// operated is a trace of what the operator does, who is no account: the operator has the
// database.
func (s *Service) operated(action audit.Action, account casework.AccountID) audit.Event {
	return s.stamped(audit.Event{
		Action: action, Outcome: audit.Allowed, Code: "operator", Subject: audit.Subject{Kind: audit.OfAccount, Ref: string(account)},
	})
}

// OperatorInvite makes an invitation that opens as it is: somebody has to come in first. It is
// for the command line of whoever runs the installation.
func (s *Service) OperatorInvite(ctx context.Context, i Invitation) (Code, error) {
	a, err := s.invitation(i)
	if err != nil {
		return Code{}, err
	}
	a.Ready = true
	return s.issue(ctx, a, s.operated(actInvite, ""))
}

// OperatorSetActive lets an account in, or has it out within a minute. fault.NotFound when there is none.
func (s *Service) OperatorSetActive(ctx context.Context, account casework.AccountID, active bool) error {
	action := actDisable
	if active {
		action = actEnable
	}
	defer s.sessions.forget(account)
	return s.store.SetActive(door(ctx), account, active, s.now(), s.operated(action, account))
}

// Accounts lists accounts, for whoever runs the installation.
func (s *Service) Accounts(ctx context.Context, f AccountsFilter) ([]Standing, error) {
	return s.store.Standings(door(ctx), f, s.now(), s.now().Add(-Idle))
}

// Colleagues lists the accounts of the caller's desk and agency: codes and roles, no names.
func (s *Service) Colleagues(ctx context.Context, c Caller) ([]Standing, error) {
	if c.Machine {
		return nil, nil
	}
	all, err := s.Accounts(ctx, AccountsFilter{Desk: c.Actor.Desk, Agency: c.Actor.Agency})
	slices.SortFunc(all, func(a, b Standing) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return all, err
}

// Disable has an account of the caller's agency out within a minute. Who supervises may do it
// alone and at once, because a lost telephone does not wait; to let somebody in again takes
// the operator.
func (s *Service) Disable(ctx context.Context, c Caller, account casework.AccountID) error {
	if c.Machine || !mayGrant(c.Actor.Role) {
		return fault.New(fault.Denied, "only who supervises may do this")
	}
	if err := s.proven(c); err != nil {
		return err
	}
	a, err := s.store.FindAccount(door(ctx), account)
	if err != nil {
		return err
	}
	if a.Agency != c.Actor.Agency {
		return fault.New(fault.NotFound, "there is no such account")
	}
	trace := c.event(actDisable)
	trace.Subject.Ref = string(account)
	defer s.sessions.forget(account)
	return s.store.SetActive(door(ctx), account, false, s.now(), s.stamped(trace))
}
