package officedb_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/principal"
	"example.org/homeward/internal/record"
)

// colleague is another officer of the desk.
func colleague() casework.Actor {
	by := dbtest.Screener()
	by.Account = "acc-second"
	return by
}

// engine counts the commands that reach a case.
type engine struct {
	mu   sync.Mutex
	sent map[record.Target]int
}

func (e *engine) Send(_ context.Context, to record.Target, _ string, _ casework.Key, _ json.RawMessage) (json.RawMessage, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.sent[to]++
	return json.RawMessage(`{"seq": 2}`), nil
}

// requestOf is the decision about a case, as the officer who proposes sends it.
func requestOf(ref casework.Ref) command.Request {
	return command.Request{
		Key: "key of " + string(ref), Actor: dbtest.Screener(), Target: dbtest.OfCase(ref), Name: string(casework.KindDecide), Hash: []byte("as it was sent"),
		Args: casework.Command{Kind: casework.KindDecide, Task: "screening#1", Version: 1, Outcome: casework.Refer}, Words: record.Words{Text: "seen twice"},
	}
}

// proposed stores cases and a batch of one decision for each, with the commands that the agreement stores.
func proposed(t *testing.T, w *dbtest.Env, refs ...casework.Ref) map[int]command.New {
	t.Helper()
	b := record.Batch{Ref: "batch-1", By: dbtest.Screener(), At: dbtest.Day, Until: dbtest.Day.Add(48 * time.Hour), Alone: 2, Digest: strings.Repeat("ab", 32)}
	send := map[int]command.New{}
	for i, ref := range refs {
		c, clocks := dbtest.Opened(ref)
		w.Write(t, c, clocks...)
		r := requestOf(ref)
		b.Items = append(b.Items, record.BatchItem{
			Case: ref, Task: "screening#1", Version: 1, Outcome: casework.Refer, Body: record.BatchBody{Key: r.Key, Decision: json.RawMessage(`{}`)},
		})
		made, err := r.New(dbtest.Day, 1)
		require.NoError(t, err)
		send[i] = made
	}
	require.NoError(t, w.ProposeBatch(t.Context(), b))
	return send
}

func agreement() record.BatchAnswer {
	return record.BatchAnswer{Ref: "batch-1", State: record.BatchAgreed, By: colleague(), At: dbtest.Day}
}

// The process that stored an agreement dies before it sends the first decision, or after one. Without another request,
// each decision is carried out, and each once; until then the desk finds the batch in its list.
func TestAnAgreementIsCarriedOutOnceWhenItsProcessDies(t *testing.T) {
	t.Parallel()
	refs := []casework.Ref{"case-a", "case-b", "case-c"}
	for name, before := range map[string]int{"before the first": 0, "in the middle": 1} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, e := dbtest.New(t), &engine{sent: map[record.Target]int{}}
			send := proposed(t, w, refs...)
			require.NoError(t, w.AnswerBatch(t.Context(), agreement(), send))
			front := &command.Service{Store: asOfficer{w}, Sender: e, Now: func() time.Time { return dbtest.Day }, NewRef: command.NewRef, Logger: slog.New(slog.DiscardHandler)}
			for _, ref := range refs[:before] {
				answered, err := front.Do(t.Context(), requestOf(ref))
				require.NoError(t, err)
				require.Equal(t, record.CommandSettled, answered.State)
				require.True(t, answered.Repeated, "it is the command that was stored with the agreement")
			}
			require.Equal(t, len(refs)-before, listed(t, w)[0].Pending)

			worker := &command.Service{Store: w.Store, Sender: e, Now: front.Now, NewRef: command.NewRef, Logger: front.Logger}
			w.Set(dbtest.Day.Add(command.FirstAgain))
			for range 2 {
				_, err := worker.Sweep(t.Context())
				require.NoError(t, err)
			}
			require.Equal(t, map[record.Target]int{dbtest.OfCase("case-a"): 1, dbtest.OfCase("case-b"): 1, dbtest.OfCase("case-c"): 1}, e.sent)
			require.Equal(t, 3, w.Count(t, `app.commands where state = 'settled' and account = 'acc-screener'`))
			require.Empty(t, listed(t, w), "it is carried out")
		})
	}
}

// asOfficer keeps commands as the API does.
type asOfficer struct{ *dbtest.Env }

func (a asOfficer) StoreCommand(ctx context.Context, n command.New) (command.Stored, bool, error) {
	return a.Env.StoreCommand(ctx, n)
}

// listed are the batches that a colleague finds a day later.
func listed(t *testing.T, w *dbtest.Env) []record.Batch {
	t.Helper()
	found, err := w.Front.Batches(principal.With(t.Context(), dbtest.Officer(colleague(), "THA")), record.BatchFilter{WaitsAt: dbtest.Day.Add(24 * time.Hour)})
	require.NoError(t, err)
	return found.Rows
}

// The second person stores exactly the commands of the batch, in the name of its officer. With any other command the
// agreement is not stored either.
func TestAnAgreementStoresNoOtherCommand(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(n *command.New){
		"in the name of another officer": func(n *command.New) { n.Actor.Account = "acc-third" },
		"in another role":                func(n *command.New) { n.Actor.Role = casework.RoleSupervisor },
		"on another case":                func(n *command.New) { n.Target = dbtest.OfCase("case-b") },
		"of another kind":                func(n *command.New) { n.Name = string(casework.KindRecall) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := dbtest.New(t)
			send := proposed(t, w, "case-a")
			other, clocks := dbtest.Opened("case-b")
			w.Write(t, other, clocks...)
			forged := send[0]
			change(&forged)
			require.ErrorContains(t, w.AnswerBatch(t.Context(), agreement(), map[int]command.New{0: forged}), "42501", "the row-level security refuses it")
			require.Zero(t, w.Count(t, "app.commands"))
			require.Equal(t, record.BatchWaiting, listed(t, w)[0].State)
		})
	}
}
