package postgres

import (
	"context"
	"slices"
	"strconv"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
)

// accessRow is an agency or account that has access to a case, or an account that is excluded from it.
type accessRow struct {
	Kind    string             `json:"kind"`
	ID      string             `json:"id"`
	Agency  casework.AgencyID  `json:"agency,omitempty"`
	Account casework.AccountID `json:"account,omitempty"`
	Terms   sealdb.Hex         `json:"terms,omitempty"` // sealed accessTerms; nothing for an exclusion
	GivenBy casework.DeskID    `json:"given_by,omitempty"`
	Told    casework.DeskID    `json:"told,omitempty"`
	Since   time.Time          `json:"since"`
	Until   *time.Time         `json:"until,omitempty"`
	EndedAt *time.Time         `json:"ended_at,omitempty"`
}

// accessTerms are the classes and the purpose of an access.
type accessTerms struct {
	Classes []casework.Class `json:"classes,omitempty"`
	Purpose casework.Purpose `json:"purpose"`
	Consent casework.Consent `json:"consent,omitempty"`
}

// accessRows lists the access and exclusions that a change begins or ends.
func (w *caseWriter) accessRows(ctx context.Context) ([]accessRow, error) {
	var out []accessRow
	for _, g := range w.Grants {
		row := accessRow{
			Kind: "grant", ID: strconv.Itoa(g.ID), Agency: g.Agency, GivenBy: g.By.Desk, Told: g.Desk, Since: g.Since, Until: &g.Until, EndedAt: db.OrNil(g.EndedAt),
		}
		if err := w.sealTerms(ctx, &row, accessTerms{g.Classes, g.Purpose, g.Consent}); err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	for _, g := range w.BreakGlass {
		row := accessRow{Kind: "glass", ID: strconv.Itoa(g.ID), Account: g.By.Account, Since: g.Since, Until: &g.Until, EndedAt: db.OrNil(g.EndedAt)}
		if err := w.sealTerms(ctx, &row, accessTerms{Purpose: g.Purpose}); err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	for _, e := range w.Exclusions {
		out = append(out, accessRow{Kind: "excluded", ID: strconv.Itoa(e.ID), Account: e.Account, Since: e.Since, EndedAt: db.OrNil(e.EndedAt)})
	}
	return lastOfEach(out), nil
}

func (w *caseWriter) sealTerms(ctx context.Context, row *accessRow, terms accessTerms) (err error) {
	row.Terms, err = w.Box.SealJSON(ctx, sealdb.OfCase(w.Ref), sealdb.ColAccessTerms, row.Kind+"/"+row.ID, terms)
	return err
}

// lastOfEach returns the last row of each, because one change may begin and end the same access.
func lastOfEach(rows []accessRow) []accessRow {
	var out []accessRow
	for i, row := range rows {
		if !slices.ContainsFunc(rows[i+1:], func(later accessRow) bool { return later.Kind == row.Kind && later.ID == row.ID }) {
			out = append(out, row)
		}
	}
	return out
}

// putAccess records access and exclusions in the transaction of the change: row-level security goes
// by them.
func (w *caseWriter) putAccess(ctx context.Context) error {
	rows, err := w.accessRows(ctx)
	if err != nil || len(rows) == 0 {
		return err
	}
	raw, err := db.Encode("access", rows)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, w.Tx, "put access", `insert into app.case_access as a
		(case_ref, kind, id, agency, account, terms, given_by, told, since, until, ended_at)
		select $1, kind, id, agency, account, decode(terms, 'hex'), given_by, told, since, until, ended_at
		from jsonb_to_recordset($2::jsonb) as x (kind text, id text, agency text, account text, terms text,
		given_by text, told text, since timestamptz, until timestamptz, ended_at timestamptz)
		on conflict (case_ref, kind, id) do update set ended_at = excluded.ended_at`, w.Ref, raw)
	return err
}
