package postgres

import (
	"context"
	"fmt"

	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
)

// changeHolds sets and lifts legal holds.
func (w *caseWriter) changeHolds(ctx context.Context) error {
	for _, h := range w.Holds {
		if h.Lifted {
			n, err := db.Exec(ctx, w.Tx, "lift hold", `update app.holds set lifted_seq = $3, lifted_at = $4
				where case_ref = $1 and id = $2 and lifted_seq is null`, w.Ref, h.Hold.ID, w.Seq, w.At)
			if err != nil {
				return err
			}
			if n != 1 {
				return fmt.Errorf("lift hold: %w", db.ErrRowsMissing)
			}
			continue
		}
		body, err := w.Box.SealJSON(ctx, sealdb.OfCase(w.Ref), sealdb.ColHold, h.Hold.ID, h.Hold)
		if err != nil {
			return err
		}
		_, err = db.Exec(ctx, w.Tx, "set hold", `insert into app.holds
			(case_ref, id, body, account, desk, agency, role, set_seq)
			values ($1, $2, $3, $4, $5, $6, $7, $8)
			on conflict (case_ref, id) do update set body = excluded.body,
			account = excluded.account, desk = excluded.desk, agency = excluded.agency, role = excluded.role,
			set_seq = excluded.set_seq, lifted_seq = null, lifted_at = null`,
			w.Ref, h.Hold.ID, body, h.Hold.By.Account, h.Hold.By.Desk, h.Hold.By.Agency, h.Hold.By.Role, w.Seq)
		if err != nil {
			return err
		}
	}
	return nil
}
