package security_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"example.org/homeward/api/contract"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
)

// tried are the writes that permitted watchers send to her case at the end, with the contract's own
// example: most are refused, because of a wrong version, a gate, or the time, and each refusal is
// checked like any other answer.
func tried() []string {
	return []string{
		"decideTask", "claimTask", "pauseTask", "resumeTask", "releaseTask", "giveTask", "askAtTask", "answerTask", "recallTask", "reassignTask",
		"askAgain", "stateFacts", "waiveGate", "giveAccess", "endAccess", "requestErasure", "giveConsents", "reportEvent", "settlePlan", "settleFollowUp", "agreeContact",
		"decideTasks",
	}
}

// writes holds what the answers to writes say against the classes of their fields: those that
// have brought her here, and those that every watcher makes who may.
func (s *seeded) writes(t *testing.T, known map[string]row) (asked int, found *tally) {
	t.Helper()
	found = &tally{shown: map[string]int{}, hidden: map[string]int{}}
	c, said := spec(t), slices.Clone(s.written)
	for _, id := range tried() {
		op, ok := c.Operation(id)
		require.True(t, ok, id)
		subjects := s.subjects(t)
		for _, name := range slices.Sorted(maps.Keys(watchers())) {
			w, r := watchers()[name], known[id]
			if w.desk == "" || w.why != "" || id == "decideTasks" != (r.about == ofNoOne) {
				continue
			}
			actor := s.actor(w)
			to := w.standing(subjects[r.about], actor)
			if id == "decideTasks" {
				if policy.EverAllowed(actor, policy.DecideTask) {
					said = append(said, written{w.officer, id + " as " + name, "", s.batch(t, w, subjects)})
				}
				continue
			}
			if !policy.May(actor, policy.Action(op.Action), to) {
				continue
			}
			q := s.ask(op, r, false).as(w.officer)
			a := s.send(t, q)
			require.Less(t, a.status, 500, "%s as %s: %.300s", id, name, a.body)
			said = append(said, written{w.officer, id + " as " + name, q.header.Get("Idempotency-Key"), a})
		}
	}
	said = append(said, s.lookedUp(t, said)...)
	subjects, rules := s.subjects(t), s.state(t).Rules
	for _, one := range said {
		s.says(t, c, one, subjects, rules, found)
	}
	return len(said) - len(s.written), found
}

// lookedUp asks again for the result of each write: its sender gets it, as far as they see the case
// now; a colleague who has the key gets nothing.
func (s *seeded) lookedUp(t *testing.T, said []written) (out []written) {
	t.Helper()
	refused := 0
	for _, one := range said {
		if one.key == "" {
			continue
		}
		path := "/commands/" + one.key
		a := s.send(t, get(path).as(one.by))
		if a.status == http.StatusNotFound { // it was refused before it was put on record
			require.GreaterOrEqual(t, one.status, 400, one.what)
			continue
		}
		require.Equal(t, http.StatusOK, a.status, "%s: %s", one.what, a.body)
		if one.status >= 400 {
			refused++
		}
		colleague := one.by
		colleague.account += "-beside"
		b := s.send(t, get(path).as(colleague))
		require.Equal(t, http.StatusNotFound, b.status, "%s: %s", one.what, b.body)
		s.holdsNone(t, path, b)
		out = append(out, written{one.by, "looking up " + one.what, "", a})
	}
	require.Greater(t, len(out), 10)
	require.Positive(t, refused, "none of them was refused")
	return out
}

// batch decides her task and one that never was: for watchers who may not see hers, the two are the same.
func (s *seeded) batch(t *testing.T, w watcher, subjects map[about]policy.Subject) answer {
	t.Helper()
	decision := func(ref string) m {
		return m{"key": uuid.NewString(), "case": ref, "task": s.task, "version": 999999, "outcome": "confirmed"}
	}
	a := s.send(t, post("/tasks/decide", m{"decisions": l{decision(string(s.ref)), decision("c000000000")}}).as(w.officer))
	require.Equal(t, http.StatusOK, a.status, "%s", a.body)
	var said struct {
		Items []struct{ Problem json.RawMessage }
	}
	a.into(t, &said)
	if !policy.May(s.actor(w), policy.ShowTask, subjects[ofTask].RelationsOf(s.actor(w))) {
		require.JSONEq(t, string(said.Items[1].Problem), string(said.Items[0].Problem), "%s is told that her case is there", w.desk)
	}
	return a
}

// says holds one answer to a write against the classes of its fields.
func (s *seeded) says(t *testing.T, c *contract.Contract, one written, subjects map[about]policy.Subject, rules casework.Rules, found *tally) {
	t.Helper()
	name, what := "Receipt", subjects[ofMovement]
	if uploaded := strings.HasSuffix(one.what, "/lists"); uploaded { // which names its file to its sender
		name, what = "List", subjects[ofList]
	} else {
		s.holdsNone(t, one.what, one.answer)
	}
	switch {
	case one.code() != "":
		name = "Problem"
	case one.status >= 400:
		require.Failf(t, "no problem", "%s: %d", one.what, one.status)
	default:
		var kind struct{ Items []any }
		if one.into(t, &kind); kind.Items != nil && name == "Receipt" {
			name = "DecisionAnswers"
		}
	}
	i := slices.IndexFunc(c.Schemas, func(schema *contract.Schema) bool { return schema.Name == name })
	own := newSheet()
	own.read(t, c.Schemas[i], one.body, s.hers)
	actor := s.actor(watcher{officer: one.by})
	j := judge{
		actor: actor, her: subjects[ofCase], to: subjects[ofCase].RelationsOf(actor), what: what.RelationsOf(actor), rules: rules, all: own,
		agencyOf: s.agencyOf, onCase: !strings.Contains(one.what, "/movements") && !strings.Contains(one.what, "/operations"),
	}
	for at, cell := range own.cells {
		found.cells++
		found.shown[cell.field()]++
		if !j.sees(cell) {
			require.Failf(t, "more than they may see", "%s as %s says %s, which is of class %s: %s", one.what, one.by.role, at, cell.class, one.body)
		}
	}
}
