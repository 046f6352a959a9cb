package identitydb

import (
	"context"
	"database/sql"
	"time"

	"github.com/lib/pq"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/postgres/db"
)

type sessionRow struct {
	ID       string             `db:"id"`
	Account  casework.AccountID `db:"account"`
	Role     casework.Role      `db:"role"`
	Method   identity.Method    `db:"method"`
	Provider string             `db:"provider"`
	Device   identity.Device    `db:"device"`
	Since    time.Time          `db:"created_at"`
	Seen     time.Time          `db:"seen_at"`
	Until    time.Time          `db:"ends_at"`
	ProvenAt sql.NullTime       `db:"proven_at"`
	SIDHash  string             `db:"sid_hash"`
}

func (r sessionRow) session() identity.Session {
	s := identity.Session{
		ID: r.ID, Account: r.Account, Role: r.Role, Method: r.Method, Provider: r.Provider, Device: r.Device,
		Since: r.Since.UTC(), Seen: r.Seen.UTC(), Until: r.Until.UTC(), SIDHash: r.SIDHash,
	}
	if r.ProvenAt.Valid {
		s.ProvenAt = r.ProvenAt.Time.UTC()
	}
	return s
}

func noSession() error { return fault.New(fault.NotFound, "there is no such session") }

// nullTime returns an instant as an argument, null for the zero time.
func nullTime(t time.Time) sql.NullTime { return sql.NullTime{Time: t, Valid: !t.IsZero()} }

// StartSession begins a session, and ends the one whose token hash is instead.
func (s *Accounts) StartSession(ctx context.Context, n identity.Session, hash, instead string, trace audit.Event) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error { return s.startSession(ctx, tx, n, hash, instead, trace) })
}

func (s *Accounts) startSession(ctx context.Context, tx *db.Tx, n identity.Session, hash, instead string, trace audit.Event) error {
	if instead != "" {
		_, err := db.Exec(ctx, tx, "end session", `update app.sessions set ended_at = $2 where token_hash = $1 and ended_at is null`, instead, n.Since)
		if err != nil {
			return err
		}
	}
	// Locked, so that disabling the account either ends this session or comes first.
	begun, err := db.Exec(ctx, tx, "begin session", `insert into app.sessions
		(id, token_hash, account, role, method, provider, device, created_at, seen_at, ends_at, proven_at, sid_hash)
		select $1, $2, a.id, $4, $5, $6, $7, $8, $9, $10, $11, $12 from app.accounts a where a.id = $3 and a.active for share`,
		n.ID, hash, n.Account, n.Role, n.Method, n.Provider, n.Device, n.Since, n.Seen, n.Until, nullTime(n.ProvenAt), n.SIDHash)
	if err != nil {
		return err
	}
	if begun == 0 {
		return noAccount()
	}
	return s.log.AppendEvents(ctx, tx, trace)
}

// ownedSession is a session with its account.
type ownedSession struct {
	sessionRow

	Desk   casework.DeskID   `db:"desk"`
	Agency casework.AgencyID `db:"agency"`
	Roles  pq.StringArray    `db:"roles"`
	Source identity.Source   `db:"source"`
}

const ownedColumns = `s.id, s.account, s.role, s.method, s.provider, s.device, s.created_at, s.seen_at, s.ends_at, s.proven_at, s.sid_hash,
	a.desk, a.agency, a.roles, a.source`

// ResumeSession finds a valid session by the hash of its token, and records that it is used;
// fault.NotFound if there is none.
func (s *Accounts) ResumeSession(ctx context.Context, hash string, now, usedSince time.Time) (identity.Session, identity.Account, error) {
	return s.findSession(ctx, "resume session", `update app.sessions s set seen_at = greatest(s.seen_at, $2) from app.accounts a
		where s.token_hash = $1 and s.ended_at is null and s.ends_at > $2 and s.seen_at > $3 and a.id = s.account and a.active
		returning `+ownedColumns, hash, now, usedSince)
}

// PeekSession finds a valid session by the hash of its token, without recording a use.
func (s *Accounts) PeekSession(ctx context.Context, hash string, now, usedSince time.Time) (identity.Session, identity.Account, error) {
	return s.findSession(ctx, "peek at session", `select `+ownedColumns+` from app.sessions s join app.accounts a on a.id = s.account
		where s.token_hash = $1 and s.ended_at is null and s.ends_at > $2 and s.seen_at > $3 and a.active`, hash, now, usedSince)
}

// ExpiredSession finds a session that has expired after endedSince and was not ended before, by the hash
// of its token.
func (s *Accounts) ExpiredSession(ctx context.Context, hash string, now, usedSince, endedSince time.Time) (identity.Session, identity.Account, error) {
	return s.findSession(ctx, "find expired session", `select `+ownedColumns+` from app.sessions s join app.accounts a on a.id = s.account
		where s.token_hash = $1 and s.ended_at is null and a.active and (s.ends_at <= $2 or s.seen_at <= $3)
		and least(s.ends_at, s.seen_at + ($2::timestamptz - $3::timestamptz)) > $4`, hash, now, usedSince, endedSince)
}

func (s *Accounts) findSession(ctx context.Context, name, query string, args ...any) (identity.Session, identity.Account, error) {
	var row ownedSession
	err := s.db.Tx(ctx, func(tx *db.Tx) error { return db.Missing(db.Get(ctx, tx, name, &row, query, args...), noSession()) })
	if err != nil {
		return identity.Session{}, identity.Account{}, err
	}
	account := identity.Account{
		ID: row.Account, Desk: row.Desk, Agency: row.Agency, Roles: db.Codes[casework.Role](row.Roles), Active: true, Source: row.Source,
	}
	return row.session(), account, nil
}

// RotateSession replaces the token, the role and the proof of a session.
func (s *Accounts) RotateSession(ctx context.Context, n identity.Session, from, to string, trace audit.Event) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		turned, err := db.Exec(ctx, tx, "turn session", `update app.sessions set token_hash = $3, role = $4, proven_at = $5, sid_hash = $6
			where id = $1 and token_hash = $2 and ended_at is null`, n.ID, from, to, n.Role, nullTime(n.ProvenAt), n.SIDHash)
		if err != nil {
			return err
		}
		if turned == 0 {
			return noSession()
		}
		return s.log.AppendEvents(ctx, tx, trace)
	})
}

// Sessions lists the sessions of an account that have not ended, the one used last first.
func (s *Accounts) Sessions(ctx context.Context, account casework.AccountID, now, usedSince time.Time) ([]identity.Session, error) {
	var rows []sessionRow
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		return db.List(ctx, tx, "list sessions", &rows, `select id, account, role, method, provider, device, created_at, seen_at, ends_at, proven_at, sid_hash
			from app.sessions where account = $1 and ended_at is null and ends_at > $2 and seen_at > $3
			order by seen_at desc, id limit 200`, account, now, usedSince)
	})
	out := make([]identity.Session, len(rows))
	for i, r := range rows {
		out[i] = r.session()
	}
	return out, err
}

// EndSession ends one session of an account.
func (s *Accounts) EndSession(ctx context.Context, account casework.AccountID, id string, at time.Time, trace audit.Event) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		ended, err := db.Exec(ctx, tx, "end session", `update app.sessions set ended_at = $3 where id = $2 and account = $1 and ended_at is null`,
			account, id, at)
		if err != nil {
			return err
		}
		if ended == 0 {
			return noSession()
		}
		return s.log.AppendEvents(ctx, tx, trace)
	})
}

// EndSessions ends all sessions of an account, and returns their number.
func (s *Accounts) EndSessions(ctx context.Context, account casework.AccountID, at time.Time, trace audit.Event) (int, error) {
	var ended int64
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		var err error
		if ended, err = endSessions(ctx, tx, account, at); err != nil {
			return err
		}
		return s.log.AppendEvents(ctx, tx, trace)
	})
	return int(ended), err
}

func endSessions(ctx context.Context, tx *db.Tx, account casework.AccountID, at time.Time) (int64, error) {
	return db.Exec(ctx, tx, "end sessions", `update app.sessions set ended_at = $2 where account = $1 and ended_at is null`, account, at)
}
