package postgres

import (
	"context"
	"time"

	"example.org/homeward/internal/audit"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/postgres/changedb"
	"example.org/homeward/internal/postgres/sealdb"
)

// additions is everything that a change adds to the record, one list for each table, as the
// parameter of one statement. An empty list MUST be left out, because null is not a list of rows.
// The content of a row is sealed; who, when, and of which step are in clear.
type additions struct {
	Facts     []factRow            `json:"facts,omitempty"`
	Consents  []consentRow         `json:"consents,omitempty"`
	Waivers   []waiverRow          `json:"waivers,omitempty"`
	Tasks     []taskColumns        `json:"tasks,omitempty"`
	Decisions []decisionRow        `json:"decisions,omitempty"`
	Entries   []entryRow           `json:"entries,omitempty"`
	Notices   []changedb.NoticeRow `json:"notices,omitempty"`
}

type factRow struct {
	casework.Actor

	N    int          `json:"n"`
	Body sealdb.Hex   `json:"body"` // a casework.Statement
	At   time.Time    `json:"at"`
	Key  casework.Key `json:"key"`
}

type consentRow struct {
	N    int        `json:"n"`
	Body sealdb.Hex `json:"body"` // a casework.ConsentGiven
}

type waiverRow struct {
	casework.Actor

	N          int             `json:"n"`
	Gate       casework.GateID `json:"gate"`
	Conditions sealdb.Hex      `json:"conditions"` // a list of casework.ConditionID
	At         time.Time       `json:"at"`
	Key        casework.Key    `json:"key"`
}

type decisionRow struct {
	casework.Actor

	N     int             `json:"n"`
	Key   casework.Key    `json:"key"`
	Task  casework.TaskID `json:"task"`
	Step  casework.Step   `json:"step"`
	Body  sealdb.Hex      `json:"body"` // a decisionBody
	At    time.Time       `json:"at"`
	Final bool            `json:"final"`
}

// decisionBody is the content of a decision, without the step and the actor.
type decisionBody struct {
	Outcome  casework.Outcome `json:"outcome"`
	Until    *time.Time       `json:"until,omitempty"`
	State    casework.Country `json:"state,omitempty"`
	Ref      string           `json:"ref,omitempty"`
	Reasoned bool             `json:"reasoned,omitempty"`
	Reason   casework.Reason  `json:"reason,omitempty"`
}

type entryRow struct {
	N      int        `json:"n"`
	Body   sealdb.Hex `json:"body"` // a casework.Entry
	Spoken bool       `json:"spoken"`
}

// additions returns what the change adds, without notices after the survivor has died.
func (w *caseWriter) additions(ctx context.Context) (additions, error) {
	var a additions
	var err error
	sealed := func(col sealdb.Column, n int, v any) sealdb.Hex {
		if err != nil {
			return nil
		}
		var out []byte
		out, err = w.Box.SealJSON(ctx, sealdb.OfCase(w.Ref), col, sealdb.RowOf(w.Seq, int64(n)), v)
		return out
	}
	for i, f := range w.Facts {
		a.Facts = append(a.Facts, factRow{f.By, i, sealed(sealdb.ColFact, i, casework.Statement{Name: f.Name, Value: f.Value}), f.At, f.Key})
	}
	for i, c := range w.Consents {
		a.Consents = append(a.Consents, consentRow{i, sealed(sealdb.ColConsent, i, c)})
	}
	for i, v := range w.Waivers {
		a.Waivers = append(a.Waivers, waiverRow{v.By, i, v.Gate, sealed(sealdb.ColWaived, i, v.Conditions), v.At, v.Key})
	}
	for i, d := range w.Decisions {
		body := sealed(sealdb.ColDecision, i, decisionBody{d.Outcome, d.Until, d.State, d.Ref, d.Reasoned, d.Reason})
		a.Decisions = append(a.Decisions, decisionRow{d.By, i, d.Key, d.Task, d.Step, body, audit.StoredTime(d.At), d.Final}) // as the commitment has it
	}
	commanded := casework.IndexOfCommand(w.Kind, w.Entries)
	for i, e := range w.Entries {
		a.Entries = append(a.Entries, entryRow{i, sealed(sealdb.ColEntry, i, e), i == commanded && w.Command.Words.Text != ""})
	}
	if err != nil {
		return additions{}, err
	}
	if a.Tasks, err = w.allColumns(ctx, w.Opened); err != nil || w.deceased() {
		return a, err
	}
	a.Notices = changedb.NoticeRows(w.Notices, w.At, w.Next.Rules.Pace)
	return a, nil
}
