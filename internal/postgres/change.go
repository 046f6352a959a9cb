package postgres

import (
	"context"
	"encoding/json"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/changedb"
	"example.org/homeward/internal/postgres/db"
	"example.org/homeward/internal/postgres/sealdb"
	"example.org/homeward/internal/record"
)

// WriteChange writes everything of one change of a case, with the escalations that were computed for
// it; see changedb.Recorder. A change that is stored already is not changed, and WriteChange returns what
// was recorded with it the first time. It returns fault.Decided for a second final decision on a task,
// and fault.Conflict for a new change of a case that is erased or will be soon.
//
// After the survivor has died no notice is written, and those that wait are never sent.
func (s *Store) WriteChange(ctx context.Context, change casework.Change, clocks []casework.ClockSet) (casework.Recorded, error) {
	w := &caseWriter{}
	err := s.recorder.Write(ctx, "change", changedb.Head{
		Target: record.Target{Kind: record.TargetCase, Ref: change.Ref}, Seq: change.Seq, Key: change.Key, Kind: string(change.Kind),
		By: change.By, Valid: change.Next.Ref == change.Ref && change.Next.Seq == change.Seq,
	}, func(common *changedb.Writer) changedb.Parts {
		w = &caseWriter{Writer: common, store: s, Change: armed(change, clocks), recorded: casework.Recorded{Clocks: clocks}}
		return w
	})
	if err != nil {
		return casework.Recorded{}, err
	}
	return w.recorded, nil
}

// armed puts the computed escalations on the tasks of the change and of the state after it.
func armed(c casework.Change, clocks []casework.ClockSet) casework.Change {
	recorded := casework.Recorded{Clocks: clocks}
	c.Next = c.Next.Arm(recorded)
	c.Opened = casework.Case{Tasks: c.Opened}.Arm(recorded).Tasks
	c.Updated = casework.Case{Tasks: c.Updated}.Arm(recorded).Tasks
	return c
}

// caseWriter writes one change of a case.
type caseWriter struct {
	*changedb.Writer
	casework.Change

	store    *Store
	recorded casework.Recorded
	touched  []casework.DeskID
}

// placeOfCase locks a case and finds what is stored at the place of a change; see changedb.Parts.
const placeOfCase = `select c.seq as current, c.fenced, h.seq, h.key
	from (select ref, seq, fenced_at is not null or erased_at is not null as fenced from app.cases where ref = $1 for update) c
	left join app.case_changes h on h.case_ref = c.ref and (h.seq = $2 or h.key = $3)`

func (w *caseWriter) Place() string { return placeOfCase }

// Again reads the clocks that were recorded the first time.
func (w *caseWriter) Again(ctx context.Context) error {
	var sealed []byte
	err := db.Get(ctx, w.Tx, "read change", &sealed, `select recorded from app.case_changes where case_ref = $1 and seq = $2`, w.Ref, w.Seq)
	if err != nil {
		return err
	}
	w.recorded = casework.Recorded{}
	_, err = w.Box.OpenJSON(ctx, sealdb.OfCase(w.Ref), sealdb.ColCaseRecorded, sealdb.RowOf(w.Seq), sealed, &w.recorded)
	return err
}

func (w *caseWriter) Rest(ctx context.Context) error {
	for _, part := range []func(context.Context) error{
		w.putParticipants, w.putAccess, w.insertAdditions, w.insertPerson, w.changeHolds, w.updateTasks, w.closeTasks, w.insertPapers, w.stopNotices, w.noteTwins,
	} {
		if err := part(ctx); err != nil {
			return err
		}
	}
	return nil
}

// Answer is the answer of the rules to the command.
func (w *caseWriter) Answer() (any, error) {
	if !w.Command.There {
		return nil, nil //nolint:nilnil // there is no command to answer
	}
	var asked casework.Command
	if err := json.Unmarshal(w.Command.Args, &asked); err != nil {
		return nil, fault.New(fault.Invalid, "the stored command cannot be read")
	}
	return w.AnswerTo(asked), nil
}

func (w *caseWriter) Topics() []string {
	topics := []string{changedb.CaseTopic(w.Ref)}
	for _, desk := range w.touched {
		topics = append(topics, changedb.DeskTopic(desk))
	}
	return topics
}

// deceased reports that no automatic message may be sent about this case any more.
func (w *caseWriter) deceased() bool { return w.Next.Ended != nil && w.Next.Ended.Deceased }
