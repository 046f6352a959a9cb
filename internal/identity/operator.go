package identity

import (
	"context"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// AccountStatus is an account as the operator sees it.
type AccountStatus struct {
	Account

	CreatedAt  time.Time // zero if it is in the directory
	DisabledAt time.Time // zero if it is active
	Passkeys   int
	Sessions   int // sessions that have not ended
}

// AccountsFilter limits a list of accounts.
type AccountsFilter struct {
	Desk   casework.DeskID // "" for all
	Agency casework.AgencyID
}

// AccountStatusStore lists and disables accounts.
type AccountStatusStore interface {
	// AccountStatuses lists accounts by desk and code, at most 1,000.
	AccountStatuses(ctx context.Context, f AccountsFilter, now, usedSince time.Time) ([]AccountStatus, error)
	// SetActive enables or disables an account. Disabling ends its sessions.
	SetActive(ctx context.Context, account casework.AccountID, active bool, at time.Time, trace audit.Event) error
}

// Operator manages accounts from the command line of the installation. The operator has access to the
// database and no account.
type Operator struct{ s *Service }

// NewOperator returns an Operator. It signs no one in, and needs no key.
func NewOperator(store Store, directory Directory, now func() time.Time) *Operator {
	return &Operator{&Service{store: store, directory: directory, now: toMicro(now), sessions: newCallerCache()}}
}

func (o *Operator) event(action audit.Action, account casework.AccountID) audit.Event {
	return o.s.atNow(audit.Event{
		Action: action, Outcome: audit.Allowed, Code: "operator", Subject: audit.Subject{Kind: audit.OfAccount, Ref: string(account)},
	})
}

// Invite makes an invitation that needs no confirmation, for the first account of an agency.
func (o *Operator) Invite(ctx context.Context, i Invitation) (Code, error) {
	a, err := o.s.invitation(i)
	if err != nil {
		return Code{}, err
	}
	a.Ready = true
	return o.s.issue(ctx, a, o.event(actInvite, ""))
}

// SetActive enables an account, or disables it within a minute. It returns fault.NotFound if there is
// none.
func (o *Operator) SetActive(ctx context.Context, account casework.AccountID, active bool) error {
	action := actDisable
	if active {
		action = actEnable
	}
	return o.s.store.SetActive(asSignIn(ctx), account, active, o.s.now(), o.event(action, account))
}

// Accounts lists accounts by desk and code.
func (o *Operator) Accounts(ctx context.Context, f AccountsFilter) ([]AccountStatus, error) {
	return o.s.store.AccountStatuses(asSignIn(ctx), f, o.s.now(), o.s.now().Add(-IdleTimeout))
}

// Colleagues lists the accounts of the caller's desk and agency: codes and roles, no names.
func (s *Service) Colleagues(ctx context.Context, c Caller) ([]AccountStatus, error) {
	if c.Machine {
		return nil, nil
	}
	return s.store.AccountStatuses(asSignIn(ctx), AccountsFilter{Desk: c.Actor.Desk, Agency: c.Actor.Agency}, s.now(), s.now().Add(-IdleTimeout))
}

// Disable disables an account of the caller's agency within a minute. A supervisor may do so alone and
// at once, because a lost phone does not wait. Only the operator can enable it again.
func (s *Service) Disable(ctx context.Context, c Caller, account casework.AccountID) error {
	if c.Machine || !supervises(c.Actor.Role) {
		return fault.New(fault.Denied, "only a supervisor may do this")
	}
	if err := s.requireFreshProof(c); err != nil {
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
	return s.store.SetActive(asSignIn(ctx), account, false, s.now(), s.atNow(trace))
}
