package benchmark

import (
	"context"
	"fmt"
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/client"
	"example.org/homeward/internal/wire"
)

// journey takes one adult from opening to closure through the API and counts the events of the
// case's history. In the exercise's corridor the visits of a year take seconds.
func (e Env) journey(ctx context.Context, rules casework.Rules) ([]Measure, error) {
	ref, err := e.openOne(ctx, rules)
	if err != nil {
		return nil, err
	}
	t := &trip{Env: e, rules: rules, ref: ref}
	for _, stretch := range []func(context.Context) error{t.identified, t.cleared, t.moved, t.settled} {
		if err := stretch(ctx); err != nil {
			return nil, err
		}
	}
	events, err := e.events(ctx, ref)
	if err != nil {
		return nil, err
	}
	return []Measure{below("history events of a whole way home", "events", float64(events), 600)}, nil
}

// trip is the case of one survivor, with the desks that act on it.
type trip struct {
	Env
	rules casework.Rules
	ref   casework.Ref
}

func (t *trip) identified(ctx context.Context) error {
	worker, err := t.as(t.rules.Desks[casework.DeskCaseworker], casework.RoleCaseworker, "bench-caseworker")
	if err != nil {
		return err
	}
	_, err = worker.GiveConsents(ctx, once(), t.ref, wire.ConsentGiving{
		Consents: []casework.Consent{"C1", "C2", "C3", "C4", "C5", "C8", "C9", "C10", "C11"}, Mode: casework.ModeRecorded, Language: "my",
	})
	if err != nil {
		return fmt.Errorf("give consents: %w", err)
	}
	say := func(name casework.FactName, value string) wire.Statement {
		return wire.Statement{Name: name, Value: value}
	}
	in := func(d int) time.Time { return t.Now().UTC().AddDate(0, 0, d) }
	return t.decideAll(ctx, []answer{
		{casework.StepTriage, casework.RoleMedical, wire.TaskDecision{Outcome: casework.Green, Facts: wire.Statements{say(casework.FactNeedsMet, "yes")}}, "doctor"},
		{casework.StepPlacement, casework.RoleShelter, wire.TaskDecision{Outcome: casework.Placed}, "shelter"},
		{casework.StepRegister, casework.RoleRegistrar, wire.TaskDecision{Outcome: casework.Registered}, "registrar"},
		{casework.StepFearOfReturn, casework.RoleCaseworker, wire.TaskDecision{Outcome: casework.No, Facts: wire.Statements{say(casework.FactInterpreter, "ok"), say(casework.FactLawyerTold, "yes")}}, "caseworker"},
		{casework.StepScreening, casework.RoleScreener, wire.TaskDecision{Outcome: casework.Refer}, "screener"},
		{casework.StepDetermination, casework.RolePanelMember, wire.TaskDecision{Outcome: casework.Victim}, "one@tha-police"},
		{casework.StepDetermination, casework.RolePanelMember, wire.TaskDecision{Outcome: casework.Victim}, "two@tha-labour"},
		{casework.StepDetermination, casework.RolePanelChair, wire.TaskDecision{Outcome: casework.Victim}, "three@tha-social"},
		{casework.StepReflection, casework.RoleCaseworker, wire.TaskDecision{Outcome: casework.Waived, Reasons: "Counselled; her own wish"}, "caseworker"},
		{casework.StepRiskAssessment, casework.RoleCaseworker, wire.TaskDecision{Outcome: casework.Low}, "caseworker"},
		{casework.StepSolution, casework.RoleCaseworker, wire.TaskDecision{Outcome: casework.Return}, "caseworker"},
		{casework.StepVerifyNationality, casework.RoleConsul, wire.TaskDecision{Outcome: casework.Confirmed}, "consul"},
		{casework.StepTravelDocument, casework.RoleConsul, wire.TaskDecision{
			Outcome: casework.Issued, Until: in(300), Document: wire.DocumentInput{Type: "laissez_passer", Number: "LP0000001", ExpiresAt: in(300)},
		}, "consul"},
	})
}

func (t *trip) cleared(ctx context.Context) error {
	supervisor, err := t.as(t.rules.Desks[casework.DeskSupervisor], casework.RoleSupervisor, "bench-supervisor")
	if err != nil {
		return err
	}
	_, err = supervisor.StateFacts(ctx, once(), t.ref, wire.FactStatement{Facts: wire.Statements{{Name: casework.FactSharing, Value: "in_force"}}})
	if err != nil {
		return fmt.Errorf("state that data may be shared: %w", err)
	}
	ready := wire.Statements{{Name: casework.FactPickUp, Value: "yes"}}
	for _, added := range t.rules.Added { // the corridor's own conditions
		if added.Owner == casework.DeskReceiving {
			ready = append(ready, wire.Statement{Name: added.Fact, Value: "yes"})
		}
	}
	in := func(d int) time.Time { return t.Now().UTC().AddDate(0, 0, d) }
	return t.decideAll(ctx, []answer{
		{casework.StepExitPermit, casework.RoleImmigration, wire.TaskDecision{Outcome: casework.Granted, Until: in(60)}, "immigration"},
		{casework.StepFineWaiver, casework.RoleImmigration, wire.TaskDecision{Outcome: casework.NotDue}, "immigration"},
		{casework.StepReception, casework.RoleReceiver, wire.TaskDecision{Outcome: casework.Accepted, Facts: ready}, "receiver"},
		{casework.StepFitToTravel, casework.RoleMedical, wire.TaskDecision{Outcome: casework.Fit}, "doctor"},
	})
}

func (t *trip) settled(ctx context.Context) error {
	answers := []answer{
		{casework.StepSafetyCall, casework.RoleReintegration, wire.TaskDecision{Outcome: casework.Safe}, "ngo"},
		{casework.StepPlan, casework.RoleReintegration, wire.TaskDecision{Outcome: casework.Agreed}, "ngo"},
	}
	for _, visit := range t.rules.Visits {
		answers = append(answers, answer{casework.FollowUp(visit.Name), casework.RoleReintegration, wire.TaskDecision{Outcome: casework.Reached}, "ngo"})
	}
	return t.decideAll(ctx, append(answers, answer{
		casework.StepClosure, casework.RoleSupervisor, wire.TaskDecision{Outcome: casework.Closed, Reasons: "All visits done"}, "supervisor",
	}))
}

// answer is a desk's decision of a task.
type answer struct {
	step     casework.Step
	role     casework.Role
	decision wire.TaskDecision
	account  string
}

func (t *trip) decideAll(ctx context.Context, answers []answer) error {
	for _, a := range answers {
		if err := t.decide(ctx, a); err != nil {
			return fmt.Errorf("settle %s: %w", a.step, err)
		}
	}
	return nil
}

// decide decides the task of a step, as soon as it is open and may be decided.
func (t *trip) decide(ctx context.Context, a answer) error {
	desk, _ := t.rules.DeskOf(a.step)
	officer, err := t.as(desk, a.role, "bench-"+a.account)
	if err != nil {
		return err
	}
	task, err := t.open(ctx, officer, a.step)
	if err != nil {
		return err
	}
	_, err = officer.DecideTask(ctx, client.Intent{Key: once().Key, Version: task.Version}, t.ref, task.Name, a.decision)
	return err
}
