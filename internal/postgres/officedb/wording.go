package officedb

import (
	"context"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

type wordingRow struct {
	ID         string              `db:"id"`
	Account    casework.AccountID  `db:"account"`
	Desk       casework.DeskID     `db:"desk"`
	Language   string              `db:"language"`
	Key        string              `db:"text_key"`
	Form       string              `db:"form"`
	Body       []byte              `db:"body"`
	Compared   string              `db:"compared"`
	Release    string              `db:"release"`
	ProposedAt time.Time           `db:"proposed_at"`
	State      record.WordingState `db:"state"`
	AnsweredAt *time.Time          `db:"answered_at"`
}

// wordingBody is what is sealed of a proposal.
type wordingBody struct {
	Text string `json:"text"`
	Note string `json:"note,omitempty"`
}

const wordingColumns = `id, account, desk, language, text_key, form, body, compared, release, proposed_at, state, answered_at`

// wordingSubject returns the subject with whose key a proposal is sealed: the day on which it was made.
// Retention destroys the key of a day, so that no backup opens what was written on it.
func wordingSubject(at time.Time) seal.Subject {
	return seal.Subject("wordings/" + at.UTC().Format(time.DateOnly))
}

// wordingRowName binds the content of a proposal to its author and its text.
func wordingRowName(p record.WordingProposal) string {
	return p.ID + " " + string(p.Account) + " " + p.Language + " " + p.Key + " " + p.Form
}

func (r wordingRow) proposal() record.WordingProposal {
	out := record.WordingProposal{
		Wording: record.Wording{Language: r.Language, Key: r.Key, Form: r.Form}, ID: r.ID, Account: r.Account, Desk: r.Desk,
		Compared: r.Compared, Release: r.Release, At: r.ProposedAt.UTC(), State: r.State,
	}
	if r.AnsweredAt != nil {
		at := r.AnsweredAt.UTC()
		out.AnsweredAt = &at
	}
	return out
}

// SaveWording stores a proposal, unless one with its ID is stored. It returns fault.Conflict if most
// proposals of the account are open already.
func (s *OfficeStore) SaveWording(ctx context.Context, p record.WordingProposal, most int) error {
	body, err := s.box.SealJSON(ctx, wordingSubject(p.At), sealdb.ColWording, wordingRowName(p), wordingBody{p.Text, p.Note})
	if err != nil {
		return err
	}
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		var open int
		if err := db.Get(ctx, tx, "count open wordings", &open, `select count(*) from app.wordings where account = $1 and state = 'open' and id <> $2`, p.Account, p.ID); err != nil {
			return err
		}
		if open >= most {
			return fault.New(fault.Conflict, "the account has as many open proposals as it can have")
		}
		_, err := db.Exec(ctx, tx, "save wording", `insert into app.wordings (id, account, desk, language, text_key, form, body, compared, release, proposed_at)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (id) do nothing`,
			p.ID, p.Account, p.Desk, p.Language, p.Key, p.Form, body, p.Compared, p.Release, p.At)
		return err
	})
}

// Wordings lists up to record.MaxWordings proposals by language, text and form, the newest of a text
// first. The words of one whose key was destroyed are "".
func (s *OfficeStore) Wordings(ctx context.Context, f record.WordingFilter) ([]record.WordingProposal, error) {
	c := &db.Conditions{}
	c.Equal("account", string(f.Account))
	c.Equal("language", f.Language)
	c.Equal("text_key", f.Key)
	if f.Form != nil {
		c.And("form = ?", *f.Form)
	}
	if f.Open {
		c.And("state = 'open'")
	}
	var rows []wordingRow
	err := s.db.Tx(ctx, func(tx *db.Tx) error {
		rows = nil
		return db.List(ctx, tx, "list wordings", &rows, `select `+wordingColumns+` from app.wordings`+c.Where()+
			` order by language, text_key, form, proposed_at desc, id limit `+c.Arg(record.MaxWordings), c.Args...)
	})
	if err != nil {
		return nil, err
	}
	out := make([]record.WordingProposal, len(rows))
	for i, row := range rows {
		p := row.proposal()
		var body wordingBody
		if _, err := s.box.OpenJSON(ctx, wordingSubject(p.At), sealdb.ColWording, wordingRowName(p), row.Body, &body); err != nil {
			return nil, err
		}
		p.Text, p.Note = body.Text, body.Note
		out[i] = p
	}
	return out, nil
}

// AnswerWording records what the operator did with a proposal, with a line in the audit log. It returns
// fault.NotFound if there is no such proposal.
func (s *OfficeStore) AnswerWording(ctx context.Context, id string, state record.WordingState) error {
	action := audit.TookWording
	if state == record.WordingDeclined {
		action = audit.DeclinedWording
	}
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		n, err := db.Exec(ctx, tx, "answer wording", `update app.wordings set state = $2, answered_at = $3 where id = $1`, id, state, s.db.Now())
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.NotFound, "there is no such proposal")
		}
		return s.log.AppendEvents(ctx, tx, audit.Event{
			At: s.db.Now(), Action: action, Subject: audit.Subject{Kind: audit.OfInstallation, Ref: id}, Outcome: audit.Allowed, Code: "operator",
		})
	})
}
