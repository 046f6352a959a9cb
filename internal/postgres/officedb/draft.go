package officedb

import (
	"context"
	"time"

	"github.com/lib/pq"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

// maxListedDrafts bounds a list of drafts; an account cannot have so many.
const maxListedDrafts = 200

type draftRow struct {
	Ref       string             `db:"ref"`
	Account   casework.AccountID `db:"account"`
	Form      string             `db:"form"`
	Page      string             `db:"page"`
	Case      *casework.Ref      `db:"case_ref"`
	Body      []byte             `db:"body"`
	MadeAt    time.Time          `db:"made_at"`
	KeptAt    time.Time          `db:"kept_at"`
	ExpiresAt time.Time          `db:"expires_at"`
}

func (r draftRow) draft() record.Draft {
	out := record.Draft{
		Ref: r.Ref, Account: r.Account, Form: r.Form, Page: r.Page, MadeAt: r.MadeAt.UTC(), KeptAt: r.KeptAt.UTC(), ExpiresAt: r.ExpiresAt.UTC(),
	}
	if r.Case != nil {
		out.Case = *r.Case
	}
	return out
}

// draftSubject returns the subject with whose key a draft is sealed: its case or, if it is about none,
// the day on which it was kept. The key of a day is destroyed by retention, so that no backup opens it.
func draftSubject(d record.Draft) seal.Subject {
	if d.Case != "" {
		return sealdb.OfCase(d.Case)
	}
	return seal.Subject("drafts/" + d.KeptAt.UTC().Format(time.DateOnly))
}

// draftRowName binds the content of a draft to its owner and its form.
func draftRowName(d record.Draft) string { return string(d.Account) + " " + d.Form }

// SaveDraft stores a draft in place of the one of the same form, and reports whether there was none. A
// draft with a token is stored beside that one. It returns fault.Conflict if the account has most other
// drafts already.
func (s *OfficeStore) SaveDraft(ctx context.Context, d record.Draft, most int) (fresh bool, err error) {
	body, err := s.box.SealJSON(ctx, draftSubject(d), sealdb.ColDraft, draftRowName(d), d.Fields)
	if err != nil {
		return false, err
	}
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		var others int
		if err := db.Get(ctx, tx, "count drafts", &others, `select count(*) from app.drafts
			where account = $1 and expires_at > $2 and (form <> $3 or token_hash is not null)`, d.Account, d.KeptAt, d.Form); err != nil {
			return err
		}
		if others >= most {
			return fault.New(fault.Conflict, "the account has as many drafts as it can have; send one or discard one")
		}
		if d.TokenHash != "" { // the form was sent twice in the same browser
			if _, err := db.Exec(ctx, tx, "replace draft", `delete from app.drafts where account = $1 and form = $2 and token_hash = $3`, d.Account, d.Form, d.TokenHash); err != nil {
				return err
			}
		}
		return db.Get(ctx, tx, "save draft", &fresh, `insert into app.drafts
			(ref, account, form, page, case_ref, token_hash, body, made_at, kept_at, expires_at)
			values ($1, $2, $3, $4, nullif($5, ''), nullif($6, ''), $7, $8, $8, $9)
			on conflict (account, form) where token_hash is null do update set page = excluded.page, case_ref = excluded.case_ref, body = excluded.body,
				made_at = case when drafts.expires_at > excluded.kept_at then drafts.made_at else excluded.made_at end,
				kept_at = excluded.kept_at, expires_at = excluded.expires_at
			returning made_at = kept_at`,
			d.Ref, d.Account, d.Form, d.Page, d.Case, d.TokenHash, body, d.KeptAt, d.ExpiresAt)
	})
	return fresh, err
}

// Drafts returns the drafts of the forms of a page that an account has and that have not expired,
// without those that wait for a token. A draft whose key was destroyed is not among them.
func (s *OfficeStore) Drafts(ctx context.Context, account casework.AccountID, page string) (out []record.Draft, err error) {
	var rows []draftRow
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		rows = nil
		return db.List(ctx, tx, "find drafts", &rows, `select ref, account, form, page, case_ref, body, made_at, kept_at, expires_at from app.drafts
			where account = $1 and page = $2 and token_hash is null and expires_at > $3 order by kept_at desc, ref limit $4`,
			account, page, s.db.Now(), maxListedDrafts)
	})
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		d := row.draft()
		d.Fields = record.Fields{}
		there, err := s.box.OpenJSON(ctx, draftSubject(d), sealdb.ColDraft, draftRowName(d), row.Body, &d.Fields)
		if err != nil {
			return nil, err
		}
		if there {
			out = append(out, d)
		}
	}
	return out, nil
}

// ListDrafts returns all drafts of an account as Drafts does, without their content.
func (s *OfficeStore) ListDrafts(ctx context.Context, account casework.AccountID) ([]record.Draft, error) {
	var rows []draftRow
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		rows = nil
		return db.List(ctx, tx, "list drafts", &rows, `select ref, account, form, page, case_ref, made_at, kept_at, expires_at from app.drafts
			where account = $1 and token_hash is null and expires_at > $2 order by kept_at desc, ref limit $3`, account, s.db.Now(), maxListedDrafts)
	})
	out := make([]record.Draft, len(rows))
	for i, row := range rows {
		out[i] = row.draft()
	}
	return out, err
}

// ClaimDraft moves the drafts that an ended session left with a token to its account, until an instant. Of
// two drafts of one form the one that was kept last stays. It reports whether there was such a draft.
func (s *OfficeStore) ClaimDraft(ctx context.Context, account casework.AccountID, tokenHash string, until time.Time) (found bool, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		found = false
		var forms pq.StringArray
		if err := db.List(ctx, tx, "find draft by token", &forms, `select form from app.drafts
			where account = $1 and token_hash = $2 and expires_at > $3 for update`, account, tokenHash, s.db.Now()); err != nil || len(forms) == 0 {
			return err
		}
		found = true
		if _, err := db.Exec(ctx, tx, "remove older draft", `delete from app.drafts d using app.drafts t
			where t.account = $1 and t.token_hash = $2 and d.account = $1 and d.form = t.form and d.ref <> t.ref and d.token_hash is null and d.kept_at <= t.kept_at`,
			account, tokenHash); err != nil {
			return err
		}
		if _, err := db.Exec(ctx, tx, "remove draft that is older than another", `delete from app.drafts t
			where t.account = $1 and t.token_hash = $2 and exists (select from app.drafts d where d.account = $1 and d.form = t.form and d.token_hash is null)`,
			account, tokenHash); err != nil {
			return err
		}
		_, err := db.Exec(ctx, tx, "claim draft", `update app.drafts set token_hash = null, expires_at = least($3, kept_at + interval '1 day')
			where account = $1 and token_hash = $2`, account, tokenHash, until)
		return err
	})
	return found, err
}

// DeleteDrafts deletes the draft of one form of an account, or all its drafts for "", and returns how
// many it deleted.
func (s *OfficeStore) DeleteDrafts(ctx context.Context, account casework.AccountID, form string) (n int, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		deleted, err := db.Exec(ctx, tx, "delete drafts", `delete from app.drafts where account = $1 and ($2 = '' or form = $2 and token_hash is null)`, account, form)
		n = int(deleted)
		return err
	})
	return n, err
}
