package officedb

import (
	"context"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/reading"
	"example.org/homeward/internal/record"
)

func noReview() error { return fault.New(fault.NotFound, "there is no such review") }

const reviewColumns = `ref, account, desk, agency, role, to_desk, to_agency, kind, value, hours, files, state, began_at, explanation, explained_at,
	coalesce(explained_key, '') as explained_key, answered_at, coalesce(answered_account, '') as answered_account, coalesce(answered_desk, '') as answered_desk,
	coalesce(answered_agency, '') as answered_agency, coalesce(answered_role, '') as answered_role`

type reviewRow struct {
	casework.Actor

	Ref             casework.Ref       `db:"ref"`
	ToDesk          casework.DeskID    `db:"to_desk"`
	ToAgency        casework.AgencyID  `db:"to_agency"`
	Kind            reading.Group      `db:"kind"`
	Value           string             `db:"value"`
	Hours           int                `db:"hours"`
	Files           int                `db:"files"`
	State           reading.State      `db:"state"`
	BeganAt         time.Time          `db:"began_at"`
	Explanation     []byte             `db:"explanation"`
	ExplainedAt     *time.Time         `db:"explained_at"`
	ExplainedKey    casework.Key       `db:"explained_key"`
	AnsweredAt      *time.Time         `db:"answered_at"`
	AnsweredAccount casework.AccountID `db:"answered_account"`
	AnsweredDesk    casework.DeskID    `db:"answered_desk"`
	AnsweredAgency  casework.AgencyID  `db:"answered_agency"`
	AnsweredRole    casework.Role      `db:"answered_role"`
}

func (r reviewRow) review() record.ReadingReview {
	out := record.ReadingReview{
		Ref: r.Ref, By: r.Actor, To: casework.Actor{Desk: r.ToDesk, Agency: r.ToAgency}, Group: r.Kind, Value: r.Value,
		Window: time.Duration(r.Hours) * time.Hour, Files: r.Files, State: r.State, At: r.BeganAt, ExplainedAt: r.ExplainedAt, AnsweredAt: r.AnsweredAt,
	}
	if r.AnsweredAt != nil {
		out.Answered = &casework.Actor{Account: r.AnsweredAccount, Desk: r.AnsweredDesk, Agency: r.AnsweredAgency, Role: r.AnsweredRole}
	}
	return out
}

// explanation is what is sealed of a review. It has the key of the day on which the review began, as better words for
// the pages have: both are what officers write about their own work, and go by the same rule.
type explanation struct {
	Text string `json:"text"`
}

// ReadingReview returns a review; fault.NotFound if there is none that the principal sees.
func (s *OfficeStore) ReadingReview(ctx context.Context, ref casework.Ref) (out record.ReadingReview, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		row, err := findReview(ctx, tx, ref)
		if err != nil {
			return err
		}
		out, err = s.opened(ctx, row)
		return err
	})
	return out, err
}

func findReview(ctx context.Context, tx *db.Tx, ref casework.Ref) (row reviewRow, err error) {
	err = db.Get(ctx, tx, "find reading review", &row, `select `+reviewColumns+` from app.reading_reviews where ref = $1`, ref)
	return row, db.Missing(err, noReview())
}

// opened is a review with its explanation.
func (s *OfficeStore) opened(ctx context.Context, row reviewRow) (record.ReadingReview, error) {
	out := row.review()
	var words explanation
	_, err := s.box.OpenJSON(ctx, wordingSubject(row.BeganAt), sealdb.ColReading, string(row.Ref), row.Explanation, &words)
	out.Explanation = words.Text
	return out, err
}

// ReadingReviews lists the newest reviews that the principal sees, at most limit.
func (s *OfficeStore) ReadingReviews(ctx context.Context, limit int) (out []record.ReadingReview, err error) {
	err = s.db.Tx(ctx, func(tx *db.Tx) error {
		var rows []reviewRow
		out = []record.ReadingReview{}
		if err := db.List(ctx, tx, "list reading reviews", &rows, `select `+reviewColumns+` from app.reading_reviews order by began_at desc, ref limit $1`, limit); err != nil {
			return err
		}
		for _, row := range rows {
			one, err := s.opened(ctx, row)
			if err != nil {
				return err
			}
			out = append(out, one)
		}
		return nil
	})
	return out, err
}

// ExplainReading stores the explanation of a review that has none, with another notice to the data protection
// officer and a line in the audit log. With the key of the explanation that is stored it changes nothing, and returns
// fault.KeyReused if the text is another one. It returns fault.Conflict for a review that is explained or answered,
// and fault.NotFound if the principal sees none.
func (s *OfficeStore) ExplainReading(ctx context.Context, e record.ReadingExplanation) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		row, err := findReview(ctx, tx, e.Ref)
		if err != nil {
			return err
		}
		if row.ExplainedKey == e.Key {
			return s.explainedBefore(ctx, row, e)
		}
		words, err := s.box.SealJSON(ctx, wordingSubject(row.BeganAt), sealdb.ColReading, string(e.Ref), explanation{e.Text})
		if err != nil {
			return err
		}
		now := s.db.Now()
		n, err := db.Exec(ctx, tx, "explain reading", `update app.reading_reviews set state = 'explained', explanation = $2, explained_at = $3, explained_key = $4
			where ref = $1 and state = 'unexplained'`, e.Ref, words, now, e.Key)
		if err != nil {
			return err
		}
		if n == 0 {
			if row, err = findReview(ctx, tx, e.Ref); err != nil {
				return err
			}
			return s.explainedBefore(ctx, row, e) // by the same request at the same moment, or by another one
		}
		if err := tellReview(ctx, tx, e.Ref, row.Desk, row.ToDesk, 1, now); err != nil {
			return err
		}
		return s.log.AppendEvents(ctx, tx, reviewEvent(policy.ExplainReading, row.Account, row.Actor, now))
	})
}

// explainedBefore returns nil if a review has exactly this explanation already.
func (s *OfficeStore) explainedBefore(ctx context.Context, row reviewRow, e record.ReadingExplanation) error {
	if row.ExplainedKey != e.Key {
		return fault.New(fault.Conflict, "this was explained or answered before")
	}
	before, err := s.opened(ctx, row)
	if err == nil && before.Explanation != e.Text {
		err = fault.New(fault.KeyReused, "this key belongs to another explanation; send it with a new key")
	}
	return err
}

// AnswerReading stores the answer of a data protection officer to a review, with a line in the audit log. The same
// answer again changes nothing. A review that was rejected may be accepted later, and not the reverse. It returns
// fault.Conflict for one that was accepted, and fault.NotFound if the principal sees none.
func (s *OfficeStore) AnswerReading(ctx context.Context, a record.ReadingAnswer) error {
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		row, err := findReview(ctx, tx, a.Ref)
		if err != nil || row.State == a.State {
			return err
		}
		now := s.db.Now()
		n, err := db.Exec(ctx, tx, "answer reading review", `update app.reading_reviews set state = $2, answered_at = $3, answered_account = $4,
			answered_desk = $5, answered_agency = $6, answered_role = $7 where ref = $1 and state <> 'accepted'`,
			a.Ref, a.State, now, a.By.Account, a.By.Desk, a.By.Agency, a.By.Role)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.Conflict, "this was accepted before")
		}
		action := policy.AcceptReading
		if a.State == reading.Rejected {
			action = policy.RejectReading
		}
		return s.log.AppendEvents(ctx, tx, reviewEvent(action, row.Account, a.By, now))
	})
}

// reviewEvent is the line of the audit log about a review of what an account has read.
func reviewEvent(action policy.Action, of casework.AccountID, by casework.Actor, at time.Time) audit.Event {
	return audit.Event{At: at, Action: audit.Action(action), Subject: audit.Subject{Kind: audit.OfAccount, Ref: string(of)}, Outcome: audit.Allowed}.By(by)
}
