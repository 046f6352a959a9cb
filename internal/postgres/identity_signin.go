package postgres

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
)

// AddSignIn keeps a sign-in that has begun.
func (s *Store) AddSignIn(ctx context.Context, n identity.SignIn) error {
	return s.tx(ctx, func(tx *txn) error {
		_, err := exec(ctx, tx, "begin sign-in", `insert into app.sign_ins
			(state_hash, browser_hash, nonce_hash, verifier, provider, return_path, session, account, began_at, expires_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
			n.StateHash, n.BrowserHash, n.NonceHash, n.Verifier, n.Provider, n.To, n.Session, n.Account, n.At, n.Expires)
		return err
	})
}

// TakeSignIn gives a sign-in that has not expired, and forgets it.
func (s *Store) TakeSignIn(ctx context.Context, stateHash string, now time.Time) (identity.SignIn, error) {
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
	err := s.tx(ctx, func(tx *txn) error {
		err := get(ctx, tx, "take sign-in", &row, `delete from app.sign_ins where state_hash = $1
			returning state_hash, browser_hash, nonce_hash, verifier, provider, return_path, session, account, began_at, expires_at`, stateHash)
		return missing(err, noSignIn())
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

func noSignIn() error { return fault.New(fault.NotFound, "there is no such sign-in under way") }

// LinkAccount finds or makes the account of a link, and has it sit where the provider says.
func (s *Store) LinkAccount(ctx context.Context, link identity.Link, want identity.Account, at time.Time, moved func(identity.Account) audit.Event) (identity.Account, bool, error) {
	var account identity.Account
	var changed bool
	try := func(tx *txn) error {
		id, err := linked(ctx, tx, link)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			account, changed = want, false
			return addLinked(ctx, tx, link, want, at)
		case err != nil:
			return err
		}
		account, changed, err = seatLinked(ctx, tx, id, want, at, moved)
		return err
	}
	err := s.tx(ctx, try)
	if fault.CodeOf(err) == fault.Conflict { // they signed in twice at the same moment, for the first time
		err = s.tx(ctx, try)
	}
	return account, changed, err
}

// LinkedAccount finds whose a link is.
func (s *Store) LinkedAccount(ctx context.Context, link identity.Link) (id casework.AccountID, err error) {
	err = s.tx(ctx, func(tx *txn) error {
		id, err = linked(ctx, tx, link)
		return missing(err, noAccount())
	})
	return id, err
}

func linked(ctx context.Context, tx *txn, link identity.Link) (id casework.AccountID, err error) {
	err = get(ctx, tx, "find link", &id, `select account from app.account_links where issuer = $1 and subject_hash = $2`, link.Issuer, link.SubjectHash)
	return id, err
}

func addLinked(ctx context.Context, tx *txn, link identity.Link, want identity.Account, at time.Time) error {
	if err := addAccount(ctx, tx, want, "", at); err != nil {
		return err
	}
	_, err := exec(ctx, tx, "link account", `insert into app.account_links (issuer, subject_hash, account, linked_at) values ($1, $2, $3, $4)`,
		link.Issuer, link.SubjectHash, want.ID, at)
	return err
}

func addAccount(ctx context.Context, tx *txn, a identity.Account, invitedBy casework.AccountID, at time.Time) error {
	_, err := exec(ctx, tx, "add account", `insert into app.accounts (id, desk, agency, roles, active, source, created_at, invited_by)
		values ($1, $2, $3, $4, $5, $6, $7, $8)`, a.ID, a.Desk, a.Agency, texts(a.Roles), a.Active, a.Source, at, invitedBy)
	return err
}

func seatLinked(ctx context.Context, tx *txn, id casework.AccountID, want identity.Account, at time.Time, moved func(identity.Account) audit.Event) (identity.Account, bool, error) {
	var row identityRow
	err := get(ctx, tx, "find account", &row, `select id, desk, agency, roles, active, source from app.accounts where id = $1 for update`, id)
	if err != nil {
		return identity.Account{}, false, missing(err, noAccount())
	}
	account := row.account()
	if !account.Active || account.Desk == want.Desk && account.Agency == want.Agency && slices.Equal(account.Roles, want.Roles) {
		return account, false, nil
	}
	account.Desk, account.Agency, account.Roles = want.Desk, want.Agency, want.Roles
	_, err = exec(ctx, tx, "move account", `update app.accounts set desk = $2, agency = $3, roles = $4 where id = $1`,
		id, account.Desk, account.Agency, texts(account.Roles))
	if err != nil {
		return identity.Account{}, false, err
	}
	if _, err := endSessions(ctx, tx, id, at); err != nil {
		return identity.Account{}, false, err
	}
	return account, true, appendAudit(ctx, tx, moved(account))
}
