package workflows

import "example.org/homeward/internal/casework"

// transport takes her to the aircraft door. What is cheap and can be given back comes first:
// a seat is held early, a ticket waits for everything, the manifest for the ticket, the
// last medical check for the last three days. She is asked once more at the door.
func (s stages) transport() error {
	if !s.returning() {
		return casework.ErrWaiting
	}
	return s.Together(s.fitness, s.passage)
}

// fitness is looked at when there are papers: a finding is good for two weeks only.
func (s stages) fitness() error {
	if !s.settled(casework.StepTravelDocument) {
		return casework.ErrWaiting
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

// lastCheck opens when it can still be valid at departure; a departure that slips too far
// asks for it again. A physician can do without it (G16).
func (s stages) lastCheck() error {
	trip := s.Case().Trip
	if trip == nil {
		return casework.ErrWaiting
	}
	window := s.Case().Rules.PreEmbarkation
	_, err := s.AskAt(casework.StepPreEmbarkation, trip.DepartsAt.Add(-window), window)
	if s.Waived("G16", casework.CondPreEmbarkation) {
		return nil
	}
	return err
}

// journey ends when the receiver says that she has arrived. No other desk can say it.
func (s stages) journey() error {
	_, err := s.Ask(casework.StepArrival)
	return err
}
