package officedb

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

// ofDesk returns the subject with whose key the texts are sealed that officers of a desk write for
// themselves: names of views.
func ofDesk(desk casework.DeskID) seal.Subject { return seal.Subject("desk/" + desk) }

type savedViewRow struct {
	ID      string             `db:"id"`
	Account casework.AccountID `db:"account"`
	Desk    casework.DeskID    `db:"desk"`
	Shared  bool               `db:"shared"`
	List    record.ListName    `db:"list"`
	Name    []byte             `db:"name"`
	Query   string             `db:"query"`
	SavedAt time.Time          `db:"saved_at"`
}

// SavedViews lists the views of a list that an account may open, oldest first: its own, and those of its
// desk.
func (s *OfficeStore) SavedViews(ctx context.Context, list record.ListName, account casework.AccountID, desk casework.DeskID) (out []record.SavedView, err error) {
	var rows []savedViewRow
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		rows = nil
		return db.List(ctx, tx, "list saved views", &rows, `select id, account, desk, shared, list, name, query, saved_at from app.saved_views
			where list = $1 and (account = $2 or shared and desk = $3) order by shared, saved_at, id limit 200`, list, account, desk)
	})
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		one := record.SavedView{ID: r.ID, Account: r.Account, Desk: r.Desk, Shared: r.Shared, List: r.List, Query: r.Query, SavedAt: r.SavedAt.UTC()}
		if one.Name, err = s.box.OpenText(ctx, ofDesk(r.Desk), sealdb.ColViewName, r.ID, r.Name); err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

// SaveView stores a view, or changes the stored one with its ID. It keeps whose it is.
func (s *OfficeStore) SaveView(ctx context.Context, v record.SavedView) error {
	name, err := s.box.SealText(ctx, ofDesk(v.Desk), sealdb.ColViewName, v.ID, v.Name)
	if err != nil {
		return err
	}
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		n, err := db.Exec(ctx, tx, "change saved view", `update app.saved_views set shared = $2, name = $3, query = $4, saved_at = $5 where id = $1`,
			v.ID, v.Shared, name, v.Query, s.db.Now())
		if err != nil || n > 0 {
			return err
		}
		_, err = db.Exec(ctx, tx, "save view", `insert into app.saved_views (id, account, desk, shared, list, name, query, saved_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing`, v.ID, v.Account, v.Desk, v.Shared, v.List, name, v.Query, s.db.Now())
		return err
	})
}

// RemoveView removes a view. One that does not exist changes nothing.
func (s *OfficeStore) RemoveView(ctx context.Context, id string) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := db.Exec(ctx, tx, "remove saved view", `delete from app.saved_views where id = $1`, id)
		return err
	})
}
