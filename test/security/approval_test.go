package security_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/wire"
)

// decide is a consul's answer to one task.
func (her *life) decide(task wire.Task, outcome casework.Outcome) request {
	d := wire.TaskDecision{Outcome: outcome, Reasons: "seen and checked"}
	if outcome == casework.Issued {
		d.Until, d.Document = in(300*day), wire.DocumentInput{Type: "single_sheet_etd", Number: "QV4471902", ExpiresAt: in(300 * day)}
	}
	return post(her.path("/tasks/"+task.Name+"/decide"), d).with("If-Match", version(task))
}

// decided counts how often a step was decided.
func (her *life) decided(step casework.Step) int {
	her.tb.Helper()
	var page wire.TimelinePage
	her.send(her.tb, get(her.path("/timeline?limit=200")).as(supervisor)).into(her.tb, &page)
	n := 0
	for _, line := range page.Items {
		if line.Step == string(step) && line.Code == string(casework.EntryDecided) {
			n++
		}
	}
	return n
}

// Only the mission of her state, by an officer who may answer there, verifies that she is its
// national. All others are refused, and for most of them the case does not exist.
func TestForgedConsulates(t *testing.T) {
	t.Parallel()
	h := enter(t)
	her := h.opens(t, otherMarks(), "adult", "")
	her.isHeard()
	task, _ := her.asked(casework.StepVerifyNationality)
	good := her.decide(task, casework.Confirmed)
	never := strings.Replace(good.path, string(her.ref), "c000000000", 1)
	for _, desk := range h.book.Directory().Desks() {
		if desk.Kind != casework.DeskConsulate || desk.ID == consul.desk {
			continue
		}
		for _, role := range []casework.Role{casework.RoleConsul, casework.RoleMissionHead} {
			forged := good.as(at(desk.ID, role))
			hidden := h.send(t, forged)
			if role == casework.RoleMissionHead {
				require.Equal(t, http.StatusForbidden, hidden.status, "a mission head answers nothing: %s", hidden.body)
				continue
			}
			absent := forged
			absent.path = never
			same(t, h.send(t, absent), hidden)
		}
	}
	for what, o := range map[string]officer{
		"the caseworker": caseworker, "the supervisor": supervisor, "the registrar": registrar, "the coordinator": at("tha-coordination", casework.RoleCoordinator),
		"the head of the right mission": at(consul.desk, casework.RoleMissionHead), "an overseer at the right mission": at(consul.desk, casework.RoleSupervisor),
		"a lawyer at the right mission": at(consul.desk, casework.RoleLegal), "a receiver of the right state": at("mmr-receiving", casework.RoleReceiver),
	} {
		a := h.send(t, good.as(o))
		require.Contains(t, []int{http.StatusForbidden, http.StatusNotFound}, a.status, "%s: %s", what, a.body)
	}
	// An officer who names the right desk in the body still belongs to the other.
	said := wire.TaskDecision{Outcome: casework.Confirmed, Desk: consul.desk}
	a := h.send(t, post(good.path, said).with("If-Match", version(task)).as(at("eth-mission-newdelhi", casework.RoleConsul)))
	require.Equal(t, http.StatusNotFound, a.status, "%s", a.body)
	// In a batch policy is asked about each item separately.
	batch := m{"decisions": l{m{"case": her.ref, "task": task.Name, "version": task.Version, "outcome": "confirmed"}}}
	a = h.send(t, post("/tasks/decide", batch).as(at("eth-mission-newdelhi", casework.RoleConsul)))
	require.NotContains(t, string(a.body), "settled")
	require.Zero(t, her.decided(casework.StepVerifyNationality), "nothing has been decided")
	h.settled(t, good.as(consul))
	require.Equal(t, 1, her.decided(casework.StepVerifyNationality))
}

// same requires two answers to be equal, apart from the ID of the request.
func same(t *testing.T, one, other answer) {
	t.Helper()
	strip := func(a answer) (int, string, []string) {
		var body map[string]any
		require.NoError(t, json.Unmarshal(a.body, &body), "%s", a.body)
		delete(body, "request_id")
		text, err := json.Marshal(body)
		require.NoError(t, err)
		var head []string
		for name, values := range a.header {
			if name == "X-Request-Id" || name == "Date" {
				values = nil
			}
			head = append(head, name+": "+strings.Join(values, ", "))
		}
		slices.Sort(head)
		return a.status, string(text), head
	}
	status, body, head := strip(one)
	status2, body2, head2 := strip(other)
	require.Equal(t, status, status2)
	require.Equal(t, body, body2)
	require.Equal(t, head, head2)
}

// An approval counts once, for what was approved, by who approved it, however it is sent again.
func TestReplayedApprovals(t *testing.T) {
	t.Parallel()
	h := enter(t)
	her, other := h.opens(t, otherMarks(), "adult", ""), h.opens(t, otherMarks(), "adult", "")
	both := sync.WaitGroup{}
	for _, one := range []*life{her, other} {
		both.Go(one.isHeard)
	}
	both.Wait()
	task, _ := her.asked(casework.StepVerifyNationality)
	theirs, _ := other.asked(casework.StepVerifyNationality)
	good := her.decide(task, casework.Confirmed).as(consul)
	first := h.settled(t, good)

	again := h.settled(t, good)
	var one, two wire.Receipt
	first.into(t, &one)
	again.into(t, &two)
	require.False(t, one.Case.Repeated)
	require.True(t, two.Case.Repeated, "the same answer once more, and it says so")
	require.Equal(t, one.Case.Seq, two.Case.Seq)

	changed := good
	changed.body = her.decide(task, casework.NotNational).body
	h.refused(t, http.StatusUnprocessableEntity, "key_reused", changed)
	h.refused(t, http.StatusUnprocessableEntity, "key_reused", good.with("If-Match", `"99"`))
	elsewhere := good
	elsewhere.path = other.decide(theirs, casework.Confirmed).path
	h.refused(t, http.StatusUnprocessableEntity, "key_reused", elsewhere)

	colleague := consul
	colleague.account += "-2"
	h.refused(t, http.StatusConflict, "decided", good.as(colleague))
	h.refused(t, http.StatusConflict, "decided", good.with("Idempotency-Key", uuid.NewString()))
	h.refused(t, http.StatusNotFound, "not_found", good.as(at("eth-mission-newdelhi", casework.RoleConsul)))
	require.Equal(t, http.StatusUnauthorized, h.send(t, good.with("Authorization", "")).status)
	require.Equal(t, 1, her.decided(casework.StepVerifyNationality))
	require.Zero(t, other.decided(casework.StepVerifyNationality))
}

// If approvals race, only one of them counts.
func TestApprovalsThatRace(t *testing.T) {
	t.Parallel()
	h := enter(t)
	her := h.opens(t, otherMarks(), "adult", "")
	her.isHeard()
	task, _ := her.asked(casework.StepVerifyNationality)
	good := her.decide(task, casework.Confirmed).as(consul)
	var all sync.WaitGroup
	answers := make(chan answer, 32)
	for i := range 16 {
		all.Go(func() {
			r := good
			if i%2 == 1 {
				r = good.with("Idempotency-Key", uuid.NewString())
			}
			answers <- h.send(t, r)
		})
	}
	all.Wait()
	close(answers)
	for a := range answers {
		require.Contains(t, []int{http.StatusOK, http.StatusAccepted, http.StatusConflict, http.StatusPreconditionFailed}, a.status, "%s", a.body)
	}
	require.Equal(t, 1, her.decided(casework.StepVerifyNationality))
}

// An approval that was superseded cannot be used again by an officer who has kept it.
func TestAnApprovalThatWasSuperseded(t *testing.T) {
	t.Parallel()
	h := enter(t)
	her := h.opens(t, otherMarks(), "adult", "")
	her.isHeard()
	task, _ := her.asked(casework.StepVerifyNationality)
	kept := her.decide(task, casework.Confirmed).as(consul)
	h.settled(t, kept)
	h.settled(t, post(her.path("/reports"), m{"event": "decision_superseded", "step": "verify_nationality", "reasons": "the photograph is of another person"}).as(supervisor))
	now, _ := her.asked(casework.StepVerifyNationality)
	require.NotEqual(t, task.Name, now.Name, "it is asked anew")
	var receipt wire.Receipt
	h.settled(t, kept).into(t, &receipt)
	require.True(t, receipt.Case.Repeated)
	a := h.send(t, kept.with("Idempotency-Key", uuid.NewString()))
	require.Contains(t, []int{http.StatusConflict, http.StatusNotFound}, a.status, "%s", a.body)
	still, _ := her.asked(casework.StepVerifyNationality)
	require.Equal(t, now.Name, still.Name)
	require.Equal(t, now.Version, still.Version)
	require.Equal(t, 1, her.decided(casework.StepVerifyNationality))
}
