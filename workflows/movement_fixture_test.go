package workflows_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/worker"
	"go.temporal.io/sdk/workflow"

	"example.org/homeward/activities"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/movement"
	"example.org/homeward/internal/record/recordtest"
	"example.org/homeward/workflows"
)

const (
	transportDesk casework.DeskID = "tha-transport"
	escortDesk    casework.DeskID = "tha-escort"
	receivingDesk casework.DeskID = "mmr-receiving"
)

// outward is the departure of the movements in the tests, and homeward their planned arrival.
func outward() time.Time { return at().Add(3 * day) }

func homeward() time.Time { return outward().Add(4 * time.Hour) }

func planning(seats int) workflows.TransportInput {
	return workflows.TransportInput{Ref: "trip", Open: &movement.Command{Key: "k-plan", By: officer(transportDesk, casework.RoleTransport), Plan: &movement.Plan{
		Legs:  []movement.Leg{{Mode: movement.ByAir, From: "THMSQ", To: "MMRGN", DepartsAt: outward(), ArrivesAt: homeward()}},
		Seats: seats, Receiving: receivingDesk, Escorts: []casework.DeskID{escortDesk},
	}}}
}

// company is a record in memory, and the cases of the passengers of its one movement.
type company struct {
	*recordtest.Memory

	mu     sync.Mutex
	writes int
	before int // the number of failures before the record has written
	after  int // and after it has written
	never  error

	said   []string                                   // "case what", in the order of the first hearing
	keys   map[casework.Key]int                       // the number of times each message was sent
	refuse map[string]error                           // the refusals of "case what"
	away   map[casework.Ref]int                       // the number of times a case cannot be reached
	onTell func(casework.Ref, casework.Command)       // called without the lock
	judge  func(casework.Ref, casework.Command) error // the answer of a case, in place of refuse
}

func newCompany() *company {
	return &company{Memory: recordtest.New(at), keys: map[casework.Key]int{}, refuse: map[string]error{}, away: map[casework.Ref]int{}}
}

// WriteMovement fails as often as the test has set. Every passenger has a case.
func (c *company) WriteMovement(ctx context.Context, change movement.Change) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.writes++
	if c.never != nil {
		return c.never
	}
	if c.before > 0 {
		c.before--
		return fault.New(fault.Unavailable, "the database is away")
	}
	for _, p := range change.Passengers {
		if _, err := c.CaseState(ctx, p.Case); err != nil {
			c.SeedCase(casework.Case{Ref: p.Case, Seq: 1, OpenedAt: at()})
		}
	}
	if err := c.Memory.WriteMovement(ctx, change); err != nil {
		return err
	}
	if c.after > 0 {
		c.after--
		return fault.New(fault.Unavailable, "the database is away")
	}
	return nil
}

func (c *company) TellCase(_ context.Context, ref casework.Ref, cmd casework.Command) error {
	if c.onTell != nil {
		c.onTell(ref, cmd)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.away[ref] > 0 {
		c.away[ref]--
		return fault.New(fault.Unavailable, "the case cannot be reached")
	}
	word := string(ref) + " " + string(cmd.Move.Kind)
	if cmd.Move.Outcome != "" {
		word += " " + string(cmd.Move.Outcome)
	}
	if c.keys[cmd.Key]++; c.keys[cmd.Key] == 1 {
		c.said = append(c.said, word)
	}
	if c.judge != nil {
		return c.judge(ref, cmd)
	}
	return c.refuse[word]
}

// closed returns the refusal of a case while these gates are closed.
func closed(gates ...casework.GateID) error {
	var judged []gate.Status
	for _, g := range gates {
		judged = append(judged, gate.Status{Gate: g, Unmet: []gate.Unmet{{Condition: casework.CondFit, Owner: casework.DeskMedical}}})
	}
	return fault.New(fault.GateClosed, "a gate is closed").With(judged)
}

func (c *company) words() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.said)
}

// sayings returns the messages to one case.
func (c *company) sayings(ref casework.Ref) []string {
	var out []string
	for _, w := range c.words() {
		if len(w) > len(ref) && w[:len(ref)+1] == string(ref)+" " {
			out = append(out, w[len(ref)+1:])
		}
	}
	return out
}

func (c *company) record() []movement.Change { return c.MovementChanges("trip") }

// notices returns all notices of the movement, in order.
func (c *company) notices() []movement.NoticeKind {
	var out []movement.NoticeKind
	for _, change := range c.record() {
		for _, n := range change.Notices {
			out = append(out, n.Kind)
		}
	}
	return out
}

// reply is the answer to the sender of an Update to a movement, and its time.
type reply struct {
	env    *movementEnv
	answer movement.Answer
	err    error
	done   bool
	at     time.Time
}

func (r *reply) Accept()          {}
func (r *reply) Reject(err error) { r.err, r.done, r.at = err, true, r.env.Now() }
func (r *reply) Complete(result any, err error) {
	r.err, r.done, r.at = err, true, r.env.Now()
	if answer, ok := result.(movement.Answer); ok {
		r.answer = answer
	}
}

func (r *reply) code() fault.Code {
	application, ok := errors.AsType[*temporal.ApplicationError](r.err)
	if !ok {
		return ""
	}
	return fault.Code(application.Type())
}

func (r *reply) line(ref casework.Ref) movement.Line {
	for _, l := range r.answer.Passengers {
		if l.Case == ref {
			return l
		}
	}
	return movement.Line{}
}

// movementEnv is a movement in a test environment, with the record and the cases that it meets.
type movementEnv struct {
	*testsuite.TestWorkflowEnvironment

	company *company
	replies []*reply
	agreed  *reply // to the agreement of cancel
}

func newMovementEnv(tb testing.TB, c *company) *movementEnv {
	tb.Helper()
	var suite testsuite.WorkflowTestSuite
	env := suite.NewTestWorkflowEnvironment()
	env.SetStartTime(at())
	env.RegisterWorkflowWithOptions(workflows.Transport, workflow.RegisterOptions{Name: workflows.TransportWorkflow})
	env.RegisterActivity(&activities.Movements{Record: c})
	env.RegisterActivity(&activities.Cases{})
	passengers := &activities.Passengers{Cases: c}
	env.RegisterActivityWithOptions(passengers.Notify, activity.RegisterOptions{Name: activities.NotifyPassengers})
	env.SetTestTimeout(time.Minute)
	env.SetWorkerOptions(worker.Options{DeadlockDetectionTimeout: time.Minute}) // many tests share few processors
	return &movementEnv{TestWorkflowEnvironment: env, company: c}
}

// send sends an Update after a while, without an ID: the test environment's own deduplication would hide ours.
func (e *movementEnv) send(after time.Duration, kind movement.Kind, cmd movement.Command) *reply {
	if cmd.Key == "" {
		cmd.Key = casework.Key("k-" + string(kind))
	}
	if cmd.By == (casework.Actor{}) {
		cmd.By = officer(deskFor(kind), "")
	}
	r := &reply{env: e}
	e.replies = append(e.replies, r)
	e.RegisterDelayedCallback(func() { e.UpdateWorkflow(string(kind), "", r, cmd) }, after)
	return r
}

func deskFor(kind movement.Kind) casework.DeskID {
	switch kind {
	case movement.KindBoard, movement.KindDepart:
		return escortDesk
	case movement.KindArrive:
		return receivingDesk
	default:
		return transportDesk
	}
}

// then calls a function with the state at some time.
func (e *movementEnv) then(after time.Duration, look func(movement.Movement)) {
	e.RegisterDelayedCallback(func() {
		value, err := e.QueryWorkflow(workflows.QueryState)
		if err != nil {
			panic(err)
		}
		var m movement.Movement
		if err := value.Get(&m); err != nil {
			panic(err)
		}
		look(m)
	}, after)
}

func (e *movementEnv) rollover(after time.Duration) *reply {
	r := &reply{env: e}
	e.RegisterDelayedCallback(func() { e.UpdateWorkflow(workflows.UpdateRollover, "", r) }, after)
	return r
}

// cancel ends the movement, and with it the test: one officer proposes it, and another agrees.
func (e *movementEnv) cancel(after time.Duration) *reply {
	first := e.send(after, movement.KindCancel, movement.Command{})
	e.then(after+time.Second, func(m movement.Movement) {
		if m.Proposal == nil { // it has no passengers, or it is refused
			return
		}
		e.agreed = &reply{env: e}
		e.replies = append(e.replies, e.agreed)
		e.UpdateWorkflow(string(movement.KindAgree), "", e.agreed, movement.Command{
			Key: "k-agree", By: officer("tha-movement", casework.RoleMovementApprover), Digest: m.Proposal.Digest,
		})
	})
	return first
}

// run runs the movement to its end. It must end, and every sender must have an answer.
func (e *movementEnv) run(tb testing.TB, in workflows.TransportInput) error {
	tb.Helper()
	e.ExecuteWorkflow(workflows.TransportWorkflow, in)
	require.True(tb, e.IsWorkflowCompleted())
	for _, r := range e.replies {
		require.True(tb, r.done, "somebody has no answer")
		if r.err != nil {
			require.NotEmpty(tb, r.code(), "an error without a code: %v", r.err)
		}
	}
	return e.GetWorkflowError()
}

// handedOn returns the input of the next run.
func handedOn(tb testing.TB, err error) workflows.TransportInput {
	tb.Helper()
	var next *workflow.ContinueAsNewError
	require.ErrorAs(tb, err, &next)
	require.Equal(tb, workflows.TransportWorkflow, next.WorkflowType.Name)
	var in workflows.TransportInput
	require.NoError(tb, converter.GetDefaultDataConverter().FromPayloads(next.Input, &in))
	require.Nil(tb, in.Open)
	require.NotNil(tb, in.Carried)
	return in
}

func families(blocks ...[]casework.Ref) []movement.Block {
	var out []movement.Block
	for _, refs := range blocks {
		var b movement.Block
		for _, ref := range refs {
			b.Members = append(b.Members, movement.Member{Case: ref})
		}
		out = append(out, b)
	}
	return out
}

func alone(refs ...casework.Ref) []movement.Block {
	var out []movement.Block
	for _, ref := range refs {
		out = append(out, families([]casework.Ref{ref})...)
	}
	return out
}

func items(outcome casework.Outcome, refs ...casework.Ref) []movement.Item {
	var out []movement.Item
	for _, ref := range refs {
		out = append(out, movement.Item{Case: ref, Outcome: outcome})
	}
	return out
}
