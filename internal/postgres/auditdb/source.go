package auditdb

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math"

	"github.com/lib/pq"
	"golang.org/x/mod/sumdb/tlog"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/postgres/db"
)

// auditPage is the number of leaves that are read in one statement.
const auditPage = 5000

// Source reads the whole audit log as it is in the database, valid or not.
type Source struct{ log *Log }

// AuditSource returns the log for a verifier or for a copy.
func (l *Log) AuditSource() Source { return Source{l} }

// errStop ends the transaction when the consumer has stopped reading.
var errStop = errors.New("the consumer has stopped reading")

// Items iterates over the log as of one moment, from a leaf; see audit.Source.
func (s Source) Items(ctx context.Context, from int64) iter.Seq2[audit.Item, error] {
	return func(yield func(audit.Item, error) bool) {
		err := s.log.db.Snapshot(ctx, func(tx *db.Tx) error {
			return walkLog(ctx, tx, from, func(item audit.Item) error {
				if !yield(item, nil) {
					return errStop
				}
				return nil
			})
		})
		if err != nil && !errors.Is(err, errStop) {
			yield(audit.Item{}, fmt.Errorf("read audit log: %w", err))
		}
	}
}

// walkLog visits leaves and heads in the order of the log.
func walkLog(ctx context.Context, tx *db.Tx, from int64, visit func(audit.Item) error) error {
	heads := headReader{tx: tx, after: from}
	next := from
	for {
		leaves, err := readLeaves(ctx, tx, next)
		if err != nil {
			return err
		}
		for i := range leaves {
			if err := heads.upTo(ctx, leaves[i].Index, visit); err != nil {
				return err
			}
			if err := visit(audit.Item{Leaf: &leaves[i]}); err != nil {
				return err
			}
			next = leaves[i].Index + 1
		}
		if len(leaves) < auditPage {
			return heads.rest(ctx, visit)
		}
	}
}

// leafQuery reads leaves with their events; form is 0 if the row of the event is missing.
const leafQuery = `select l.leaf, l.event, l.hashes, l.signature, coalesce(e.form, 0), coalesce(e.at, 'epoch'), coalesce(e.account, ''),
	coalesce(e.desk, ''), coalesce(e.agency, ''), coalesce(e.role, ''), coalesce(e.session, ''), coalesce(e.action, ''),
	coalesce(e.subject_kind, ''), coalesce(e.subject_ref, ''), coalesce(e.seq, 0), coalesce(e.classes, '{}'), coalesce(e.purpose, ''),
	coalesce(e.outcome, ''), coalesce(e.code, ''), coalesce(e.key, ''), coalesce(e.commitment, '')
	from app.audit_leaves l left join app.audit_events e on e.id = l.event where l.leaf >= $1 order by l.leaf limit $2`

// readLeaves reads one page of leaves. It scans rows itself, because there may be millions.
func readLeaves(ctx context.Context, tx *db.Tx, from int64) ([]audit.Leaf, error) {
	rows, err := tx.QueryContext(ctx, leafQuery, from, auditPage)
	if err != nil {
		return nil, fmt.Errorf("list leaves: %w", db.Translate(err))
	}
	defer rows.Close()
	out := make([]audit.Leaf, 0, auditPage)
	for rows.Next() {
		var l audit.Leaf
		var e eventColumns
		var hashes []byte
		var form int
		err := rows.Scan(&l.Index, &l.Row, &hashes, &l.Signature, &form, &e.At, &e.Account, &e.Desk, &e.Agency, &e.Role, &e.Session,
			&e.Action, &e.SubjectKind, &e.SubjectRef, &e.Seq, &e.Classes, &e.Purpose, &e.Outcome, &e.Code, &e.Key, &e.Commitment)
		if err != nil {
			return nil, fmt.Errorf("read leaf: %w", db.Translate(err))
		}
		l.Hash, l.Above = splitHashes(hashes)
		switch form {
		case 0: // the row is missing
		case 1:
			l.Record = audit.RecordOf(e.event())
		default: // no version of this program writes such a form
			l.Record = audit.RecordOf(audit.Event{})
		}
		out = append(out, l)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("list leaves: %w", db.Translate(err))
	}
	return out, nil
}

// splitHashes splits the stored hashes of a leaf: its own, and those above it in the tree.
func splitHashes(raw []byte) (own tlog.Hash, above []tlog.Hash) {
	above = []tlog.Hash{}
	for i := 0; i+tlog.HashSize <= len(raw); i += tlog.HashSize {
		h := tlog.Hash(raw[i : i+tlog.HashSize])
		if i == 0 {
			own = h
		} else {
			above = append(above, h)
		}
	}
	return own, above
}

// headReader reads signed heads in step with the leaves, a page at a time.
type headReader struct {
	tx    *db.Tx
	after int64 // the size of the last head that was read
	page  []signedHead
	all   bool
}

type signedHead struct {
	Size   int64          `db:"size"`
	Signed string         `db:"signed"`
	Lines  pq.StringArray `db:"lines"`
}

// text returns the head with the signatures of its witnesses.
func (h signedHead) text() string {
	out := h.Signed
	for _, line := range h.Lines {
		out = audit.WithCosignature(out, line)
	}
	return out
}

const headColumns = `h.size, h.signed, array(select c.line from app.audit_cosignatures c where c.size = h.size order by c.at, c.witness) as lines`

// upTo visits the heads of at most size leaves.
func (r *headReader) upTo(ctx context.Context, size int64, visit func(audit.Item) error) error {
	for {
		if len(r.page) == 0 && !r.all {
			err := db.List(ctx, r.tx, "list heads", &r.page, `select `+headColumns+` from app.audit_heads h
				where h.size > $1 order by h.size limit $2`, r.after, auditPage)
			if err != nil {
				return err
			}
			r.all = len(r.page) < auditPage
		}
		if len(r.page) == 0 || r.page[0].Size > size {
			return nil
		}
		head := r.page[0]
		r.page, r.after = r.page[1:], head.Size
		if err := visit(audit.Item{Head: head.text()}); err != nil {
			return err
		}
	}
}

// rest visits the heads that are left.
func (r *headReader) rest(ctx context.Context, visit func(audit.Item) error) error {
	return r.upTo(ctx, math.MaxInt64, visit)
}
