package officedb

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/lib/pq"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
)

type selectionRow struct {
	ID      string             `db:"id"`
	Account casework.AccountID `db:"account"`
	List    record.ListName    `db:"list"`
	Query   string             `db:"query"`
	Items   pq.StringArray     `db:"items"`
	At      time.Time          `db:"made_at"`
	Expires time.Time          `db:"expires_at"`
}

func (r selectionRow) selection() record.Selection {
	return record.Selection{ID: r.ID, Account: r.Account, List: r.List, Query: r.Query, Items: r.Items, At: r.At.UTC(), Expires: r.Expires.UTC()}
}

const selectionColumns = `id, account, list, query, items, made_at, expires_at`

// FreezeSelection stores a selection. If its ID is stored already, it stores nothing and returns the stored
// one: the rows are those of the first time.
func (s *OfficeStore) FreezeSelection(ctx context.Context, n record.Selection) (out record.Selection, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := db.Exec(ctx, tx, "freeze selection", `insert into app.selections (`+selectionColumns+`)
			values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
			n.ID, n.Account, n.List, n.Query, pq.StringArray(n.Items), n.At, n.Expires)
		if err != nil {
			return err
		}
		out, err = selectionOf(ctx, tx, n.ID, n.Account)
		return err
	})
	return out, err
}

// Selection returns a selection of an account that has not expired; fault.NotFound if there is none.
func (s *OfficeStore) Selection(ctx context.Context, account casework.AccountID, id string) (out record.Selection, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		out, err = selectionOf(ctx, tx, id, account)
		if err == nil && !s.db.Now().Before(out.Expires) {
			return noSelection()
		}
		return err
	})
	return out, err
}

func noSelection() error { return fault.New(fault.NotFound, "there is no such selection") }

func selectionOf(ctx context.Context, tx *db.Tx, id string, account casework.AccountID) (record.Selection, error) {
	var row selectionRow
	err := db.Get(ctx, tx, "find selection", &row, `select `+selectionColumns+` from app.selections where id = $1 and account = $2`, id, account)
	return row.selection(), db.Missing(err, noSelection())
}

type settingsRow struct {
	Account  casework.AccountID `db:"account"`
	Desk     casework.DeskID    `db:"desk"`
	Keys     bool               `db:"keys"`
	Language string             `db:"language"`
	From     sql.NullTime       `db:"away_from"`
	Until    sql.NullTime       `db:"away_until"`
	StandIn  casework.AccountID `db:"stand_in"`
}

func (r settingsRow) settings() record.Settings {
	out := record.Settings{Account: r.Account, Desk: r.Desk, Keys: r.Keys, Language: r.Language}
	if r.Until.Valid {
		out.Away = record.Absence{Account: r.Account, From: r.From.Time.UTC(), Until: r.Until.Time.UTC(), StandIn: r.StandIn}
	}
	return out
}

const settingsColumns = `s.account, s.desk, s.keys, s.language, s.away_from, s.away_until, s.stand_in`

// Settings returns the settings of an account; the zero Settings if it never changed them.
func (s *OfficeStore) Settings(ctx context.Context, account casework.AccountID) (out record.Settings, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		var row settingsRow
		err := db.Get(ctx, tx, "find settings", &row, `select `+settingsColumns+` from app.account_settings s where s.account = $1`, account)
		if errors.Is(err, sql.ErrNoRows) {
			out = record.Settings{Account: account}
			return nil
		}
		out = row.settings()
		return err
	})
	return out, err
}

// SaveSettings stores the settings of an account in the place of earlier ones.
func (s *OfficeStore) SaveSettings(ctx context.Context, n record.Settings) error {
	var from, until sql.NullTime
	if away := n.Away; !away.Until.IsZero() {
		from, until = sql.NullTime{Time: away.From, Valid: true}, sql.NullTime{Time: away.Until, Valid: true}
	}
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := db.Exec(ctx, tx, "save settings", `insert into app.account_settings (account, desk, keys, language, away_from, away_until, stand_in, changed_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (account) do update set desk = excluded.desk, keys = excluded.keys,
			language = excluded.language, away_from = excluded.away_from, away_until = excluded.away_until, stand_in = excluded.stand_in,
			changed_at = excluded.changed_at`, n.Account, n.Desk, n.Keys, n.Language, from, until, n.Away.StandIn, s.db.Now())
		return err
	})
}

// Absences lists who of a desk is away at an instant, by account.
func (s *OfficeStore) Absences(ctx context.Context, desk casework.DeskID, at time.Time) (out []record.Absence, err error) {
	var rows []settingsRow
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		rows = nil
		return db.List(ctx, tx, "list absences", &rows, `select `+settingsColumns+` from app.account_settings s join app.accounts a on a.id = s.account
			where s.desk = $1 and a.desk = $1 and a.active and s.away_from <= $2 and s.away_until > $2 order by s.account`, desk, at)
	})
	for _, r := range rows {
		out = append(out, r.settings().Away)
	}
	return out, err
}

type colleagueRow struct {
	ID     casework.AccountID `db:"id"`
	Agency casework.AgencyID  `db:"agency"`
	Roles  pq.StringArray     `db:"roles"`
}

// Colleagues lists the active accounts of a desk, in the order of their codes.
func (s *OfficeStore) Colleagues(ctx context.Context, desk casework.DeskID) (out []record.Colleague, err error) {
	var rows []colleagueRow
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		rows = nil
		return db.List(ctx, tx, "list colleagues", &rows, `select id, agency, roles from app.accounts where desk = $1 and active order by id`, desk)
	})
	for _, r := range rows {
		one := record.Colleague{Account: r.ID, Agency: r.Agency}
		for _, role := range r.Roles {
			one.Roles = append(one.Roles, casework.Role(role))
		}
		out = append(out, one)
	}
	return out, err
}
