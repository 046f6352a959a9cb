package workflows

import (
	"example.org/homeward/internal/casework"
	"example.org/homeward/internal/casework/ruling"
)

// transport brings her to the aircraft. Cheap steps that can be undone come first: a seat is held early;
// the ticket waits for everything else, the manifest for the ticket, and the last medical check for the
// last three days. She is asked once more when she boards.
func (s stages) transport() error {
	if !s.returning() {
		return ruling.ErrWaiting
	}
	return s.Together(s.fitness, s.passage)
}

// fitness asks for a medical check when there are papers, because a finding is valid for two weeks only.
func (s stages) fitness() error {
	if !s.settled(casework.StepTravelDocument) {
		return ruling.ErrWaiting
	}
	_, err := s.Ask(casework.StepFitToTravel)
	return err
}

func (s stages) passage() error {
	for _, step := range []casework.Step{casework.StepSeat, casework.StepTicket, casework.StepManifest} {
		if _, err := s.Ask(step); err != nil {
			return err
		}
	}
	if err := s.lastCheck(); err != nil {
		return err
	}
	if _, err := s.Ask(casework.StepBoarding); err != nil {
		return err
	}
	_, err := s.Ask(casework.StepDeparture)
	return err
}

// lastCheck asks for the last medical check when it will still be valid at departure; if the departure
// moves too far, it asks again. A physician can waive it (G16).
func (s stages) lastCheck() error {
	trip := s.Case().Trip
	if trip == nil {
		return ruling.ErrWaiting
	}
	window := s.Case().Rules.PreEmbarkation
	_, err := s.AskAt(casework.StepPreEmbarkation, trip.DepartsAt.Add(-window), window)
	if s.Waived("G16", casework.CondPreEmbarkation) {
		return nil
	}
	return err
}

// journey ends when the receiver confirms that she has arrived. No other desk can confirm it. If she asks for
// protection on her way, the escort stops the journey first.
func (s stages) journey() error {
	c := s.Case()
	if c.Protects() && c.OnJourney() && c.FactIs(casework.FactAsylum, casework.AsylumOpen) {
		if _, err := s.Ask(casework.StepStopJourney); err != nil {
			return err
		}
	}
	_, err := s.Ask(casework.StepArrival)
	return err
}
