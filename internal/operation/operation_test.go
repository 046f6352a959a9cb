package operation_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/roster/birth"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// after returns the operation after the commands, each of which must be accepted.
func after(tb testing.TB, commands ...operation.Command) operation.Operation {
	tb.Helper()
	o := operation.Operation{Ref: "op"}
	for i, cmd := range commands {
		if cmd.Key == "" {
			cmd.Key = casework.Key(fmt.Sprintf("k%d", i))
		}
		cmd.At = noon
		if cmd.Preview == nil {
			cmd.Preview = &operation.Preview{Opens: 8, Alone: 10, Fingerprint: "now"}
		}
		if cmd.Reach == nil {
			cmd.Reach = &operation.Reach{Cases: 8, Alone: 10}
		}
		change, _, err := operation.Accept(o, cmd)
		require.NoError(tb, err)
		o = o.Take(change, operation.Recorded{Rows: 250})
	}
	return o
}

func open() operation.Command {
	return operation.Command{Kind: operation.KindOpen, Host: "THA", Custodian: "bgf"}
}

func confirm(list casework.Ref) operation.Command {
	return operation.Command{Kind: operation.KindConfirmList, List: list}
}

func pause() operation.Command {
	return operation.Command{Kind: operation.KindPause, Cause: casework.CauseOperation}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	only := func(kind operation.Kind) operation.Command { return operation.Command{Kind: kind} }
	cases := map[string]struct {
		before []operation.Command
		cmd    operation.Command
		want   fault.Code
	}{
		"opened twice":            {[]operation.Command{open()}, open(), fault.Conflict},
		"no host":                 {nil, only(operation.KindOpen), fault.Invalid},
		"unknown custodian":       {nil, operation.Command{Kind: operation.KindOpen, Host: "THA", Custodian: "boss"}, fault.Invalid},
		"not opened":              {nil, confirm("l"), fault.NotFound},
		"no list":                 {[]operation.Command{open()}, confirm(""), fault.Invalid},
		"list twice":              {[]operation.Command{open(), confirm("l")}, confirm("l"), fault.Conflict},
		"pause without cause":     {[]operation.Command{open()}, only(operation.KindPause), fault.Invalid},
		"paused twice":            {[]operation.Command{open(), pause()}, pause(), fault.Conflict},
		"resumed while running":   {[]operation.Command{open()}, only(operation.KindResume), fault.Conflict},
		"closed over open jobs":   {[]operation.Command{open(), confirm("l")}, only(operation.KindClose), fault.Conflict},
		"list after close":        {[]operation.Command{open(), only(operation.KindClose)}, confirm("l"), fault.Conflict},
		"end of an unknown job":   {[]operation.Command{open()}, only(operation.KindListOpened), fault.Conflict},
		"unknown kind of command": {[]operation.Command{open()}, only("dance"), fault.Invalid},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := after(t, tc.before...)
			tc.cmd.Key = "new"
			_, _, err := operation.Accept(o, tc.cmd)
			require.Equal(t, tc.want, fault.CodeOf(err))
			require.Equal(t, tc.want, fault.CodeOf(o.Check(tc.cmd)))
		})
	}
	_, _, err := operation.Accept(operation.Operation{}, open())
	require.Equal(t, fault.Invalid, fault.CodeOf(err), "a command without a key")
}

func TestAConfirmedListBecomesAJobOfItsRows(t *testing.T) {
	t.Parallel()
	o := after(t, open(), confirm("l"))
	place, work := o.Job()
	require.True(t, work)
	require.Equal(t, operation.OpenCases, o.Jobs[place].Kind)
	require.Equal(t, 250, o.Jobs[place].Rows)
	o = o.Moved(place, 100, "")
	require.Equal(t, 100, o.Jobs[place].Next)

	key := o.Jobs[place].Key
	change, _, err := operation.Accept(o, operation.Command{Key: key, Kind: operation.KindListOpened, At: noon})
	require.NoError(t, err)
	o = o.Take(change, operation.Recorded{})
	_, work = o.Job()
	require.False(t, work)
	require.Equal(t, []casework.Ref{"l"}, o.Lists)
}

func TestAPausedOperationTellsItsCasesAndOpensNone(t *testing.T) {
	t.Parallel()
	o := after(t, open(), confirm("l"), pause())
	place, work := o.Job()
	require.True(t, work)
	require.Equal(t, operation.TellCases, o.Jobs[place].Kind)
	require.Equal(t, casework.EventPaused, o.Jobs[place].Event)

	change, _, err := operation.Accept(o, operation.Command{Key: o.Jobs[place].Key, Kind: operation.KindCasesTold, At: noon})
	require.NoError(t, err)
	o = o.Take(change, operation.Recorded{})
	_, work = o.Job()
	require.False(t, work, "no case is opened while the operation stands still")

	change, _, err = operation.Accept(o, operation.Command{Key: "resume", Kind: operation.KindResume, At: noon, Reach: &operation.Reach{}})
	require.NoError(t, err)
	o = o.Take(change, operation.Recorded{})
	require.Equal(t, operation.Running, o.State)
	require.Len(t, o.Jobs, 2)
	require.Equal(t, casework.EventResumed, o.Jobs[1].Event)
	require.Equal(t, casework.CauseOperation, o.Jobs[1].Cause, "the pause that ends is named")
}

func TestAcceptLeavesTheOldOperationAlone(t *testing.T) {
	t.Parallel()
	o := after(t, open(), confirm("l"))
	before, err := json.Marshal(o)
	require.NoError(t, err)
	change, _, err := operation.Accept(o, operation.Command{Key: "p", Kind: operation.KindPause, Cause: casework.CauseCourt, At: noon})
	require.NoError(t, err)
	next := o.Take(change, operation.Recorded{})
	next = next.Moved(0, 7, "x")
	require.Equal(t, 7, next.Jobs[0].Next)
	now, err := json.Marshal(o)
	require.NoError(t, err)
	require.JSONEq(t, string(before), string(now))
}

// For any commands: the state depends only on the accepted commands, numbers grow by one, a key is known
// for the next 200 commands, and the state survives encoding as JSON.
func TestPropertiesOfAnyHistory(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		o := operation.Operation{Ref: "op"}
		var accepted []operation.Change
		kinds := append(operation.UpdateKinds(), operation.KindOpen, operation.KindListOpened, operation.KindCasesTold)
		for i := range rapid.IntRange(1, 40).Draw(t, "commands") {
			cmd := operation.Command{
				Key: casework.Key(fmt.Sprintf("k%d", i)), Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), At: noon.Add(time.Duration(i) * time.Hour),
				Host: "THA", List: casework.Ref(rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "list")), Cause: casework.CauseSecurity,
			}
			if len(o.Jobs) > 0 && rapid.Bool().Draw(t, "own") {
				cmd.Key = o.Jobs[rapid.IntRange(0, len(o.Jobs)-1).Draw(t, "job")].Key
			}
			change, _, err := operation.Accept(o, cmd)
			if err != nil {
				continue
			}
			require.Equal(t, o.Seq+1, change.Seq)
			require.Empty(t, change.Next.Settled)
			accepted = append(accepted, change)
			o = o.Take(change, operation.Recorded{Rows: 3})
			_, known := o.Known(cmd.Key)
			require.True(t, known)
			require.NoError(t, o.Check(cmd), "a repeat is let through to hear its answer")
		}
		again := operation.Operation{Ref: "op"}
		for _, change := range accepted {
			again = again.Take(change, operation.Recorded{Rows: 3})
		}
		require.Equal(t, o, again)
		carried, err := json.Marshal(o)
		require.NoError(t, err)
		var back operation.Operation
		require.NoError(t, json.Unmarshal(carried, &back))
		text, err := json.Marshal(back)
		require.NoError(t, err)
		require.JSONEq(t, string(carried), string(text))
	})
}

func TestOldKeysAreForgottenFirst(t *testing.T) {
	t.Parallel()
	o := after(t, open())
	for i := range 150 {
		for _, cmd := range []operation.Command{pause(), {Kind: operation.KindResume, Reach: &operation.Reach{}}} {
			cmd.Key, cmd.At = casework.Key(fmt.Sprintf("%s-%d", cmd.Kind, i)), noon
			change, _, err := operation.Accept(o, cmd)
			require.NoError(t, err)
			o = o.Take(change, operation.Recorded{})
		}
	}
	require.Len(t, o.Settled, 200)
	_, known := o.Known("k0")
	require.False(t, known)
	_, known = o.Known("resume-149")
	require.True(t, known)
}

func TestAge(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 1, 3, 0, 0, 0, time.UTC) // still 28 February where the day begins last
	day := func(y, m, d int) birth.Reading {
		date := civil.Date{Year: y, Month: time.Month(m), Day: d}
		return birth.Reading{From: date, To: date}
	}
	cases := map[string]struct {
		readings []birth.Reading
		want     string
	}{
		"clearly grown up":             {[]birth.Reading{day(1990, 1, 1)}, "adult"},
		"clearly a child":              {[]birth.Reading{day(2012, 1, 1)}, "minor"},
		"eighteen today, in the east":  {[]birth.Reading{day(2008, 3, 1)}, "minor"},
		"eighteen yesterday":           {[]birth.Reading{day(2008, 2, 28)}, "adult"},
		"the year only":                {[]birth.Reading{{From: civil.Date{Year: 2008, Month: 1, Day: 1}, To: civil.Date{Year: 2008, Month: 12, Day: 31}}}, "disputed"},
		"day and month may be swapped": {[]birth.Reading{day(2008, 1, 4), day(2008, 4, 1)}, "disputed"},
		"nobody knows":                 {nil, "disputed"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			row := operation.Row{Born: birth.Date{Readings: tc.readings}}
			require.Equal(t, tc.want, row.Age(at))
		})
	}
}
