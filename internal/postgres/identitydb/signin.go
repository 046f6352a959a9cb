package identitydb

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/identity"
	"example.org/homeward/internal/postgres/db"
)

// AddSignIn stores a sign-in that has begun.
func (s *Accounts) AddSignIn(ctx context.Context, n identity.SignIn) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := db.Exec(ctx, tx, "begin sign-in", `insert into app.sign_ins
			(state_hash, browser_hash, nonce_hash, verifier, provider, return_path, session, account, began_at, expires_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
			n.StateHash, n.BrowserHash, n.NonceHash, n.Verifier, n.Provider, n.To, n.Session, n.Account, n.At, n.Expires)
		return err
	})
}

// TakeSignIn removes and returns a sign-in that has not expired; fault.NotFound if there is none.
func (s *Accounts) TakeSignIn(ctx context.Context, stateHash string, now time.Time) (identity.SignIn, error) {
	var row struct {
		StateHash   string             `db:"state_hash"`
		BrowserHash string             `db:"browser_hash"`
		NonceHash   string             `db:"nonce_hash"`
		Verifier    string             `db:"verifier"`
		Provider    string             `db:"provider"`
		To          string             `db:"return_path"`
		Session     string             `db:"session"`
		Account     casework.AccountID `db:"account"`
		At          time.Time          `db:"began_at"`
		Expires     time.Time          `db:"expires_at"`
	}
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		err := db.Get(ctx, tx, "take sign-in", &row, `delete from app.sign_ins where state_hash = $1
			returning state_hash, browser_hash, nonce_hash, verifier, provider, return_path, session, account, began_at, expires_at`, stateHash)
		return db.Missing(err, noSignIn())
	})
	if err == nil && !now.Before(row.Expires) {
		err = noSignIn()
	}
	if err != nil {
		return identity.SignIn{}, err
	}
	row.At, row.Expires = row.At.UTC(), row.Expires.UTC()
	return identity.SignIn(row), nil
}

func noSignIn() error {
	return fault.New(fault.NotFound, "this sign-in has ended or expired; begin it again")
}

// LinkAccount finds or makes the account of a link, and moves it to the desk and roles that the
// provider says. It reports whether it changed the account.
func (s *Accounts) LinkAccount(ctx context.Context, link identity.Link, want identity.Account, at time.Time, moved func(identity.Account) audit.Event) (identity.Account, bool, error) {
	var account identity.Account
	var changed bool
	try := func(tx *db.Tx) error {
		id, err := linked(ctx, tx, link)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			account, changed = want, false
			return addLinked(ctx, tx, link, want, at)
		case err != nil:
			return err
		}
		account, changed, err = s.seatLinked(ctx, tx, id, want, at, moved)
		return err
	}
	err := s.db.Tx(ctx, try)
	if fault.CodeOf(err) == fault.Conflict { // the same user signed in twice at the same moment, for the first time
		err = s.db.Tx(ctx, try)
	}
	return account, changed, err
}

// LinkedAccount returns the account of a link; fault.NotFound if there is none.
func (s *Accounts) LinkedAccount(ctx context.Context, link identity.Link) (id casework.AccountID, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		id, err = linked(ctx, tx, link)
		return db.Missing(err, noAccount())
	})
	return id, err
}

func linked(ctx context.Context, tx *db.Tx, link identity.Link) (id casework.AccountID, err error) {
	err = db.Get(ctx, tx, "find link", &id, `select account from app.account_links where issuer = $1 and subject_hash = $2`, link.Issuer, link.SubjectHash)
	return id, err
}

func addLinked(ctx context.Context, tx *db.Tx, link identity.Link, want identity.Account, at time.Time) error {
	if err := addAccount(ctx, tx, want, "", at); err != nil {
		return err
	}
	_, err := db.Exec(ctx, tx, "link account", `insert into app.account_links (issuer, subject_hash, account, linked_at) values ($1, $2, $3, $4)`,
		link.Issuer, link.SubjectHash, want.ID, at)
	return err
}

func addAccount(ctx context.Context, tx *db.Tx, a identity.Account, invitedBy casework.AccountID, at time.Time) error {
	_, err := db.Exec(ctx, tx, "add account", `insert into app.accounts (id, desk, agency, roles, active, source, created_at, invited_by)
		values ($1, $2, $3, $4, $5, $6, $7, $8)`, a.ID, a.Desk, a.Agency, db.Strings(a.Roles), a.Active, a.Source, at, invitedBy)
	return err
}

func (s *Accounts) seatLinked(ctx context.Context, tx *db.Tx, id casework.AccountID, want identity.Account, at time.Time, moved func(identity.Account) audit.Event) (identity.Account, bool, error) {
	var row identityRow
	err := db.Get(ctx, tx, "find account", &row, `select id, desk, agency, roles, active, source from app.accounts where id = $1 for update`, id)
	if err != nil {
		return identity.Account{}, false, db.Missing(err, noAccount())
	}
	account := row.account()
	if !account.Active || account.Desk == want.Desk && account.Agency == want.Agency && slices.Equal(account.Roles, want.Roles) {
		return account, false, nil
	}
	account.Desk, account.Agency, account.Roles = want.Desk, want.Agency, want.Roles
	_, err = db.Exec(ctx, tx, "move account", `update app.accounts set desk = $2, agency = $3, roles = $4 where id = $1`,
		id, account.Desk, account.Agency, db.Strings(account.Roles))
	if err != nil {
		return identity.Account{}, false, err
	}
	if _, err := endSessions(ctx, tx, id, at); err != nil {
		return identity.Account{}, false, err
	}
	return account, true, s.log.AppendEvents(ctx, tx, moved(account))
}
