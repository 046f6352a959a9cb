package api_test

import (
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/command"
	"example.org/homeward/internal/fault"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

func batch(n int) m {
	var decisions l
	for i := range n {
		decisions = append(decisions, m{
			"key": fmt.Sprintf("0f2f0b86-7a0c-4a35-9d3e-%012d", i), "case": fmt.Sprintf("%s%d", likeCase, i), "task": "register.1", "version": 1, "outcome": "registered",
		})
	}
	return m{"decisions": decisions}
}

// set changes a member of an item of a batch.
func set(t *testing.T, body m, i int, name string, value any) {
	t.Helper()
	items, ok := body["decisions"].(l)
	require.True(t, ok)
	item, ok := items[i].(m)
	require.True(t, ok)
	item[name] = value
}

// raise sets most to n if n is greater.
func raise(most *atomic.Int64, n int64) {
	for {
		was := most.Load()
		if n <= was || most.CompareAndSwap(was, n) {
			return
		}
	}
}

// Each item has its own answer, in the order of the request.
func TestABatchIsAnsweredPerItem(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	body := batch(6)
	set(t, body, 1, "case", "c0000never")
	set(t, body, 2, "task", "triage.9")
	h.commands.do = func(r command.Request) (command.Result, error) {
		switch r.Key[len(r.Key)-1] {
		case '3':
			return command.Result{}, fault.New(fault.Decided, "decided").With(casework.AlreadyDecided{Outcome: casework.Merged, At: noon})
		case '4':
			return command.Result{Target: r.Target, State: record.CommandPending}, nil
		case '5':
			panic(mark)
		}
		return settled(r), nil
	}
	a := h.ok(http.StatusOK, post("/tasks/decide", body).as(registrar))
	require.InDelta(t, 1, a.at("settled"), 0)
	require.InDelta(t, 1, a.at("pending"), 0)
	require.InDelta(t, 4, a.at("refused"), 0)
	var got struct {
		Items []struct {
			Key, State string
			Problem    problem
		}
	}
	a.into(&got)
	var codes []string
	for i, item := range got.Items {
		require.Equal(t, fmt.Sprintf("0f2f0b86-7a0c-4a35-9d3e-%012d", i), item.Key)
		codes = append(codes, item.State+" "+item.Problem.Code)
	}
	require.Equal(t, []string{"settled ", "refused not_found", "refused not_found", "refused decided", "pending ", "refused unknown"}, codes)
	require.Equal(t, "merged", got.Items[3].Problem.Decided.Outcome)
	require.NotContains(t, string(a.raw)+h.logs.String(), mark)
}

func TestABatchNeedsAKeyForEach(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	body := batch(3)
	set(t, body, 2, "key", "0f2f0b86-7a0c-4a35-9d3e-000000000000")
	p := h.refused(http.StatusUnprocessableEntity, "invalid", post("/tasks/decide", body).as(registrar))
	require.Equal(t, "/decisions/2/key", p.Errors[0].Pointer)
	h.refused(http.StatusForbidden, "denied", post("/tasks/decide", batch(1)).as(coordinator))
	require.Equal(t, "/decisions", h.refused(http.StatusUnprocessableEntity, "invalid", post("/tasks/decide", batch(201)).as(registrar)).Errors[0].Pointer)
	h.refused(http.StatusUnprocessableEntity, "invalid", post("/tasks/decide", m{"decisions": l{}}).as(registrar))
	require.Zero(t, h.commands.count())
}

// Two answers to one task would be settled by chance: none is sent.
func TestABatchAnswersATaskOnce(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	body := batch(3)
	set(t, body, 2, "case", likeCase+"0")
	set(t, body, 2, "outcome", "merged")
	p := h.refused(http.StatusUnprocessableEntity, "invalid", post("/tasks/decide", body).as(registrar))
	require.Equal(t, "/decisions/2", p.Errors[0].Pointer)
	require.Equal(t, "repeated", p.Errors[0].Code)
	require.Zero(t, h.commands.count())
	set(t, body, 2, "task", "register.2")
	h.ok(http.StatusOK, post("/tasks/decide", body).as(registrar))
}

// While decisions settle, a batch runs a few at a time. When none settles, all of it becomes pending
// within the time that two decisions wait.
func TestABatchIsLimitedOnlyWhileItSettles(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := newTestAPI(t) // inside the bubble, so that its goroutines belong to it
		var running, most atomic.Int64
		work := func(lasts time.Duration, state record.CommandState) func(command.Request) (command.Result, error) {
			return func(r command.Request) (command.Result, error) {
				n := running.Add(1)
				raise(&most, n)
				<-time.After(lasts)
				running.Add(-1)
				done := settled(r)
				done.State = state
				return done, nil
			}
		}
		h.fake.command = func(casework.Key) (record.CommandRow, error) { return record.CommandRow{}, nil } // sent again: no second person
		h.commands.do = work(50*time.Millisecond, record.CommandSettled)
		require.Equal(t, http.StatusOK, h.serve(post("/tasks/decide", batch(200)).as(registrar)).StatusCode)
		require.LessOrEqual(t, most.Load(), int64(16))

		h.commands.do = work(8*time.Second, record.CommandPending)
		began := time.Now()
		require.Equal(t, http.StatusOK, h.serve(post("/tasks/decide", batch(200)).as(registrar)).StatusCode)
		require.LessOrEqual(t, time.Since(began), 17*time.Second, "and not a hundred")
	})
}

// More than one officer may decide alone wait for a second person: 202, and a state of their own for each item. A
// colleague previews exactly these decisions, and the one who sent them cannot agree.
func TestALargeBatchWaitsForASecondPerson(t *testing.T) {
	t.Parallel()
	h := newTestAPI(t)
	h.fake.command = func(casework.Key) (record.CommandRow, error) {
		return record.CommandRow{}, fault.New(fault.NotFound, "there is no such command")
	}
	body := batch(11)
	set(t, body, 3, "case", "c0000never")
	set(t, body, 4, "reasons", "looked at twice")
	h.ok(http.StatusOK, post("/tasks/decide", batch(10)).as(registrar))
	sent := h.commands.count()

	few := h.ok(http.StatusOK, post("/tasks/decide", body).as(registrar))
	require.EqualValues(t, 10, few.at("settled"), "one is left out, and ten are one officer's")

	body = batch(12)
	set(t, body, 3, "case", "c0000never")
	set(t, body, 4, "reasons", "looked at twice")
	var a wire.DecisionAnswers
	h.ok(http.StatusAccepted, post("/tasks/decide", body).as(registrar)).into(&a)
	require.Equal(t, 11, a.WaitingForSecond)
	require.Equal(t, 1, a.Refused)
	require.Equal(t, record.CommandWaits, a.Items[0].State)
	require.Equal(t, fault.NotFound, a.Items[3].Problem.Code)
	require.Equal(t, sent+10, h.commands.count(), "nothing of it is sent")
	in, second := "/tasks/batches/"+string(a.Batch.Ref), registrar+" dev-2"
	var seen wire.BatchDetail
	h.ok(http.StatusOK, get(in).as(second)).into(&seen)
	require.Equal(t, "looked at twice", seen.Items[3].Reasons)
	require.True(t, seen.Batch.MayAnswer)
	var page wire.BatchPage
	h.ok(http.StatusOK, get("/tasks/batches").as(second)).into(&page)
	require.Equal(t, a.Batch.Ref, page.Items[0].Ref)
	agree := func(who string) request { return post(in+"/agree", m{"digest": seen.Batch.Digest}).as(who) }
	require.Contains(t, h.refused(http.StatusForbidden, "denied", agree(registrar)).Detail, "a second person")
	h.refused(http.StatusNotFound, "not_found", agree(consul))
	h.refused(http.StatusForbidden, "denied", post(in+"/refuse", nil).as(registrar))
	require.Equal(t, "withdrawn", h.ok(http.StatusOK, post(in+"/withdraw", nil).as(registrar)).at("batch", "state"))
	h.refused(http.StatusConflict, "conflict", agree(second))
}
