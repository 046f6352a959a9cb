package postgres

import (
	"context"
	"time"

	"example.org/homeward/internal/casework"
)

// additions is everything that a change adds to the record, one list for each table, as
// the parameter of one statement. An empty list MUST be left out: null is no list of rows.
type additions struct {
	Facts     []factRow     `json:"facts,omitempty"`
	Consents  []consentRow  `json:"consents,omitempty"`
	Waivers   []waiverRow   `json:"waivers,omitempty"`
	Tasks     []taskColumns `json:"tasks,omitempty"`
	Decisions []decisionRow `json:"decisions,omitempty"`
	Entries   []entryRow    `json:"entries,omitempty"`
	Notices   []noticeRow   `json:"notices,omitempty"`
}

type factRow struct {
	actor

	N     int               `json:"n"`
	Name  casework.FactName `json:"name"`
	Value string            `json:"value"`
	At    time.Time         `json:"at"`
	Key   casework.Key      `json:"key"`
}

type consentRow struct {
	N           int              `json:"n"`
	Consent     casework.Consent `json:"consent"`
	At          time.Time        `json:"at"`
	Until       *time.Time       `json:"until"`
	WithdrawnAt *time.Time       `json:"withdrawn_at"`
	Mode        casework.Mode    `json:"mode"`
	Language    string           `json:"language"`
	Key         casework.Key     `json:"key"`
}

type waiverRow struct {
	actor

	N          int                    `json:"n"`
	Gate       casework.GateID        `json:"gate"`
	Conditions []casework.ConditionID `json:"conditions"`
	At         time.Time              `json:"at"`
	Key        casework.Key           `json:"key"`
}

type decisionRow struct {
	actor

	N        int              `json:"n"`
	Key      casework.Key     `json:"key"`
	Task     casework.TaskID  `json:"task"`
	Step     casework.Step    `json:"step"`
	Outcome  casework.Outcome `json:"outcome"`
	At       time.Time        `json:"at"`
	Until    *time.Time       `json:"until"`
	State    casework.Country `json:"state"`
	Ref      string           `json:"ref"`
	Reasoned bool             `json:"reasoned"`
	Final    bool             `json:"final"`
}

type entryRow struct {
	casework.Entry

	N      int  `json:"n"`
	Spoken bool `json:"spoken"`
}

type noticeRow struct {
	casework.Notice

	N int `json:"n"`
}

// additions lists what the change adds. No notice once the survivor has died.
func (w *writing) additions() additions {
	a := additions{Tasks: allColumns(w.Opened)}
	for i, f := range w.Facts {
		a.Facts = append(a.Facts, factRow{actorOf(f.By), i, f.Name, f.Value, f.At, f.Key})
	}
	for i, c := range w.Consents {
		a.Consents = append(a.Consents, consentRow{i, c.Consent, c.At, c.Until, c.WithdrawnAt, c.Mode, c.Language, c.Key})
	}
	for i, v := range w.Waivers {
		a.Waivers = append(a.Waivers, waiverRow{actorOf(v.By), i, v.Gate, append([]casework.ConditionID{}, v.Conditions...), v.At, v.Key})
	}
	for i, d := range w.Decisions {
		a.Decisions = append(a.Decisions, decisionRow{
			actorOf(d.By), i, d.Key, d.Task, d.Step, d.Outcome, d.At, d.Until, d.State, d.Ref, d.Reasoned, d.Final,
		})
	}
	deed := deedAt(w.Kind, w.Entries)
	for i, e := range w.Entries {
		a.Entries = append(a.Entries, entryRow{e, i, i == deed && w.cause.words.Text != ""})
	}
	if w.deceased() {
		return a
	}
	for i, n := range w.Notices {
		a.Notices = append(a.Notices, noticeRow{n, i})
	}
	return a
}

// insertAdditions writes the row of the change and everything that hangs on it in one
// statement: a change would otherwise be seven of them, most of the time for one row each.
func (w *writing) insertAdditions(ctx context.Context) error {
	recorded, err := encode("what was recorded", w.recorded)
	if err != nil {
		return err
	}
	var words []byte
	if w.cause.spoke {
		if words, err = w.store.sealJSON(ctx, ofCase(w.Ref), colCaseWords, rowOf(w.Seq), w.cause.words); err != nil {
			return err
		}
	}
	added, err := encode("change", w.additions())
	if err != nil {
		return err
	}
	for _, t := range w.Opened {
		w.touch(t.Desk)
	}
	_, err = exec(ctx, w.tx, "insert change", insertChange, w.Ref, w.Seq, w.Key, w.Kind, w.At,
		w.By.Account, w.By.Desk, w.By.Agency, w.By.Role, recorded, words, added)
	return err
}

// insertChange takes case, sequence number, key, kind, time, actor (four), what was
// recorded, the sealed words, and the additions as JSON. Its parts see each other's rows
// only through foreign keys, which are checked at its end.
const insertChange = `with change as (
	insert into app.case_changes (case_ref, seq, key, kind, at, account, desk, agency, role, recorded, words)
	values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
), fact as (
	insert into app.facts (case_ref, seq, n, name, value, at, account, desk, agency, role, key)
	select $1, $2, n, name, value, at, account, desk, agency, role, key from jsonb_to_recordset($12::jsonb->'facts') as x
	(n int, name text, value text, at timestamptz, account text, desk text, agency text, role text, key text)
), consent as (
	insert into app.consents (case_ref, seq, n, consent, at, until, withdrawn_at, mode, language, key, account, desk, agency, role)
	select $1, $2, n, consent, at, until, withdrawn_at, mode, language, key, $6, $7, $8, $9 from jsonb_to_recordset($12::jsonb->'consents') as x
	(n int, consent text, at timestamptz, until timestamptz, withdrawn_at timestamptz, mode text, language text, key text)
), waiver as (
	insert into app.waivers (case_ref, seq, n, gate, conditions, at, account, desk, agency, role, key)
	select $1, $2, n, gate, conditions, at, account, desk, agency, role, key from jsonb_to_recordset($12::jsonb->'waivers') as x
	(n int, gate text, conditions text[], at timestamptz, account text, desk text, agency text, role text, key text)
), task as (
	insert into app.tasks (case_ref, task, step, base_step, attempt, desk, kind, opened_seq, opened_at, due_at, paused, claimed_by,
	version, body, state, outcome)
	select $1, task, step, base_step, attempt, desk, kind, $2, opened_at, due_at, paused, nullif(claimed_by, ''), version, body, 'open', ''
	from jsonb_to_recordset($12::jsonb->'tasks') as x (task text, step text, base_step text, attempt int, desk text, kind text,
	opened_at timestamptz, due_at timestamptz, paused boolean, claimed_by text, version bigint, body jsonb)
), decision as (
	insert into app.decisions (case_ref, seq, n, key, task, step, outcome, account, desk, agency, role, at, until, state, ref, reasoned, final)
	select $1, $2, n, key, task, step, outcome, account, desk, agency, role, at, until, state, ref, reasoned, final
	from jsonb_to_recordset($12::jsonb->'decisions') as x (n int, key text, task text, step text, outcome text, account text, desk text,
	agency text, role text, at timestamptz, until timestamptz, state text, ref text, reasoned boolean, final boolean)
), entry as (
	insert into app.timeline (case_ref, seq, n, code, step, task, outcome, desk, detail, spoken)
	select $1, $2, n, code, coalesce(step, ''), coalesce(task, ''), coalesce(outcome, ''), coalesce(desk, ''), coalesce(detail, ''), spoken
	from jsonb_to_recordset($12::jsonb->'entries') as x
	(n int, code text, step text, task text, outcome text, desk text, detail text, spoken boolean)
)
insert into app.notices (case_ref, seq, n, kind, desk, rung, task, created_at)
select $1, $2, n, kind, desk, coalesce(rung, ''), coalesce(task, ''), $5
from jsonb_to_recordset($12::jsonb->'notices') as x (n int, kind text, desk text, rung text, task text)`
