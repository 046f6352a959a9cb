package postgres

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
)

// rowOf names a row within its case or movement, for the seal.
func rowOf(numbers ...int64) string {
	parts := make([]string, len(numbers))
	for i, n := range numbers {
		parts[i] = strconv.FormatInt(n, 10)
	}
	return strings.Join(parts, "/")
}

// insertRows writes rows of one kind in one statement: as JSON, which the statement takes
// apart again from its first parameter.
func insertRows[T any](ctx context.Context, tx *sqlx.Tx, what string, rows []T, query string, args ...any) error {
	if len(rows) == 0 {
		return nil
	}
	raw, err := encode(what, rows)
	if err != nil {
		return err
	}
	n, err := exec(ctx, tx, what, query, append([]any{raw}, args...)...)
	if err == nil && n != int64(len(rows)) {
		return fmt.Errorf("%s: %w", what, errRowsMissing)
	}
	return err
}

var errRowsMissing = fault.New(fault.Conflict, "the change speaks of something that the record does not have")

type factRow struct {
	actor

	N     int               `json:"n"`
	Name  casework.FactName `json:"name"`
	Value string            `json:"value"`
	At    time.Time         `json:"at"`
	Key   casework.Key      `json:"key"`
}

type consentRow struct {
	N           int              `json:"n"`
	Consent     casework.Consent `json:"consent"`
	At          time.Time        `json:"at"`
	Until       *time.Time       `json:"until"`
	WithdrawnAt *time.Time       `json:"withdrawn_at"`
	Mode        casework.Mode    `json:"mode"`
	Language    string           `json:"language"`
	Key         casework.Key     `json:"key"`
}

type waiverRow struct {
	actor

	N          int                    `json:"n"`
	Gate       casework.GateID        `json:"gate"`
	Conditions []casework.ConditionID `json:"conditions"`
	At         time.Time              `json:"at"`
	Key        casework.Key           `json:"key"`
}

// insertLedgers writes facts, consents and waivers: lines are added, none is ever changed.
func (w *writing) insertLedgers(ctx context.Context) error {
	facts := make([]factRow, len(w.Facts))
	for i, f := range w.Facts {
		facts[i] = factRow{actorOf(f.By), i, f.Name, f.Value, f.At, f.Key}
	}
	err := insertRows(ctx, w.tx, "insert facts", facts, `insert into app.facts
		(case_ref, seq, n, name, value, at, account, desk, agency, role, key)
		select $2, $3, n, name, value, at, account, desk, agency, role, key from jsonb_to_recordset($1::jsonb) as x
		(n int, name text, value text, at timestamptz, account text, desk text, agency text, role text, key text)`, w.Ref, w.Seq)
	if err != nil {
		return err
	}
	consents := make([]consentRow, len(w.Consents))
	for i, c := range w.Consents {
		consents[i] = consentRow{i, c.Consent, c.At, c.Until, c.WithdrawnAt, c.Mode, c.Language, c.Key}
	}
	err = insertRows(ctx, w.tx, "insert consents", consents, `insert into app.consents
		(case_ref, seq, n, consent, at, until, withdrawn_at, mode, language, key, account, desk, agency, role)
		select $2, $3, n, consent, at, until, withdrawn_at, mode, language, key, $4, $5, $6, $7 from jsonb_to_recordset($1::jsonb) as x
		(n int, consent text, at timestamptz, until timestamptz, withdrawn_at timestamptz, mode text, language text, key text)`,
		w.Ref, w.Seq, w.By.Account, w.By.Desk, w.By.Agency, w.By.Role)
	if err != nil {
		return err
	}
	waivers := make([]waiverRow, len(w.Waivers))
	for i, v := range w.Waivers {
		waivers[i] = waiverRow{actorOf(v.By), i, v.Gate, append([]casework.ConditionID{}, v.Conditions...), v.At, v.Key}
	}
	return insertRows(ctx, w.tx, "insert waivers", waivers, `insert into app.waivers
		(case_ref, seq, n, gate, conditions, at, account, desk, agency, role, key)
		select $2, $3, n, gate, conditions, at, account, desk, agency, role, key from jsonb_to_recordset($1::jsonb) as x
		(n int, gate text, conditions text[], at timestamptz, account text, desk text, agency text, role text, key text)`, w.Ref, w.Seq)
}

// changeHolds sets and lifts legal holds.
func (w *writing) changeHolds(ctx context.Context) error {
	for _, h := range w.Holds {
		if h.Lifted {
			n, err := exec(ctx, w.tx, "lift hold", `update app.holds set lifted_seq = $3, lifted_at = $4
				where case_ref = $1 and id = $2 and lifted_seq is null`, w.Ref, h.Hold.ID, w.Seq, w.At)
			if err != nil {
				return err
			}
			if n != 1 {
				return fmt.Errorf("lift hold: %w", errRowsMissing)
			}
			continue
		}
		_, err := exec(ctx, w.tx, "set hold", `insert into app.holds
			(case_ref, id, kind, since, review_by, account, desk, agency, role, set_seq)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
			on conflict (case_ref, id) do update set kind = excluded.kind, since = excluded.since, review_by = excluded.review_by,
			account = excluded.account, desk = excluded.desk, agency = excluded.agency, role = excluded.role,
			set_seq = excluded.set_seq, lifted_seq = null, lifted_at = null`,
			w.Ref, h.Hold.ID, h.Hold.Kind, h.Hold.Since, h.Hold.ReviewBy, h.Hold.By.Account, h.Hold.By.Desk, h.Hold.By.Agency,
			h.Hold.By.Role, w.Seq)
		if err != nil {
			return err
		}
	}
	return nil
}
