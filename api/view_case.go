package api

import (
	"time"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/wire"
)

func caseLine(c record.CaseSummary) wire.CaseLine {
	return wire.CaseLine{
		Ref: c.Ref, Operation: c.Operation, Corridor: c.Corridor, CorridorVersion: c.Version, Host: string(c.Host),
		Origin: string(c.Origin), Lane: c.Lane, Stage: c.Stage, Modality: c.Modality, Seq: c.Seq, Minor: c.Minor,
		OpenedAt: c.OpenedAt.UTC(), UpdatedAt: c.UpdatedAt.UTC(), OpenTasks: c.OpenTasks, OverdueTasks: c.Overdue,
		NextDue: utc(c.NextDue), Paused: pauseView(c.Paused), Movement: c.Movement, Closed: c.Closed, Deceased: c.Deceased,
		EndedAt: utc(c.EndedAt),
	}
}

// caseView shows a case field by field: each is asked about by its class, and what is not
// for the asker is absent.
func (s *Server) caseView(c wholeCase) wire.Case {
	line, now := caseLine(c.detail.CaseSummary), s.Now()
	v := wire.Case{
		Ref: line.Ref, Operation: line.Operation, Corridor: line.Corridor, CorridorVersion: line.CorridorVersion,
		Host: line.Host, Origin: line.Origin, Lane: line.Lane, Stage: line.Stage, Modality: line.Modality, Seq: line.Seq,
		Minor: line.Minor, OpenedAt: line.OpenedAt, UpdatedAt: line.UpdatedAt, OpenTasks: line.OpenTasks,
		OverdueTasks: line.OverdueTasks, NextDue: line.NextDue, Paused: pauseSeen(c.detail.Paused, c.sight), Movement: line.Movement,
		Closed: line.Closed, Deceased: line.Deceased, EndedAt: line.EndedAt,
		Shown: c.sight.Classes(), Steps: settledSteps(c.seenCase, now), Facts: factViews(c.seenCase), Tasks: []wire.Task{},
		Consents: consentStates(c.seenCase, now), Holds: holdViews(c.seenCase), Waivers: waiverViews(c.seenCase), Undo: undoLines(c.seenCase),
	}
	v.Person = personView(c.detail.Person, c.sight)
	if len(c.detail.Documents) > 0 && c.sight.Reveal(policy.TravelCard) {
		v.Documents = documentViews(c.detail.Documents)
	}
	if trip := c.State.Trip; trip != nil {
		v.Trip = wire.Trip{Movement: trip.Movement, DepartsAt: trip.DepartsAt.UTC(), Charter: trip.Charter}
	}
	if c.sight.Whole() {
		v.Recalled = c.State.Recalled
	}
	for _, t := range c.detail.Tasks {
		if s.mayTask(c.seenCase, t.Desk) {
			v.Tasks = append(v.Tasks, s.taskView(t, c.sight))
		}
	}
	return v
}

// mayTask says whether an open task of the case is for the asker to look at.
func (s *Server) mayTask(c seenCase, desk casework.DeskID) bool {
	return policy.May(c.sight.Actor(), policy.ShowTask, policy.OfTask(c.subject, desk, s.agencyOf).RelationsOf(c.sight.Actor()))
}

// settledSteps: that a step is settled is operational; how, is of the step's own class.
func settledSteps(c seenCase, now time.Time) []wire.SettledStep {
	out := []wire.SettledStep{}
	for _, settled := range c.State.Settlements {
		class := policy.OutcomeClass(settled.Step)
		if !c.sight.RevealPart(class, settled.By.Desk) && !c.sight.Whole() {
			continue
		}
		spec, _ := casework.SpecOf(settled.Step)
		v := wire.SettledStep{
			Step: settled.Step, Stage: spec.Stage, Attempt: settled.Attempt, At: settled.At.UTC(), Until: utc(settled.Until),
			Holds: c.State.StillValid(settled, now), Desk: string(settled.By.Desk), State: string(settled.State),
		}
		if c.sight.RevealPart(class, settled.By.Desk) {
			v.Outcome = settled.Outcome
		} else {
			v.Withheld = true
		}
		out = append(out, v)
	}
	return out
}

func factViews(c seenCase) []wire.Fact {
	out := []wire.Fact{}
	for _, f := range c.State.Facts {
		if c.sight.RevealPart(policy.FactClass(f.Name), f.By.Desk) {
			out = append(out, wire.Fact{Name: f.Name, Value: f.Value, At: f.At.UTC(), Desk: string(f.By.Desk)})
		}
	}
	return out
}

func holdViews(c seenCase) []wire.Hold {
	var out []wire.Hold
	for _, h := range c.State.OnHold {
		if c.sight.Reveal(policy.Legal) {
			out = append(out, wire.Hold{Id: h.ID, Kind: h.Kind, Since: h.Since.UTC(), ReviewBy: h.ReviewBy.UTC(), Desk: string(h.By.Desk)})
		}
	}
	return out
}

func waiverViews(c seenCase) []wire.WaiverGiven {
	var out []wire.WaiverGiven
	for _, w := range c.State.Waivers {
		if !c.sight.RevealPart(policy.Operational, w.By.Desk) {
			continue
		}
		v := wire.WaiverGiven{Gate: w.Gate, Role: w.By.Role, Desk: string(w.By.Desk), At: w.At.UTC()}
		for _, condition := range w.Conditions {
			if c.sight.Reveal(policy.ConditionClass(condition)) {
				v.Conditions = append(v.Conditions, string(condition))
			}
		}
		out = append(out, v)
	}
	return out
}

func undoLines(c seenCase) []wire.UndoLine {
	var out []wire.UndoLine
	for _, u := range c.State.Undo {
		class := policy.OutcomeClass(u.Step)
		if u.Kind == casework.UndoGrant { // of no step
			class = policy.Operational
		}
		if c.sight.RevealPart(class, u.Desk) {
			out = append(out, wire.UndoLine{
				Kind: string(u.Kind), State: wire.UndoLineState(u.State), Step: string(u.Step), Desk: string(u.Desk),
				Leftover: casework.UndoSpecOf(u.Kind).Leftover,
			})
		}
	}
	return out
}

// consentStates shows the consents to those who may read the ledger.
func consentStates(c seenCase, now time.Time) []wire.ConsentState {
	if !c.sight.May(policy.ListConsents) {
		return nil
	}
	var out []wire.ConsentState
	if len(c.State.Consents) > 0 {
		c.sight.RevealLedger()
	}
	for _, given := range c.State.Consents {
		out = append(out, consentView(given, now))
	}
	return out
}

func consentView(g casework.ConsentGiven, now time.Time) wire.ConsentState {
	return wire.ConsentState{
		Consent: g.Consent, Active: g.Active(now), ByLaw: g.Mode == casework.ModeAuthority, Mode: g.Mode, Language: g.Language,
		At: g.At.UTC(), Until: utc(g.Until), WithdrawnAt: utc(g.WithdrawnAt),
	}
}
