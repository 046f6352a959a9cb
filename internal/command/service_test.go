package command_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/seal"
)

var day = time.Date(2026, 3, 2, 1, 30, 0, 0, time.UTC)

// sender stands for the engine: it counts the commands and answers as the test sets it.
type sender struct {
	mu     sync.Mutex
	sent   map[casework.Key]int
	args   json.RawMessage
	answer func(ctx context.Context, key casework.Key) (json.RawMessage, error)
}

func (s *sender) Send(ctx context.Context, _ record.Target, _ string, key casework.Key, args json.RawMessage) (json.RawMessage, error) {
	s.mu.Lock()
	s.sent[key]++
	s.args = args
	answer := s.answer
	s.mu.Unlock()
	return answer(ctx, key)
}

func (s *sender) will(answer func(context.Context, casework.Key) (json.RawMessage, error)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answer = answer
}

func (s *sender) times() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, times := range s.sent {
		n += times
	}
	return n
}

func settles(context.Context, casework.Key) (json.RawMessage, error) {
	return json.RawMessage(`{"seq": 7}`), nil
}

func refuses(err error) func(context.Context, casework.Key) (json.RawMessage, error) {
	return func(context.Context, casework.Key) (json.RawMessage, error) { return nil, err }
}

type bench struct {
	*command.Service
	sender *sender
	store  *postgres.Store
	db     *pgtest.DB
	clock  atomic.Int64
}

func newBench(tb testing.TB) *bench {
	tb.Helper()
	b := &bench{db: pgtest.New(tb, postgres.Migrate), sender: &sender{sent: map[casework.Key]int{}, answer: settles}}
	b.clock.Store(day.UnixNano())
	now := func() time.Time { return time.Unix(0, b.clock.Load()).UTC() }
	open := func(dsn string, as principal.Principal) *postgres.Store {
		store, err := postgres.Open(postgres.Options{DSN: dsn, As: as, Box: seal.Clear{}, Now: now, NewRef: command.NewRef})
		require.NoError(tb, err)
		tb.Cleanup(func() { _ = store.Close() })
		return store
	}
	b.store = open(b.db.WorkerDSN, principal.Principal{Kind: principal.Worker})
	b.Service = &command.Service{Store: halves{b.store, open(b.db.APIDSN, principal.Principal{})}, Sender: b.sender, Now: now, NewRef: command.NewRef, Logger: slog.New(slog.DiscardHandler)}
	return b
}

// halves keeps what an officer asks for as the API does, and everything else as the worker.
type halves struct {
	*postgres.Store // the worker's

	front *postgres.Store
}

func (h halves) StoreCommand(ctx context.Context, n command.New) (command.Stored, bool, error) {
	a := n.Actor
	return h.front.StoreCommand(principal.With(ctx, principal.Principal{
		Kind: principal.Officer, Account: a.Account, Desk: a.Desk, Agency: a.Agency, Role: a.Role,
	}), n)
}

func (b *bench) later(d time.Duration) { b.clock.Add(int64(d)) }

func decide() command.Request {
	return command.Request{
		Key:    "3f0c-client-key",
		Actor:  casework.Actor{Account: "acc-1", Desk: "idn-consulate", Agency: "idn-mofa", Role: casework.RoleConsul},
		Target: record.Target{Kind: record.TargetCase, Ref: "case-a"},
		Name:   string(casework.KindDecide),
		Args:   casework.Command{Kind: casework.KindDecide, Task: "verify_nationality#1", Outcome: casework.Confirmed},
		Words:  record.Words{Text: "compared with the register"},
	}
}

func TestASettledCommandIsAnsweredAgainAndSentOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	first, err := b.Do(t.Context(), decide())
	require.NoError(t, err)
	require.Equal(t, record.CommandSettled, first.State)
	require.JSONEq(t, `{"seq":7}`, string(first.Answer))
	require.False(t, first.Repeated)
	again, err := b.Do(t.Context(), decide())
	require.NoError(t, err)
	require.True(t, again.Repeated)
	require.Equal(t, first.Key, again.Key)
	require.JSONEq(t, string(first.Answer), string(again.Answer))
	require.Equal(t, 1, b.sender.times())

	var sent casework.Command
	require.NoError(t, json.Unmarshal(b.sender.args, &sent))
	require.Equal(t, first.Key, sent.Key, "our key, not the client's")
	require.Equal(t, decide().Actor, sent.By)
	require.Equal(t, casework.Confirmed, sent.Outcome)
	require.NotContains(t, string(b.sender.args), "register", "words stay with the record")
	require.NotContains(t, string(sent.Key), "client")
}

func TestTheSameKeyWithAnotherRequest(t *testing.T) {
	t.Parallel()
	other, words, hashed, elsewhere := decide(), decide(), decide(), decide()
	other.Args = casework.Command{Kind: casework.KindDecide, Task: "verify_nationality#1", Outcome: casework.NotNational}
	words.Words.Text = "no, I have not"
	hashed.Hash = []byte("the bytes that came in")
	elsewhere.Target.Ref = "case-b"
	for name, r := range map[string]command.Request{
		"other arguments": other, "other words": words, "another hash": hashed, "another case": elsewhere,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			_, err := b.Do(t.Context(), decide())
			require.NoError(t, err)
			_, err = b.Do(t.Context(), r)
			require.Equal(t, fault.KeyReused, fault.CodeOf(err))
			require.Equal(t, 1, b.sender.times())

			r.Actor.Account = "acc-2"
			_, err = b.Do(t.Context(), r)
			require.NoError(t, err, "a key is its account's own")
		})
	}
}

func TestWhatCannotBeSettledNowIsPending(t *testing.T) {
	t.Parallel()
	for name, err := range map[string]error{
		"temporal is down": fault.New(fault.Unavailable, "down"), "rolling over": fault.New(fault.RollingOver, "wait"),
		"busy": fault.New(fault.Busy, "busy"), "nobody planned for it": errors.New("what"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t)
			b.sender.will(refuses(err))
			got, err := b.Do(t.Context(), decide())
			require.NoError(t, err)
			require.Equal(t, record.CommandPending, got.State)
			row, err := b.store.Command(t.Context(), got.Key)
			require.NoError(t, err)
			require.Equal(t, record.CommandPending, row.State)

			n, err := b.Sweep(t.Context())
			require.NoError(t, err)
			require.Zero(t, n)
			require.Equal(t, 1, b.sender.times(), "not yet: its sender may still be waiting")

			b.later(command.FirstAgain)
			n, err = b.Sweep(t.Context())
			require.NoError(t, err)
			require.Zero(t, n, "still down")
			b.sender.will(settles)
			b.later(2 * command.FirstAgain)
			n, err = b.Sweep(t.Context())
			require.NoError(t, err)
			require.Equal(t, 1, n)
			require.Equal(t, 3, b.sender.times())
			again, err := b.Do(t.Context(), decide())
			require.NoError(t, err)
			require.Equal(t, record.CommandSettled, again.State)
		})
	}
}

func TestDoWaitsNoLongerThanItSays(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.Wait = 50 * time.Millisecond
	b.sender.will(func(ctx context.Context, _ casework.Key) (json.RawMessage, error) {
		<-ctx.Done()
		return nil, fault.Wrap(ctx.Err(), fault.Busy, "not settled yet")
	})
	got, err := b.Do(t.Context(), decide())
	require.NoError(t, err)
	require.Equal(t, record.CommandPending, got.State)

	// A second request with the same key waits again, and may get the answer.
	b.sender.will(settles)
	got, err = b.Do(t.Context(), decide())
	require.NoError(t, err)
	require.Equal(t, record.CommandSettled, got.State)
	require.True(t, got.Repeated)
}

func TestASenderThatHangsUpStopsNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx, hangUp := context.WithCancel(t.Context())
	b.sender.will(func(sending context.Context, _ casework.Key) (json.RawMessage, error) {
		hangUp()
		require.NoError(t, sending.Err())
		return settles(sending, "")
	})
	got, err := b.Do(ctx, decide())
	require.NoError(t, err)
	require.Equal(t, record.CommandSettled, got.State)
}

func TestSomethingNewGetsOneReference(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	open := decide()
	open.Name, open.Target.Ref = string(casework.KindOpen), ""
	open.Args = casework.Command{Kind: casework.KindOpen}
	b.sender.will(refuses(fault.New(fault.Unavailable, "down")))
	first, err := b.Do(t.Context(), open)
	require.NoError(t, err)
	require.Len(t, first.Target.Ref, 16)
	b.sender.will(settles)
	again, err := b.Do(t.Context(), open)
	require.NoError(t, err)
	require.Equal(t, first.Target, again.Target)
	open.Key = "another"
	other, err := b.Do(t.Context(), open)
	require.NoError(t, err)
	require.NotEqual(t, first.Target, other.Target)
}

// unencodable is a command without a JSON encoding.
type unencodable struct{}

func (unencodable) Stamp(casework.Key, casework.Actor) any { return make(chan int) }

func TestARequestThatCannotBe(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	keyless, long, list := decide(), decide(), decide()
	keyless.Key = ""
	long.Key = string(make([]byte, command.MaxKey+1))
	list.Args = unencodable{}
	for name, tt := range map[string]struct {
		r    command.Request
		code fault.Code
	}{
		"no key": {keyless, fault.NoKey}, "a key that is too long": {long, fault.Invalid}, "no JSON": {list, fault.Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := b.Do(t.Context(), tt.r)
			require.Equal(t, tt.code, fault.CodeOf(err))
		})
	}
	require.Zero(t, b.sender.times())
}

func TestTwoSweepersSendEachOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.sender.will(refuses(fault.New(fault.Unavailable, "down")))
	const n = 20
	for i := range n {
		r := decide()
		r.Key = fmt.Sprintf("k%d", i)
		_, err := b.Do(t.Context(), r)
		require.NoError(t, err)
	}
	b.sender.will(settles)
	b.later(command.FirstAgain)
	var ended atomic.Int32
	var all sync.WaitGroup
	for range 3 {
		all.Go(func() {
			did, err := b.Sweep(context.WithoutCancel(t.Context()))
			if err == nil {
				ended.Add(int32(did))
			}
		})
	}
	all.Wait()
	require.Equal(t, int32(n), ended.Load())
	for key, times := range b.sender.sent {
		require.Equal(t, 2, times, "%s: once by its sender, once by a sweeper", key)
	}
}

func TestASweepRefusesWhatIsRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.sender.will(refuses(fault.New(fault.Unavailable, "down")))
	got, err := b.Do(t.Context(), decide())
	require.NoError(t, err)
	b.sender.will(refuses(fault.New(fault.Decided, "somebody else was first")))
	b.later(command.FirstAgain)
	n, err := b.Sweep(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, n)
	row, err := b.store.Command(t.Context(), got.Key)
	require.NoError(t, err)
	require.Equal(t, fault.Decided, row.Code)
	_, err = b.Do(t.Context(), decide())
	require.Equal(t, fault.Decided, fault.CodeOf(err))
}

func TestKeysTellAccountsApart(t *testing.T) {
	t.Parallel()
	a, err := command.KeyFor("acc-1", "k")
	require.NoError(t, err)
	b, err := command.KeyFor("acc-2", "k")
	require.NoError(t, err)
	c, err := command.KeyFor("acc-1k", "")
	require.Equal(t, fault.NoKey, fault.CodeOf(err))
	require.Empty(t, c)
	again, err := command.KeyFor("acc-1", "k")
	require.NoError(t, err)
	require.Equal(t, a, again)
	require.NotEqual(t, a, b)
	require.Regexp(t, `^[a-z2-7]{26}$`, string(a))
	one, two := command.NewRef(), command.NewRef()
	require.NotEqual(t, one, two)
	require.Regexp(t, `^[a-z2-7]{16}$`, string(one))
}
