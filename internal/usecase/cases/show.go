package cases

import (
	"context"
	"slices"

	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/policy"
	"example.org/homeward/internal/record"
	"example.org/homeward/internal/usecase/act"
	"example.org/homeward/internal/usecase/visible"
)

// View is a case as far as the caller sees it.
type View struct {
	record.CaseSummary // Paused without its cause if that is not for the caller

	Shown     []policy.Class       // the classes that the caller sees in this case
	Whole     bool                 // the caller sees every desk's part of the case
	May       []policy.Action      // what the caller may do to the case
	Plan      []casework.Step      // the steps of the corridor, in order; they are public
	Stateable []casework.FactSpec  // the facts that the caller may state; none without that right
	Pauses    []visible.PauseOffer // for what the caller's desk may pause the case
	Person    record.Person
	Documents []record.Document
	Steps     []visible.SettledStep
	Facts     []casework.Fact
	Tasks     []visible.Task // the open ones
	Consents  []Consent
	Holds     []casework.Hold
	Waivers   []casework.WaiverGiven
	Undo      []casework.UndoEntry
	TakenBack []TakenBack // none for a caller who does not see the whole case
	Trip      *casework.Trip
	Recalled  []casework.Step
	Team      []TeamDesk        // none for a caller who does not see the whole case
	Receivers []casework.DeskID // to which she can agree that her file is handed over; for a caller who may record consents
	Corrected bool              // there are earlier versions of who she is; only for a caller who may read them
}

// ShowCase shows a case: each field is asked about by its class.
func (s *Cases) ShowCase(ctx context.Context, ref casework.Ref) (View, error) {
	return act.Run(ctx, s.core, policy.ShowCase, act.OfCase(ref), func(ctx context.Context) (View, error) {
		c, err := s.core.DetailFor(ctx, ref)
		if err != nil {
			return View{}, err
		}
		return s.showCase(c), nil
	})
}

func (s *Cases) showCase(c act.FoundDetail) View {
	now := s.core.Now()
	out := View{
		CaseSummary: visible.Summary(c.Detail.CaseSummary, &c.State, c.Seen, now), Shown: c.Seen.Classes(), Whole: c.Seen.Whole(),
		May: visible.Permitted(c.Seen.May, actionsOnCases()), Plan: c.State.Rules.Steps, Person: visible.Person(c.Detail.Person, c.Seen),
		Steps: visible.Steps(c.State, c.Seen, now), Facts: visible.Facts(c.State, c.Seen), Tasks: []visible.Task{}, Consents: consents(c.Found, now),
		Holds: visible.Holds(c.State, c.Seen), Waivers: waivers(c.Found), Undo: undoEntries(c.Found), TakenBack: takenBack(c.Found),
	}
	if !c.Seen.Owing() {
		out.Paused = visible.Pause(c.Detail.Paused, c.Seen)
	}
	out.Pauses = visible.PauseOffers(&c.State.Rules, c.State.Rules.CausesFor(c.Seen.Actor().Desk, ""), now)
	if c.Seen.May(policy.StateFacts) {
		out.Stateable = c.State.Rules.FactsForDesk(c.Seen.Actor().Desk)
	}
	if len(c.Detail.Documents) > 0 && c.Seen.Reveal(policy.TravelCard) {
		out.Documents = c.Detail.Documents
	}
	if trip := c.State.Trip; trip != nil && !c.Seen.Owing() {
		out.Trip = &casework.Trip{Movement: trip.Movement, DepartsAt: trip.DepartsAt, Charter: trip.Charter}
		if c.Seen.Whole() && c.Seen.Reveal(policy.TravelCard) { // where she will be, and when
			out.Trip.Legs = trip.Legs
		}
	}
	out.Team = s.team(c.Found)
	if c.Seen.May(policy.GiveConsent) {
		out.Receivers = s.receivers(c.Found)
	}
	out.Corrected = c.Seen.May(policy.ShowIdentity) && slices.ContainsFunc(c.State.Proposals, func(p casework.Proposal) bool {
		return p.Action == casework.ProposeIdentity && p.State == casework.ProposalAgreed
	})
	if c.Seen.Whole() {
		out.Recalled = c.State.Recalled
	}
	for _, t := range c.Detail.Tasks {
		if s.mayTask(c.Found, t.Desk) {
			out.Tasks = append(out.Tasks, visible.TaskOf(t, c.Seen))
		}
	}
	return out
}

// mayTask reports whether the caller may see an open task of the case.
func (s *Cases) mayTask(c act.Found, desk casework.DeskID) bool {
	actor := c.Seen.Actor()
	return policy.May(actor, policy.ShowTask, policy.OfTask(c.Subject, desk, s.core.AgencyOf).RelationsOf(actor))
}
