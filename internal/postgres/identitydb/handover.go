package identitydb

import (
	"context"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/postgres/db"
)

// AddHandover stores a handover that was approved.
func (s *Accounts) AddHandover(ctx context.Context, h identity.ApprovedHandover, trace audit.Event) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := db.Exec(ctx, tx, "approve handover", `insert into app.handovers (code_hash, session, redirect, challenge, expires_at)
			values ($1, $2, $3, $4, $5)`, h.CodeHash, h.Session.ID, h.Redirect, h.Challenge, h.Expires)
		if err != nil {
			return err
		}
		return s.log.AppendEvents(ctx, tx, trace)
	})
}

// TakeHandover removes and returns a handover, with the session that approved it and its account.
// It returns fault.NotFound if there is no such handover, or if it, the session or the account is
// not valid any longer; the handover is removed then too.
func (s *Accounts) TakeHandover(ctx context.Context, codeHash string, now, usedSince time.Time) (identity.ApprovedHandover, identity.Account, error) {
	var row struct {
		CodeHash  string    `db:"code_hash"`
		Session   string    `db:"session"`
		Redirect  string    `db:"redirect"`
		Challenge string    `db:"challenge"`
		Expires   time.Time `db:"expires_at"`
	}
	var session sessionRow
	var owner identityRow
	gone := fault.New(fault.NotFound, "there is no such handover")
	live := true
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		live = true
		err := db.Get(ctx, tx, "take handover", &row, `delete from app.handovers where code_hash = $1
			returning code_hash, session, redirect, challenge, expires_at`, codeHash)
		if err != nil {
			return db.Missing(err, gone)
		}
		err = db.Get(ctx, tx, "find session", &session, `select id, account, role, method, provider, device, created_at, seen_at, ends_at, proven_at, sid_hash
			from app.sessions where id = $1 and ended_at is null and ends_at > $2 and seen_at > $3`, row.Session, now, usedSince)
		if err = db.Missing(err, gone); fault.CodeOf(err) == fault.NotFound {
			live = false
			return nil // the handover stays removed
		}
		if err != nil {
			return err
		}
		err = db.Get(ctx, tx, "find account", &owner, `select id, desk, agency, roles, active, source from app.accounts where id = $1`, session.Account)
		return db.Missing(err, noAccount())
	})
	if err == nil && (!live || !owner.Active || !now.Before(row.Expires)) {
		err = gone
	}
	if err != nil {
		return identity.ApprovedHandover{}, identity.Account{}, err
	}
	return identity.ApprovedHandover{
		CodeHash: row.CodeHash, Redirect: row.Redirect, Challenge: row.Challenge, Session: session.session(), Expires: row.Expires.UTC(),
	}, owner.account(), nil
}

// SweepIdentity deletes expired sign-ins, ceremonies, handovers, logout tokens of providers and drafts,
// expired counters of failures, and sessions and admissions that ended before an instant.
func (s *Accounts) SweepIdentity(ctx context.Context, now, endedBefore time.Time) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		for _, one := range []struct {
			text   string
			before time.Time
		}{
			{`delete from app.sign_ins where expires_at < $1`, now},
			{`delete from app.ceremonies where expires_at < $1`, now},
			{`delete from app.handovers where expires_at < $1`, now},
			{`delete from app.logout_tokens where expires_at < $1`, now},
			{`delete from app.drafts where expires_at < $1`, now},
			{`delete from app.attempts where last_at < $1`, now.Add(-identity.AttemptsForgotten)},
			{`delete from app.sessions where least(ended_at, ends_at) < $1`, endedBefore},
			{`delete from app.admissions where least(ended_at, expires_at) < $1`, endedBefore},
		} {
			if _, err := db.Exec(ctx, tx, "sweep identity", one.text, one.before); err != nil {
				return err
			}
		}
		return nil
	})
}
