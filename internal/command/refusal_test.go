package command_test

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/command"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
)

// A refusal has done nothing. It stays on record, and the key may carry out the request later, as it was or mended.
// From then on the key belongs to what was carried out.
func TestARefusalDoesNotBindTheKey(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.sender.will(refuses(fmt.Errorf("send decide: %w", fault.New(fault.GateClosed, "a gate is closed").With([]string{"G03"}))))
	mended := decide()
	mended.Hash = []byte("with another outcome")
	for _, r := range []command.Request{decide(), decide(), mended} {
		_, err := b.Do(t.Context(), r)
		require.Equal(t, fault.GateClosed, fault.CodeOf(err))
		require.Equal(t, "a gate is closed", fault.MessageOf(err))
		raw, err := json.Marshal(fault.DetailsOf(err))
		require.NoError(t, err)
		require.JSONEq(t, `["G03"]`, string(raw))
	}
	require.Equal(t, 3, b.sender.times())
	all, err := b.store.Commands(t.Context(), record.CommandFilter{State: record.CommandRefused})
	require.NoError(t, err)
	require.Len(t, all.Rows, 3)
	require.Equal(t, decide().Actor, all.Rows[0].Actor)
	require.Equal(t, fault.GateClosed, all.Rows[0].Code)

	b.sender.will(settles) // the gate opens
	done, err := b.Do(t.Context(), mended)
	require.NoError(t, err)
	require.False(t, done.Repeated)
	for range 2 {
		again, err := b.Do(t.Context(), mended)
		require.NoError(t, err)
		require.True(t, again.Repeated)
		require.Equal(t, done.Key, again.Key)
	}
	require.Equal(t, 4, b.sender.times(), "carried out once")
	_, err = b.Do(t.Context(), decide())
	require.Equal(t, fault.KeyReused, fault.CodeOf(err))
	first, err := command.KeyFor(decide().Actor.Account, decide().Key)
	require.NoError(t, err)
	row, err := b.store.Command(t.Context(), first)
	require.NoError(t, err)
	require.Equal(t, record.CommandSettled, row.State, "who asks by the key finds what was carried out")
}

// Many send the same request at once after a refusal: one command takes its place.
func TestAfterARefusalOneCommandTakesItsPlace(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.sender.will(refuses(fault.New(fault.Stale, "it has changed")))
	_, err := b.Do(t.Context(), decide())
	require.Equal(t, fault.Stale, fault.CodeOf(err))
	b.sender.will(settles)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() { _, _ = b.Do(context.WithoutCancel(t.Context()), decide()) })
	}
	all.Wait()
	settled, err := b.store.Commands(t.Context(), record.CommandFilter{})
	require.NoError(t, err)
	require.Len(t, settled.Rows, 2)
	require.ElementsMatch(t, []record.CommandState{record.CommandSettled, record.CommandRefused}, []record.CommandState{settled.Rows[0].State, settled.Rows[1].State})
}

// A refusal whose command was carried out after all, because its answer came late, is what the key belongs to.
func TestACommandThatWasCarriedOutAfterARefusalBindsTheKey(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.sender.will(refuses(fault.New(fault.Unavailable, "the answer is lost")))
	got, err := b.Do(t.Context(), decide())
	require.NoError(t, err)
	require.Equal(t, record.CommandPending, got.State)
	b.sender.will(settles)
	again, err := b.Do(t.Context(), decide())
	require.NoError(t, err)
	require.Equal(t, got.Key, again.Key, "a command that is not settled is sent with its own key, so that it is carried out once")
}
