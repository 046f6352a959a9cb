package dbtest

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/record"
)

// Screener is an officer of the desk that screens.
func Screener() casework.Actor {
	return casework.Actor{Account: "acc-screener", Desk: "tha-screener", Agency: "tha-msdhs", Role: casework.RoleScreener}
}

// Rules are those of a case whose only desk is that of the Screener.
func Rules() casework.Rules {
	return casework.Rules{
		Corridor: "tha-idn", Version: 1, Host: "THA", Origin: "IDN", Lane: casework.LaneA, Modality: casework.VoluntaryAssisted,
		Desks: map[casework.DeskKind]casework.DeskID{casework.DeskScreener: "tha-screener"},
	}
}

// Ladder is a clock that is due ten days after start.
func Ladder(start time.Time) []casework.EscalationAt {
	var out []casework.EscalationAt
	for _, r := range casework.EscalationThresholds() {
		out = append(out, casework.EscalationAt{Level: r.Level, At: start.Add(time.Duration(r.Percent) * 24 * time.Hour / 10)})
	}
	return out
}

// Task is a task of a screening desk that was opened and started at an instant.
func Task(step casework.Step, attempt int, desk casework.DeskID, at time.Time) casework.Task {
	return casework.Task{
		ID: casework.TaskID(fmt.Sprintf("%s#%d", step, attempt)), Step: step, Attempt: attempt, Desk: desk, Kind: casework.DeskScreener,
		OpenedAt: at, StartedAt: at, Version: 1,
	}
}

// Opened is the first change of a case: one task is opened, whose clock is ladder(day).
func Opened(ref casework.Ref) (casework.Change, []casework.ClockSet) {
	t := Task(casework.StepScreening, 1, "tha-screener", Day)
	fact := casework.Fact{Name: casework.FactAge, Value: "adult", At: Day, By: Screener(), Key: "open-" + casework.Key(ref)}
	change := casework.Change{
		Ref: ref, Seq: 1, Key: "open-" + casework.Key(ref), Kind: casework.KindOpen, At: Day, By: Screener(),
		Entries: []casework.Entry{{Code: casework.EntryOpened, Detail: "tha-idn"}, {Code: casework.EntryTaskOpened, Step: t.Step, Task: t.ID, Desk: t.Desk}},
		Facts:   []casework.Fact{fact},
		Opened:  []casework.Task{t},
		Notices: []casework.Notice{{Kind: casework.NoticeTaskOpened, Desk: t.Desk, Task: t.ID}},
		Clocks:  []casework.ClockOrder{{Task: t.ID, Step: t.Step, Desk: t.Desk, Start: Day}},
		Next: casework.Case{
			Ref: ref, Rules: Rules(), Seq: 1, OpenedAt: Day, Stage: casework.StageRescue, Modality: casework.VoluntaryAssisted,
			Facts: []casework.Fact{fact}, Tasks: []casework.Task{t},
		},
	}
	return change, []casework.ClockSet{{Task: t.ID, Escalations: Ladder(Day)}}
}

// Next is an empty change after another, a day later.
func Next(after casework.Change, kind casework.Kind) casework.Change {
	state := after.Next
	state.Seq = after.Seq + 1
	return casework.Change{
		Ref: after.Ref, Seq: state.Seq, Key: casework.Key(fmt.Sprintf("%s-%d", kind, state.Seq)), Kind: kind,
		At: after.At.Add(24 * time.Hour), By: Screener(), Next: state,
	}
}

// Decided settles a task.
func Decided(after casework.Change, t casework.Task, outcome casework.Outcome) casework.Change {
	c := Next(after, casework.KindDecide)
	c.Entries = []casework.Entry{{Code: casework.EntryDecided, Step: t.Step, Task: t.ID, Outcome: outcome, Desk: t.Desk}}
	c.Decisions = []casework.Decision{{Key: c.Key, Task: t.ID, Step: t.Step, Outcome: outcome, By: c.By, At: c.At, Reasoned: true, Final: true}}
	c.Closed = []casework.TaskClosed{{Task: t.ID, How: casework.ClosedDecided, Outcome: outcome}}
	c.Next.Tasks = nil
	return c
}

func (w *Env) Write(tb testing.TB, c casework.Change, clocks ...casework.ClockSet) casework.Recorded {
	tb.Helper()
	recorded, err := w.WriteChange(tb.Context(), c, clocks)
	require.NoError(tb, err)
	return recorded
}

// Stored keeps a command whose key is that of a change, with words.
//
// The command is stored before its case is there, or for an officer who is given sight of it meanwhile.
func (w *Env) Stored(tb testing.TB, key casework.Key, target record.Target, name string, args any, words record.Words) {
	tb.Helper()
	if target.Kind == record.TargetCase {
		w.Super(tb, fmt.Sprintf(`insert into app.case_access (case_ref, kind, id, account, since, until, terms)
			select ref, 'glass', 'fixture', '%s', '2020-01-01', '2100-01-01', '\x00' from app.cases where ref = '%s' on conflict do nothing`, Screener().Account, target.Ref))
		defer w.Super(tb, `delete from app.case_access where id = 'fixture'`)
	}
	raw, err := json.Marshal(args)
	require.NoError(tb, err)
	sealed, err := words.JSON()
	require.NoError(tb, err)
	_, _, err = w.StoreCommand(tb.Context(), command.New{
		Key: key, Actor: Screener(), Target: target, Name: name, Args: raw, Words: sealed, Hash: Zeros(), At: Day, NextAt: Day.Add(10 * time.Second),
	})
	require.NoError(tb, err)
}

// Zeros is a hash of a command or of a file.
func Zeros() string { return fmt.Sprintf("%064d", 0) }

// OfCase is the target of a command for a case.
func OfCase(ref casework.Ref) record.Target { return record.Target{Kind: record.TargetCase, Ref: ref} }
