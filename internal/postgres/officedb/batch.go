package officedb

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/postgres/changedb"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
)

func noBatch() error { return fault.New(fault.NotFound, "there is no such batch") }

// batchItem is a row of batch_items.
type batchItem struct {
	Place   int              `db:"place" json:"place"`
	Case    casework.Ref     `db:"case_ref" json:"case_ref"`
	Task    casework.TaskID  `db:"task" json:"task"`
	Version int64            `db:"version" json:"version"`
	Outcome casework.Outcome `db:"outcome" json:"outcome"`
	Body    []byte           `db:"body" json:"body"`
	Rule    *string          `db:"rule" json:"rule"`
	Command *casework.Key    `db:"command" json:"command"`
}

// batchRowName binds a sealed decision to its place in its batch.
func batchRowName(ref casework.Ref, place int) string { return string(ref) + " " + strconv.Itoa(place) }

// ProposeBatch stores a batch that waits, with a line in the audit log. A batch that is stored already stays as it
// is. Every case of it must be one that its officer sees.
func (s *OfficeStore) ProposeBatch(ctx context.Context, b record.Batch) error {
	rows := make([]batchItem, 0, len(b.Items))
	for i, one := range b.Items {
		body, err := s.box.SealJSON(ctx, sealdb.OfCase(one.Case), sealdb.ColBatch, batchRowName(b.Ref, i+1), one.Body)
		if err != nil {
			return err
		}
		rows = append(rows, batchItem{Place: i + 1, Case: one.Case, Task: one.Task, Version: one.Version, Outcome: one.Outcome, Body: body})
	}
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		n, err := db.Exec(ctx, tx, "insert batch", `insert into app.batches (ref, account, desk, agency, role, proposed_at, until_at, alone, digest, state)
			values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting') on conflict (ref) do nothing`,
			b.Ref, b.By.Account, b.By.Desk, b.By.Agency, b.By.Role, b.At, b.Until, b.Alone, b.Digest)
		if err != nil || n == 0 {
			return err
		}
		err = db.InsertRows(ctx, tx, "insert batch items", rows, `insert into app.batch_items (batch_ref, place, case_ref, task, version, outcome, body)
			select $2, place, case_ref, task, version, outcome, decode(body, 'base64') from jsonb_to_recordset($1::jsonb)
			as x (place int, case_ref text, task text, version bigint, outcome text, body text)`, b.Ref)
		if err != nil {
			return err
		}
		return s.log.AppendEvents(ctx, tx, batchEvent(policy.DecideTasks, b.By, b.At, b.Digest))
	})
}

// batchEvent is the line of the audit log about a batch. The commitment is the digest of its decisions.
func batchEvent(action policy.Action, by casework.Actor, at time.Time, digest string) audit.Event {
	return audit.Event{
		At: at, Action: audit.Action(action), Subject: audit.Subject{Kind: audit.OfDesk, Ref: string(by.Desk)}, Outcome: audit.Allowed, Commitment: digest,
	}.By(by)
}

// AnswerBatch stores the answer to a batch that waits, with the rules by which items are left out and a line in the
// audit log. send are the commands of its decisions, by their place from 0: all of them are stored with the answer, or
// nothing is. The decisions of a batch that was not agreed to are forgotten. It returns fault.Conflict for a batch that
// is answered, and fault.NotFound if there is no such batch.
func (s *OfficeStore) AnswerBatch(ctx context.Context, a record.BatchAnswer, send map[int]command.New) error {
	commands, err := s.sealCommands(ctx, send)
	if err != nil {
		return err
	}
	return s.db.Tx(ctx, func(tx *db.Tx) error {
		var found struct {
			State  record.BatchState `db:"state"`
			Digest string            `db:"digest"`
		}
		if err := db.Get(ctx, tx, "find batch", &found, `select state, digest from app.batches where ref = $1`, a.Ref); err != nil {
			return db.Missing(err, noBatch())
		}
		if err := answerItems(ctx, tx, a, send); err != nil {
			return err
		}
		n, err := db.Exec(ctx, tx, "answer batch", `update app.batches set state = $2, decided_at = $3, decided_account = $4, decided_desk = $5,
			decided_agency = $6, decided_role = $7 where ref = $1 and state = 'waiting'`,
			a.Ref, a.State, a.At, a.By.Account, a.By.Desk, a.By.Agency, a.By.Role)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.New(fault.Conflict, "the batch was answered in the meantime")
		}
		for _, one := range commands { // the row-level security asks for the agreement
			if _, err := one.Insert(ctx, tx); err != nil {
				return err
			}
		}
		return s.log.AppendEvents(ctx, tx, batchEvent(answerAction(a.State), a.By, a.At, found.Digest))
	})
}

func answerAction(state record.BatchState) policy.Action {
	switch state {
	case record.BatchAgreed:
		return policy.AgreeBatch
	case record.BatchWithdrawn:
		return policy.WithdrawBatch
	default:
		return policy.RefuseBatch
	}
}

// sealCommands seals commands, in the order of their places.
func (s *OfficeStore) sealCommands(ctx context.Context, send map[int]command.New) ([]changedb.SealedCommand, error) {
	var out []changedb.SealedCommand
	for _, place := range slices.Sorted(maps.Keys(send)) {
		one, err := changedb.SealCommand(ctx, s.box, send[place])
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

// answerItems stores by which rules items are left out and the commands of the others, or forgets the decisions.
func answerItems(ctx context.Context, tx *db.Tx, a record.BatchAnswer, send map[int]command.New) error {
	if a.State != record.BatchAgreed {
		_, err := db.Exec(ctx, tx, "forget decisions", `update app.batch_items set body = null where batch_ref = $1`, a.Ref)
		return err
	}
	rows := make([]batchItem, 0, len(a.Rules)+len(send))
	for place, rule := range a.Rules {
		rows = append(rows, batchItem{Place: place + 1, Rule: &rule})
	}
	for place, one := range send {
		rows = append(rows, batchItem{Place: place + 1, Command: &one.Key})
	}
	return db.InsertRows(ctx, tx, "answer items", rows, `update app.batch_items i set rule = x.rule, command = x.command
		from jsonb_to_recordset($1::jsonb) as x (place int, rule text, command text) where i.batch_ref = $2 and i.place = x.place`, a.Ref)
}
