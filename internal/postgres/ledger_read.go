package postgres

import (
	"context"
	"time"

	"github.com/lib/pq"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/record"
)

// Consents lists the ledger of consents of a case, oldest first: the last line of a
// consent is how it stands.
func (s *Store) Consents(ctx context.Context, ref casework.Ref) (out []record.Consent, err error) {
	var rows []struct {
		actor

		Seq         int64            `db:"seq"`
		Consent     casework.Consent `db:"consent"`
		At          time.Time        `db:"at"`
		Until       *time.Time       `db:"until"`
		WithdrawnAt *time.Time       `db:"withdrawn_at"`
		Mode        casework.Mode    `db:"mode"`
		Language    string           `db:"language"`
		Key         casework.Key     `db:"key"`
	}
	err = s.ledger(ctx, "list consents", &rows, `select seq, consent, at, until, withdrawn_at, mode, language, key, account, desk, agency, role
		from app.consents where case_ref = $1 order by seq, n`, ref)
	for _, r := range rows {
		given := casework.ConsentGiven{
			Consent: r.Consent, At: r.At, Until: r.Until, WithdrawnAt: r.WithdrawnAt, Mode: r.Mode, Language: r.Language, Key: r.Key,
		}
		out = append(out, record.Consent{ConsentGiven: given, Seq: r.Seq, By: r.casework()})
	}
	return out, err
}

// Facts lists everything that was ever known of a case, newest first.
func (s *Store) Facts(ctx context.Context, ref casework.Ref) (out []record.Fact, err error) {
	var rows []struct {
		actor

		Seq        int64             `db:"seq"`
		Name       casework.FactName `db:"name"`
		Value      string            `db:"value"`
		At         time.Time         `db:"at"`
		Key        casework.Key      `db:"key"`
		Superseded bool              `db:"superseded"`
	}
	err = s.ledger(ctx, "list facts", &rows, `select seq, name, value, at, key, account, desk, agency, role,
		row_number() over (partition by name order by seq desc, n desc) > 1 as superseded
		from app.facts where case_ref = $1 order by seq desc, n desc`, ref)
	for _, r := range rows {
		fact := casework.Fact{Name: r.Name, Value: r.Value, At: r.At, By: r.casework(), Key: r.Key}
		out = append(out, record.Fact{Fact: fact, Seq: r.Seq, Superseded: r.Superseded})
	}
	return out, err
}

// Waivers lists who waived what for a case, oldest first.
func (s *Store) Waivers(ctx context.Context, ref casework.Ref) (out []record.Waiver, err error) {
	var rows []struct {
		actor

		Seq        int64           `db:"seq"`
		Gate       casework.GateID `db:"gate"`
		Conditions pq.StringArray  `db:"conditions"`
		At         time.Time       `db:"at"`
		Key        casework.Key    `db:"key"`
	}
	err = s.ledger(ctx, "list waivers", &rows, `select seq, gate, conditions, at, key, account, desk, agency, role
		from app.waivers where case_ref = $1 order by seq, n`, ref)
	for _, r := range rows {
		given := casework.WaiverGiven{Gate: r.Gate, Conditions: codes[casework.ConditionID](r.Conditions), By: r.casework(), At: r.At, Key: r.Key}
		out = append(out, record.Waiver{WaiverGiven: given, Seq: r.Seq})
	}
	return out, err
}

// Holds lists the legal holds of a case, lifted or not, oldest first: class G.
func (s *Store) Holds(ctx context.Context, ref casework.Ref) (out []record.Hold, err error) {
	var rows []struct {
		actor

		ID       string     `db:"id"`
		Kind     string     `db:"kind"`
		Since    time.Time  `db:"since"`
		ReviewBy time.Time  `db:"review_by"`
		LiftedAt *time.Time `db:"lifted_at"`
	}
	err = s.ledger(ctx, "list holds", &rows, `select id, kind, since, review_by, lifted_at, account, desk, agency, role
		from app.holds where case_ref = $1 order by set_seq, id`, ref)
	for _, r := range rows {
		hold := casework.Hold{ID: r.ID, Kind: r.Kind, Since: r.Since, ReviewBy: r.ReviewBy, By: r.casework()}
		out = append(out, record.Hold{Hold: hold, LiftedAt: r.LiftedAt})
	}
	return out, err
}

// Decisions lists the answers that were given in a case, votes among them, oldest first.
func (s *Store) Decisions(ctx context.Context, ref casework.Ref) (out []record.Decision, err error) {
	var rows []struct {
		actor

		Seq      int64            `db:"seq"`
		Key      casework.Key     `db:"key"`
		Task     casework.TaskID  `db:"task"`
		Step     casework.Step    `db:"step"`
		Outcome  casework.Outcome `db:"outcome"`
		At       time.Time        `db:"at"`
		Until    *time.Time       `db:"until"`
		State    casework.Country `db:"state"`
		Ref      string           `db:"ref"`
		Reasoned bool             `db:"reasoned"`
		Final    bool             `db:"final"`
		Words    []byte           `db:"words"`
	}
	err = s.ledger(ctx, "list decisions", &rows, `select d.seq, d.key, d.task, d.step, d.outcome, d.at, d.until, d.state, d.ref,
		d.reasoned, d.final, d.account, d.desk, d.agency, d.role, case when d.key = h.key then h.words end as words
		from app.decisions d join app.case_changes h on h.case_ref = d.case_ref and h.seq = d.seq
		where d.case_ref = $1 order by d.seq, d.n`, ref)
	for _, r := range rows {
		var words record.Words
		if _, err := s.openJSON(ctx, ofCase(ref), colCaseWords, rowOf(r.Seq), r.Words, &words); err != nil {
			return nil, err
		}
		d := casework.Decision{
			Key: r.Key, Task: r.Task, Step: r.Step, Outcome: r.Outcome, By: r.casework(), At: r.At, Until: r.Until, State: r.State,
			Ref: r.Ref, Reasoned: r.Reasoned, Final: r.Final,
		}
		out = append(out, record.Decision{Decision: d, Seq: r.Seq, Words: words.Text})
	}
	return out, err
}

// ledger reads all rows of one kind of a case.
func (s *Store) ledger(ctx context.Context, what string, dest any, query string, ref casework.Ref) error {
	return s.tx(ctx, func(tx *txn) error { return list(ctx, tx, what, dest, query, ref) })
}

// documents lists the travel documents of a case, oldest first: class C.
func (s *Store) documents(ctx context.Context, tx *txn, ref casework.Ref) ([]record.Document, error) {
	var rows []struct {
		Ref       string       `db:"ref"`
		Type      string       `db:"type"`
		Number    []byte       `db:"number"`
		MRZ       []byte       `db:"mrz"`
		ExpiresAt *time.Time   `db:"expires_at"`
		Hash      string       `db:"hash"`
		At        time.Time    `db:"at"`
		Key       casework.Key `db:"key"`
	}
	err := list(ctx, tx, "list documents", &rows, `select ref, type, number, mrz, expires_at, hash, at, key
		from app.documents where case_ref = $1 order by seq, ref`, ref)
	var out []record.Document
	for _, r := range rows {
		d := record.Document{Ref: r.Ref, Type: r.Type, ExpiresAt: r.ExpiresAt, Hash: r.Hash, Case: ref, At: r.At, Key: r.Key}
		if d.Number, err = s.openText(ctx, ofCase(ref), colDocumentNumber, r.Ref, r.Number); err != nil {
			return nil, err
		}
		if d.MRZ, err = s.openText(ctx, ofCase(ref), colDocumentMRZ, r.Ref, r.MRZ); err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, err
}
