package workflows_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/fault"
	"example.org/homeward/workflows"
)

// history is every accepted command of a random case, with its change.
type history struct {
	rules    casework.Rules
	commands []casework.Command
	changes  []casework.Change
	before   []casework.Case // the case that each command met
}

// live draws a random life: some way along the textbook order, then any commands.
func live(t *rapid.T) (*person, *history) { return liveUnder(t, everyStep()) }

// liveUnder is live under the rules of a corridor.
func liveUnder(t *rapid.T, rules casework.Rules) (*person, *history) {
	p := opened(rules)
	h := &history{rules: rules, changes: []casework.Change{p.last}}
	steps := laneA()
	for _, s := range steps[:rapid.IntRange(0, len(steps)).Draw(t, "way")] {
		met := p.c
		if err := s.do(p); err != nil {
			break
		}
		h.note(p, met)
	}
	for range rapid.IntRange(0, 40).Draw(t, "events") {
		p.now = p.now.Add(time.Duration(rapid.IntRange(0, 40*24).Draw(t, "hours")) * time.Hour)
		met := p.c
		if p.send(anything(t, p)) == nil {
			h.note(p, met)
		}
	}
	return p, h
}

func (h *history) note(p *person, met casework.Case) {
	h.before = append(h.before, met)
	h.changes = append(h.changes, p.last)
	h.commands = append(h.commands, p.lastCommand)
}

// anything draws one command, sensible more often than not.
func anything(t *rapid.T, p *person) casework.Command {
	kinds := append(casework.UpdateKinds(), casework.KindDecide, casework.KindDecide, casework.KindDecide, casework.KindMove, casework.KindMove, casework.KindTick, casework.KindUndone)
	cmd := casework.Command{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Reasoned: rapid.Bool().Draw(t, "reasoned")}
	cmd.By = officer("tha-caseworker", rapid.SampledFrom(casework.Roles()).Draw(t, "role"))
	if len(p.c.Tasks) > 0 {
		task := rapid.SampledFrom(p.c.Tasks).Draw(t, "task")
		spec, _ := casework.SpecOf(task.Step)
		cmd.Task, cmd.By.Desk = task.ID, task.Desk
		cmd.Outcome = rapid.SampledFrom(spec.Outcomes).Draw(t, "outcome")
		cmd.By.Account = rapid.SampledFrom([]casework.AccountID{"a1", "a2", "a3", "a4"}).Draw(t, "account")
		cmd.By.Agency = casework.AgencyID(rapid.SampledFrom([]string{"g1", "g2"}).Draw(t, "agency"))
		to := cmd.By
		to.Account = rapid.SampledFrom([]casework.AccountID{"a1", "a2", "a3", "a4"}).Draw(t, "colleague")
		cmd.Of = &to
	}
	if rapid.Bool().Draw(t, "dated") {
		until := p.now.Add(time.Duration(rapid.IntRange(-10, 400).Draw(t, "until")) * day)
		cmd.Until = &until
	}
	cmd.Facts = rapid.SliceOfN(rapid.Custom(someFact), 0, 3).Draw(t, "facts")
	cmd.Consents = rapid.SliceOfNDistinct(rapid.SampledFrom(casework.Consents()), 1, 4, rapid.ID).Draw(t, "consents")
	cmd.Mode = rapid.SampledFrom(casework.Modes()).Draw(t, "mode")
	cmd.Gate = rapid.SampledFrom(gate.All()).Draw(t, "gate").ID
	cmd.Event = rapid.SampledFrom(casework.Events()).Draw(t, "event")
	if cmd.Event == casework.EventDeath && !rapid.Bool().Draw(t, "really") {
		cmd.Event = casework.EventHoldSet
	}
	cmd.Cause = rapid.SampledFrom(casework.Causes()).Draw(t, "cause").Cause
	cmd.Step = rapid.SampledFrom(casework.Specs()).Draw(t, "step").Step
	cmd.Hold = &casework.Hold{ID: "h1", Kind: "witness", ReviewBy: p.now.Add(30 * day)}
	cmd.State, cmd.Desk, cmd.Ref = "KEN", "ken-mission-bangkok", rapid.SampledFrom([]string{"doc-1", "doc-2"}).Draw(t, "document")
	if p, waits := p.c.ProposalOf(p.stepOf(cmd.Task)); waits && rapid.Bool().Draw(t, "seen") {
		cmd.Ref = p.Digest
	}
	if cmd.Event == casework.EventCorridorChanged {
		r := someCorridor(t)
		cmd.Pinned = &r
	}
	cmd.Move = &casework.Move{
		Kind: rapid.SampledFrom(casework.MoveKinds()).Draw(t, "move"), Movement: "mov-1",
		DepartsAt: p.now.Add(time.Duration(rapid.IntRange(1, 200).Draw(t, "departs")) * time.Hour),
		Outcome:   rapid.SampledFrom([]casework.Outcome{casework.Boarded, casework.Boarded, casework.NoShow, casework.ChangedMind, casework.Met}).Draw(t, "moved"),
	}
	if cmd.Kind == casework.KindMove && cmd.Move.Kind == casework.MoveArrive {
		cmd.By.Desk = rapid.SampledFrom([]casework.DeskID{"mmr-receiving", "tha-transport"}).Draw(t, "who")
	}
	if undo, ok := p.c.NextUndo(); ok {
		cmd.UndoID = undo.ID
	}
	return cmd
}

func someFact(t *rapid.T) casework.Statement {
	spec := rapid.SampledFrom(casework.FactSpecs()).Draw(t, "fact")
	return casework.Statement{Name: spec.Name, Value: rapid.SampledFrom(spec.Values).Draw(t, "value")}
}

// TestNoForbiddenPairIsEverSeen holds the invariants of the field reference (14A.4) against random lives.
func TestNoForbiddenPairIsEverSeen(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		_, h := live(rt)
		finals := map[casework.TaskID]int{}
		dead, feared := false, false
		for i, change := range h.changes {
			c := change.Next
			for _, opened := range change.Opened {
				if consular(opened.Step) {
					require.True(rt, feared || c.Is(casework.StepFearOfReturn, change.At, casework.No, casework.Waived), "I2: %s before the question of fear", opened.Step)
				}
				require.NotEmpty(rt, opened.Desk, "I9: a wait without an owner")
			}
			feared = c.Is(casework.StepFearOfReturn, change.At, casework.No, casework.Waived)
			require.False(rt, dead && len(change.Notices) > 0, "I11: an automatic message after death")
			dead = c.Deceased()
			for _, decision := range change.Decisions {
				if decision.Final {
					finals[decision.Task]++
					require.Equal(rt, 1, finals[decision.Task], "two decisions for %s", decision.Task)
				}
				if i > 0 {
					judge(rt, h.before[i-1], h.commands[i-1], decision)
				}
			}
			if s, ok := c.Settlement(casework.StepManifest); ok && s.Outcome == casework.Locked && change.Kind != casework.KindUndone {
				if _, left := c.Settlement(casework.StepDeparture); !left && c.Ended == nil {
					require.Empty(rt, gate.Blocked(gate.View{Case: &c, Now: change.At}, casework.LockManifest), "I4: a red gate on a locked manifest")
				}
			}
		}
	})
}

func consular(s casework.Step) bool {
	switch s {
	case casework.StepVerifyNationality, casework.StepTravelDocument, casework.StepEmbassyCommitment:
		return true
	default:
		return false
	}
}

// judge checks one settled step against the earlier case. It reads the facts directly, where the rules use
// their tables.
func judge(t *rapid.T, before casework.Case, cmd casework.Command, d casework.Decision) {
	child := before.Child()
	switch {
	case d.Step == casework.StepBoarding && d.Outcome == casework.Boarded, d.Step == casework.StepDeparture:
		require.True(t, before.Consented(casework.ConsentReturn, cmd.At), "I1: %s without consent", d.Step)
		require.Empty(t, before.OnHold, "G20: %s under a legal hold", d.Step)
		require.False(t, before.FactIs(casework.FactContagious, "yes") || before.FactIs(casework.FactContagious, "suspected"), "G17")
		_, reviewing := before.TaskFor(casework.StepReview)
		require.False(t, reviewing && !before.FactIs(casework.FactLeaveRequest, "written"), "G08")
		_, reflecting := before.TaskFor(casework.StepReflection)
		require.False(t, reflecting, "G07: %s during reflection", d.Step)
		risk, assessed := before.Settlement(casework.StepRiskAssessment)
		require.True(t, assessed && risk.Outcome != casework.Extreme, "G19")
		fallthrough
	case d.Step == casework.StepManifest && d.Outcome == casework.Locked, d.Step == casework.StepTicket:
		if child {
			_, guardian := before.Settlement(casework.StepGuardian)
			_, best := before.Settlement(casework.StepBestInterests)
			require.True(t, guardian && best, "I3: a child on %s without guardian and best interests", d.Step)
		}
		if d.Step == casework.StepManifest {
			doc, _ := before.Settlement(casework.StepTravelDocument)
			require.Equal(t, doc.Ref, before.Trip.Document, "I5: the ticket names another document")
		}
	case d.Step == casework.StepArrival:
		require.Equal(t, casework.RoleReceiver, d.By.Role, "I10: arrival confirmed by somebody else")
	case d.Step == casework.StepReflection && d.Outcome == casework.Elapsed && d.By == casework.System():
		task, _ := before.TaskFor(casework.StepReflection)
		require.False(t, cmd.At.Before(task.DueAt()), "I14: reflection cut short")
	}
}

// TestNeverGatesHaveNoWay shows that a waiver of a gate marked never is refused for every role.
func TestNeverGatesHaveNoWay(t *testing.T) {
	t.Parallel()
	for _, g := range gate.All() {
		if !g.Never() {
			continue
		}
		for _, role := range casework.Roles() {
			p := opened(everyStep())
			err := p.send(casework.Command{Kind: casework.KindWaive, Gate: g.ID, Reasoned: true, By: officer("tha-supervisor", role)})
			require.Equal(t, fault.Denied, fault.CodeOf(err), "%s waived by %s", g.ID, role)
		}
	}
}

// TestTheStateIsAFunctionOfTheCommands runs the accepted commands again and compares.
func TestTheStateIsAFunctionOfTheCommands(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		p, h := live(rt)
		again := opened(h.rules)
		for _, cmd := range h.commands {
			change, _, err := ruling.Accept(again.c, cmd, workflows.Procedure)
			require.NoError(rt, err)
			again.c = again.c.Take(change, ladders(change))
		}
		require.Equal(rt, p.c, again.c)
	})
}

// TestAnActIsTakenBackAtMostOnce follows every entry of the undo stack through a life.
func TestAnActIsTakenBackAtMostOnce(t *testing.T) {
	t.Parallel()
	order := map[casework.UndoState]int{casework.UndoArmed: 0, casework.UndoOrdered: 1, casework.UndoDone: 2, casework.UndoImpossible: 2, casework.UndoObsolete: 2}
	rapid.Check(t, func(rt *rapid.T) {
		_, h := live(rt)
		seen := map[int]casework.UndoState{}
		for _, change := range h.changes {
			for _, u := range change.Next.Undo {
				before, known := seen[u.ID]
				if known && before != u.State {
					require.Greater(rt, order[u.State], order[before], "act %d went from %s to %s", u.ID, before, u.State)
				}
				seen[u.ID] = u.State
			}
		}
	})
}

// TestTheOldCaseStaysAsItWas compares a case before and after a command has been judged.
func TestTheOldCaseStaysAsItWas(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		p, _ := live(rt)
		before, err := json.Marshal(p.c)
		require.NoError(rt, err)
		cmd := anything(rt, p)
		cmd.At, cmd.Key = p.now, "one"
		_, _, _ = ruling.Accept(p.c, cmd, workflows.Procedure) // accepted or not, the case stays as it was
		after, err := json.Marshal(p.c)
		require.NoError(rt, err)
		require.Equal(rt, string(before), string(after))
	})
}
