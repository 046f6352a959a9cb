package activities_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
)

// kept is a record of movements that answers with one error.
type kept struct {
	err  error
	seen []movement.Change
}

func (k *kept) WriteMovement(_ context.Context, change movement.Change) error {
	k.seen = append(k.seen, change)
	return k.err
}

func TestAMovementIsRecorded(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err   error
		code  fault.Code
		final bool
	}{
		"durable":                  {},
		"tried again when away":    {fault.New(fault.Unavailable, "away"), fault.Unavailable, false},
		"given up when impossible": {fault.New(fault.NotFound, "no such case"), fault.NotFound, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := &kept{err: c.err}
			movements := &activities.Movements{Record: k}
			err := movements.RecordMovement(t.Context(), movement.Change{Ref: "m-1", Seq: 3})
			require.Equal(t, []movement.Change{{Ref: "m-1", Seq: 3}}, k.seen)
			if c.code == "" {
				require.NoError(t, err)
				return
			}
			var application *temporal.ApplicationError
			require.ErrorAs(t, err, &application)
			require.Equal(t, string(c.code), application.Type())
			require.Equal(t, c.final, application.NonRetryable())
			require.NoError(t, application.Unwrap())
		})
	}
}

// hearing stands for cases that answer as the test sets them.
type hearing struct {
	mu     sync.Mutex
	said   []string
	answer map[string]error
	within time.Duration // how long a case was given at least
}

func (h *hearing) TellCase(ctx context.Context, ref casework.Ref, cmd casework.Command) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if end, ends := ctx.Deadline(); ends {
		h.within = time.Until(end)
	}
	word := string(ref) + " " + string(cmd.Move.Kind)
	h.said = append(h.said, word)
	return h.answer[word]
}

func word(ref casework.Ref, what casework.MoveKind) movement.CaseMessage {
	return movement.CaseMessage{Case: ref, Seq: 2, Command: casework.Command{
		Key: movement.MessageKey("m-1", ref, what, 2), Kind: casework.KindMove, Move: &casework.Move{Kind: what, Movement: "m-1"},
	}}
}

// tell runs the activity once in a test environment, where it can say that it is alive.
func tell(tb testing.TB, h *hearing, words []movement.CaseMessage) ([]movement.Reply, error) {
	tb.Helper()
	var suite testsuite.WorkflowTestSuite
	env := suite.NewTestActivityEnvironment()
	passengers := &activities.Passengers{Cases: h}
	env.RegisterActivity(passengers)
	value, err := env.ExecuteActivity(passengers.Notify, words)
	if err != nil {
		return nil, err
	}
	var heard []movement.Reply
	require.NoError(tb, value.Get(&heard))
	return heard, nil
}

func TestWordsToCases(t *testing.T) {
	t.Parallel()
	judged := []gate.Status{{Gate: "G12"}, {Gate: "G13", Open: true}, {Gate: "somewhere else"}}
	raw, err := json.Marshal(judged)
	require.NoError(t, err)
	h := &hearing{answer: map[string]error{
		"b ticket":  fault.New(fault.GateClosed, "closed").With(judged),
		"c ticket":  fault.New(fault.GateClosed, "closed").With(json.RawMessage(raw)),
		"d ticket":  fault.New(fault.NotFound, "no such case"),
		"e unlock":  fault.New(fault.Busy, "not settled"),
		"f ticket":  fault.New(fault.Conflict, "not now").With(json.RawMessage(`"words"`)),
		"g release": fault.New(fault.RollingOver, "try again"),
	}}
	words := []movement.CaseMessage{
		word("a", casework.MoveUnlock), word("e", casework.MoveUnlock), word("b", casework.MoveTicket), word("a", casework.MoveRelease),
		word("c", casework.MoveTicket), word("e", casework.MoveRelease), word("d", casework.MoveTicket), word("f", casework.MoveTicket),
		word("g", casework.MoveRelease),
	}
	heard, err := tell(t, h, words)
	require.NoError(t, err)
	g12 := []casework.GateID{"G12"}
	require.Equal(t, []movement.Reply{
		{Key: words[0].Command.Key},
		{Key: words[1].Command.Key, Later: true},
		{Key: words[2].Command.Key, Refused: fault.GateClosed, Gates: g12},
		{Key: words[3].Command.Key},
		{Key: words[4].Command.Key, Refused: fault.GateClosed, Gates: g12},
		{Key: words[5].Command.Key, Later: true},
		{Key: words[6].Command.Key, Refused: fault.NotFound},
		{Key: words[7].Command.Key, Refused: fault.Conflict},
		{Key: words[8].Command.Key, Later: true},
	}, heard)
	require.NotContains(t, h.said, "e release", "what comes after an unsaid word is not said")
	require.Less(t, slices.Index(h.said, "a unlock"), slices.Index(h.said, "a release"))
	require.Positive(t, h.within)
}

func TestWhenNoCaseCanBeReachedTheActivityIsTriedAgain(t *testing.T) {
	t.Parallel()
	away := fault.New(fault.Unavailable, "away")
	h := &hearing{answer: map[string]error{"a hold": away, "b hold": away}}
	_, err := tell(t, h, []movement.CaseMessage{word("a", casework.MoveHold), word("b", casework.MoveHold)})
	var application *temporal.ApplicationError
	require.ErrorAs(t, err, &application)
	require.Equal(t, string(fault.Unavailable), application.Type())
	require.False(t, application.NonRetryable())
	require.Len(t, h.said, 2)
}

func TestManyCasesAreToldAllOfThem(t *testing.T) {
	t.Parallel()
	h := &hearing{}
	var words []movement.CaseMessage
	for i := range 100 {
		ref := casework.Ref("c-" + strings.Repeat("x", i))
		words = append(words, word(ref, casework.MoveUnlock), word(ref, casework.MoveRelease))
	}
	heard, err := tell(t, h, words)
	require.NoError(t, err)
	require.Len(t, heard, 200)
	require.Len(t, h.said, 200)
	for i, answer := range heard {
		require.Equal(t, movement.Reply{Key: words[i].Command.Key}, answer)
	}
}
