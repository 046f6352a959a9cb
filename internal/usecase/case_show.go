package usecase

import (
	"context"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/request"
)

// Case is a case as far as the caller sees it.
type Case struct {
	record.CaseSummary // Paused without its cause if that is not for the caller

	Shown     []policy.Class      // the classes that the caller sees in this case
	Whole     bool                // the caller sees every desk's part of the case
	May       []policy.Action     // what the caller may do to the case
	Plan      []casework.Step     // the steps of the corridor, in order; they are public
	Stateable []casework.FactSpec // the facts that the caller may state; none without that right
	Person    record.Person
	Documents []record.Document
	Steps     []SettledStep
	Facts     []casework.Fact
	Tasks     []Task // the open ones
	Consents  []Consent
	Holds     []casework.Hold
	Waivers   []casework.WaiverGiven
	Undo      []casework.UndoEntry
	Trip      *casework.Trip
	Recalled  []casework.Step
}

// SettledStep is a settled step. Withheld is true if the caller may not see the outcome. Its coded reason is
// "" for a caller who may not read the written reasons.
type SettledStep struct {
	casework.Settlement

	Holds    bool // still, now
	Withheld bool
}

// ShowCase shows a case: each field is asked about by its class.
func (s *Service) ShowCase(ctx context.Context, ref casework.Ref) (Case, error) {
	return run(ctx, s, policy.ShowCase, ofCase(ref), func(ctx context.Context) (Case, error) {
		c, err := s.detailFor(ctx, ref)
		if err != nil {
			return Case{}, err
		}
		return s.showCase(c), nil
	})
}

func (s *Service) showCase(c foundDetail) Case {
	now := s.Now()
	out := Case{
		CaseSummary: c.detail.CaseSummary, Shown: c.seen.Classes(), Whole: c.seen.Whole(),
		May: permitted(c.seen.May, actionsOnCases()), Plan: c.State.Rules.Steps, Person: person(c.detail.Person, c.seen),
		Steps: steps(c.foundCase, now), Facts: facts(c.foundCase), Tasks: []Task{}, Consents: consents(c.foundCase, now),
		Holds: holds(c.foundCase), Waivers: waivers(c.foundCase), Undo: undoEntries(c.foundCase),
	}
	out.Paused = pause(c.detail.Paused, c.seen)
	if c.seen.May(policy.StateFacts) {
		out.Stateable = c.State.Rules.FactsForDesk(c.seen.Actor().Desk)
	}
	if len(c.detail.Documents) > 0 && c.seen.Reveal(policy.TravelCard) {
		out.Documents = c.detail.Documents
	}
	if trip := c.State.Trip; trip != nil {
		out.Trip = &casework.Trip{Movement: trip.Movement, DepartsAt: trip.DepartsAt, Charter: trip.Charter}
		if c.seen.Whole() && c.seen.Reveal(policy.TravelCard) { // where she will be, and when
			out.Trip.Legs = trip.Legs
		}
	}
	if c.seen.Whole() {
		out.Recalled = c.State.Recalled
	}
	for _, t := range c.detail.Tasks {
		if s.mayTask(c.foundCase, t.Desk) {
			out.Tasks = append(out.Tasks, task(t, c.seen))
		}
	}
	return out
}

// mayTask reports whether the caller may see an open task of the case.
func (s *Service) mayTask(c foundCase, desk casework.DeskID) bool {
	actor := c.seen.Actor()
	return policy.May(actor, policy.ShowTask, policy.OfTask(c.subject, desk, s.agencyOf).RelationsOf(actor))
}

// person returns what the caller sees of a person. Empty fields are not noted as shown.
func person(p *record.Person, seen request.Visibility) record.Person {
	var out record.Person
	if p == nil {
		return out
	}
	if seen.Reveal(policy.TravelCard) {
		out = travelCard(p)
	}
	if p.NativeName+p.NationalityRaw+p.Languages+p.Birth.AsWritten != "" && seen.Reveal(policy.Identity) {
		out.NativeName, out.NationalityRaw, out.Languages, out.Birth.AsWritten = p.NativeName, p.NationalityRaw, p.Languages, p.Birth.AsWritten
	}
	if p.Phone+p.Place != "" && seen.Reveal(policy.Contact) {
		out.Phone, out.Place = p.Phone, p.Place
	}
	if p.Remark != "" && seen.Reveal(policy.Narrative) {
		out.Remark = p.Remark
	}
	return out
}

// travelCard returns the fields that seats, tickets and manifests need.
func travelCard(p *record.Person) record.Person {
	if p == nil {
		return record.Person{}
	}
	out := record.Person{Name: p.Name, Sex: p.Sex, Nationality: p.Nationality, DocumentNumber: p.DocumentNumber, Birth: p.Birth}
	out.Birth.AsWritten = ""
	return out
}
