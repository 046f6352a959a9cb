package postgres

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/postgres/db"
)

// participantRow is a desk that takes part in the case after the change. The comment on
// app.case_parts.how says what each participation means.
type participantRow struct {
	Desk casework.DeskID      `json:"desk"`
	How  policy.Participation `json:"how"`
}

// putParticipants records which desks take part in the case, in the transaction of the change. Row-level
// security uses it.
func (w *caseWriter) putParticipants(ctx context.Context) error {
	participants := policy.Participants(&w.Next, w.At)
	rows := make([]participantRow, len(participants))
	for i, p := range participants {
		rows[i] = participantRow(p)
	}
	raw, err := db.Encode("participants", rows)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, w.Tx, "put participants", `with now as (select desk, how from jsonb_to_recordset($2::jsonb) as x (desk text, how text)),
		ended as (update app.case_parts set ended_at = $3 where case_ref = $1 and ended_at is null and desk not in (select desk from now))
		insert into app.case_parts as p (case_ref, desk, how, since, case_opened_at) select $1, desk, how, $3, (select opened_at from app.cases where ref = $1) from now
		on conflict (case_ref, desk) do update set how = excluded.how, ended_at = null,
		since = case when p.ended_at is null then p.since else excluded.since end
		where p.how <> excluded.how or p.ended_at is not null`, w.Ref, raw, w.At)
	return err
}
