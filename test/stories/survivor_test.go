package stories_test

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/wire"
)

// survivor is the one whom a story is about, as those see her who carry her case.
type survivor struct {
	*story

	ref        casework.Ref
	registrar  officer
	caseworker officer
	supervisor officer
}

// opens opens a case by hand; the desks that carry it are the host state's at a place. The stories share their names, so
// that each says that it is about another person.
func (s *story) opens(place string, opening wire.CaseOpening) *survivor {
	s.t.Helper()
	opening.ToldOfPurpose, opening.Despite = wire.CaseOpeningToldOfPurposeYes, "Another person of this name."
	her := s.carried(strings.ToLower(string(opening.Host)), place)
	receipt, err := s.as(her.registrar).OpenCase(s.t.Context(), once(), opening)
	her.ref = s.settled(her.registrar, receipt, err).Target.Ref
	return her
}

// carried returns the desk that is responsible for a case.
func (s *story) carried(host, place string) *survivor {
	s.t.Helper()
	desk := func(kind string) officer { return s.at(casework.DeskID(host + "-" + kind + "-" + place)) }
	return &survivor{story: s, registrar: desk("registrar"), caseworker: desk("caseworker"), supervisor: desk("supervisor")}
}

// answer is the answer of a desk to a request.
type answer struct {
	by   *officer
	body wire.TaskDecision
}

type with func(*answer)

func by(o officer) with { return func(a *answer) { a.by = &o } }

func because(reasons string) with { return func(a *answer) { a.body.Reasons = reasons } }

func until(t time.Time) with { return func(a *answer) { a.body.Until = t.UTC().Truncate(time.Second) } }

// knowing states facts with an answer, as name and value in turn.
func knowing(pairs ...string) with {
	return func(a *answer) { a.body.Facts = statements(pairs...) }
}

func statements(pairs ...string) wire.Statements {
	var out wire.Statements
	for pair := range slices.Chunk(pairs, 2) {
		out = append(out, wire.Statement{Name: casework.FactName(pair[0]), Value: pair[1]})
	}
	return out
}

// decides has the desk that is asked answer the open request of a step. It waits for a request
// that opens later.
func (her *survivor) decides(step casework.Step, outcome casework.Outcome, more ...with) wire.Receipt {
	her.t.Helper()
	task, who := her.asked(step)
	a := answer{by: &who, body: wire.TaskDecision{Outcome: outcome}}
	for _, f := range more {
		f(&a)
	}
	receipt, err := her.as(*a.by).DecideTask(her.t.Context(), seen(task.Version), her.ref, task.Name, a.body)
	return her.settled(*a.by, receipt, err)
}

// asked returns the open request of a step and who usually answers it. It waits until there is one and it can be answered.
func (her *survivor) asked(step casework.Step) (wire.Task, officer) {
	her.t.Helper()
	var line wire.WaitingTask
	found := func() bool {
		i := slices.IndexFunc(her.waiting().Tasks, func(t wire.WaitingTask) bool { line = t; return t.Step == step })
		return i >= 0
	}
	if !found() {
		her.looksUntil("somebody is asked about "+string(step), found)
	}
	who := her.at(casework.DeskID(line.Desk))
	task, err := her.as(who).ShowTask(her.t.Context(), her.ref, line.Task)
	her.fine(err)
	if !task.NotBefore.IsZero() {
		her.until(string(step)+" can be answered", func() bool { return time.Now().After(task.NotBefore.Add(20 * time.Millisecond)) })
	}
	return task, who
}

// isAsked reports whether anybody is asked about a step now.
func (her *survivor) isAsked(step casework.Step) bool {
	her.t.Helper()
	return slices.ContainsFunc(her.waiting().Tasks, func(t wire.WaitingTask) bool { return t.Step == step })
}

// looksUntil waits for a state of her case. It reads the case after each event of the stream.
func (her *survivor) looksUntil(what string, so func() bool) {
	her.t.Helper()
	ctx, cancel := context.WithCancel(her.t.Context())
	defer cancel()
	her.wait(what, her.listen(ctx, her.caseworker, her.ref), so)
}

// waiting returns the desks that are waited for.
func (her *survivor) waiting() wire.Waiting {
	her.t.Helper()
	w, err := her.as(her.caseworker).ShowWaiting(her.t.Context(), her.ref)
	her.fine(err)
	return w
}

// seenBy is her case as an officer sees it.
func (her *survivor) seenBy(o officer) wire.Case {
	her.t.Helper()
	c, err := her.as(o).ShowCase(her.t.Context(), her.ref)
	her.fine(err)
	return c
}

// now is her case as her supervisor sees it, who sees nearly all of it.
func (her *survivor) now() wire.Case {
	her.t.Helper()
	return her.seenBy(her.supervisor)
}

// step returns the state of a step.
func (her *survivor) step(step casework.Step) (wire.SettledStep, bool) {
	her.t.Helper()
	steps := her.now().Steps
	i := slices.IndexFunc(steps, func(s wire.SettledStep) bool { return s.Step == step })
	if i < 0 {
		return wire.SettledStep{}, false
	}
	return steps[i], true
}

// gate returns the state of a gate.
func (her *survivor) gate(id casework.GateID) wire.Gate {
	her.t.Helper()
	gates, err := her.as(her.supervisor).ListGates(her.t.Context(), her.ref)
	her.fine(err)
	i := slices.IndexFunc(gates.Items, func(g wire.Gate) bool { return g.Gate == id })
	require.GreaterOrEqual(her.t, i, 0, "no gate %s", id)
	return gates.Items[i]
}

// unmet are the conditions that keep a gate closed.
func (her *survivor) unmet(id casework.GateID) []string {
	her.t.Helper()
	var out []string
	for _, u := range her.gate(id).Unmet {
		out = append(out, u.Condition)
	}
	return out
}

// past is her whole timeline as an officer sees it, the oldest line first.
func (her *survivor) past(o officer) []wire.TimelineEntry {
	her.t.Helper()
	var all []wire.TimelineEntry
	params := wire.ShowTimelineParams{Order: wire.Oldest, Limit: 200}
	for {
		page, err := her.as(o).ShowTimeline(her.t.Context(), her.ref, params)
		her.fine(err)
		all = append(all, page.Items...)
		if page.Next == "" {
			return all
		}
		params.Cursor = page.Next
	}
}

// lines are the lines of her past with a code.
func (her *survivor) lines(code casework.EntryCode) []wire.TimelineEntry {
	her.t.Helper()
	looks := her.supervisor
	looks.account = string(her.ref) // the test looks at many people: no officer of an ordinary desk does
	return slices.DeleteFunc(her.past(looks), func(e wire.TimelineEntry) bool { return e.Code != string(code) })
}

// agrees records consents that she has given.
func (her *survivor) agrees(consents ...casework.Consent) {
	her.t.Helper()
	receipt, err := her.as(her.caseworker).GiveConsents(her.t.Context(), once(), her.ref, wire.ConsentGiving{
		Consents: consents, Mode: casework.ModeThumbprint, Language: "my",
	})
	her.settled(her.caseworker, receipt, err)
}

// knows has a desk state facts, as name and value in turn.
func (her *survivor) knows(desk casework.DeskID, pairs ...string) {
	her.t.Helper()
	o := her.at(desk)
	receipt, err := her.as(o).StateFacts(her.t.Context(), once(), her.ref, wire.FactStatement{Facts: statements(pairs...)})
	her.settled(o, receipt, err)
}
