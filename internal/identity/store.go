package identity

import (
	"context"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
)

// Store keeps what identity needs to remember. Of every secret it is given the hash alone.
// Whatever it changes it writes to the audit log in the same transaction, and when that
// cannot be done it changes nothing. What is not there is fault.NotFound.
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

// SessionStore keeps sessions.
type SessionStore interface {
	// StartSession begins a session of an account that is active, and ends the one whose token
	// hashes to instead; "" is none. An account that is not active is fault.NotFound.
	StartSession(ctx context.Context, session Session, hash, instead string, trace audit.Event) error
	// ResumeSession finds a session that has not ended at an instant, was used since another,
	// and whose account is active; and notes that it is used now.
	ResumeSession(ctx context.Context, hash string, now, usedSince time.Time) (Session, Account, error)
	// PeekSession finds a session as ResumeSession does, and does not note a use of it.
	PeekSession(ctx context.Context, hash string, now, usedSince time.Time) (Session, Account, error)
	// TurnSession gives a session another token, and the role and the proof of session; the old
	// token opens nothing any more. Of two who turn the same token one is fault.NotFound.
	TurnSession(ctx context.Context, session Session, from, to string, trace audit.Event) error
	Sessions(ctx context.Context, account casework.AccountID, now, usedSince time.Time) ([]Session, error)
	EndSession(ctx context.Context, account casework.AccountID, id string, at time.Time, trace audit.Event) error
	EndSessions(ctx context.Context, account casework.AccountID, at time.Time, trace audit.Event) (int, error)
}

// AccountStore keeps accounts.
type AccountStore interface {
	FindAccount(ctx context.Context, id casework.AccountID) (Account, error)
	// LinkAccount finds the account of a link, or makes it as want says. One that is there, and
	// active, is made to sit where want sits; when that is somewhere else than before its
	// sessions end, it is recorded by moved, and changed is true.
	LinkAccount(ctx context.Context, link Link, want Account, at time.Time, moved func(Account) audit.Event) (a Account, changed bool, err error)
	// LinkedAccount finds whose a link is.
	LinkedAccount(ctx context.Context, link Link) (casework.AccountID, error)
}
