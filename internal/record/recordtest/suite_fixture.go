package recordtest

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/erasure"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/flaw"
	"example.org/homeward/internal/roster/person"
)

const day = 24 * time.Hour

func screener() casework.Actor {
	return casework.Actor{Account: "acc-screener", Desk: "tha-screener", Agency: "tha-msdhs", Role: casework.RoleScreener}
}

func taskOf(step casework.Step, attempt int) casework.Task {
	return casework.Task{
		ID: casework.TaskID(fmt.Sprintf("%s#%d", step, attempt)), Step: step, Attempt: attempt, Desk: "tha-screener", Kind: casework.DeskScreener,
		OpenedAt: Now(), StartedAt: Now(), Version: 1,
	}
}

// clocks are the escalation times of a task that is due after ten days.
func clocks(t casework.Task) []casework.ClockSet {
	set := casework.ClockSet{Task: t.ID}
	for _, l := range casework.EscalationThresholds() {
		set.Escalations = append(set.Escalations, casework.EscalationAt{Level: l.Level, At: t.StartedAt.Add(time.Duration(l.Percent) * day / 10)})
	}
	return []casework.ClockSet{set}
}

// opening is the first change of a case: one task is opened.
func opening(ref casework.Ref) casework.Change {
	t := taskOf(casework.StepScreening, 1)
	key := "open-" + casework.Key(ref)
	fact := casework.Fact{Name: casework.FactAge, Value: "disputed", At: Now(), By: screener(), Key: key}
	return casework.Change{
		Ref: ref, Seq: 1, Key: key, Kind: casework.KindOpen, At: Now(), By: screener(),
		Entries: []casework.Entry{{Code: casework.EntryOpened, Detail: "tha-idn"}},
		Facts:   []casework.Fact{fact}, Opened: []casework.Task{t},
		Notices: []casework.Notice{{Kind: casework.NoticeTaskOpened, Desk: t.Desk, Task: t.ID}},
		Next: casework.Case{
			Ref: ref, Seq: 1, OpenedAt: Now(), Stage: casework.StageRescue, Modality: casework.VoluntaryAssisted,
			Rules: casework.Rules{
				Corridor: "tha-idn", Version: 1, Host: "THA", Origin: "IDN", Lane: casework.LaneA, Modality: casework.VoluntaryAssisted,
				Desks: map[casework.DeskKind]casework.DeskID{casework.DeskScreener: "tha-screener"},
			},
			Facts: []casework.Fact{fact}, Tasks: []casework.Task{t},
		},
	}
}

// after is a change after another, a day later, that changes nothing.
func after(c casework.Change, kind casework.Kind) casework.Change {
	state := c.Next
	state.Seq = c.Seq + 1
	return casework.Change{
		Ref: c.Ref, Seq: state.Seq, Key: casework.Key(fmt.Sprintf("%s-%d", kind, state.Seq)), Kind: kind,
		At: c.At.Add(day), By: screener(), Next: state,
	}
}

// open writes the first change of a case.
func open(tb testing.TB, s Store, ref casework.Ref) casework.Change {
	tb.Helper()
	c := opening(ref)
	write(tb, s, c, clocks(c.Opened[0])...)
	return c
}

func write(tb testing.TB, s Store, c casework.Change, sets ...casework.ClockSet) casework.Recorded {
	tb.Helper()
	recorded, err := s.WriteChange(tb.Context(), c, sets)
	require.NoError(tb, err)
	return recorded
}

// ending closes a case that was opened, some days before Now.
func ending(c casework.Change, days int) casework.Change {
	e := after(c, casework.KindDecide)
	e.Next.Ended = &casework.End{At: Now().AddDate(0, 0, -days), Closed: true}
	return e
}

// operationOf is the first change of an operation.
func operationOf(ref casework.Ref) operation.Change {
	return operation.Change{
		Ref: ref, Seq: 1, Key: "open-" + casework.Key(ref), Kind: operation.KindOpen, At: Now(), By: screener(),
		Next: operation.Operation{Ref: ref, Seq: 1, State: operation.Running, Host: "THA", Custodian: "bgf", OpenedAt: Now()},
	}
}

func afterOperation(c operation.Change, kind operation.Kind, key casework.Key) operation.Change {
	next := c
	next.Seq++
	next.Key, next.Kind, next.At, next.List, next.Preview = key, kind, c.At.Add(time.Hour), "", nil
	next.Next.Seq = next.Seq
	return next
}

func writeOperation(tb testing.TB, s Store, c operation.Change) operation.Recorded {
	tb.Helper()
	recorded, err := s.WriteOperation(tb.Context(), c)
	require.NoError(tb, err)
	return recorded
}

// rows are a list of so many readable rows, with a title above them and an unreadable row below.
func rows(n int) roster.List {
	l := roster.List{
		OtherLines:     []roster.OtherLine{{Line: 1, Raw: []string{"People found"}, Kind: roster.TitleLine}},
		Unreadable:     []roster.Unreadable{{Line: n + 2, Raw: []string{"?", "?"}, Problem: flaw.TooManyCells}},
		Reconciliation: roster.Reconciliation{Nationalities: map[string]int{"KEN": n}},
	}
	for i := range n {
		row := roster.Row{Line: i + 2, Raw: []string{fmt.Sprintf("person %d", i)}, Name: person.NewName(fmt.Sprintf("person %d", i))}
		row.Nationality.Code = "KEN"
		l.Rows = append(l.Rows, row)
	}
	return l
}

// planOf is the first change of a movement.
func planOf(ref casework.Ref, passengers ...casework.Ref) movement.Change {
	c := movement.Change{
		Ref: ref, Seq: 1, Key: "plan-" + casework.Key(ref), Kind: movement.KindPlan, At: Now(), By: screener(), Status: movement.Planned,
		Next: movement.Movement{
			Ref: ref, Seq: 1, Status: movement.Planned, Seats: 4, Desk: "tha-transport", Receiving: "idn-receiving", PlannedAt: Now(),
			Legs: []movement.Leg{{Mode: movement.ByAir, From: "THBKK", To: "IDCGK", DepartsAt: Now().Add(3 * day), ArrivesAt: Now().Add(3*day + 4*time.Hour)}},
		},
	}
	for _, ref := range passengers {
		c.Passengers = append(c.Passengers, movement.Passenger{Case: ref, State: movement.Standby})
	}
	c.Next.Passengers = c.Passengers
	return c
}

func afterMovement(c movement.Change, kind movement.Kind, key casework.Key) movement.Change {
	next := c
	next.Seq++
	next.Key, next.Kind, next.At, next.Passengers = key, kind, c.At.Add(time.Hour), nil
	next.Next.Seq = next.Seq
	return next
}

// requestOf is the first change of a request for erasure.
func requestOf(ref, of casework.Ref) erasure.Change {
	return erasure.Change{
		Ref: ref, Seq: 1, Key: "request-" + casework.Key(ref), Kind: erasure.KindRequest, At: Now(), By: screener(),
		Next: erasure.Erasure{Ref: ref, Case: of, Seq: 1, State: erasure.Requested, Basis: erasure.SurvivorAsked, RequestedBy: screener(), RequestedAt: Now()},
	}
}

func afterRequest(c erasure.Change, kind erasure.Kind, state erasure.State) erasure.Change {
	next := c
	next.Seq++
	next.Key, next.Kind, next.At = casework.Key(fmt.Sprintf("%s-%d", kind, next.Seq)), kind, c.At.Add(time.Hour)
	next.Next.Seq, next.Next.State = next.Seq, state
	return next
}
