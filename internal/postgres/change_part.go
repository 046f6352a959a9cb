package postgres

import (
	"cmp"
	"context"
	"slices"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// partRow is a desk that has a part in the case after the change.
type partRow struct {
	Desk casework.DeskID `json:"desk"`
	How  string          `json:"how"`
}

// bookingPart is the part of the desk that books the journey: it reads the case when it looks
// for passengers, before the case has asked it anything.
const bookingPart = "books"

// howOf is how a part is called on record; "" for none. The comment on app.case_parts.how says
// what each means.
func howOf(r policy.Relation) string {
	switch r {
	case policy.OwnDesk:
		return "waits"
	case policy.Involved:
		return "part"
	case policy.OwesDeletion:
		return "owes"
	default:
		return ""
	}
}

// partsOf lists the desks that package policy gives a part in a case, each once with the
// closest one, and the desk that books its journey.
func partsOf(c *casework.Case, at time.Time) []partRow {
	// Whose a desk is stands in the directory.
	s := policy.OfCase(c, func(casework.DeskID) casework.AgencyID { return "" }, at)
	rank := []string{"waits", "part", "owes", bookingPart}
	how := map[casework.DeskID]int{}
	if desk := c.Rules.Desks[casework.DeskTransport]; desk != "" {
		how[desk] = len(rank) - 1
	}
	for _, p := range s.DeskRelations() {
		mine := slices.Index(rank, howOf(p.Relation))
		if before, there := how[p.Desk]; mine >= 0 && (!there || mine < before) {
			how[p.Desk] = mine
		}
	}
	out := make([]partRow, 0, len(how))
	for desk, n := range how {
		out = append(out, partRow{desk, rank[n]})
	}
	slices.SortFunc(out, func(a, b partRow) int { return cmp.Compare(a.Desk, b.Desk) })
	return out
}

// putParts keeps who has a part in the case, in the transaction in which that changes: the
// wall of the database goes by it.
func (w *writing) putParts(ctx context.Context) error {
	raw, err := encode("parts", partsOf(&w.State, w.At))
	if err != nil {
		return err
	}
	_, err = exec(ctx, w.tx, "put parts", `with now as (select desk, how from jsonb_to_recordset($2::jsonb) as x (desk text, how text)),
		ended as (update app.case_parts set ended_at = $3 where case_ref = $1 and ended_at is null and desk not in (select desk from now))
		insert into app.case_parts as p (case_ref, desk, how, since) select $1, desk, how, $3 from now
		on conflict (case_ref, desk) do update set how = excluded.how, ended_at = null,
		since = case when p.ended_at is null then p.since else excluded.since end
		where p.how <> excluded.how or p.ended_at is not null`, w.Ref, raw, w.At)
	return err
}
