package operationdb

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
)

// ListContents counts the rows of a list as they are now, with a digest of every stored line;
// fault.NotFound if there is no such list.
func (s *OperationStore) ListContents(ctx context.Context, ref casework.Ref) (out operation.Contents, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		summary, err := s.list(ctx, tx, ref)
		if err != nil {
			return err
		}
		digest, counted, err := listDigest(ctx, tx, ref)
		if err != nil {
			return err
		}
		out = operation.Contents{
			List: ref, Operation: summary.Operation, Origins: map[casework.Country]int{}, Rows: digest,
			Opens: counted[record.RowReadable] + counted[record.RowMinted] + counted[record.RowOpened], Unreadable: counted[record.RowUnreadable],
			Aside: counted[record.RowAside], LeftOut: counted[record.RowLeftOut],
			Alike: len(summary.Reconciliation.Duplicates),
		}
		for code, n := range summary.Reconciliation.Nationalities {
			if code == roster.UnknownNationality {
				code = ""
			}
			out.Origins[casework.Country(code)] = n
		}
		return nil
	})
	return out, err
}

// listDigest returns a digest of every stored line of a list, in order: a changed, added or deleted
// line changes it. It opens nothing that is sealed.
func listDigest(ctx context.Context, tx *db.Tx, ref casework.Ref) (digest string, counted map[record.ListRowState]int, err error) {
	var rows []struct {
		Line  int                 `db:"line"`
		State record.ListRowState `db:"state"`
		Sum   []byte              `db:"sum"`
	}
	err = db.List(ctx, tx, "digest lines", &rows, `select line, state, sha256(sha256(raw) || sha256(coalesce(read, ''))
		|| convert_to(array_to_string(problems, ','), 'UTF8') || coalesce(sha256(answered), '')) as sum from app.list_rows where list_ref = $1 order by line`, ref)
	if err != nil {
		return "", nil, err
	}
	counted = map[record.ListRowState]int{}
	h := sha256.New()
	for _, r := range rows {
		counted[r.State]++
		_, _ = fmt.Fprintf(h, "%d %s %x\n", r.Line, r.State, r.Sum)
	}
	return hex.EncodeToString(h.Sum(nil)), counted, nil
}

// asPreviewed returns fault.Stale if the rows of the list are no longer those of the preview.
func (w *operationWriter) asPreviewed(ctx context.Context) error {
	if w.Preview == nil || w.Preview.Rows == "" { // of a change from before there were previews
		return nil
	}
	digest, _, err := listDigest(ctx, w.Tx, w.List)
	if err != nil || digest == w.Preview.Rows {
		return err
	}
	return fault.New(fault.Stale, "the list has changed since the preview; look at it again")
}

// proposeList marks a list as proposed to a second officer. Proposed again, the newest proposal counts.
func (w *operationWriter) proposeList(ctx context.Context) error {
	if err := w.lockList(ctx, record.ListRead, record.ListProposed); err != nil {
		return err
	}
	if err := w.asPreviewed(ctx); err != nil {
		return err
	}
	p, _ := w.Next.Proposal(w.List)
	_, err := db.Exec(ctx, w.Tx, "propose list", `update app.lists set state = 'proposed', proposed_at = $2, proposed_account = $3,
		proposed_desk = $4, proposed_agency = $5, proposed_role = $6, preview = $7 where ref = $1`,
		w.List, p.At, p.By.Account, p.By.Desk, p.By.Agency, p.By.Role, p.Fingerprint)
	return err
}

// refuseList undoes a proposal.
func (w *operationWriter) refuseList(ctx context.Context) error {
	if err := w.lockList(ctx, record.ListProposed); err != nil {
		return err
	}
	return w.unpropose(ctx)
}

func (w *operationWriter) unpropose(ctx context.Context) error {
	_, err := db.Exec(ctx, w.Tx, "undo proposal", `update app.lists set state = 'read', proposed_at = null, proposed_account = null,
		proposed_desk = null, proposed_agency = null, proposed_role = null, preview = null where ref = $1`, w.List)
	return err
}
