package changedb_test

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
)

func pending(key casework.Key, at time.Time) command.New {
	return command.New{
		Key: key, Actor: dbtest.Screener(), Target: dbtest.OfCase("case-a"), Name: "decide", Args: json.RawMessage(`{"kind":"decide"}`), Hash: dbtest.Zeros(),
		At: at, NextAt: at.Add(10 * time.Second),
	}
}

func TestACommandIsStoredOnce(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	stored, fresh, err := w.StoreCommand(t.Context(), pending("k1", dbtest.Day))
	require.NoError(t, err)
	require.True(t, fresh)
	require.Equal(t, record.CommandPending, stored.State)
	other := pending("k1", dbtest.Day.Add(time.Hour))
	other.Name = "claim"
	again, fresh, err := w.StoreCommand(t.Context(), other)
	require.NoError(t, err)
	require.False(t, fresh)
	require.Equal(t, "decide", again.Name)
	require.Equal(t, dbtest.Day, again.CreatedAt)
	require.JSONEq(t, `{"kind":"decide"}`, string(again.Args))
}

func TestACommandEndsOnce(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	for _, key := range []casework.Key{"settled", "refused"} {
		_, _, err := w.StoreCommand(t.Context(), pending(key, dbtest.Day))
		require.NoError(t, err)
	}
	settled, err := w.SettleCommand(t.Context(), "settled", json.RawMessage(`{"seq":7}`))
	require.NoError(t, err)
	require.Equal(t, record.CommandSettled, settled.State)
	settled, err = w.RefuseCommand(t.Context(), "settled", fault.Conflict, "too late", nil)
	require.NoError(t, err)
	require.Equal(t, record.CommandSettled, settled.State, "what is settled cannot be refused")

	refused, err := w.RefuseCommand(t.Context(), "refused", fault.GateClosed, "closed", json.RawMessage(`[{"gate":"G03"}]`))
	require.NoError(t, err)
	require.Equal(t, record.CommandRefused, refused.State)
	refused, err = w.SettleCommand(t.Context(), "refused", json.RawMessage(`{"seq":8}`))
	require.NoError(t, err)
	require.Equal(t, fault.GateClosed, refused.Code)
	require.JSONEq(t, `[{"gate":"G03"}]`, string(refused.Details))
	require.Equal(t, dbtest.Screener(), refused.Actor, "a refusal stays, with who was refused, when and why")
	require.Equal(t, dbtest.Day, *refused.EndedAt)

	_, err = w.SettleCommand(t.Context(), "nobody's", json.RawMessage(`{}`))
	require.Equal(t, fault.NotFound, fault.CodeOf(err))
}

// A refusal that is stored before the change must not contradict the record.
func TestAChangeSettlesEvenWhatWasRefusedInHaste(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	first, clocks := dbtest.Opened("case-a")
	w.Stored(t, first.Key, dbtest.OfCase("case-a"), "open", casework.Command{}, record.Words{Text: "told"})
	_, err := w.RefuseCommand(t.Context(), first.Key, fault.Conflict, "too late", nil)
	require.NoError(t, err)
	w.Write(t, first, clocks...)
	row, err := w.Command(t.Context(), first.Key)
	require.NoError(t, err)
	require.Equal(t, record.CommandSettled, row.State)
	line, err := w.Timeline(t.Context(), record.TimelineFilter{Case: "case-a"})
	require.NoError(t, err)
	require.Equal(t, "told", line.Rows[0].Words)
}

func TestTwoSweepersNeverTakeTheSame(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	const n = 40
	for i := range n {
		_, _, err := w.StoreCommand(t.Context(), pending(casework.Key(fmt.Sprintf("k%02d", i)), dbtest.Day))
		require.NoError(t, err)
	}
	early, err := w.TakePending(t.Context(), n, 10*time.Second, time.Minute)
	require.NoError(t, err)
	require.Empty(t, early, "whoever stored them is still waiting")

	w.Set(dbtest.Day.Add(10 * time.Second))
	var mu sync.Mutex
	var all sync.WaitGroup
	taken := map[casework.Key]int{}
	for range 4 {
		all.Go(func() {
			for {
				got, err := w.TakePending(context.Background(), 7, 10*time.Second, time.Minute)
				if err != nil || len(got) == 0 {
					return
				}
				mu.Lock()
				for _, c := range got {
					taken[c.Key]++
				}
				mu.Unlock()
			}
		})
	}
	all.Wait()
	require.Len(t, taken, n)
	for key, times := range taken {
		require.Equal(t, 1, times, key)
	}
}

func TestACommandIsPutOffLongerEachTime(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	_, _, err := w.StoreCommand(t.Context(), pending("k1", dbtest.Day))
	require.NoError(t, err)
	now := dbtest.Day.Add(10 * time.Second)
	for i, wait := range []time.Duration{10 * time.Second, 20 * time.Second, 40 * time.Second, time.Minute, time.Minute} {
		w.Set(now)
		got, err := w.TakePending(t.Context(), 9, 10*time.Second, time.Minute)
		require.NoError(t, err)
		require.Len(t, got, 1)
		require.Equal(t, i+2, got[0].Attempts)
		now = now.Add(wait - time.Millisecond)
		w.Set(now)
		got, err = w.TakePending(t.Context(), 9, 10*time.Second, time.Minute)
		require.NoError(t, err)
		require.Empty(t, got)
		now = now.Add(time.Millisecond)
	}
}

func TestCommandsAreListed(t *testing.T) {
	t.Parallel()
	w := dbtest.New(t)
	for i := range 8 {
		n := pending(casework.Key(fmt.Sprintf("k%d", i)), dbtest.Day.Add(time.Duration(i/2)*time.Minute))
		if i%2 == 1 {
			n.Actor.Account = "acc-other"
		}
		_, _, err := w.StoreCommand(t.Context(), n)
		require.NoError(t, err)
	}
	read := func(f record.CommandFilter) []record.CommandRow {
		return dbtest.Pages(t, func(p record.Page) ([]record.CommandRow, *record.Cursor, error) {
			f.Page = p
			got, err := w.Commands(t.Context(), f)
			return got.Rows, got.Next, err
		})
	}
	all := read(record.CommandFilter{Target: dbtest.OfCase("case-a"), State: record.CommandPending})
	require.Len(t, all, 8)
	require.Equal(t, casework.Key("k7"), all[0].Key)
	require.Len(t, read(record.CommandFilter{Account: "acc-other"}), 4)
	require.Empty(t, read(record.CommandFilter{Target: dbtest.OfCase("case-b")}))
}
