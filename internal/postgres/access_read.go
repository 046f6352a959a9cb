package postgres

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/lib/pq"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/changedb"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/pagedb"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

type grantRow struct {
	Case    casework.Ref      `db:"case_ref"`
	ID      string            `db:"id"`
	Agency  casework.AgencyID `db:"agency"`
	Told    casework.DeskID   `db:"told"`
	GivenBy casework.DeskID   `db:"given_by"`
	Terms   []byte            `db:"terms"`
	Since   time.Time         `db:"since"`
	Until   time.Time         `db:"until"`
	EndedAt *time.Time        `db:"ended_at"`
	Erased  bool              `db:"erased"`
}

// caseErased is a column: whether the case of a line of app.case_access is erased. It is known at
// once, even before this process notices that the key is destroyed.
const caseErased = `exists (select from app.cases e where e.ref = a.case_ref and e.erased_at is not null)`

// Grants lists the access that agencies were given to cases, newest first. A consent that expired or
// was entered again ends a grant as well, but that is only in the state of the case.
func (s *Store) Grants(ctx context.Context, f record.GrantFilter) (out record.Grants, err error) {
	c := &db.Conditions{Args: []any{s.now()}}
	c.And("a.kind = 'grant'")
	c.Equal("a.agency", string(f.To))
	if f.From != nil {
		c.And("a.given_by = any(?)", db.Strings(f.From))
	}
	c.And("$1::timestamptz is not null")
	c.Whether("a.ended_at is null and a.until > $1 and not "+caseErased, f.Runs)
	if after := f.Page.After; after != nil {
		c.And("(a.since, a.case_ref || '/' || a.id) < (?, ?)", after.At, after.ID)
	}
	query := `select a.case_ref, a.id, a.agency, coalesce(a.told, '') as told, coalesce(a.given_by, '') as given_by, a.terms,
		a.since, a.until, a.ended_at, ` + caseErased + ` as erased from app.case_access a` +
		c.Where() + ` order by a.since desc, a.case_ref || '/' || a.id desc limit ` + c.Arg(f.Page.Size()+1)
	err = s.tx(ctx, func(tx *db.Tx) error {
		out = record.Grants{}
		var rows []grantRow
		if err := db.ReadPage(ctx, tx, "list grants", &rows, query, c.Args...); err != nil {
			return err
		}
		subjects := make([]seal.Subject, len(rows))
		for i, r := range rows {
			subjects[i] = sealdb.OfCase(r.Case)
		}
		if err := s.box.Prefetch(ctx, subjects); err != nil {
			return err
		}
		for _, r := range rows {
			one, err := s.grant(ctx, r)
			if err != nil {
				return err
			}
			out.Rows = append(out.Rows, one)
		}
		out.Rows, out.Next = pagedb.Cut(out.Rows, f.Page, func(g record.Grant) record.Cursor {
			return record.Cursor{At: g.Since, ID: string(g.Case) + "/" + strconv.Itoa(g.ID)}
		})
		return nil
	})
	return out, err
}

// grant opens a row of a grant. The terms of a grant are destroyed with the key of an erased case: then
// the grant gives no access, and the row only shows that there was one.
func (s *Store) grant(ctx context.Context, r grantRow) (record.Grant, error) {
	id, err := strconv.Atoi(r.ID)
	if err != nil {
		return record.Grant{}, fmt.Errorf("read number of grant: %w", strconv.ErrSyntax) // the text of the error may quote the value
	}
	out := record.Grant{
		Case: r.Case, ID: id, Agency: r.Agency, Told: r.Told, GivenBy: r.GivenBy, Since: r.Since, Until: r.Until, EndedAt: r.EndedAt, Erased: r.Erased,
	}
	if r.Erased {
		return out, nil
	}
	var terms accessTerms
	there, err := s.box.OpenJSON(ctx, sealdb.OfCase(r.Case), sealdb.ColAccessTerms, "grant/"+r.ID, r.Terms, &terms)
	if err != nil {
		return record.Grant{}, err
	}
	out.Erased, out.Classes, out.Purpose, out.Consent = !there, terms.Classes, terms.Purpose, terms.Consent
	return out, nil
}

// KeptOut returns those of these cases that an account is excluded from now.
func (s *Store) KeptOut(ctx context.Context, account casework.AccountID, refs []casework.Ref) (out []casework.Ref, err error) {
	err = s.tx(ctx, func(tx *db.Tx) error {
		out = nil
		return db.List(ctx, tx, "find exclusions", &out, `select distinct case_ref from app.case_access where kind = 'excluded' and account = $1
			and ended_at is null and (until is null or until > $2) and case_ref = any($3) order by case_ref`, account, s.now(), db.Strings(refs))
	})
	return out, err
}

// HalfWaived lists the running cases in which an officer of one role has waived a gate and no officer of
// another role has, the oldest waiver first, at most limit.
func (s *Store) HalfWaived(ctx context.Context, gate casework.GateID, by casework.Role, limit int) (out []casework.Ref, err error) {
	err = s.tx(ctx, func(tx *db.Tx) error {
		out = nil
		return db.List(ctx, tx, "list half waivers", &out, `select w.case_ref from app.waivers w join app.cases c on c.ref = w.case_ref
			where w.gate = $1 and w.role = $2 and c.ended_at is null
			and not exists (select from app.waivers o where o.case_ref = w.case_ref and o.gate = $1 and o.role <> $2)
			group by w.case_ref order by min(w.at), w.case_ref limit $3`, gate, by, limit)
	})
	return out, err
}

// CaseOutside returns what a user may know of a case before using break-glass access; fault.NotFound if
// there is no such case, or if the user is excluded from it.
func (s *Store) CaseOutside(ctx context.Context, ref casework.Ref) (out record.Outside, err error) {
	err = s.tx(ctx, func(tx *db.Tx) error {
		var row struct {
			Host  casework.Country `db:"host"`
			Desks pq.StringArray   `db:"desks"`
		}
		if err := db.Get(ctx, tx, "look at case from outside", &row, `select host, desks from app.case_outside($1)`, ref); err != nil {
			return db.Missing(err, changedb.NoCase())
		}
		out = record.Outside{Host: row.Host}
		for _, desk := range row.Desks {
			out.Desks = append(out.Desks, casework.DeskID(desk))
		}
		return nil
	})
	return out, err
}

// ChangedBy returns who made a change of a case; fault.NotFound if there is no such change.
func (s *Store) ChangedBy(ctx context.Context, ref casework.Ref, seq int64) (by casework.Actor, err error) {
	err = s.tx(ctx, func(tx *db.Tx) error {
		err := db.Get(ctx, tx, "find author of change", &by, `select account, desk, agency, role from app.case_changes
			where case_ref = $1 and seq = $2`, ref, seq)
		return db.Missing(err, changedb.NoCase())
	})
	return by, err
}

// Officer returns the desk, agency and first role of an account; fault.NotFound if there is none.
func (s *Store) Officer(ctx context.Context, id casework.AccountID) (casework.Actor, error) {
	found, err := s.FindAccount(ctx, id)
	if err != nil {
		return casework.Actor{}, err
	}
	of := casework.Actor{Account: found.ID, Desk: found.Desk, Agency: found.Agency}
	if len(found.Roles) > 0 {
		of.Role = found.Roles[0]
	}
	return of, nil
}
