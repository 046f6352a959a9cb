package identity

import (
	"context"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// Standing is an account as whoever looks after accounts sees it.
type AccountStatus struct {
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
type AccountStatusStore interface {
	// Standings lists accounts by desk and code, a thousand at most.
	AccountStatuses(ctx context.Context, f AccountsFilter, now, usedSince time.Time) ([]AccountStatus, error)
	// SetActive lets an account in, or not; then its sessions end.
	SetActive(ctx context.Context, account casework.AccountID, active bool, at time.Time, trace audit.Event) error
}

// Operator looks after accounts from the command line of whoever runs the installation, who is
// no account: the operator has the database.
type Operator struct{ s *Service }

// NewOperator makes an Operator. It lets nobody in by itself, and needs no key.
func NewOperator(store Store, directory Directory, now func() time.Time) *Operator {
	return &Operator{&Service{store: store, directory: directory, now: toMicro(now), sessions: newCache()}}
}

func (o *Operator) event(action audit.Action, account casework.AccountID) audit.Event {
	return o.s.stamped(audit.Event{
		Action: action, Outcome: audit.Allowed, Code: "operator", Subject: audit.Subject{Kind: audit.OfAccount, Ref: string(account)},
	})
}

// Invite makes an invitation that opens as it is: somebody has to come in first.
func (o *Operator) Invite(ctx context.Context, i Invitation) (Code, error) {
	a, err := o.s.invitation(i)
	if err != nil {
		return Code{}, err
	}
	a.Ready = true
	return o.s.issue(ctx, a, o.event(actInvite, ""))
}

// SetActive lets an account in, or has it out within a minute. fault.NotFound when there is none.
func (o *Operator) SetActive(ctx context.Context, account casework.AccountID, active bool) error {
	action := actDisable
	if active {
		action = actEnable
	}
	return o.s.store.SetActive(asSignIn(ctx), account, active, o.s.now(), o.event(action, account))
}

// Accounts lists accounts by desk and code.
func (o *Operator) Accounts(ctx context.Context, f AccountsFilter) ([]AccountStatus, error) {
	return o.s.store.AccountStatuses(asSignIn(ctx), f, o.s.now(), o.s.now().Add(-Idle))
}

// Colleagues lists the accounts of the caller's desk and agency: codes and roles, no names.
func (s *Service) Colleagues(ctx context.Context, c Caller) ([]AccountStatus, error) {
	if c.Machine {
		return nil, nil
	}
	return s.store.AccountStatuses(asSignIn(ctx), AccountsFilter{Desk: c.Actor.Desk, Agency: c.Actor.Agency}, s.now(), s.now().Add(-Idle))
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
	a, err := s.store.FindAccount(asSignIn(ctx), account)
	if err != nil {
		return err
	}
	if a.Agency != c.Actor.Agency {
		return fault.New(fault.NotFound, "there is no such account")
	}
	trace := c.event(actDisable)
	trace.Subject.Ref = string(account)
	defer s.sessions.forget(account)
	return s.store.SetActive(asSignIn(ctx), account, false, s.now(), s.stamped(trace))
}
