package officedb

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
)

func noSheet() error { return fault.New(fault.NotFound, "there is no such sheet") }

// sheetItem is a row of sheet_items.
type sheetItem struct {
	Place    int             `db:"place" json:"place"`
	Case     casework.Ref    `db:"case_ref" json:"case_ref"`
	Task     casework.TaskID `db:"task" json:"task"`
	Version  int64           `db:"version" json:"version"`
	SeenAt   time.Time       `db:"seen_at" json:"seen_at"`
	LookedAt *time.Time      `db:"looked_at" json:"looked_at"`
	Ticked   bool            `db:"ticked" json:"ticked"`
	Rule     *string         `db:"rule" json:"rule"`
}

func sheetItems(sheet record.Sheet) []sheetItem {
	var out []sheetItem
	for i, one := range sheet.Items {
		row := sheetItem{i + 1, one.Case, one.Task, one.Version, one.SeenAt.UTC(), one.LookedAt, one.Ticked, nil}
		if one.Rule != "" {
			row.Rule = &one.Rule
		}
		out = append(out, row)
	}
	return out
}

// OpenSheet stores a new sheet with its requests. A sheet that is stored already stays as it is.
func (s *OfficeStore) OpenSheet(ctx context.Context, sheet record.Sheet) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		by := sheet.By
		n, err := db.Exec(ctx, tx, "insert sheet", `insert into app.sheets
			(ref, account, desk, agency, role, step, kind, corridor, version, opened_at, again_of, more, outcome, until_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, nullif($11, ''), $12, nullif($13, ''), $14) on conflict (ref) do nothing`,
			sheet.Ref, by.Account, by.Desk, by.Agency, by.Role, sheet.Step, sheet.Kind, sheet.Corridor, sheet.Version, sheet.OpenedAt, sheet.Again,
			sheet.More, sheet.Outcome, sheet.Until)
		if err != nil || n == 0 {
			return err
		}
		return db.InsertRows(ctx, tx, "insert sheet items", sheetItems(sheet), `insert into app.sheet_items
			(sheet_ref, place, case_ref, task, version, seen_at, looked_at, ticked)
			select $2, place, case_ref, task, version, seen_at, looked_at, ticked from jsonb_to_recordset($1::jsonb)
			as x (place int, case_ref text, task text, version bigint, seen_at timestamptz, looked_at timestamptz, ticked boolean)`, sheet.Ref)
	})
}

// MarkSheet stores the answer, the ticks and the looks of a sheet that is not confirmed. It returns
// fault.Conflict if it is, and fault.NotFound if there is no such sheet.
func (s *OfficeStore) MarkSheet(ctx context.Context, sheet record.Sheet) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		if _, err := lockSheet(ctx, tx, sheet.Ref); err != nil {
			return err
		}
		if err := putItems(ctx, tx, sheet); err != nil {
			return err
		}
		_, err := db.Exec(ctx, tx, "mark sheet", `update app.sheets set outcome = nullif($2, ''), until_at = $3, edits = edits + 1
			where ref = $1`, sheet.Ref, sheet.Outcome, sheet.Until)
		return err
	})
}

// ConfirmSheet stores that exactly this sheet was confirmed, with the rules by which some of its requests
// are not sent. It returns fault.Conflict if the sheet was confirmed or changed since it was read, and
// fault.NotFound if there is no such sheet.
func (s *OfficeStore) ConfirmSheet(ctx context.Context, sheet record.Sheet) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		edits, err := lockSheet(ctx, tx, sheet.Ref)
		if err != nil {
			return err
		}
		if edits != sheet.Edits {
			return sheetChanged()
		}
		if err := putItems(ctx, tx, sheet); err != nil {
			return err
		}
		_, err = db.Exec(ctx, tx, "confirm sheet", `update app.sheets set digest = $2, confirmed_at = $3 where ref = $1`,
			sheet.Ref, sheet.Digest, sheet.ConfirmedAt)
		return err
	})
}

func sheetChanged() error {
	return fault.New(fault.Conflict, "the sheet was confirmed or changed in the meantime")
}

// lockSheet locks a sheet that is not confirmed and returns how often it was changed. The policy of the
// table keeps a confirmed sheet from being locked for a change, so that it is looked for once more.
func lockSheet(ctx context.Context, tx *db.Tx, ref casework.Ref) (edits int, err error) {
	err = db.Get(ctx, tx, "lock sheet", &edits, `select edits from app.sheets where ref = $1 and confirmed_at is null for no key update`, ref)
	if !errors.Is(err, sql.ErrNoRows) {
		return edits, err
	}
	if err := db.Get(ctx, tx, "find sheet", &edits, `select edits from app.sheets where ref = $1`, ref); err != nil {
		return 0, db.Missing(err, noSheet())
	}
	return 0, sheetChanged()
}

func putItems(ctx context.Context, tx *db.Tx, sheet record.Sheet) error {
	return db.InsertRows(ctx, tx, "mark sheet items", sheetItems(sheet), `update app.sheet_items i
		set version = x.version, seen_at = x.seen_at, looked_at = x.looked_at, ticked = x.ticked, rule = x.rule
		from jsonb_to_recordset($1::jsonb)
		as x (case_ref text, task text, version bigint, seen_at timestamptz, looked_at timestamptz, ticked boolean, rule text)
		where i.sheet_ref = $2 and i.case_ref = x.case_ref and i.task = x.task`, sheet.Ref)
}

// Sheet returns a sheet with its requests; fault.NotFound if there is none.
func (s *OfficeStore) Sheet(ctx context.Context, ref casework.Ref) (out record.Sheet, err error) {
	err = s.db.Snapshot(ctx, func(tx *db.Tx) error {
		var row struct {
			casework.Actor

			Step        casework.Step     `db:"step"`
			Kind        casework.DeskKind `db:"kind"`
			Corridor    string            `db:"corridor"`
			Version     int               `db:"version"`
			OpenedAt    time.Time         `db:"opened_at"`
			Again       casework.Ref      `db:"again_of"`
			More        int               `db:"more"`
			Outcome     casework.Outcome  `db:"outcome"`
			Until       *time.Time        `db:"until_at"`
			Edits       int               `db:"edits"`
			Digest      string            `db:"digest"`
			ConfirmedAt *time.Time        `db:"confirmed_at"`
		}
		err := db.Get(ctx, tx, "find sheet", &row, `select account, desk, agency, role, step, kind, corridor, version, opened_at,
			coalesce(again_of, '') as again_of, more, coalesce(outcome, '') as outcome, until_at, edits, coalesce(digest, '') as digest, confirmed_at
			from app.sheets where ref = $1`, ref)
		if err != nil {
			return db.Missing(err, noSheet())
		}
		var items []sheetItem
		if err := db.List(ctx, tx, "list sheet items", &items, `select place, case_ref, task, version, seen_at, looked_at, ticked, rule
			from app.sheet_items where sheet_ref = $1 order by place`, ref); err != nil {
			return err
		}
		out = record.Sheet{
			Ref: ref, By: row.Actor, Step: row.Step, Kind: row.Kind, Corridor: row.Corridor, Version: row.Version, OpenedAt: row.OpenedAt,
			Again: row.Again, More: row.More, Outcome: row.Outcome, Until: row.Until, Edits: row.Edits, Digest: row.Digest, ConfirmedAt: row.ConfirmedAt,
		}
		for _, i := range items {
			one := record.SheetItem{Case: i.Case, Task: i.Task, Version: i.Version, SeenAt: i.SeenAt, LookedAt: i.LookedAt, Ticked: i.Ticked}
			if i.Rule != nil {
				one.Rule = *i.Rule
			}
			out.Items = append(out.Items, one)
		}
		return nil
	})
	return out, err
}
