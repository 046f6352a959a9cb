package postgres_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/internal/pgtest"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/postgres/dbtest"
	"example.org/homeward/internal/record"
	"example.org/homeward/workflows"
)

// everyStep is a corridor in which every step of lane A is on.
func everyStep() casework.Rules {
	r := casework.Rules{
		Corridor: "tha-mmr", Version: 1, Host: "THA", Origin: "MMR", Lane: casework.LaneA, Modality: casework.VoluntaryAssisted,
		Desks: map[casework.DeskKind]casework.DeskID{}, Quorum: casework.Quorum{Members: 2, Agencies: 2}, Tries: 3,
		PreEmbarkation: 72 * time.Hour, SharingAgreement: true,
		Visits: []casework.Visit{{Name: "1w", After: 7 * 24 * time.Hour, Window: 34 * time.Hour}},
	}
	laneB := []casework.Step{casework.StepEmbassyCommitment, casework.StepBorderSlot, casework.StepCrossing}
	for _, spec := range casework.Specs() {
		if !slices.Contains(laneB, spec.Step) {
			r.Steps = append(r.Steps, spec.Step)
		}
	}
	for _, kind := range casework.DeskKinds() {
		r.Desks[kind] = casework.DeskID("tha-" + string(kind))
	}
	return r
}

// anything draws a command that may or may not be accepted; most often the answer to an open task.
func anything(t *rapid.T, c casework.Case, now time.Time) casework.Command {
	kinds := append(casework.UpdateKinds(), casework.KindDecide, casework.KindDecide, casework.KindDecide, casework.KindDecide, casework.KindTick)
	cmd := casework.Command{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Reasoned: true, By: dbtest.Screener(), Mode: casework.ModeIcons}
	cmd.By.Role = rapid.SampledFrom([]casework.Role{casework.RolePanelChair, casework.RolePanelMember, casework.RoleSupervisor, casework.RoleProsecutor}).Draw(t, "role")
	if len(c.Tasks) > 0 {
		one := rapid.SampledFrom(c.Tasks).Draw(t, "task")
		spec, _ := casework.SpecOf(one.Step)
		cmd.Task, cmd.By.Desk, cmd.Step = one.ID, one.Desk, one.Step
		cmd.Outcome = rapid.SampledFrom(spec.Outcomes).Draw(t, "outcome")
		cmd.By.Account = rapid.SampledFrom([]casework.AccountID{"a1", "a2", "a3"}).Draw(t, "account")
		cmd.By.Agency = rapid.SampledFrom([]casework.AgencyID{"g1", "g2"}).Draw(t, "agency")
	}
	until := now.AddDate(0, 0, 200)
	cmd.Until = &until
	spec := rapid.SampledFrom(casework.FactSpecs()).Draw(t, "fact")
	if cmd.Kind == casework.KindState {
		cmd.Facts = []casework.Statement{{Name: spec.Name, Value: rapid.SampledFrom(spec.Values).Draw(t, "value")}}
		cmd.By.Desk = casework.DeskID("tha-" + string(spec.Desks[0]))
	}
	cmd.Consents = []casework.Consent{rapid.SampledFrom(casework.Consents()).Draw(t, "consent")}
	cmd.Gate = rapid.SampledFrom(gate.All()).Draw(t, "gate").ID
	cmd.Event = rapid.SampledFrom(casework.Events()).Draw(t, "event")
	cmd.Cause = rapid.SampledFrom(casework.Causes()).Draw(t, "cause").Cause
	cmd.Hold = &casework.Hold{ID: rapid.SampledFrom([]string{"h1", "h2"}).Draw(t, "hold"), Kind: "witness", ReviewBy: until}
	cmd.State, cmd.Desk = "KEN", "ken-mission"
	if cmd.Event == casework.EventCorridorChanged {
		rules := everyStep()
		rules.Version = 2
		cmd.Pinned = &rules
	}
	cmd.Agency, cmd.DeskKind, cmd.Purpose = "ngo", casework.DeskCaseworker, "casework"
	cmd.Classes = []casework.Class{rapid.SampledFrom(policy.Personal()).Draw(t, "class")}
	cmd.Grant, cmd.Exclusion = rapid.IntRange(0, 3).Draw(t, "grant"), rapid.IntRange(0, 2).Draw(t, "exclusion")
	cmd.Account = rapid.SampledFrom([]casework.AccountID{"a1", "a3", "a4"}).Draw(t, "kept out")
	cmd.Move = &casework.Move{
		Kind: rapid.SampledFrom(casework.MoveKinds()).Draw(t, "move"), Movement: "move-1", DepartsAt: now.AddDate(0, 0, 2), Outcome: casework.Boarded,
	}
	return cmd
}

// The record accepts every change of a random case, and then returns the same state as the rules. A dump of
// all these cases has no code that reveals something about a person.
func TestTheRecordTakesWhateverTheRulesMake(t *testing.T) {
	t.Parallel()
	w := dbtest.NewWith(t, dbtest.NewBox(t))
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		ref, now, rules := casework.Ref(fmt.Sprintf("life-%d", n)), dbtest.Day, everyStep()
		change, _, err := ruling.Open(ref, casework.Command{
			Key: "open", Kind: casework.KindOpen, By: dbtest.Screener(), At: now, Pinned: &rules,
			Facts: []casework.Statement{{Name: casework.FactToldOfPurpose, Value: "yes"}, {Name: casework.FactAge, Value: "adult"}},
		}, workflows.Procedure)
		require.NoError(rt, err)
		c := keep(t, rt, w, casework.Case{}, change)
		for i := range rapid.IntRange(5, 40).Draw(rt, "commands") {
			now = now.Add(time.Duration(rapid.IntRange(1, 200).Draw(rt, "hours")) * time.Hour)
			cmd := anything(rt, c, now)
			cmd.Key, cmd.At = casework.Key(fmt.Sprintf("key-%d", i)), now
			change, _, err := ruling.Accept(c, cmd, workflows.Procedure)
			if err != nil {
				continue // refused: the record does not get it
			}
			c = keep(t, rt, w, c, change)
		}
	})
	search := pgtest.NewSearch(append(tellingCodes(t), string(casework.StepFearOfReturn))...)
	require.Equal(t, []string{string(casework.StepFearOfReturn)}, search.Find(pgtest.Dump(t, w.DB.SuperuserDSN, "app")),
		"that a step is asked is class B; how it is answered is not")
}

// tellingCodes are the codes of sealed classes that are not everyday words: outcomes, facts,
// events, conditions, causes.
func tellingCodes(t *testing.T) []string {
	t.Helper()
	var out []string
	add := func(class policy.Class, code string) {
		_, step := casework.StepFor(code)
		step = step || code == string(casework.ProposalWithdrawn) // which is the state of a proposal, too
		if class != policy.Operational && len(code) >= 8 && !step && !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	for _, spec := range casework.Specs() {
		for _, outcome := range spec.Outcomes {
			add(policy.OutcomeClass(spec.Step), string(outcome))
		}
	}
	for _, spec := range casework.FactSpecs() {
		add(policy.FactClass(spec.Name), string(spec.Name))
	}
	for _, event := range casework.Events() {
		add(policy.EventClass(event), string(event))
	}
	for _, c := range gate.Conditions() {
		add(policy.ConditionClass(c.ID), string(c.ID))
	}
	out = append(out, string(casework.CauseSurvivorChoice))
	require.Greater(t, len(out), 20)
	return out
}

// keep writes a change and compares what is on record with the case after it.
func keep(t *testing.T, rt *rapid.T, w *dbtest.Env, before casework.Case, change casework.Change) casework.Case {
	t.Helper()
	var clocks []casework.ClockSet
	for _, order := range change.Clocks {
		clocks = append(clocks, casework.ClockSet{Task: order.Task, Escalations: dbtest.Ladder(order.Start)})
	}
	recorded, err := w.WriteChange(t.Context(), change, clocks)
	require.NoError(rt, err, "%s %s", change.Kind, change.Key)
	after := before.Take(change, recorded)
	shown, err := w.Case(t.Context(), change.Ref)
	require.NoError(rt, err)
	want := after
	want.Settled = nil
	require.JSONEq(rt, asText(rt, want), asText(rt, shown.State))
	tasks := make([]casework.Task, len(shown.Tasks))
	for i, row := range shown.Tasks {
		tasks[i] = row.Task
		require.Equal(rt, record.TaskOpen, row.Status)
	}
	order := func(a, b casework.Task) int { return slices.Compare([]byte(a.ID), []byte(b.ID)) }
	known := slices.Clone(after.Tasks)
	slices.SortFunc(known, order)
	slices.SortFunc(tasks, order)
	require.JSONEq(rt, asText(rt, known), asText(rt, tasks), "the inbox shows what the rules wait for")
	require.Equal(rt, len(after.Tasks), shown.OpenTasks)
	require.Equal(rt, after.Deceased(), shown.Deceased)
	return after
}

func asText(rt *rapid.T, v any) string {
	raw, err := json.Marshal(v)
	require.NoError(rt, err)
	if string(raw) == "null" {
		return "[]"
	}
	return string(raw)
}
