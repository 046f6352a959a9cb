package auditdb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"

	"github.com/lib/pq"
	"golang.org/x/mod/sumdb/tlog"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/postgres/db"
)

// sequencerLock is the advisory lock of the one sequencer that may write to the tree. Any number
// that no other lock uses would do.
const sequencerLock = 0x686f6d6561756474

// Place gives events that wait their places in the tree; see audit.Log. An event waits until it
// is committed, however long that takes: it is not skipped because a later one was committed
// first. An event without a valid stamp waits for ever, and is returned once, in Strange.
func (l *Log) Place(ctx context.Context, n *audit.Notary, atMost int) (placed audit.Placed, err error) {
	err = l.db.Tx(ctx, func(tx *db.Tx) error {
		placed = audit.Placed{}
		var mine bool
		if err := db.Get(ctx, tx, "lock tree", &mine, `select pg_try_advisory_xact_lock($1)`, int64(sequencerLock)); err != nil {
			return err
		}
		if !mine {
			placed.Busy = true
			return nil
		}
		var waiting []struct {
			eventColumns

			ID       int64  `db:"id"`
			Form     int    `db:"form"`
			Stamp    string `db:"stamp"`
			Repeated bool   `db:"repeated"`
		}
		err := db.List(ctx, tx, "list waiting events", &waiting, `select e.id, e.form, `+eventColumnNames+`, e.stamp,
			e.stamp <> '' and exists (select from app.audit_events d where d.stamp = e.stamp and d.stamp <> '' and d.id < e.id) as repeated
			from app.audit_pending p join app.audit_events e on e.id = p.event where not (p.event = any($2)) order by p.event limit $1`,
			atMost, pq.Int64Array(l.invalid.all()))
		if err != nil || len(waiting) == 0 {
			return err
		}
		tree, err := openTree(ctx, tx)
		if err != nil {
			return err
		}
		p := placing{notary: n, tree: tree}
		for _, row := range waiting {
			event := row.event()
			if row.Repeated || !validStamp(l.stamper, row.Stamp, event) {
				placed.Rejected = append(placed.Rejected, row.ID)
				continue
			}
			placed.Events++
			placed.Approved = placed.Approved || event.Approves()
			if err := p.add(row.ID, event); err != nil {
				return err
			}
		}
		if placed.Events == 0 {
			return nil
		}
		return p.write(ctx, tx)
	})
	if err == nil {
		l.invalid.add(placed.Rejected...)
	}
	return placed, err
}

// placing collects leaves until they are written.
type placing struct {
	notary             *audit.Notary
	tree               *audit.Tree
	leaves, events     pq.Int64Array
	hashes, signatures pq.ByteaArray
}

func (p *placing) add(id int64, e audit.Event) error {
	leaf := e.Leaf()
	index := p.tree.Size()
	signature, err := p.notary.SignLeaf(index, leaf)
	if err != nil {
		return err
	}
	var hashes []byte
	for _, h := range p.tree.Add(leaf) {
		hashes = append(hashes, h[:]...)
	}
	p.leaves, p.events = append(p.leaves, index), append(p.events, id)
	p.hashes, p.signatures = append(p.hashes, hashes), append(p.signatures, signature)
	return nil
}

func (p *placing) write(ctx context.Context, tx *db.Tx) error {
	_, err := db.Exec(ctx, tx, "insert leaves", `insert into app.audit_leaves (leaf, event, hashes, signature)
		select leaf, event, hashes, signature
		from unnest($1::bigint[], $2::bigint[], $3::bytea[], $4::bytea[]) as x (leaf, event, hashes, signature)`, p.leaves, p.events, p.hashes, p.signatures)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, tx, "take events from the queue", `delete from app.audit_pending where event = any($1)`, p.events)
	return err
}

// openTree reads the part of the tree that new leaves are added to.
func openTree(ctx context.Context, tx *db.Tx) (*audit.Tree, error) {
	size, err := treeSize(ctx, tx)
	if err != nil {
		return nil, err
	}
	edges, err := readHashes(ctx, tx)(audit.Edges(size))
	if err != nil {
		return nil, err
	}
	tree, err := audit.Continue(size, edges)
	if err != nil {
		return nil, fmt.Errorf("read audit tree: %w", err)
	}
	return tree, nil
}

func treeSize(ctx context.Context, tx *db.Tx) (int64, error) {
	var last int64
	err := db.Get(ctx, tx, "find last leaf", &last, `select leaf from app.audit_leaves order by leaf desc limit 1`)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err == nil && (last < 0 || last == math.MaxInt64) {
		err = fmt.Errorf("find last leaf: %w", audit.ErrTree)
	}
	return last + 1, err
}

// readHashes returns a reader of hashes of the tree, within a transaction.
func readHashes(ctx context.Context, tx *db.Tx) audit.Reader {
	return func(places []audit.Place) ([]tlog.Hash, error) {
		leaves := make(pq.Int64Array, len(places))
		for i, p := range places {
			leaves[i] = p.Leaf
		}
		var rows []struct {
			Leaf   int64  `db:"leaf"`
			Hashes []byte `db:"hashes"`
		}
		if err := db.List(ctx, tx, "read hashes", &rows, `select leaf, hashes from app.audit_leaves where leaf = any($1)`, leaves); err != nil {
			return nil, err
		}
		stored := make(map[int64][]byte, len(rows))
		for _, r := range rows {
			stored[r.Leaf] = r.Hashes
		}
		out := make([]tlog.Hash, len(places))
		for i, p := range places {
			raw := stored[p.Leaf]
			if len(raw) < (p.Level+1)*tlog.HashSize {
				return nil, fmt.Errorf("read hashes: %w", audit.ErrTree)
			}
			copy(out[i][:], raw[p.Level*tlog.HashSize:])
		}
		return out, nil
	}
}

// SignHead signs a head of the whole tree unless there is one of this size; see audit.Log. It
// signs only leaves that are committed, so that no event under a head can be lost.
func (l *Log) SignHead(ctx context.Context, n *audit.Notary) (head audit.Head, err error) {
	err = l.db.Tx(ctx, func(tx *db.Tx) error {
		tree, err := openTree(ctx, tx)
		if err != nil {
			return err
		}
		head = tree.Head()
		var there bool
		err = db.Get(ctx, tx, "find head", &there, `select exists (select from app.audit_heads where size = $1)`, head.Size)
		if err != nil || there || head.Size == 0 {
			return err
		}
		signed, err := n.SignHead(head, readHashes(ctx, tx))
		if err != nil {
			return err
		}
		_, err = db.Exec(ctx, tx, "insert head", `insert into app.audit_heads (size, signed, at) values ($1, $2, $3) on conflict (size) do nothing`,
			head.Size, signed, l.db.Now())
		return err
	})
	return head, err
}
