package postgres

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
)

// Consents lists the ledger of consents of a case, oldest first: the last line of a consent is the
// one that holds. Of an erased case it is empty, as every ledger is.
func (s *Store) Consents(ctx context.Context, ref casework.Ref) (out []record.Consent, err error) {
	var rows []struct {
		casework.Actor

		Seq  int64  `db:"seq"`
		N    int64  `db:"n"`
		Body []byte `db:"body"`
	}
	err = s.ledger(ctx, "list consents", &rows, `select seq, n, body, account, desk, agency, role
		from app.consents where case_ref = $1 order by seq, n`, ref)
	for _, r := range rows {
		one := record.Consent{Seq: r.Seq, By: r.Actor}
		if there, err := s.box.OpenJSON(ctx, sealdb.OfCase(ref), sealdb.ColConsent, sealdb.RowOf(r.Seq, r.N), r.Body, &one.ConsentGiven); err != nil {
			return nil, err
		} else if there {
			out = append(out, one)
		}
	}
	return out, err
}

// Facts lists all facts that were ever stated in a case, newest first.
func (s *Store) Facts(ctx context.Context, ref casework.Ref) (out []record.Fact, err error) {
	var rows []struct {
		casework.Actor

		Seq  int64        `db:"seq"`
		N    int64        `db:"n"`
		Body []byte       `db:"body"`
		At   time.Time    `db:"at"`
		Key  casework.Key `db:"key"`
	}
	err = s.ledger(ctx, "list facts", &rows, `select seq, n, body, at, key, account, desk, agency, role
		from app.facts where case_ref = $1 order by seq desc, n desc`, ref)
	newest := map[casework.FactName]bool{}
	for _, r := range rows {
		var said casework.Statement
		if there, err := s.box.OpenJSON(ctx, sealdb.OfCase(ref), sealdb.ColFact, sealdb.RowOf(r.Seq, r.N), r.Body, &said); err != nil {
			return nil, err
		} else if !there {
			continue
		}
		fact := casework.Fact{Name: said.Name, Value: said.Value, At: r.At, By: r.Actor, Key: r.Key}
		out = append(out, record.Fact{Fact: fact, Seq: r.Seq, Superseded: newest[said.Name]})
		newest[said.Name] = true
	}
	return out, err
}

// Waivers lists the gates that were waived for a case, oldest first.
func (s *Store) Waivers(ctx context.Context, ref casework.Ref) (out []record.Waiver, err error) {
	var rows []struct {
		casework.Actor

		Seq        int64           `db:"seq"`
		N          int64           `db:"n"`
		Gate       casework.GateID `db:"gate"`
		Conditions []byte          `db:"conditions"`
		At         time.Time       `db:"at"`
		Key        casework.Key    `db:"key"`
	}
	err = s.ledger(ctx, "list waivers", &rows, `select seq, n, gate, conditions, at, key, account, desk, agency, role
		from app.waivers where case_ref = $1 order by seq, n`, ref)
	for _, r := range rows {
		given := casework.WaiverGiven{Gate: r.Gate, By: r.Actor, At: r.At, Key: r.Key}
		if _, err := s.box.OpenJSON(ctx, sealdb.OfCase(ref), sealdb.ColWaived, sealdb.RowOf(r.Seq, r.N), r.Conditions, &given.Conditions); err != nil {
			return nil, err
		}
		out = append(out, record.Waiver{WaiverGiven: given, Seq: r.Seq})
	}
	return out, err
}

// Holds lists the legal holds of a case, lifted or not, oldest first: class G.
func (s *Store) Holds(ctx context.Context, ref casework.Ref) (out []record.Hold, err error) {
	var rows []struct {
		ID       string     `db:"id"`
		Body     []byte     `db:"body"`
		LiftedAt *time.Time `db:"lifted_at"`
	}
	err = s.ledger(ctx, "list holds", &rows, `select id, body, lifted_at from app.holds where case_ref = $1 order by set_seq, id`, ref)
	for _, r := range rows {
		one := record.Hold{LiftedAt: r.LiftedAt}
		if there, err := s.box.OpenJSON(ctx, sealdb.OfCase(ref), sealdb.ColHold, r.ID, r.Body, &one.Hold); err != nil {
			return nil, err
		} else if there {
			out = append(out, one)
		}
	}
	return out, err
}

// ledger reads all rows of one kind of a case.
func (s *Store) ledger(ctx context.Context, what string, dest any, query string, ref casework.Ref) error {
	return s.tx(ctx, func(tx *db.Tx) error { return db.List(ctx, tx, what, dest, query, ref) })
}
