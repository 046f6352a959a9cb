package identitydb

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/lib/pq"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/postgres/db"
)

type admissionRow struct {
	ID        string                 `db:"id"`
	Kind      identity.AdmissionKind `db:"kind"`
	Desk      casework.DeskID        `db:"desk"`
	Agency    casework.AgencyID      `db:"agency"`
	Roles     pq.StringArray         `db:"roles"`
	Account   casework.AccountID     `db:"account"`
	By        casework.AccountID     `db:"made_by"`
	At        time.Time              `db:"made_at"`
	Expires   time.Time              `db:"expires_at"`
	Confirmed casework.AccountID     `db:"confirmed_by"`
	Ready     bool                   `db:"ready"`
}

const admissionColumns = `id, kind, desk, agency, roles, account, made_by, made_at, expires_at, confirmed_by, ready`

func (r admissionRow) admission() identity.Admission {
	return identity.Admission{
		ID: r.ID, Kind: r.Kind, Desk: r.Desk, Agency: r.Agency, Roles: db.Codes[casework.Role](r.Roles), Account: r.Account, By: r.By,
		At: r.At.UTC(), Expires: r.Expires.UTC(), Confirmed: r.Confirmed, Ready: r.Ready,
	}
}

func noAdmission() error { return fault.New(fault.NotFound, "there is no such code") }

// AddAdmission stores an invitation or a recovery, with the hash of its token.
func (s *Accounts) AddAdmission(ctx context.Context, a identity.Admission, tokenHash string, trace audit.Event) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := db.Exec(ctx, tx, "add admission", `insert into app.admissions
			(id, kind, token_hash, desk, agency, roles, account, made_by, made_at, expires_at, ready)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
			a.ID, a.Kind, tokenHash, a.Desk, a.Agency, db.Strings(a.Roles), a.Account, a.By, a.At, a.Expires, a.Ready)
		if err != nil {
			return err
		}
		return s.log.AppendEvents(ctx, tx, trace)
	})
}

// FindAdmission finds an admission that can still be used by the hash of its token;
// fault.NotFound if there is none.
func (s *Accounts) FindAdmission(ctx context.Context, tokenHash string, now time.Time) (identity.Admission, error) {
	var row admissionRow
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		err := db.Get(ctx, tx, "find admission", &row, `select `+admissionColumns+` from app.admissions
			where token_hash = $1 and ended_at is null and expires_at > $2`, tokenHash, now)
		return db.Missing(err, noAdmission())
	})
	return row.admission(), err
}

// Admissions lists up to 200 admissions of an agency that can still be used, the newest first.
func (s *Accounts) Admissions(ctx context.Context, agency casework.AgencyID, now time.Time) ([]identity.Admission, error) {
	var rows []admissionRow
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		return db.List(ctx, tx, "list admissions", &rows, `select `+admissionColumns+` from app.admissions
			where agency = $1 and ended_at is null and expires_at > $2 order by made_at desc, id limit 200`, agency, now)
	})
	out := make([]identity.Admission, len(rows))
	for i, r := range rows {
		out[i] = r.admission()
	}
	return out, err
}

// ConfirmAdmission records the second person of an admission that needs one. It returns
// fault.NotFound if the admission cannot be used, needs none, or was made by or for that person.
func (s *Accounts) ConfirmAdmission(ctx context.Context, id string, by casework.AccountID, now time.Time, trace audit.Event) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		n, err := db.Exec(ctx, tx, "confirm admission", `update app.admissions set confirmed_by = $2, ready = true
			where id = $1 and ended_at is null and expires_at > $3 and not ready and made_by <> $2 and account <> $2`, id, by, now)
		return s.changed(ctx, tx, n, err, trace)
	})
}

// WithdrawAdmission ends an admission before it is used.
func (s *Accounts) WithdrawAdmission(ctx context.Context, id string, now time.Time, trace audit.Event) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		n, err := db.Exec(ctx, tx, "withdraw admission", `update app.admissions set ended_at = $2 where id = $1 and ended_at is null`, id, now)
		return s.changed(ctx, tx, n, err, trace)
	})
}

// changed appends the event of a change of one admission, or returns fault.NotFound if no row was
// changed.
func (s *Accounts) changed(ctx context.Context, tx *db.Tx, n int64, err error, trace audit.Event) error {
	if err != nil {
		return err
	}
	if n == 0 {
		return noAdmission()
	}
	return s.log.AppendEvents(ctx, tx, trace)
}

// Admit uses an admission: it makes or recovers the account, with its new passkey and recovery
// code. It returns fault.NotFound if the admission cannot be used any longer.
func (s *Accounts) Admit(ctx context.Context, a identity.Admitted, trace audit.Event) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		n, err := db.Exec(ctx, tx, "use admission", `update app.admissions set ended_at = $3, used_by = $4
			where id = $1 and token_hash = $2 and ended_at is null and expires_at > $3`, a.ID, a.TokenHash, a.At, a.Account.ID)
		if err != nil {
			return err
		}
		if n == 0 {
			return noAdmission()
		}
		if err := resetAccount(ctx, tx, a); err != nil {
			return err
		}
		if err := addPasskey(ctx, tx, a.Passkey); err != nil {
			return err
		}
		_, err = db.Exec(ctx, tx, "store recovery code", `insert into app.recovery_codes (account, code_hash, made_at) values ($1, $2, $3)
			on conflict (account) do update set code_hash = excluded.code_hash, made_at = excluded.made_at`, a.Account.ID, a.RecoveryHash, a.At)
		if err != nil {
			return err
		}
		return s.log.AppendEvents(ctx, tx, trace)
	})
}

// resetAccount adds the account, or removes the passkeys and sessions of the one that exists.
func resetAccount(ctx context.Context, tx *db.Tx, a identity.Admitted) error {
	if a.Kind == identity.ToJoin {
		return addAccount(ctx, tx, a.Account, a.By, a.At)
	}
	if _, err := db.Exec(ctx, tx, "remove passkeys", `delete from app.passkeys where account = $1`, a.Account.ID); err != nil {
		return err
	}
	_, err := endSessions(ctx, tx, a.Account.ID, a.At)
	return err
}

// RecoveryHash returns the hash of the recovery code of an account, or "" if it has none.
func (s *Accounts) RecoveryHash(ctx context.Context, account casework.AccountID) (hash string, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		err := db.Get(ctx, tx, "find recovery code", &hash, `select code_hash from app.recovery_codes where account = $1`, account)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	return hash, err
}
