package postgres

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/notice"
	"example.org/homeward/internal/postgres/changedb"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster/twin"
)

// noteTwins notes, when a case is opened, for the desk of each open case that may be about the same person that there is
// another one. The officer who opened it may not see that case and learns nothing; the desk that gets the notice does not
// learn which case was opened, nor by whom. An officer whose agency has a part in that case was asked before the opening,
// unless she keeps that officer out.
func (w *caseWriter) noteTwins(ctx context.Context) error {
	if w.Seq != 1 || w.store.index == nil {
		return nil
	}
	her, err := w.store.person(ctx, w.Tx, w.Ref)
	if err != nil || her == nil {
		return err
	}
	hits, err := w.store.twinsOf(ctx, w.Tx, []record.Person{*her})
	if err != nil {
		return err
	}
	for _, hit := range hits {
		seen, err := w.hasPart(ctx, hit.Ref)
		if err != nil {
			return err
		}
		desk := hit.State.Rules.Desks[casework.DeskCaseworker]
		if hit.Ref == w.Ref || seen || hit.Deceased || hit.Person == nil || desk == "" || twin.Between(twinRecord(*her), twinRecord(*hit.Person)) == nil {
			continue
		}
		due := changedb.DueOf(notice.MaybeTwice, "", w.At, hit.State.Rules.Pace)
		_, err = db.Exec(ctx, w.Tx, "note twin", `insert into app.notices (case_ref, seq, n, kind, desk, rung, task, created_at, urgent, due_at, climbs_at)
			select $1, $2, coalesce(max(n), 0) + 1, $3, $4, '', '', $5, $6, $7, $7 from app.notices where case_ref = $1 and seq = $2 and movement_ref is null`,
			hit.Ref, hit.Seq, notice.MaybeTwice, desk, w.At, due.Urgent, due.DueAt)
		if err != nil {
			return err
		}
		w.touch(desk)
	}
	return nil
}

// hasPart reports whether a desk of the agency of the officer who opens a case has a part in another case, and the officer is
// not kept out of it: such an officer was asked.
func (w *caseWriter) hasPart(ctx context.Context, ref casework.Ref) (has bool, err error) {
	err = db.Get(ctx, w.Tx, "find part of twin", &has, `select exists (select from app.case_parts p left join app.desks d on d.id = p.desk
		where p.case_ref = $1 and p.ended_at is null and (p.desk = $2 or d.agency = $3))
		and not exists (select from app.case_access x where x.case_ref = $1 and x.kind = 'excluded' and x.account = $4
		and x.ended_at is null and (x.until is null or x.until > $5))`, ref, w.By.Desk, w.By.Agency, w.By.Account, w.At)
	return has, err
}
