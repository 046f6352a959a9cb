package security_test

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"example.org/homeward/api/contract"
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/principal"
)

// TestEveryOperationHasARow: a route that the matrix does not know could show anything to anybody.
func TestEveryOperationHasARow(t *testing.T) {
	t.Parallel()
	known, there := rows(), map[string]bool{}
	for _, op := range spec(t).Operations {
		there[op.ID] = true
		if op.Action == string(policy.Public) {
			continue
		}
		_, ok := known[op.ID]
		require.True(t, ok, "%s %s (%s) has no row: add one to rows() in matrix_rows_test.go", op.Method, op.Path, op.ID)
	}
	for id, r := range known {
		require.True(t, there[id], "there is no operation %s any more: take its row away", id)
		for _, name := range r.shows {
			require.NotEmpty(t, name)
		}
	}
}

// actor is the watcher as policy knows them.
func (h *installation) actor(w watcher) policy.Actor {
	desk, _ := h.book.Directory().Desk(w.desk)
	agency, _ := h.book.Directory().Agency(desk.Agency)
	return policy.Actor{Account: casework.AccountID(w.account), Role: w.role, Desk: w.desk, Kind: desk.Kind, Agency: desk.Agency, Country: desk.Country, Leads: agency.Leads}
}

func (h *installation) agencyOf(desk casework.DeskID) casework.AgencyID {
	d, _ := h.book.Directory().Desk(desk)
	return d.Agency
}

func (h *installation) place(desk casework.DeskID) policy.DeskAgency {
	return policy.DeskAgency{Desk: desk, Agency: h.agencyOf(desk)}
}

// state is her case as the procedure has it, read without row-level security.
func (s *seeded) state(t *testing.T) casework.Case {
	t.Helper()
	c, err := s.back.CaseState(principal.With(t.Context(), principal.Principal{Kind: principal.Worker}), s.ref)
	require.NoError(t, err)
	return c
}

// subjects are the subjects of the matrix for policy.
func (s *seeded) subjects(t *testing.T) map[about]policy.Subject {
	t.Helper()
	c := s.state(t)
	hers := policy.OfCase(&c, s.agencyOf, time.Now())
	operation := policy.Subject{Desks: []policy.DeskAgency{s.place(lead.desk)}, Host: "THA"}
	list := operation
	list.Desks = append(slices.Clone(list.Desks), s.place(clerk.desk))
	return map[about]policy.Subject{
		ofNoOne: {}, ofNothing: {}, ofCase: hers, ofTask: policy.OfTask(hers, s.asks, s.agencyOf), ofOperation: operation, ofList: list,
		ofProposal: policy.OfProposal(hers, caseworker.desk, supervisor.desk, s.agencyOf), ofAnswer: policy.OfProposal(hers, caseworker.desk, "", s.agencyOf),
		ofDrop: policy.OfProposal(hers, "", supervisor.desk, s.agencyOf),
		ofErasure: { // of another person with the same team
			Desks: []policy.DeskAgency{s.place(supervisor.desk)}, Asked: []policy.DeskAgency{s.place(registrar.desk), s.place(caseworker.desk), s.place(supervisor.desk)}, Host: "THA",
		},
		ofMovement: {Desks: []policy.DeskAgency{s.place(transport.desk)}, Asked: []policy.DeskAgency{s.place("mmr-receiving"), s.place("tha-escort-bangkok"), s.place("tha-immigration-bangkok")}, Host: "THA"},
	}
}

// looks maps a subject to the action that decides who may read it.
func looks() map[about]policy.Action {
	return map[about]policy.Action{
		ofCase: policy.ShowCase, ofTask: policy.ShowTask, ofOperation: policy.ShowOperation, ofList: policy.ShowList, ofMovement: policy.ShowMovement,
		ofErasure: policy.ShowErasure, ofProposal: policy.ShowProposal, ofAnswer: policy.ShowProposal, ofDrop: policy.ShowProposal,
	}
}

// ask makes the request of an operation, for things that exist or for things that never existed.
func (s *seeded) ask(op contract.Operation, r row, never bool) request {
	path := nowhere(op.Path)
	if !never {
		path = strings.NewReplacer("{case}", string(s.ref), "{task}", s.task, "{operation}", s.operation, "{list}", s.list, "{movement}", s.movement, "{erasure}", s.erasure, "{batch}", "b000000000", "{review}", "v000000000").Replace(op.Path)
		path = nowhere(path)
	}
	path += r.query
	if op.Method == http.MethodGet {
		return get(path)
	}
	body := r.body
	if body == nil && op.Example != "" {
		body = op.Example
	}
	out := post(path, body).with("If-Match", `"999999"`)
	if op.JSON() == nil && body != nil {
		out = out.with("Content-Type", "application/octet-stream")
	}
	return out
}

// TestLeakMatrix asks every operation of the contract, in every relation to the case of an adult
// before she leaves, of a child, and of a survivor who has gone home. It checks each answer against
// the policy's tables, field by field: hidden fields are absent, the others are present.
func TestLeakMatrix(t *testing.T) {
	t.Parallel()
	h := enter(t)
	known, found := rows(), &tally{shown: map[string]int{}, hidden: map[string]int{}, marks: map[string]int{}}
	t.Run("lives", func(t *testing.T) {
		for name, live := range map[string]func(*testing.T) *seeded{"an adult": h.seed, "a child": h.child, "after the return": h.returned} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				s := live(t)
				s.held(t, known, found)
			})
		}
	})
	require.Greater(t, found.asked, 4000)
	found.provesBothWays(t)
	t.Logf("%d answers were held against the tables, and %d cells of them: %d shown, %d hidden", found.asked, found.cells, sum(found.shown), sum(found.hidden))
}

// held holds all that can be asked about her, by every watcher, against the tables.
func (s *seeded) held(t *testing.T, known map[string]row, found *tally) {
	t.Helper()
	subjects := s.subjects(t)
	for name, w := range watchers() {
		if w.meant == "" || s.movement == "" {
			continue
		}
		to := w.standing(subjects[ofCase], s.actor(w))
		require.True(t, to.Has(w.meant), "%s is meant to stand as %s, and stands as %v", name, w.meant, to.List())
	}
	before := s.state(t).Seq
	asked, seen := 0, map[string]int{}
	for _, op := range spec(t).Operations {
		r, ok := known[op.ID]
		if !ok || op.ID == "followEvents" || !s.only(r) {
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(watchers())) {
			w := watchers()[name]
			asked += s.look(t, op, r, name, w, subjects, seen)
		}
	}
	s.changedBySystem(t, before)
	for mark := range s.marks.all {
		if s.movement != "" && slices.ContainsFunc(slices.Collect(maps.Values(known)), func(r row) bool { return shown(r, mark) }) && !strings.HasPrefix(mark, "words of ") {
			require.Positive(t, seen[mark], "%s was shown to nobody: the matrix would not notice if it were shown to everybody", mark)
		}
	}
	found.takes(asked, s.judged(t, known, subjects))
	found.takes(s.writes(t, known))
	found.takes(s.pages(t), &tally{})
	if s.movement != "" {
		found.takes(s.probed(t), &tally{})
		s.announced(t)
	}
}

// changedBySystem: no watcher without the right has changed her case. A visit may have become due.
func (s *seeded) changedBySystem(t *testing.T, since int64) {
	t.Helper()
	procedure := principal.With(t.Context(), principal.Principal{Kind: principal.Worker})
	for seq := since + 1; seq <= s.state(t).Seq; seq++ {
		by, err := s.back.ChangedBy(procedure, s.ref, seq)
		require.NoError(t, err)
		require.Equal(t, casework.RoleSystem, by.Role, "change %d", seq)
	}
}

// look asks one operation as one watcher. It gives how many requests that took.
func (s *seeded) look(t *testing.T, op contract.Operation, r row, name string, w watcher, subjects map[about]policy.Subject, seen map[string]int) int {
	t.Helper()
	where := op.ID + " as " + name
	action, subject := policy.Action(op.Action), subjects[r.about]
	signed := func(q request) request {
		if w.desk == "" {
			return q
		}
		return w.signs(q)
	}
	if w.desk == "" {
		a := s.send(t, s.ask(op, r, false))
		require.Equal(t, http.StatusUnauthorized, a.status, where)
		s.holdsNone(t, where, a)
		return 1
	}
	actor := s.actor(w)
	to := w.standing(subject, actor)
	switch {
	case !policy.EverAllowed(actor, action):
		a := s.send(t, signed(s.ask(op, r, false)))
		require.Equal(t, http.StatusForbidden, a.status, "%s: %.200s", where, a.body)
		s.holdsNone(t, where, a)
		s.refused[op.ID]++
		return 1
	case op.Method == http.MethodPost && op.ID != "searchPeople" && (r.about == ofNoOne || policy.May(actor, action, to)):
		return 0 // they may do it: the stories test the effect
	case op.ID == "breakGlass" || op.ID == "reportEvent" && policy.May(actor, policy.ShowCase, to):
		return 0 // an officer who may use break-glass need not see the case; a report asks about its event
	}
	a := s.send(t, signed(s.ask(op, r, false)))
	s.keep(t, op, name, a)
	switch {
	case r.about == ofNoOne:
		require.Less(t, a.status, 500, "%s: %.200s", where, a.body)
		s.listsOnlyTheirs(t, where, r, a, w, actor, subjects)
		return 1
	case r.about == ofNothing:
		require.GreaterOrEqual(t, a.status, 400, where)
		s.holdsNone(t, where, a)
		return 1
	case policy.May(actor, action, to):
		require.Less(t, a.status, 500, "%s: %.200s", where, a.body)
		require.NotContains(t, []int{http.StatusForbidden, http.StatusNotFound}, a.status, "%s is theirs by the table: %.200s", where, a.body)
		if a.status == http.StatusOK {
			s.holdsWhatIsTheirs(t, where, r, a, actor, to, seen)
		}
		return 1
	case policy.May(actor, looks()[r.about], to), policy.May(actor, policy.ShowCase, to) && r.about == ofTask:
		require.Contains(t, []int{http.StatusForbidden, http.StatusNotFound}, a.status, "%s: %.200s", where, a.body)
		s.holdsNone(t, where, a)
		return 1
	default:
		require.Equal(t, http.StatusNotFound, a.status, "%s: %.200s", where, a.body)
		s.holdsNone(t, where, a)
		absent := s.send(t, signed(s.ask(op, r, true)).with("Idempotency-Key", uuid.NewString()))
		same(t, absent, a)
		return 2
	}
}

// shown reports whether a row's answer can hold a mark.
func shown(r row, mark string) bool {
	return slices.ContainsFunc(r.shows, func(pattern string) bool {
		begin, open := strings.CutSuffix(pattern, "*")
		return pattern == mark || open && strings.HasPrefix(mark, begin)
	})
}

// holds reports whether an answer holds a mark, as JSON writes it.
func (a answer) holdsMark(text string) bool {
	first, _, _ := strings.Cut(text, "\n")
	return strings.Contains(string(a.body), first) || strings.Contains(string(a.body), strings.ReplaceAll(first, "<", `\u003c`))
}

func (s *seeded) holdsNone(t *testing.T, where string, a answer) {
	t.Helper()
	for name, m := range s.marks.all {
		require.False(t, a.holdsMark(m.text), "%s shows %s, which is of class %s", where, name, m.class)
	}
}

// listsOnlyTheirs: a list shows lines only to watchers who may read their subjects.
func (s *seeded) listsOnlyTheirs(t *testing.T, where string, r row, a answer, w watcher, actor policy.Actor, subjects map[about]policy.Subject) {
	t.Helper()
	to := subjects[r.each].RelationsOf(actor) // a list shows that there is a case, for any purpose
	if strings.HasPrefix(where, "searchPeople") {
		to = w.standing(subjects[r.each], actor)
	}
	theirs := r.each != "" && policy.May(actor, looks()[r.each], to)
	for name, m := range s.marks.all {
		require.True(t, !a.holdsMark(m.text) || theirs && shown(r, name), "%s shows %s, which is of class %s", where, name, m.class)
	}
	if named := map[about]string{ofCase: string(s.ref), ofOperation: s.operation, ofMovement: s.movement, ofErasure: s.erasure}[r.each]; named != "" && !theirs {
		require.NotContains(t, string(a.body), named, "%s names what is not theirs to see", where)
	}
}

// holdsWhatIsTheirs: each mark comes exactly when its class is theirs. Text of
// an officer of the own desk they may read as well, so it may come in any case.
func (s *seeded) holdsWhatIsTheirs(t *testing.T, where string, r row, a answer, actor policy.Actor, to policy.Relations, seen map[string]int) {
	t.Helper()
	whole := policy.May(actor, policy.SeeWholeCase, to)
	for name, m := range s.marks.all {
		there := a.holdsMark(m.text)
		if there {
			seen[name]++
		}
		if !shown(r, name) {
			require.False(t, there, "%s shows %s, which its row does not name", where, name)
			continue
		}
		if r.about != ofCase {
			continue // who may ask sees all of these; policy.May was asked
		}
		sees := policy.Sees(actor, m.class, to)
		step, isStep := strings.CutPrefix(name, "words of ")
		spec, known := casework.SpecOf(casework.Step(step))
		switch {
		case !isStep:
			require.Equal(t, sees, there, "%s: %s is of class %s", where, name, m.class)
		case known:
			line := policy.OutcomeClass(spec.Step)
			if spec.Step == casework.StepDetermination {
				line = policy.Operational // the text of a member is with the vote, which has no outcome
			}
			theirs := sees && policy.Sees(actor, line, to) && (whole || line != policy.Operational)
			own := s.answered(t, spec.Step) == actor.Desk
			require.True(t, there == theirs || own && there, "%s: %s is of class %s on a line of class %s; shown: %v", where, name, m.class, line, there)
		case there && name != "words of glass": // the protection officer reads why the glass was broken
			require.True(t, sees || s.wrote(name) == actor.Desk, "%s: %s is of class %s", where, name, m.class)
		}
	}
}

// answered is the desk that answers a step of hers.
func (s *seeded) answered(t *testing.T, step casework.Step) casework.DeskID {
	t.Helper()
	if s.rules.Corridor == "" {
		s.rules = s.state(t).Rules
	}
	desk, _ := s.rules.DeskOf(step)
	return desk
}

// wrote is the desk whose officer wrote a text that is not an answer to a step.
func (s *seeded) wrote(name string) casework.DeskID {
	switch name {
	case "words of opening":
		return registrar.desk
	case "words of operation":
		return lead.desk
	case "words of glass":
		return glass.desk
	case "words of proposal":
		return supervisor.desk
	default:
		return caseworker.desk
	}
}
