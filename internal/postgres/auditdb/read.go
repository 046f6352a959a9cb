package auditdb

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
)

// AuditEvents lists one page of the audit events that the principal may see, the newest first.
func (l *Log) AuditEvents(ctx context.Context, f record.AuditFilter) (out record.AuditEvents, err error) {
	c := auditConditions(f)
	if f.Page.After != nil {
		row, err := strconv.ParseInt(f.Page.After.ID, 10, 64)
		if err != nil {
			return record.AuditEvents{}, record.InvalidCursor()
		}
		c.And("e.id < ?", row)
	}
	size := f.Page.Size()
	query := `select e.id, l.leaf, ` + eventColumnNames + ` from app.audit_events e left join app.audit_leaves l on l.event = e.id` +
		c.Where() + ` order by e.id desc limit ` + c.Arg(size+1)
	err = l.db.Tx(ctx, func(tx *db.Tx) error {
		out = record.AuditEvents{}
		var rows []struct {
			eventColumns

			ID   int64         `db:"id"`
			Leaf sql.NullInt64 `db:"leaf"`
		}
		if err := db.ReadPage(ctx, tx, "list audit events", &rows, query, c.Args...); err != nil {
			return err
		}
		for i, r := range rows {
			if i == size {
				last := out.Rows[size-1]
				out.Next = &record.Cursor{At: last.At, ID: strconv.FormatInt(last.Row, 10)}
				break
			}
			one := record.AuditEvent{Row: r.ID, Event: r.event()}
			one.At = one.At.UTC()
			if r.Leaf.Valid {
				one.Leaf = &r.Leaf.Int64
			}
			out.Rows = append(out.Rows, one)
		}
		return nil
	})
	return out, err
}

func auditConditions(f record.AuditFilter) *db.Conditions {
	c := &db.Conditions{}
	if f.Case != "" {
		c.And("e.subject_kind = ?", audit.OfCase)
		c.And("e.subject_ref in (?, ?)", f.Case, audit.AskedHash(string(f.Case)))
	}
	c.Equal("e.account", string(f.Account))
	c.Equal("e.agency", string(f.Agency))
	c.Equal("e.action", string(f.Action))
	c.Equal("e.outcome", string(f.Outcome))
	if !f.From.IsZero() {
		c.And("e.at >= ?", f.From)
	}
	if !f.Before.IsZero() {
		c.And("e.at < ?", f.Before)
	}
	if f.Looks {
		c.And("(e.action <> ? or e.code in (?, ?, ?))", audit.WroteCase, casework.KindBreakGlass, casework.KindGiveAccess, casework.KindEndAccess)
	}
	return c
}

// AuditHead returns the signed head of a size, or the newest for 0; fault.NotFound if there is none.
func (l *Log) AuditHead(ctx context.Context, size int64) (out record.AuditHead, err error) {
	var row struct {
		signedHead

		At time.Time `db:"at"`
	}
	err = l.db.Tx(ctx, func(tx *db.Tx) error {
		return db.Get(ctx, tx, "find head", &row, `select `+headColumns+`, h.at from app.audit_heads h
			where $1::bigint in (0, h.size) order by h.size desc limit 1`, size)
	})
	if err != nil {
		return record.AuditHead{}, db.Missing(err, fault.New(fault.NotFound, "there is no such head"))
	}
	return record.AuditHead{Size: row.Size, Signed: row.text(), At: row.At.UTC()}, nil
}

// ProveLeaf proves that the tree of a size holds the leaf at an index, and returns the hash of the
// leaf with the proof. It returns audit.ErrRange if the tree has no such leaf.
func (l *Log) ProveLeaf(ctx context.Context, size, index int64) (leaf tlog.Hash, proof []tlog.Hash, err error) {
	err = l.proving(ctx, size, func(read audit.Reader) error {
		if proof, err = audit.ProveLeaf(size, index, read); err != nil {
			return err
		}
		own, err := read([]audit.Place{{Leaf: index}})
		if err == nil {
			leaf = own[0]
		}
		return err
	})
	return leaf, proof, err
}

// ProveContinues proves that the tree of size to begins with the tree of size from; see
// audit.ProveContinues. It returns audit.ErrRange if a size is larger than the log.
func (l *Log) ProveContinues(ctx context.Context, from, to int64) (proof []tlog.Hash, err error) {
	err = l.proving(ctx, to, func(read audit.Reader) error {
		proof, err = audit.ProveContinues(from, to, read)
		return err
	})
	return proof, err
}

func (l *Log) proving(ctx context.Context, size int64, prove func(audit.Reader) error) error {
	return l.db.Tx(ctx, func(tx *db.Tx) error {
		there, err := treeSize(ctx, tx)
		if err != nil {
			return err
		}
		if size > there {
			return fmt.Errorf("prove: %w", audit.ErrRange)
		}
		return prove(readHashes(ctx, tx))
	})
}

// Countersign stores the signature of a witness under the head of a size. The caller MUST have
// verified it. A second signature of the same witness under the same head changes nothing.
func (l *Log) Countersign(ctx context.Context, size int64, c audit.Cosignature) error {
	return l.db.Tx(ctx, func(tx *db.Tx) error {
		_, err := db.Exec(ctx, tx, "keep countersignature", `insert into app.audit_cosignatures (size, witness, agency, line, at)
			values ($1, $2, $3, $4, $5) on conflict (size, witness) do nothing`, size, c.Witness.Name(), c.Witness.Agency, c.Line, c.At)
		return err
	})
}
