package rights_test

import (
	"context"
	"time"

	"pgregory.net/rapid"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/gate"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/usecase/access"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/cases"
)

// attempt draws any command, of any officer of the directory or of one near the case.
func (l *life) attempt(t *rapid.T) (officer, command) {
	c := l.state()
	who := l.anyOfficer(t, &c)
	kinds := []func(*rapid.T, *casework.Case) (command, bool){l.onATask, l.onATask, l.onTheCase, l.onAccess, l.anEvent}
	for range 10 {
		if one, ok := rapid.SampledFrom(kinds).Draw(t, "kind")(t, &c); ok {
			return who, one
		}
	}
	return who, l.withdraws(casework.ConsentConsulate)
}

// anyOfficer draws an officer: mostly one who sees the case, often one of a desk of its corridor or of the
// state of origin, otherwise any.
func (l *life) anyOfficer(t *rapid.T, c *casework.Case) officer {
	near := func(o officer) bool {
		if o.Country == c.Rules.Origin {
			return true
		}
		for _, desk := range c.Rules.Desks {
			if o.Desk == desk {
				return true
			}
		}
		return false
	}
	n := rapid.IntRange(0, 9).Draw(t, "near")
	if n == 9 {
		return rapid.SampledFrom(l.all).Draw(t, "any officer")
	}
	var of []officer
	subject := l.subject(c)
	for _, o := range l.all {
		if n < 6 && policy.May(o.Actor, policy.ShowCase, subject.RelationsOf(o.Actor)) || n >= 6 && near(o) {
			of = append(of, o)
		}
	}
	return rapid.SampledFrom(of).Draw(t, "near officer")
}

// onATask draws a command about an open request.
func (l *life) onATask(t *rapid.T, c *casework.Case) (command, bool) {
	if len(c.Tasks) == 0 {
		return command{}, false
	}
	task := rapid.SampledFrom(c.Tasks).Draw(t, "task")
	desk := rapid.SampledFrom(l.all).Draw(t, "desk").Desk
	spec, _ := casework.SpecOf(task.Step)
	name := rapid.SampledFrom([]string{"ask", "ask", "answer", "reassign", "recall", "pause", "resume", "decide"}).Draw(t, "act")
	do := func(ctx context.Context, key string) (act.Receipt, error) {
		w := l.write(task, key)
		switch name {
		case "ask":
			return l.AskAtTask(ctx, w, desk, "A question.", nil)
		case "answer":
			return l.AnswerTask(ctx, w, nil, "An answer.")
		case "reassign":
			return l.ReassignTask(ctx, w, desk, "Reasons.")
		case "recall":
			return l.RecallTask(ctx, w, "Reasons.")
		case "pause":
			return l.PauseTask(ctx, w, casework.CauseMission, time.Time{}, "")
		case "resume":
			return l.ResumeTask(ctx, w)
		default:
			return act.Receipt{}, nil
		}
	}
	if name == "decide" {
		if len(spec.Outcomes) == 0 {
			return command{}, false
		}
		return l.decides(task, rapid.SampledFrom(spec.Outcomes).Draw(t, "outcome")), true
	}
	return command{name + " " + string(task.ID) + " " + string(desk), do, task.ID}, true
}

// onTheCase draws a consent, a fact, a waiver, or a request to ask again.
func (l *life) onTheCase(t *rapid.T, _ *casework.Case) (command, bool) {
	consent := rapid.SampledFrom(casework.Consents()).Draw(t, "consent")
	switch rapid.SampledFrom([]string{"give", "withdraw", "fact", "waive", "again"}).Draw(t, "what") {
	case "give":
		return l.consents(consent), true
	case "withdraw":
		return l.withdraws(consent), true
	case "waive":
		id := rapid.SampledFrom(gate.All()).Draw(t, "gate").ID
		return command{name: "waive " + string(id), do: func(ctx context.Context, key string) (act.Receipt, error) {
			return l.WaiveGate(ctx, l.ref, key, id, "Reasons.")
		}}, true
	case "again":
		step := rapid.SampledFrom(casework.Specs()).Draw(t, "step").Step
		return command{name: "ask again " + string(step), do: func(ctx context.Context, key string) (act.Receipt, error) {
			return l.AskAgain(ctx, l.ref, key, step)
		}}, true
	default:
		fact := rapid.SampledFrom(casework.FactSpecs()).Draw(t, "fact")
		value := rapid.SampledFrom(fact.Values).Draw(t, "value")
		return command{name: "state " + string(fact.Name), do: func(ctx context.Context, key string) (act.Receipt, error) {
			return l.StateFacts(ctx, l.ref, key, []casework.Statement{{Name: fact.Name, Value: value}}, "")
		}}, true
	}
}

// onAccess draws a grant, its end, emergency access, an exclusion, or its end.
func (l *life) onAccess(t *rapid.T, _ *casework.Case) (command, bool) {
	other := rapid.SampledFrom(l.all).Draw(t, "other")
	n := rapid.IntRange(1, 3).Draw(t, "number")
	switch rapid.SampledFrom([]string{"give", "give", "end", "glass", "exclude", "readmit"}).Draw(t, "what") {
	case "give":
		terms := access.Terms{
			Desk: other.Desk, Consent: rapid.SampledFrom(casework.GrantConsents()).Draw(t, "consent"), Purpose: rapid.SampledFrom(policy.Purposes()).Draw(t, "purpose"),
			Classes: rapid.SliceOfNDistinct(rapid.SampledFrom(policy.Personal()), 1, 2, rapid.ID).Draw(t, "classes"), Until: l.clock.AddDate(0, 0, 20),
		}
		return command{name: "give access to " + string(other.Desk), do: func(ctx context.Context, key string) (act.Receipt, error) {
			return l.GiveAccess(ctx, l.ref, key, terms)
		}}, true
	case "end":
		return command{name: "end access", do: func(ctx context.Context, key string) (act.Receipt, error) {
			return l.EndAccess(ctx, l.ref, key, n)
		}}, true
	case "glass":
		return command{name: "break glass", do: func(ctx context.Context, key string) (act.Receipt, error) {
			return l.BreakGlass(ctx, l.ref, key, policy.ForEmergency, "Reasons.")
		}}, true
	case "exclude":
		return l.excludes(other.Account), true
	default:
		return command{name: "readmit", do: func(ctx context.Context, key string) (act.Receipt, error) {
			return l.ReadmitOfficer(ctx, l.ref, key, n, "Reasons.")
		}}, true
	}
}

// anEvent draws a report.
func (l *life) anEvent(t *rapid.T, c *casework.Case) (command, bool) {
	event := rapid.SampledFrom(casework.Events()).Draw(t, "event")
	if event == casework.EventDeath {
		return command{}, false // it ends the life
	}
	in := cases.Event{
		Event: event, HoldKind: "witness", HoldReviewBy: l.clock.Add(20 * 24 * time.Hour), HoldID: "hold", Custodian: "state", Cause: casework.CauseMission,
		Step: rapid.SampledFrom(casework.Specs()).Draw(t, "step").Step, Reasons: "Reasons.",
	}
	if event == casework.EventCorridorChanged {
		in.Corridor = rapid.SampledFrom([]string{"tha-any", c.Rules.Corridor, "khm-vnm"}).Draw(t, "corridor")
	}
	return l.reports(in), true
}
