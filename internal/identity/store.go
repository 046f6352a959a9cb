package identity

import (
	"context"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
)

// Store stores the state of this package. It gets only hashes of secrets. It writes every change to the
// audit log in the same transaction; if that fails, it changes nothing. It returns fault.NotFound for
// what does not exist.
type Store interface {
	SessionStore
	AccountStore
	SignInStore
	AttemptStore
	PendingCeremonyStore
	PasskeyStore
	AdmissionStore
	AccountStatusStore
	HandoverStore
	SweepStore
	LogoutStore
	// Record writes to the audit log.
	Record(ctx context.Context, events ...audit.Event) error
}

// SessionStore stores sessions.
type SessionStore interface {
	// StartSession stores a session of an active account, and ends the one with the token hash instead;
	// "" for none. It returns fault.NotFound if the account is not active.
	StartSession(ctx context.Context, session Session, hash, instead string, trace audit.Event) error
	// ResumeSession returns a session of an active account that has not ended at now and was used since
	// usedSince. It records that it is used now.
	ResumeSession(ctx context.Context, hash string, now, usedSince time.Time) (Session, Account, error)
	// PeekSession returns a session as ResumeSession does, without recording a use.
	PeekSession(ctx context.Context, hash string, now, usedSince time.Time) (Session, Account, error)
	// ExpiredSession returns a session of an active account that no one ended and that was not valid any
	// more at now, because it was not used since usedSince or its time was over, but was since endedSince.
	ExpiredSession(ctx context.Context, hash string, now, usedSince, endedSince time.Time) (Session, Account, error)
	// RotateSession replaces the token of a session, and stores its role and proof. If two requests
	// replace the same token, one gets fault.NotFound.
	RotateSession(ctx context.Context, session Session, from, to string, trace audit.Event) error
	Sessions(ctx context.Context, account casework.AccountID, now, usedSince time.Time) ([]Session, error)
	EndSession(ctx context.Context, account casework.AccountID, id string, at time.Time, trace audit.Event) error
	EndSessions(ctx context.Context, account casework.AccountID, at time.Time, trace audit.Event) (int, error)
}

// AccountStore stores accounts.
type AccountStore interface {
	FindAccount(ctx context.Context, id casework.AccountID) (Account, error)
	// LinkAccount returns the account of a link, or creates want. An existing active account gets the
	// desk, agency and roles of want. If its desk or agency changes, its sessions end, moved is written
	// to the audit log, and changed is true.
	LinkAccount(ctx context.Context, link Link, want Account, at time.Time, moved func(Account) audit.Event) (a Account, changed bool, err error)
	// LinkedAccount returns the account of a link.
	LinkedAccount(ctx context.Context, link Link) (casework.AccountID, error)
}
