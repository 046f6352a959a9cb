package officedb

import (
	"context"

	"github.com/lib/pq"

	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
)

// ReadNotices records that an account has read notices, and returns them as they are then, newest first. A notice
// that was read before keeps its first reader and time, so that the same reading again has the same answer. One
// that the principal does not see is left out. It returns fault.KeyReused if the key has read another notice.
func (s *OfficeStore) ReadNotices(ctx context.Context, r record.Reading) (out []record.Notice, err error) {
	ids := pq.Int64Array(r.IDs)
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		out = nil
		var other bool
		err := db.Get(ctx, tx, "find reading", &other, `select exists (select from app.notices where read_key = $1 and id <> all ($2))`, r.Key, ids)
		if err != nil {
			return err
		}
		if other {
			return fault.New(fault.KeyReused, "this key belongs to another request; read the notice with a new key")
		}
		_, err = db.Exec(ctx, tx, "read notices", `update app.notices set read_at = $2, read_by = $3, read_key = $4
			where id = any ($1) and read_at is null`, ids, s.db.Now(), r.Account, r.Key)
		if err != nil {
			return err
		}
		var rows []noticeLine
		err = db.List(ctx, tx, "list read notices", &rows, `select `+noticeColumns+` from app.notices n where n.id = any ($1) order by n.id desc`, ids)
		for _, row := range rows {
			out = append(out, record.Notice(row))
		}
		return err
	})
	return out, err
}
