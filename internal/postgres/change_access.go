package postgres

import (
	"context"
	"slices"
	"strconv"
	"time"

	"example.org/homeward/internal/casework"
)

// accessRow is somebody who was let in to a case, or is kept out of it.
type accessRow struct {
	Kind    string             `json:"kind"`
	ID      string             `json:"id"`
	Agency  casework.AgencyID  `json:"agency,omitempty"`
	Account casework.AccountID `json:"account,omitempty"`
	Classes []casework.Class   `json:"classes,omitempty"`
	Purpose casework.Purpose   `json:"purpose,omitempty"`
	Consent casework.Consent   `json:"consent,omitempty"`
	GivenBy casework.DeskID    `json:"given_by,omitempty"`
	Told    casework.DeskID    `json:"told,omitempty"`
	Since   time.Time          `json:"since"`
	Until   *time.Time         `json:"until,omitempty"`
	EndedAt *time.Time         `json:"ended_at,omitempty"`
}

// accessRows lists whom a change lets in or keeps out, or for whom it ends that.
func accessRows(c casework.Change) []accessRow {
	var out []accessRow
	for _, g := range c.Grants {
		out = append(out, accessRow{
			Kind: "grant", ID: strconv.Itoa(g.ID), Agency: g.Agency, Classes: g.Classes, Purpose: g.Purpose, Consent: g.Consent,
			GivenBy: g.By.Desk, Told: g.Desk, Since: g.Since, Until: &g.Until, EndedAt: orNil(g.EndedAt),
		})
	}
	for _, g := range c.Glass {
		out = append(out, accessRow{
			Kind: "glass", ID: strconv.Itoa(g.ID), Account: g.By.Account, Purpose: g.Purpose, Since: g.Since, Until: &g.Until, EndedAt: orNil(g.EndedAt),
		})
	}
	for _, e := range c.Exclusions {
		out = append(out, accessRow{Kind: "excluded", ID: strconv.Itoa(e.ID), Account: e.Account, Since: e.Since, EndedAt: orNil(e.EndedAt)})
	}
	return lastOfEach(out)
}

// lastOfEach keeps what a change says last of each: it may begin and end in one.
func lastOfEach(rows []accessRow) []accessRow {
	var out []accessRow
	for i, row := range rows {
		if !slices.ContainsFunc(rows[i+1:], func(later accessRow) bool { return later.Kind == row.Kind && later.ID == row.ID }) {
			out = append(out, row)
		}
	}
	return out
}

func orNil(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}

// putAccess keeps whom the change lets in or keeps out, in its transaction: the wall of the
// database goes by it.
func (w *writing) putAccess(ctx context.Context) error {
	rows := accessRows(w.Change)
	if len(rows) == 0 {
		return nil
	}
	raw, err := encode("access", rows)
	if err != nil {
		return err
	}
	_, err = exec(ctx, w.tx, "put access", `insert into app.case_access as a
		(case_ref, kind, id, agency, account, classes, purpose, consent, given_by, told, since, until, ended_at)
		select $1, kind, id, agency, account, coalesce(classes, '{}'), purpose, consent, given_by, told, since, until, ended_at
		from jsonb_to_recordset($2::jsonb) as x (kind text, id text, agency text, account text, classes text[], purpose text, consent text,
		given_by text, told text, since timestamptz, until timestamptz, ended_at timestamptz)
		on conflict (case_ref, kind, id) do update set ended_at = excluded.ended_at`, w.Ref, raw)
	return err
}
