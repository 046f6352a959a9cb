package activities_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"

	"example.org/homeward/activities"
	"example.org/homeward/corridors"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/record/recordtest"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/birth"
)

var errCrash = errors.New("the process is gone")

// list is a record in memory with a confirmed list. It crashes before its crash-th call of MarkOpened or OpenCase.
type list struct {
	*recordtest.Memory

	opened map[casework.Ref][]casework.Command
	crash  int
	calls  int
}

func (l *list) call() error {
	if l.calls++; l.calls == l.crash {
		return errCrash
	}
	return nil
}

func (l *list) MarkOpened(ctx context.Context, ref casework.Ref, cases []casework.Ref) error {
	if err := l.call(); err != nil {
		return err
	}
	return l.Memory.MarkOpened(ctx, ref, cases)
}

// marked is how many rows are marked as opened.
func (l *list) marked(tb testing.TB) int {
	tb.Helper()
	found, err := l.List(tb.Context(), "list")
	require.NoError(tb, err)
	return found.Opened
}

func (l *list) OpenCase(_ context.Context, ref casework.Ref, open casework.Command) error {
	if err := l.call(); err != nil {
		return err
	}
	l.opened[ref] = append(l.opened[ref], open)
	return nil
}

func (l *list) TellCase(context.Context, casework.Ref, casework.Command) error { return nil }

func newList(tb testing.TB, rows ...operation.Row) *list {
	tb.Helper()
	l := &list{Memory: recordtest.New(recordtest.Now), opened: map[casework.Ref][]casework.Command{}}
	var content roster.List
	for i, row := range rows {
		one := roster.Row{Line: i + 1, BirthDate: row.Born}
		one.Nationality.Code = string(row.Nationality)
		content.Rows = append(content.Rows, one)
	}
	given := 0
	l.NewRef = func() casework.Ref { given++; return rows[given-1].Case }
	l.SeedList(record.List{Ref: "list", Operation: "op"}, content)
	for seq, kind := range []operation.Kind{operation.KindOpen, operation.KindConfirmList} {
		seq := int64(seq + 1)
		_, err := l.WriteOperation(tb.Context(), operation.Change{
			Ref: "op", Seq: seq, Key: casework.Key(kind), Kind: kind, List: "list", Next: operation.Operation{Ref: "op", Seq: seq},
		})
		require.NoError(tb, err)
	}
	return l
}

func rowsOf(n int) []operation.Row {
	rows := make([]operation.Row, n)
	for i := range rows {
		rows[i] = operation.Row{Number: i, Case: casework.Ref(fmt.Sprintf("c%02d", i)), Nationality: "KEN"}
	}
	return rows
}

func openCases(tb testing.TB, l *list, in activities.OpenCasesInput) (activities.OpenCasesResult, error) {
	tb.Helper()
	loaded, err := book()
	require.NoError(tb, err)
	return openWith(tb, l, loaded, in)
}

// book is loaded once; it never changes.
var book = sync.OnceValues(func() (*corridor.Set, error) { return corridor.Load(corridors.Files()) })

func openWith(tb testing.TB, l *list, rules activities.Corridors, in activities.OpenCasesInput) (activities.OpenCasesResult, error) {
	tb.Helper()
	var suite testsuite.WorkflowTestSuite
	env := suite.NewTestActivityEnvironment()
	now := func() time.Time { return time.Date(2026, 3, 2, 3, 0, 0, 0, time.UTC) }
	intake := &activities.Intake{Operations: l, Corridors: rules, Cases: l, Now: now}
	env.RegisterActivity(intake)
	value, err := env.ExecuteActivity(intake.OpenCases, in)
	if err != nil {
		return activities.OpenCasesResult{}, err
	}
	var result activities.OpenCasesResult
	require.NoError(tb, value.Get(&result))
	return result, nil
}

func batch() activities.OpenCasesInput {
	return activities.OpenCasesInput{Operation: "op", List: "list", Host: "THA", Custodian: "bgf", To: 100, By: casework.Actor{Account: "lead"}}
}

// Wherever the process dies, the next attempt opens the missing cases, and no case gets two
// different openings.
func TestOpenCasesGoesOnAfterACrashAtEachCall(t *testing.T) {
	t.Parallel()
	for crash := 1; crash <= 47; crash++ {
		l := newList(t, rowsOf(45)...)
		l.crash = crash
		_, err := openCases(t, l, batch())
		require.Error(t, err)
		var application *temporal.ApplicationError
		require.ErrorAs(t, err, &application)
		require.False(t, application.NonRetryable())
		require.NotContains(t, err.Error(), errCrash.Error(), "a cause does not stand in a history")
		_, err = openCases(t, l, batch())
		require.NoError(t, err)
		require.Equal(t, 45, l.marked(t))
		for _, commands := range l.opened {
			for _, cmd := range commands {
				require.Equal(t, commands[0].Key, cmd.Key)
			}
			require.LessOrEqual(t, len(commands), 2)
		}
		last, err := openCases(t, l, batch())
		require.NoError(t, err)
		require.Zero(t, last.Opened)
	}
}

func TestABatchIsLeftToAnotherWorkerWhenThisOneStops(t *testing.T) {
	t.Parallel()
	l := newList(t, rowsOf(45)...)
	var suite testsuite.WorkflowTestSuite
	env := suite.NewTestActivityEnvironment()
	stopped := make(chan struct{})
	close(stopped)
	env.SetWorkerStopChannel(stopped)
	loaded, err := book()
	require.NoError(t, err)
	intake := &activities.Intake{Operations: l, Corridors: loaded, Cases: l, Now: time.Now}
	env.RegisterActivity(intake)
	value, err := env.ExecuteActivity(intake.OpenCases, batch())
	require.NoError(t, err)
	var result activities.OpenCasesResult
	require.NoError(t, value.Get(&result))
	require.Equal(t, activities.OpenCasesResult{Opened: 20, More: true}, result)
	require.Equal(t, 20, l.marked(t))
}

func TestTheCorridorFollowsFromTheRow(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		nationality casework.Country
		lane        casework.Lane
		origin      casework.Country
	}{
		"a corridor of its own":  {"KEN", casework.LaneB, "KEN"},
		"state to state":         {"CHN", casework.LaneC, "CHN"},
		"a state without one":    {"NPL", casework.LaneA, ""},
		"nobody knows which":     {"", casework.LaneA, ""},
		"the code for stateless": {"XXA", casework.LaneA, ""},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newList(t, operation.Row{Case: "c", Nationality: tc.nationality})
			_, err := openCases(t, l, batch())
			require.NoError(t, err)
			rules := l.opened["c"][0].Pinned
			require.Equal(t, tc.origin, rules.Origin)
			require.Equal(t, casework.Country("THA"), rules.Host)
			if tc.origin != "" {
				require.Equal(t, tc.lane, rules.Lane)
			}
		})
	}
}

func TestTheAgeFollowsFromTheBirthDate(t *testing.T) {
	t.Parallel()
	born := func(from, to civil.Date) birth.Date {
		return birth.Date{Readings: []birth.Reading{{From: from, To: to}}}
	}
	rows := []operation.Row{
		{Number: 0, Case: "adult", Born: born(civil.Date{Year: 1990, Month: 1, Day: 1}, civil.Date{Year: 1990, Month: 12, Day: 31})},
		{Number: 1, Case: "minor", Born: born(civil.Date{Year: 2012, Month: 5, Day: 5}, civil.Date{Year: 2012, Month: 5, Day: 5})},
		{Number: 2, Case: "disputed", Born: born(civil.Date{Year: 2008, Month: 1, Day: 1}, civil.Date{Year: 2008, Month: 12, Day: 31})},
	}
	l := newList(t, rows...)
	_, err := openCases(t, l, batch())
	require.NoError(t, err)
	for _, age := range []string{"adult", "minor", "disputed"} {
		require.Contains(t, l.opened[casework.Ref(age)][0].Facts, casework.Statement{Name: casework.FactAge, Value: age})
	}
}

// nowhere has no corridor at all.
type nowhere struct{}

func (nowhere) Get(string, int) (corridor.Corridor, error) {
	return corridor.Corridor{}, corridor.ErrNoCorridor
}

func (nowhere) Find(casework.Country, casework.Country, string, time.Time) (corridor.Corridor, error) {
	return corridor.Corridor{}, corridor.ErrNoCorridor
}

func TestAMissingCorridorIsForAPersonToMend(t *testing.T) {
	t.Parallel()
	l := newList(t, rowsOf(1)...)
	_, err := openWith(t, l, nowhere{}, batch())
	var application *temporal.ApplicationError
	require.ErrorAs(t, err, &application)
	require.Equal(t, string(fault.Invalid), application.Type())
	require.True(t, application.NonRetryable())
	require.Empty(t, l.opened)
}
