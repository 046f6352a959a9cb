// Package operation_test runs an operation on the real stack: PostgreSQL, the Temporal server
// and the worker, without HTTP. It stops the worker and the server in the middle, and loses nothing.
package operation_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"

	"example.org/homeward/activities"
	"example.org/homeward/corridors"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/civil"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/corridor"
	"example.org/homeward/internal/devstack"
	"example.org/homeward/internal/engine"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/operation"
	"example.org/homeward/internal/postgres"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/roster"
	"example.org/homeward/internal/roster/sample"
	"example.org/homeward/internal/seal"
	"example.org/homeward/internal/seal/sealtest"
	"example.org/homeward/test/histories"
	"example.org/homeward/worker"
	"example.org/homeward/workflows"
)

// release names the histories that this test records; see package histories.
const release = "0.1"

// site is the stack with everything but HTTP.
type site struct {
	testing.TB

	stack    *devstack.Stack
	store    *postgres.Store // the worker's
	front    *postgres.Store // the API's
	engine   *engine.Engine
	box      seal.Box
	codec    *engine.Codec
	book     *corridor.Set
	commands *command.Service // the API's
	sweeping *command.Service // the worker's
}

func build(tb testing.TB) *site {
	tb.Helper()
	project, err := devstack.ProjectDir(".")
	require.NoError(tb, err)
	s := &site{TB: tb, box: sealtest.New(tb)}
	s.stack, err = devstack.Up(tb.Context(), devstack.Options{Project: project, Throwaway: true, Progress: tb.Output()})
	require.NoError(tb, err)
	tb.Cleanup(func() { _ = s.stack.Down() })
	require.NoError(tb, postgres.Migrate(tb.Context(), s.stack.DSN()))
	s.store = s.open(devstack.Worker, principal.Principal{Kind: principal.Worker})
	s.front = s.open(devstack.API, as(lead()))
	s.book, err = corridor.Load(corridors.Files())
	require.NoError(tb, err)
	s.codec = engine.NewCodec(s.box, s.stack.Temporal.Namespace())
	s.engine, err = engine.Dial(tb.Context(), engine.Config{
		Options: client.Options{HostPort: s.stack.Temporal.Address(), Namespace: s.stack.Temporal.Namespace()}, Identity: "homeward-test", Codec: s.codec, Logger: slog.New(slog.NewTextHandler(tb.Output(), &slog.HandlerOptions{Level: slog.LevelError})),
	})
	require.NoError(tb, err)
	tb.Cleanup(s.engine.Close)
	s.commands = &command.Service{
		Store: s.front, Sender: s.engine, Now: time.Now, NewRef: command.NewRef, Wait: 8 * time.Second, Logger: slog.New(slog.DiscardHandler),
	}
	s.sweeping = &command.Service{
		Store: s.store, Sender: s.engine, Now: time.Now, NewRef: command.NewRef, Wait: 8 * time.Second, Logger: slog.New(slog.DiscardHandler),
	}
	return s
}

func (s *site) open(role devstack.Role, as principal.Principal) *postgres.Store {
	s.Helper()
	store, err := postgres.Open(postgres.Options{DSN: s.stack.RoleDSN(role), As: as, Box: s.box, Now: time.Now, NewRef: command.NewRef})
	require.NoError(s, err)
	s.Cleanup(func() { _ = store.Close() })
	return store
}

// work starts a worker; the function that it gives stops it and waits for its end.
func (s *site) work() func() {
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		err := worker.Run(ctx, s.engine.Client(), worker.Parts{
			Cases:      &activities.Cases{Record: s.store, Clocks: s.book},
			Undo:       &activities.Undo{Movements: s.engine},
			Movements:  &activities.Movements{Record: s.store},
			Passengers: &activities.Passengers{Cases: s.engine},
			Intake:     &activities.Intake{Operations: s.store, Corridors: s.book, Cases: s.engine, Now: time.Now},
			Sweeper:    &activities.Sweeper{Commands: s.sweeping, Outbox: s.store, Courier: noCourier{}, Unread: s.store, Offices: s.book},
		}, worker.Options{StopWithin: 5 * time.Second})
		if err != nil {
			s.Errorf("the worker ended by itself: %v", err)
		}
	})
	return func() { cancel(); running.Wait() }
}

// noCourier delivers no notices.
type noCourier struct{}

func (noCourier) Deliver(context.Context, record.Notice) error { return nil }

func lead() casework.Actor {
	return casework.Actor{Account: "lead", Desk: "tha-coordination", Agency: "tha-social", Role: casework.RoleOperationLead}
}

// second is another person, who may sit at the same desk.
func second() casework.Actor {
	return casework.Actor{Account: "second", Desk: "tha-coordination", Agency: "tha-social", Role: casework.RoleCoordinator}
}

func as(a casework.Actor) principal.Principal {
	return principal.Principal{Kind: principal.Officer, Account: a.Account, Desk: a.Desk, Agency: a.Agency, Role: a.Role, Country: "THA"}
}

// do returns a command that must not be refused.
func (s *site) do(key string, target record.Target, name operation.Kind, args command.Args) command.Result {
	s.Helper()
	return s.doAs(lead(), key, target, name, args)
}

func (s *site) doAs(who casework.Actor, key string, target record.Target, name operation.Kind, args command.Args) command.Result {
	s.Helper()
	result, err := s.commands.Do(principal.With(s.Context(), as(who)), command.Request{Key: key, Actor: who, Target: target, Name: string(name), Args: args})
	require.NoError(s, err)
	return result
}

func (s *site) upload(operationRef casework.Ref, key string) casework.Ref {
	s.Helper()
	file, err := sample.Files().Open("custodian.csv")
	require.NoError(s, err)
	defer file.Close() //nolint:errcheck // it is only read
	var day civil.Date
	require.NoError(s, day.UnmarshalText([]byte(sample.AsOf)))
	content, err := roster.Read(s.Context(), file, "custodian.csv", roster.Options{AsOf: day})
	require.NoError(s, err)
	saved, err := s.front.SaveList(s.Context(), record.List{
		Ref: command.NewRef(), Operation: operationRef, Name: "custodian.csv", Author: "custodian", Hash: hash(key), At: time.Now(), By: lead(), Key: casework.Key(key),
	}, content)
	require.NoError(s, err)
	return saved.Ref
}

// hash stands for the file's.
func hash(key string) string {
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:])
}

func (s *site) eventually(what string, so func() bool) {
	s.Helper()
	begun := time.Now()
	require.Eventually(s, so, 90*time.Second, 100*time.Millisecond, what)
	s.Logf("%s after %s", what, time.Since(begun).Round(time.Millisecond))
}

func (s *site) cases(of casework.Ref) []record.CaseSummary {
	s.Helper()
	var all []record.CaseSummary
	for page := (record.Page{Limit: 200}); ; {
		found, err := s.store.Cases(s.Context(), record.CaseFilter{Operation: of, Page: page})
		require.NoError(s, err)
		all = append(all, found.Rows...)
		if found.Next == nil {
			return all
		}
		page.After = found.Next
	}
}

func (s *site) list(ref casework.Ref) record.ListSummary {
	s.Helper()
	list, err := s.store.List(s.Context(), ref)
	require.NoError(s, err)
	return list
}

func TestAnOperationFromItsListToItsEnd(t *testing.T) {
	t.Parallel()
	s := build(t)
	stop := s.work()
	defer func() { stop() }()

	opened := s.do("open", record.Target{Kind: record.TargetOperation}, operation.KindOpen, operation.Command{Kind: operation.KindOpen, Host: "THA", Custodian: "bgf"})
	require.Equal(t, record.CommandSettled, opened.State)
	target, ref := opened.Target, opened.Target.Ref
	list := s.upload(ref, "list")

	// One officer proposes; the operation is rolled over while the list waits; another officer approves. Then
	// the worker is stopped while the cases are being opened, and another worker continues.
	look := activities.PreviewListInput{Operation: ref, List: list, Host: "THA", Custodian: "bgf"}
	seen, err := (&activities.Intake{Operations: s.store, Corridors: s.book, Now: time.Now}).PreviewList(t.Context(), look)
	require.NoError(t, err)
	proposed := s.do("confirm", target, operation.KindConfirmList, operation.Command{Kind: operation.KindConfirmList, List: list, Fingerprint: seen.Fingerprint})
	require.NoError(t, s.engine.RollOver(t.Context(), time.Now(), func(int) {}))
	approval := operation.Command{Kind: operation.KindApproveList, List: list, Fingerprint: seen.Fingerprint}
	confirmed := s.doAs(second(), "approve", target, operation.KindApproveList, approval)
	stop()
	stop = s.work()
	s.eventually("every case is open", func() bool { return s.list(list).State == record.ListOpened })
	summary := s.list(list)
	require.Equal(t, 104, summary.Readable)
	require.Equal(t, summary.Readable, summary.Opened)
	s.eventually("every case is on record, once", func() bool { return len(s.cases(ref)) == summary.Readable })

	// Sent again, both are answered as the first time.
	again := s.do("confirm", target, operation.KindConfirmList, operation.Command{Kind: operation.KindConfirmList, List: list, Fingerprint: seen.Fingerprint})
	require.True(t, again.Repeated)
	require.JSONEq(t, string(proposed.Answer), string(again.Answer))
	again = s.doAs(second(), "approve", target, operation.KindApproveList, approval)
	require.True(t, again.Repeated)
	require.JSONEq(t, string(confirmed.Answer), string(again.Answer))
	var answer operation.Answer
	require.NoError(t, json.Unmarshal(again.Answer, &answer))
	require.Equal(t, summary.Readable, answer.Cases)

	// A pause reaches every case, and so does its end; in between everything is rolled over.
	s.do("pause", target, operation.KindPause, operation.Command{Kind: operation.KindPause, Cause: casework.CauseOperation})
	s.eventually("every case stands still", func() bool {
		for _, c := range s.cases(ref) {
			if c.Paused == nil {
				return false
			}
		}
		return true
	})
	require.NoError(t, s.engine.RollOver(t.Context(), time.Now(), func(int) {}))
	s.do("resume", target, operation.KindResume, operation.Command{Kind: operation.KindResume})
	waits, err := s.store.Operation(t.Context(), ref)
	require.NoError(t, err)
	require.Equal(t, operation.Paused, waits.State, "many cases go on when a second person agrees")
	s.doAs(second(), "agree", target, operation.KindAgreeResume, operation.Command{Kind: operation.KindAgreeResume, Digest: waits.Resume.Digest})
	s.eventually("every case goes on", func() bool {
		for _, c := range s.cases(ref) {
			if c.Paused != nil {
				return false
			}
		}
		return true
	})

	// A key that was settled before the roll-over is still known to the workflow itself.
	key, err := command.KeyFor(second().Account, "approve")
	require.NoError(t, err)
	args, err := json.Marshal(operation.Command{Key: key, Kind: operation.KindApproveList, By: second(), List: list, Fingerprint: seen.Fingerprint})
	require.NoError(t, err)
	raw, err := s.engine.Send(t.Context(), target, string(operation.KindApproveList), key, args)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(raw, &answer))
	require.True(t, answer.Repeated)

	// While Temporal is down a command waits on record, and it is settled afterwards without another request.
	s.stack.Temporal.Kill()
	s.commands.Wait = time.Second
	var closing command.Result
	s.eventually("the close is taken in", func() bool {
		closing, err = s.commands.Do(t.Context(), command.Request{
			Key: "close", Actor: lead(), Target: target, Name: string(operation.KindClose), Args: operation.Command{Kind: operation.KindClose},
		})
		return err == nil
	})
	require.Equal(t, record.CommandPending, closing.State)
	s.commands.Wait = 8 * time.Second
	require.NoError(t, s.stack.Temporal.Start(t.Context()))
	s.eventually("the close is settled by the sweep", func() bool {
		row, err := s.store.Command(t.Context(), closing.Key)
		require.NoError(t, err)
		return row.State == record.CommandSettled
	})
	_, err = s.commands.Do(t.Context(), command.Request{
		Key: "late", Actor: lead(), Target: target, Name: string(operation.KindConfirmList), Args: operation.Command{Kind: operation.KindConfirmList, List: list},
	})
	require.Equal(t, fault.Conflict, fault.CodeOf(err))

	histories.Record(t, s.engine.Client(), s.codec, workflows.RescueID(ref), release, "operation")
	histories.Record(t, s.engine.Client(), s.codec, workflows.CaseID(s.cases(ref)[0].Ref), release, "case-opened-by-list")
}
