package erasuredb

import (
	"context"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/postgres/changedb"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
)

// WriteErasure writes everything of one change of a request for erasure; see changedb.Recorder. It returns
// fault.Conflict if the case has another open request.
func (s *ErasureStore) WriteErasure(ctx context.Context, change erasure.Change) error {
	return s.recorder.Write(ctx, "erasure", changedb.Head{
		Target: record.Target{Kind: record.TargetErasure, Ref: change.Ref}, Seq: change.Seq, Key: change.Key, Kind: string(change.Kind),
		By: change.By, Valid: change.Next.Ref == change.Ref && change.Next.Seq == change.Seq,
	}, func(common *changedb.Writer) changedb.Parts { return &erasureWriter{Writer: common, Change: change} })
}

// erasureWriter writes one change of a request for erasure.
type erasureWriter struct {
	*changedb.Writer
	erasure.Change
}

// placeOfErasure locks a request for erasure and finds what is stored at the place of a change; see changedb.Parts.
const placeOfErasure = `select e.seq as current, false as fenced, h.seq, h.key from (select ref, seq from app.erasures where ref = $1 for update) e
	left join app.erasure_changes h on h.erasure_ref = e.ref and (h.seq = $2 or h.key = $3)`

func (w *erasureWriter) Place() string { return placeOfErasure }

func (w *erasureWriter) Rest(ctx context.Context) error {
	words, err := w.words(ctx)
	if err != nil {
		return err
	}
	if _, err := db.Exec(ctx, w.Tx, "insert change", `insert into app.erasure_changes (erasure_ref, seq, key, kind, at, account, desk, agency, role, words)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		w.Ref, w.Seq, w.Key, w.Kind, w.At, w.By.Account, w.By.Desk, w.By.Agency, w.By.Role, words); err != nil {
		return err
	}
	if err := w.putDeletions(ctx); err != nil {
		return err
	}
	if err := w.putNotices(ctx); err != nil {
		return err
	}
	return w.notifyCase(ctx)
}

// words seals the text that came with the change with the key of the case, so that it is destroyed with the rest;
// nil if there is none.
func (w *erasureWriter) words(ctx context.Context) ([]byte, error) {
	if !w.Command.Spoke {
		return nil, nil
	}
	return w.Box.SealJSON(ctx, sealdb.OfCase(w.Next.Case), sealdb.ColErasureWords, rowOfWords(w.Ref, w.Seq), w.Command.Words)
}

// rowOfWords identifies the text of a change, for the seal.
func rowOfWords(ref casework.Ref, seq int64) string { return string(ref) + "/" + sealdb.RowOf(seq) }

func (w *erasureWriter) Event(context.Context) (audit.Event, error) {
	return w.Writer.Event(audit.Erased, audit.OfCase, w.Next.Case), nil
}

func (w *erasureWriter) Answer() (any, error) { return w.Change.Answer(), nil }

func (w *erasureWriter) Insert(ctx context.Context) (bool, error) {
	e := w.Next
	n, err := db.Exec(ctx, w.Tx, "insert erasure", `insert into app.erasures
		(ref, case_ref, seq, state, basis, requested_at, requested_account, requested_desk, requested_agency, requested_role)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (ref) do nothing`,
		e.Ref, e.Case, e.Seq, e.State, e.Basis, e.RequestedAt, e.RequestedBy.Account, e.RequestedBy.Desk, e.RequestedBy.Agency, e.RequestedBy.Role)
	return n == 1, err
}

func (w *erasureWriter) Update(ctx context.Context) error {
	e := w.Next
	var by casework.Actor
	if e.DecidedBy != nil {
		by = *e.DecidedBy
	}
	var stuck erasure.Stuck
	if e.Stuck != nil {
		stuck = *e.Stuck
	}
	_, err := db.Exec(ctx, w.Tx, "update erasure", `update app.erasures set seq = $2, state = $3, decided_at = $4,
		decided_account = nullif($5, ''), decided_desk = nullif($6, ''), decided_agency = nullif($7, ''), decided_role = nullif($8, ''), stop_until = $13,
		erased_at = $9, stuck_step = nullif($10, ''), stuck_code = nullif($11, ''), stuck_since = $12 where ref = $1`,
		e.Ref, e.Seq, e.State, e.DecidedAt, by.Account, by.Desk, by.Agency, by.Role, e.ErasedAt, stuck.Step, stuck.Code, db.OrNil(stuck.Since), e.StopUntil)
	return err
}

// FenceCase closes a case for changes if seq is still its newest one, and reports whether it is. A
// hold that is set at this moment is either written first, so that seq is not the newest change, or
// refused: it is never accepted and then lost.
func (s *ErasureStore) FenceCase(ctx context.Context, ref casework.Ref, seq int64) (done bool, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		n, err := db.Exec(ctx, tx, "fence case", `update app.cases set fenced_at = coalesce(fenced_at, $3) where ref = $1 and seq = $2`, ref, seq, s.db.Now())
		done = n == 1
		return err
	})
	return done, err
}

// StripCase deletes the data that are unusable without the key of a case, and the data by which it could
// be found: the person, the index of names and numbers, the texts. The data for lists and counts stay. A
// change that is written at the same time is stripped too, or refused. It is idempotent.
func (s *ErasureStore) StripCase(ctx context.Context, ref casework.Ref, at time.Time) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		var locked []casework.Ref // first: a change that is being written is then complete, or will find that the case is erased
		if err := db.List(ctx, tx, "lock case", &locked, `select ref from app.cases where ref = $1 for update`, ref); err != nil {
			return err
		}
		for _, step := range []struct{ what, text string }{
			{"strip index of people", `delete from app.people_index where case_ref = $1`},
			{"strip identity versions", `delete from app.identity_versions where case_ref = $1`},
			{"strip person", `delete from app.people where case_ref = $1`},
			{"strip words", `update app.case_changes set words = null, recorded = null where case_ref = $1 and (words is not null or recorded is not null)`},
			{"strip commands", `update app.commands set words = null where target_kind = 'case' and target_ref = $1 and words is not null`},
			{"strip words of erasures", `update app.erasure_changes set words = null where words is not null
				and erasure_ref in (select ref from app.erasures where case_ref = $1)`},
			{"strip notices", `delete from app.notices where case_ref = $1`},
			{"strip sheets", `delete from app.sheet_items where case_ref = $1`},
			{"strip batches", `delete from app.batch_items where case_ref = $1`},
			{"strip file reads", `delete from app.file_reads where case_ref = $1`},
			{"strip drafts", `delete from app.drafts where case_ref = $1`},
			{"strip due file", `delete from app.due_files where case_ref = $1`},
		} {
			if _, err := db.Exec(ctx, tx, step.what, step.text, ref); err != nil {
				return err
			}
		}
		_, err := db.Exec(ctx, tx, "mark case as erased", `update app.cases set erased_at = $2 where ref = $1 and erased_at is null`, ref, at)
		return err
	})
}

// HalfErased lists cases whose key is destroyed and which are not stripped, after a crash or the
// restore of a backup from before the erasure.
func (s *ErasureStore) HalfErased(ctx context.Context) (refs []casework.Ref, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		refs = nil
		return db.List(ctx, tx, "list half erased cases", &refs, `select c.ref from app.cases c
			join app.case_keys k on k.subject = 'case/' || c.ref where k.destroyed_at is not null and c.erased_at is null order by c.ref`)
	})
	return refs, err
}
