package workflows_test

import (
	"fmt"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
	"example.org/homeward/workflows"
)

const day = 24 * time.Hour

// everyStep are rules in which every step of an individual referral is on.
func everyStep() casework.Rules {
	r := casework.Rules{
		Corridor: "tha-mmr-state", Version: 1, Host: "THA", Origin: "MMR", Lane: casework.LaneA, Modality: casework.VoluntaryAssisted,
		Desks:            map[casework.DeskKind]casework.DeskID{},
		Quorum:           casework.Quorum{Members: 3, Agencies: 2},
		Validity:         map[casework.Step]time.Duration{casework.StepFitToTravel: 14 * day, casework.StepRiskAssessment: 30 * day},
		PreEmbarkation:   72 * time.Hour,
		DocumentMargin:   day,
		Tries:            3,
		SharingAgreement: true,
		Visits: []casework.Visit{
			{Name: "1w", After: 7 * day, Window: 34 * time.Hour},
			{Name: "1m", After: 30 * day, Window: 6 * day},
			{Name: "3m", After: 91 * day, Window: 18 * day},
			{Name: "6m", After: 182 * day, Window: 36 * day},
			{Name: "12m", After: 365 * day, Window: 73 * day},
		},
	}
	laneB := map[casework.Step]bool{casework.StepEmbassyCommitment: true, casework.StepBorderSlot: true, casework.StepCrossing: true}
	for _, spec := range casework.Specs() {
		if !laneB[spec.Step] {
			r.Steps = append(r.Steps, spec.Step)
		}
	}
	for _, kind := range casework.DeskKinds() {
		r.Desks[kind] = casework.DeskID("tha-" + string(kind))
	}
	r.Desks[casework.DeskConsulate] = "mmr-mission-bangkok"
	r.Desks[casework.DeskReceiving] = "mmr-receiving"
	r.Desks[casework.DeskReintegration] = "mmr-ngo"
	return r
}

// at is the opening of the cases in the tests, a Monday.
func at() time.Time { return time.Date(2026, 3, 2, 3, 0, 0, 0, time.UTC) }

// person is one case with a clock and a counter for keys.
type person struct {
	c    casework.Case
	now  time.Time
	sent int
	last casework.Change

	lastCommand casework.Command
}

func opened(rules casework.Rules, facts ...casework.Statement) *person {
	p := &person{now: at()}
	cmd := casework.Command{Key: p.key(), Kind: casework.KindOpen, At: p.now, Edition: casework.CurrentEdition, Pinned: &rules, Facts: facts, By: officer(rules.Desks[casework.DeskRegistrar], casework.RoleRegistrar)}
	change, _, err := ruling.Open("case-1", cmd, workflows.Procedure)
	if err != nil {
		panic(err)
	}
	p.c, p.last = p.c.Take(change, ladders(change)), change
	return p
}

func (p *person) key() casework.Key {
	p.sent++
	return casework.Key(fmt.Sprintf("key-%d", p.sent))
}

func officer(desk casework.DeskID, role casework.Role) casework.Actor {
	return casework.Actor{Account: casework.AccountID("acct-" + string(desk)), Desk: desk, Agency: casework.AgencyID("agency-" + string(desk)), Role: role}
}

// send sends a command at the person's present instant, a minute after the last.
func (p *person) send(cmd casework.Command) error {
	p.now = p.now.Add(time.Minute)
	cmd.At = p.now
	if cmd.Key == "" {
		cmd.Key = p.key()
	}
	change, _, err := ruling.Accept(p.c, cmd, workflows.Procedure)
	if err != nil {
		return err
	}
	p.c, p.last, p.lastCommand = p.c.Take(change, ladders(change)), change, cmd
	return nil
}

// decide answers the open task of a step on behalf of its desk.
func (p *person) decide(step casework.Step, outcome casework.Outcome, with ...func(*casework.Command)) error {
	t, open := p.c.TaskFor(step)
	if !open {
		return fmt.Errorf("no open task for %s", step)
	}
	if t.NotBefore.After(p.now) {
		p.now = t.NotBefore
	}
	cmd := casework.Command{Kind: casework.KindDecide, Task: t.ID, Outcome: outcome, Reasoned: true, By: officer(t.Desk, "")}
	for _, f := range with {
		f(&cmd)
	}
	return p.send(cmd)
}

func facts(pairs ...casework.Statement) func(*casework.Command) {
	return func(c *casework.Command) { c.Facts = pairs }
}

func yes(name casework.FactName) casework.Statement {
	return casework.Statement{Name: name, Value: "yes"}
}

func until(t time.Time) func(*casework.Command) { return func(c *casework.Command) { c.Until = &t } }

func ref(r string) func(*casework.Command) { return func(c *casework.Command) { c.Ref = r } }

func by(account string, agency casework.AgencyID, role casework.Role) func(*casework.Command) {
	return func(c *casework.Command) {
		c.By.Account, c.By.Agency, c.By.Role = casework.AccountID(account), agency, role
	}
}

// ladders computes every ordered clock with a budget of ten days, or the one it asks for. Her choice has none,
// as in the shipped corridors.
func ladders(change casework.Change) casework.Recorded {
	var r casework.Recorded
	for _, order := range change.Clocks {
		budget := order.Budget
		if budget == 0 && order.Step == casework.StepSolution {
			r.Clocks = append(r.Clocks, casework.ClockSet{Task: order.Task})
			continue
		}
		if budget == 0 {
			budget = 10 * day
		}
		set := casework.ClockSet{Task: order.Task}
		if order.Resume != nil {
			for i, rung := range order.Resume.Escalations {
				if i >= order.Resume.Fired {
					rung.At = rung.At.Add(order.Resume.ResumedAt.Sub(order.Resume.PausedAt))
				}
				set.Escalations = append(set.Escalations, rung)
			}
		} else {
			for _, level := range casework.EscalationThresholds() {
				set.Escalations = append(set.Escalations, casework.EscalationAt{Level: level.Level, At: order.Start.Add(budget * time.Duration(level.Percent) / 100)})
			}
		}
		r.Clocks = append(r.Clocks, set)
	}
	return r
}
